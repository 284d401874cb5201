"""Pictures made of pixels: their size, and smaller copies in WebP."""

import struct
import warnings
import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO

from msgspec import Struct

# WebP and AVIF are named here: else Pillow loads all of its formats to find these two.
from PIL import (
    AvifImagePlugin,  # noqa: F401 - registers itself
    Image,
    ImageOps,
    WebPImagePlugin,  # noqa: F401 - registers itself
)

MOST_PIXELS = 50_000_000
"""Of a picture that is decoded, which takes four bytes for each."""

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")
_MODES = {"1", "L", "LA", "P", "PA", "RGB", "RGBA"}
"""Of pictures that WebP can show as they are: eight bits, red, green and blue."""

_QUALITY = 82
_METHOD = 2
"""Of libwebp, 0 to 6. On 26 screenshots 0 takes 0.5 s for 0.62 MB, 2 takes 0.4 s for 0.46 MB, and
4 takes 0.7 s for 0.45 MB."""

_FEWEST_BYTES = 10_000
"""Of a file that gets copies."""

_WORTHWHILE = 0.8
"""Size of a copy, as a part of the file's, from which on it saves too little."""

_ORIENTATION = 0x0112
_TURNED = {5, 6, 7, 8}
"""Values of Exif's `Orientation` that exchange width and height."""

# What Pillow raises for damaged files, found by changing bytes of good ones at random.
_DAMAGES = (
    OSError,
    SyntaxError,
    RuntimeError,
    ValueError,
    IndexError,
    EOFError,
    struct.error,
    zlib.error,
)

_UNREADABLE = "it is no picture, or a damaged one; save it anew"
_TOO_LARGE = "it has more than 50 million pixels, too many for a reader; make it smaller"


class Raster(Struct, frozen=True, kw_only=True):
    """A decoded file of pixels."""

    width_px: int = 0
    """As shown, so turned where Exif says so; 0 for a file that cannot be read."""

    height_px: int = 0
    copies: tuple[tuple[int, bytes], ...] = ()
    """Width and WebP file of each copy, the narrowest first."""

    problem: str = ""


def read_raster(content: bytes, widths_px: Sequence[int]) -> Raster:
    """Return the size of a picture, and its copies of these widths; of none for its size alone.

    There are none of animations, of small files, and of colours that WebP would change. The
    bytes of a copy depend on those of the file and on the versions of Pillow and libwebp alone.
    """
    with warnings.catch_warnings(action="ignore"):  # what is odd but can be shown
        try:
            with Image.open(BytesIO(content), formats=_FORMATS) as image:
                return _read(image, content, widths_px)
        except Image.DecompressionBombError:
            return Raster(problem=_TOO_LARGE)
        except _DAMAGES:
            return Raster(problem=_UNREADABLE)


def _read(image: Image.Image, content: bytes, widths_px: Sequence[int]) -> Raster:
    width, height = image.size
    is_jpeg = image.format in {"JPEG", "MPO"}
    if is_jpeg and image.getexif().get(_ORIENTATION) in _TURNED:
        width, height = height, width
    if width * height > MOST_PIXELS:
        return Raster(width_px=width, height_px=height, problem=_TOO_LARGE)
    # A JPEG of several pictures, as telephones make them, is no animation.
    is_still = is_jpeg or not getattr(image, "is_animated", False)
    copies: tuple[tuple[int, bytes], ...] = ()
    if widths_px and is_still and image.mode in _MODES and len(content) >= _FEWEST_BYTES:
        copies = tuple(_make_copies(image, (width, height), widths_px, len(content)))
    else:
        image.load()  # whether it is whole
    return Raster(width_px=width, height_px=height, copies=copies)


def _make_copies(
    image: Image.Image, size: tuple[int, int], widths_px: Sequence[int], file_bytes: int
) -> Iterator[tuple[int, bytes]]:
    """Yield the copies of `image`, whose upright size is `size`, that are worth their while."""
    width, height = size
    profile = image.info.get("icc_profile")
    widths = [each for each in widths_px if each < width]
    if width <= widths_px[-1]:
        widths.append(width)
    image.draft("RGB", (widths[-1], widths[-1]))  # a JPEG is decoded at half its size, or less
    upright = ImageOps.exif_transpose(image) if image.format in {"JPEG", "MPO"} else image
    is_clear = upright.mode in {"LA", "PA", "RGBA"} or "transparency" in upright.info
    pixels = upright.convert("RGBA" if is_clear else "RGB")
    if is_clear and pixels.getextrema()[-1] == (255, 255):  # a screenshot that says it might be
        pixels = pixels.convert("RGB")
    for each in widths:
        copy = pixels
        if each != copy.width:
            copy = pixels.resize((each, max(round(height * each / width), 1)), reducing_gap=2.0)
        file = BytesIO()
        copy.save(file, "WEBP", quality=_QUALITY, method=_METHOD, icc_profile=profile)
        if file.tell() < _WORTHWHILE * file_bytes:
            yield each, file.getvalue()
