"""Pictures of pixels: sizes, copies, and files that are not what they say."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from notes_site.config.pictures import WIDTHS_PX
from notes_site.pictures.raster import Raster, read_raster
from tests.pictures.made import encode, gradient

PHOTO = gradient(1600, 400)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "AVIF"])
def test_every_kind_tells_its_size(kind: str) -> None:
    raster = read_raster(encode(gradient(300, 40), kind), WIDTHS_PX)
    assert (raster.width_px, raster.height_px, raster.problem) == (300, 40, "")


def test_a_large_picture_gets_copies_of_both_widths() -> None:
    raster = read_raster(encode(PHOTO, "PNG"), WIDTHS_PX)
    assert [width for width, _ in raster.copies] == [720, 1440]
    for width, webp in raster.copies:
        with Image.open(BytesIO(webp)) as copy:
            assert (copy.format, copy.size) == ("WEBP", (width, width // 4))


def test_a_picture_of_middling_width_is_its_own_widest_copy() -> None:
    raster = read_raster(encode(gradient(900, 300), "PNG"), WIDTHS_PX)
    assert [width for width, _ in raster.copies] == [720, 900]


def test_a_copy_is_the_same_each_time() -> None:
    assert read_raster(encode(PHOTO, "JPEG"), WIDTHS_PX) == read_raster(
        encode(PHOTO, "JPEG"), WIDTHS_PX
    )


def test_what_is_clear_stays_clear() -> None:
    image = gradient(400, 300)
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    ((_, webp),) = read_raster(encode(image, "PNG"), WIDTHS_PX).copies
    with Image.open(BytesIO(webp)) as copy:
        assert copy.getextrema()[-1] == (0, 255)


def test_a_turned_photograph_is_as_wide_as_it_shows() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    raster = read_raster(encode(gradient(800, 200), "JPEG", exif=exif, quality=95), WIDTHS_PX)
    assert (raster.width_px, raster.height_px) == (200, 800)
    for width, webp in raster.copies:
        with Image.open(BytesIO(webp)) as copy:
            assert copy.size == (width, width * 4)
    assert raster.copies


def test_an_animation_stays_one() -> None:
    frames = [gradient(300, 200) for _ in range(3)]
    gif = encode(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert len(gif) > 10_000
    assert read_raster(gif, WIDTHS_PX) == Raster(width_px=300, height_px=200)


def test_no_copy_is_made_that_saves_little() -> None:
    webp = encode(gradient(700, 500), "WEBP", quality=60)
    assert len(webp) > 10_000
    assert read_raster(webp, WIDTHS_PX).copies == ()


def test_colours_that_webp_would_change_are_left_alone() -> None:
    cmyk = encode(gradient(900, 500).convert("CMYK"), "JPEG", quality=95)
    assert read_raster(cmyk, WIDTHS_PX) == Raster(width_px=900, height_px=500)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"<svg/>",
        encode(PHOTO, "PNG")[:20_000],
        encode(PHOTO, "JPEG")[:20_000],
        encode(gradient(60, 60), "PNG")[:-200],
        encode(gradient(60, 60), "AVIF")[:-100],
    ],
    ids=["empty", "head", "svg", "cut PNG", "cut JPEG", "small cut PNG", "cut AVIF"],
)
def test_a_damaged_file_has_a_problem(content: bytes) -> None:
    assert (
        read_raster(content, WIDTHS_PX).problem
        == "it is no picture, or a damaged one; save it anew"
    )


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_of_size(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes that claims to be that large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"x\x9c") + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [8_000, 12_000, 100_000])
def test_a_picture_of_too_many_pixels_is_not_decoded(side: int) -> None:
    problem = read_raster(png_of_size(side, side), WIDTHS_PX).problem
    assert problem == "it has more than 50 million pixels, too many for a reader; make it smaller"


SEEDS = [
    encode(gradient(64, 48), "PNG"),
    encode(gradient(64, 48).quantize(16), "PNG", transparency=3),
    encode(gradient(64, 48), "JPEG"),
    encode(gradient(64, 48).quantize(16), "GIF"),
    encode(gradient(64, 48), "WEBP"),
    encode(gradient(64, 48), "AVIF"),
]


@pytest.mark.property
@given(st.sampled_from(SEEDS), st.data())
def test_any_bytes_give_a_size_or_a_problem(seed: bytes, data: st.DataObject) -> None:
    """Any file gives a size or a problem, never an exception."""
    changed = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(changed) - 1))
        changed[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(changed)))
    raster = read_raster(bytes(changed[:cut]), WIDTHS_PX)
    assert bool(raster.problem) or raster.width_px > 0 < raster.height_px
