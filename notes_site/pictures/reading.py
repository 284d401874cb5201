"""Pictures read once: their size and smaller copies are kept in the store."""

from io import BytesIO
from pathlib import Path, PurePosixPath

import msgspec

from notes_site.cache import Key, Store, content_digest, make_key
from notes_site.model import Url, Variant
from notes_site.pictures.picture import Picture


def picture_key(url: Url, content: bytes, *, has_copies: bool) -> Key:
    """Return the key of what is known of a picture.

    Args:
        url: of the picture; its suffix tells SVG from pictures made of pixels.
        content: digest of its file.
        has_copies: whether smaller copies are wanted.
    """
    return make_key("picture", _suffix(url), content, str(has_copies))


def read_proportion(file: Path) -> float:
    """Return how many times as wide as high a picture is; 0 where that is not known."""
    content = file.read_bytes()
    if file.suffix.lower() == ".svg":
        from notes_site.pictures.svg import read_svg

        picture = read_svg(content)
        return picture.width_px / picture.height_px if picture.height_px else 0
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(content)) as image:
            return image.width / image.height
    except (UnidentifiedImageError, OSError):
        return 0


def read_picture(url: Url, content: bytes, store: Store, *, has_copies: bool) -> Picture:
    """Return what is known of a picture, from the store if it was read before.

    Args:
        url: of the picture.
        content: of its file.
        store: gets the bytes of the variants too.
        has_copies: whether there are to be any.
    """
    key = picture_key(url, content_digest(content), has_copies=has_copies)
    known = store.find([key]).get(key)
    if known is not None:
        return _DECODER.decode(known)
    if _suffix(url) == ".svg":
        from notes_site.pictures.svg import read_svg

        picture = read_svg(content)
    else:
        picture = _read_raster(content, key, store, has_copies=has_copies)
    store.add({key: _ENCODER.encode(picture)})
    return picture


def _read_raster(content: bytes, key: Key, store: Store, *, has_copies: bool) -> Picture:
    from notes_site.pictures.raster import read_raster

    raster = read_raster(content, has_copies=has_copies)
    variants = []
    for width, webp in raster.copies:
        own, made = make_key("variant", key, str(width)), content_digest(webp)
        url = Url(f"/assets/pictures/{made.hex()[:_HASH_LENGTH]}.webp")
        variants.append(Variant(url=url, width_px=width, key=own, digest=made))
        store.add({own: webp})
    if variants:
        store.flush()  # whoever meets many photographs must not hold them all
    return Picture(
        width_px=raster.width_px,
        height_px=raster.height_px,
        variants=tuple(variants),
        problem=raster.problem,
    )


def _suffix(url: Url) -> str:
    return PurePosixPath(url).suffix.lower()


_HASH_LENGTH = 16
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Picture)
