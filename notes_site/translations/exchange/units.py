"""The texts of a note that are translated one by one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec import Struct

from notes_site.model import Block, BlockKind, Source
from notes_site.parse.outline import read_outline, text_digest
from notes_site.parse.token_values import CELL
from notes_site.text.scripts import HAN
from notes_site.translations.exchange.placeholders import Extract, extract

HEAD_KEYS = ("title", "description", "excerpt")
"""Of the front matter, which are texts for readers."""

_WORD = re.compile(rf"[{HAN}]|[^\W{HAN}]+")
_QUOTE_MARK = re.compile(r"[^>\s]")


class Unit(Struct, frozen=True, kw_only=True):
    """A text of a note: a heading, a paragraph, an item, a cell of a table, a line of the front matter."""

    kind: str
    """As messages call it."""

    start: int
    """Index into the note's text; for front matter into the line of its key."""

    end: int
    indent: str
    """What stands before each further line of it."""

    line: int
    """1-based line of the file."""

    block: Block | None
    """The block that it is, or is a part of; None in the front matter."""

    text: Extract
    key: str = ""
    """Of the front matter."""

    @property
    def is_empty(self) -> bool:
        """True where there is nothing to translate: no letter beside the placeholders."""
        return not any(
            character.isalpha()
            for piece in self.text.pieces
            if isinstance(piece, str)
            for character in piece
        )

    @property
    def typed(self) -> str:
        """The text as it stands in the note."""
        return "".join(
            piece if isinstance(piece, str) else piece.typed for piece in self.text.pieces
        )

    @property
    def digest(self) -> str:
        """Of the text as typed, whatever its line breaks."""
        return text_digest(self.typed)

    def count_words(self) -> int:
        """Return how many words there are to translate; a Chinese character counts as one."""
        texts = (piece for piece in self.text.pieces if isinstance(piece, str))
        return sum(len(_WORD.findall(text)) for text in texts)


class ReadNote(Struct, frozen=True):
    """A note, as far as its exchange needs it."""

    source: Source
    blocks: tuple[Block, ...]
    units: tuple[Unit, ...]
    """In the order of the file."""


def read_units(source: Source, md: MarkdownIt) -> ReadNote:
    """Return the texts of a note that are to be translated."""
    env: dict[str, Any] = {}
    tokens = md.parse(source.text, env)
    blocks = read_outline(source, tokens).blocks
    units = [*_head_units(source, md), *_body_units(source, tokens, blocks, md, env)]
    return ReadNote(source, blocks, tuple(unit for unit in units if not unit.is_empty))


def _head_units(source: Source, md: MarkdownIt) -> Iterator[Unit]:
    for key in HEAD_KEYS:
        value: str = getattr(source.front, key)
        line = source.front.lines.get(key)
        if value and line and "\n" not in value:
            text = extract(value, md, {})
            yield Unit(
                kind=key, start=0, end=0, indent="", line=line, block=None, text=text, key=key
            )


def _body_units(
    source: Source,
    tokens: Sequence[Token],
    blocks: Sequence[Block],
    md: MarkdownIt,
    env: Mapping[str, Any],
) -> Iterator[Unit]:
    lines = source.text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type != "inline" or not token.map or not token.content.strip():
            continue
        if before is not None and before.type == "figcaption_open":
            continue  # the caption is a part of its image
        block = _block_at(blocks, source.first_line + token.map[0])
        if block is None:
            continue
        place = _place(token, lines, starts)
        if place is None:
            continue
        cell = CELL.find(token)
        yield Unit(
            kind="table cell" if cell else block.kind.value,
            start=place[0],
            end=place[1],
            indent=place[2],
            line=source.first_line + token.map[0],
            block=block,
            text=extract(token.content, md, env),
        )


def _block_at(blocks: Sequence[Block], line: int) -> Block | None:
    """Return the block that stands at a line; of several the last, which is the innermost."""
    found = [block for block in blocks if block.first_line <= line <= block.last_line]
    prose = [block for block in found if block.kind is not BlockKind.FORMULA]
    return next(reversed(prose or found), None)


def _place(
    token: Token, lines: Sequence[str], starts: Sequence[int]
) -> tuple[int, int, str] | None:
    r"""Return start and end of a text in the note, and the indent of its further lines.

    None where it does not stand there as it is typed: lines with a tab within, cells with `\|`.
    """
    first = (token.map or [0])[0]
    cell = CELL.find(token)
    if cell:
        start = starts[first] + cell.start
        is_typed = cell.raw == token.content
        return (start, start + len(cell.raw), "") if is_typed else None
    typed = token.content.split("\n")
    columns = []
    for number, text in enumerate(typed):
        column = lines[first + number].rfind(text.strip())
        if column < 0:
            return None
        columns.append(column)
    opening = lines[first][: columns[0]]
    second = lines[first + 1][: columns[1]] if len(typed) > 1 else None
    indent = _QUOTE_MARK.sub(" ", opening) if second is None else second
    last = first + len(typed) - 1
    end = starts[last] + columns[-1] + len(typed[-1].strip())
    return starts[first] + columns[0], end, indent
