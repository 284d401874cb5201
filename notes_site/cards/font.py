"""Noto Sans SC, which comes as a hundred files of some characters each.

A file is read when the first of its characters is drawn: a title needs about five.
"""

import json
import re
import unicodedata
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from PIL import ImageFont

from notes_site.theme import KATEX

FOLDER = Path(__file__).parent / "noto"
"""`*-wght-normal.woff2`, `unicode.json` and `LICENSE`; `hatch_build.py` brings them."""


_GREEK = KATEX / "fonts" / "KaTeX_Math-BoldItalic.woff2"
"""Noto Sans SC has no Greek letters; in a title they are those of a formula."""

_GREEK_LETTERS = re.compile("[Α-ωϑϕϖϱϵ]")


def find_runs(text: str, size_px: int, weight: int) -> list[tuple[ImageFont.FreeTypeFont, str]]:
    """Return `text` in pieces with the font of each; what no font has, such as emoji, is left out."""
    characters = (
        (found, shown)
        for character in text
        for found, shown in [_find_font(character, size_px, weight)]
        if found
    )
    return [
        (font, "".join(shown for _, shown in run))
        for font, run in groupby(characters, key=itemgetter(0))
    ]


@cache
def _find_font(
    character: str, size_px: int, weight: int
) -> tuple[ImageFont.FreeTypeFont | None, str]:
    """Return the font that has `character`, and what to write by it.

    A letter of a style that the font lacks is written plain: `ℝ` as `R` (NFKC of UAX #15).
    """
    if _GREEK_LETTERS.match(character):
        return ImageFont.truetype(_GREEK, size_px, layout_engine=ImageFont.Layout.BASIC), character
    for shown in (character, unicodedata.normalize("NFKC", character)):
        part = _parts().get(ord(shown)) if len(shown) == 1 else None
        if part:
            font = _read_font(part, size_px, weight)
            if bytes(font.getmask(shown)) != bytes(font.getmask(_NOWHERE)):
                return font, shown
    return None, ""


_NOWHERE = "\U0010ffff"
"""A character that no font has: shown as the font's box for what it lacks."""


@cache
def _read_font(part: str, size_px: int, weight: int) -> ImageFont.FreeTypeFont:
    file = FOLDER / f"noto-sans-sc-{part}-wght-normal.woff2"
    # Raqm shapes alike, but whether a machine has it must not show in the picture.
    font = ImageFont.truetype(file, size_px, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font


@cache
def _parts() -> dict[int, str]:
    """Return code point → name of the file that has it, such as `118` or `latin`.

    Rule: values are written as `unicode-range` of CSS Fonts 4 has them.
    """
    listed: dict[str, str] = json.loads((FOLDER / "unicode.json").read_text(encoding="utf-8"))
    parts: dict[int, str] = {}
    for name, ranges in listed.items():
        for each in ranges.split(","):
            first, _, last = each.strip().removeprefix("U+").partition("-")
            for point in range(int(first, 16), int(last or first, 16) + 1):
                parts.setdefault(point, name.strip("[]"))
    return parts
