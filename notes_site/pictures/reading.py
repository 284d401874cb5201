"""Pictures read once: their size and smaller copies are kept in the store."""

from io import BytesIO
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

from notes_site.cache import Key, Store, content_digest, make_key
from notes_site.model import Url, Variant
from notes_site.pictures.picture import Picture


class PictureReader(Struct, frozen=True):
    """Reads each picture once: the store keeps its size and its smaller copies."""

    store: Store
    widths_px: tuple[int, ...]
    """Of the copies; none where a site wants none."""

    def key(self, url: Url, digest: bytes) -> Key:
        """Return the key of what is known of a picture.

        Args:
            url: of the picture; its suffix tells SVG from pictures made of pixels.
            digest: of its file.
        """
        return make_key("picture", _suffix(url), digest, repr(self.widths_px))

    def read(self, url: Url, content: bytes) -> Picture:
        """Return what is known of the picture at an address, from its file."""
        key = self.key(url, content_digest(content))
        known = self.store.find([key]).get(key)
        if known is not None:
            return _DECODER.decode(known)
        if _suffix(url) == ".svg":
            from notes_site.pictures.svg import read_svg

            picture = read_svg(content)
        else:
            picture = self._read_raster(content, key)
        self.store.add({key: _ENCODER.encode(picture)})
        return picture

    def _read_raster(self, content: bytes, key: Key) -> Picture:
        from notes_site.pictures.raster import read_raster

        raster = read_raster(content, self.widths_px)
        variants = []
        for width, webp in raster.copies:
            own, made = make_key("variant", key, str(width)), content_digest(webp)
            url = Url(f"/assets/pictures/{made.hex()[:_HASH_LENGTH]}.webp")
            variants.append(Variant(url=url, width_px=width, key=own, digest=made))
            self.store.add({own: webp})
        if variants:
            self.store.flush()  # whoever meets many photographs must not hold them all
        return Picture(
            width_px=raster.width_px,
            height_px=raster.height_px,
            variants=tuple(variants),
            problem=raster.problem,
        )


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


def _suffix(url: Url) -> str:
    return PurePosixPath(url).suffix.lower()


_HASH_LENGTH = 16
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Picture)
