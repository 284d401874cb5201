"""A card as PNG: the title in large letters, the site above it, date and tags below."""

from collections.abc import Iterator
from io import BytesIO

import regex
from PIL import Image, ImageDraw

from notes_site.cards.card import Card
from notes_site.cards.font import find_runs

WIDTH_PX = 1200
HEIGHT_PX = 630
"""The size that Facebook, LinkedIn, X, Slack and WeChat show whole (1.91 : 1)."""

_MARGIN_PX = 80
_TITLE_TOP_PX = 190
_TITLE_SIZES_PX = (84, 72, 60, 52)
"""Tried in this order until the title fits; the last is cut."""

_TITLE_HEIGHT_PX = 300
_SMALL_PX = 32
_BOLD, _REGULAR = 700, 400
_LEADING = 1.25

# A picture holds 16 colours, 15 from the text's to the ground's and the accent.
_INK = (17, 24, 32)
_SHADES = 15
_BLACK, _GREY, _WHITE = 0, 110, 255

_ELLIPSIS = "…"
# What stays on one line: a Latin word or number, or any one character, with the marks that open
# before it and those that end after it (Requirements for Chinese Text Layout, 3.1.3).
_PIECE = regex.compile(
    r"""(?V1)(?x)
    \s+
    | [\p{Ps}\p{Pi}]*
      (?: (?&word) (?: [!-/:-@\[-`{-~]+ (?&word) )* | . )
      [\p{P}--[\p{Ps}\p{Pi}]]*
    (?(DEFINE) (?<word> [^\s\p{P}\p{Han}\p{Hiragana}\p{Katakana}]+ ) )
    """
)
_HAN = regex.compile(r"\p{Han}")
_STRAIGHT = str.maketrans("“”‘’", "\"\"''")
"""The font's curved quotes are as wide as a Han character."""


def draw_card(card: Card) -> bytes:
    """Return the PNG of `card`: the same bytes for the same card, wherever it is drawn."""
    image = Image.new("L", (WIDTH_PX, HEIGHT_PX), _WHITE)
    draw = ImageDraw.Draw(image)
    width = WIDTH_PX - 2 * _MARGIN_PX
    (site,) = _fit(card.site, _SMALL_PX, _BOLD, width, 1)
    _write(draw, site, _MARGIN_PX, 92, _SMALL_PX, _BOLD, _BLACK)
    for size in _TITLE_SIZES_PX:
        step = round(size * _LEADING)
        room = _TITLE_HEIGHT_PX // step
        lines = [*_break(card.title, size, _BOLD, width)]
        if len(lines) <= room:
            break
    else:
        lines = _fit(card.title, size, _BOLD, width, room)
    for number, line in enumerate(lines):
        _write(draw, line, _MARGIN_PX, _TITLE_TOP_PX + number * step, size, _BOLD, _BLACK)
    (foot,) = _fit(card.line, _SMALL_PX, _REGULAR, width, 1)
    _write(draw, foot, _MARGIN_PX, HEIGHT_PX - 118, _SMALL_PX, _REGULAR, _GREY)

    image = image.point([level * (_SHADES - 1) // _WHITE for level in range(256)])
    image.putpalette(_palette(card))
    ImageDraw.Draw(image).rectangle((0, 0, WIDTH_PX, 15), fill=_SHADES)
    content = BytesIO()
    image.save(content, "PNG", bits=4, compress_level=1)
    return content.getvalue()


def _palette(card: Card) -> list[int]:
    shades = [
        round(ink + (ground - ink) * shade / (_SHADES - 1))
        for shade in range(_SHADES)
        for ink, ground in zip(_INK, _parts(card.ground), strict=True)
    ]
    return [*shades, *_parts(card.accent)]


def _parts(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue of a colour such as `#a83f28`."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _write(  # noqa: PLR0913, PLR0917 - where and how
    draw: ImageDraw.ImageDraw, line: str, x: float, y: int, size: int, weight: int, level: int
) -> None:
    """Write `line` from `x` on, with its letters' common baseline `size` below `y`."""
    for font, run in find_runs(line, size, weight):
        draw.text((round(x), y + size), run, font=font, fill=level, anchor="ls")
        x += font.getlength(run)


def _measure(text: str, size: int, weight: int) -> float:
    return sum(font.getlength(run) for font, run in find_runs(text, size, weight))


def _break(text: str, size: int, weight: int, width: int) -> Iterator[str]:
    """Yield the lines of `text`, none wider than `width`."""
    line, used = "", 0.0
    for piece in _pieces(text, size, weight, width):
        length = _measure(piece, size, weight)
        if line and used + length > width:
            yield line.rstrip()
            line, used = "", 0.0
            if piece.isspace():
                continue
        line += piece
        used += length
    yield line.rstrip()


def _pieces(text: str, size: int, weight: int, width: int) -> Iterator[str]:
    """Yield what a line cannot break; in single characters where that is wider than a line."""
    folded = " ".join(text.split())
    if not _HAN.search(folded):
        folded = folded.translate(_STRAIGHT)
    for match in _PIECE.finditer(folded):
        if _measure(match[0], size, weight) > width:
            yield from match[0]
        else:
            yield match[0]


def _fit(text: str, size: int, weight: int, width: int, room: int) -> list[str]:
    """Return at most `room` lines, the last with an ellipsis if anything is left out."""
    lines = [*_break(text, size, weight, width)]
    if len(lines) > room:
        last = lines[room - 1]
        while last and _measure(last + _ELLIPSIS, size, weight) > width:
            last = last[:-1].rstrip()
        lines = [*lines[: room - 1], last + _ELLIPSIS]
    return lines
