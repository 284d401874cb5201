"""Pieces of an excerpt: its plain text, with how each stretch of it is set."""

import re
from collections.abc import Iterable, Iterator
from enum import Enum

from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

_BLANKS = re.compile(r"\s+")
A_LETTER = "x"
AN_OPENING_BRACKET = "("
A_BLOCK = "\n"
"""What pieces count as: `Piece.counts_as`."""


class Gap(Enum):
    """The kind of block left out at a place of an excerpt."""

    FORMULA = "formula"
    """Whatever sentence it belongs to is unfinished without it."""

    BLOCK = "block"
    """Code, a table, a picture."""


class Piece(Struct, frozen=True):
    """A stretch of an excerpt's plain text that is set in one way."""

    text: str
    marks: tuple[str, ...] = ()
    """Elements around it, the outermost first: `("strong", "em")`."""

    formula: Token | None = None
    """The formula that `text` stands for."""

    counts_as: str = ""
    """What each character of `text` is where a cut is looked for; empty: itself.

    A letter makes a word of what is kept whole or left out whole: a formula, a code
    span, a URL. An opening bracket is what no excerpt ends with: the number of an item.
    A line end stands for the beginning of a block.
    """

    gap: Gap | None = None
    """What is left out here; the text is empty then."""

    @property
    def outline(self) -> str:
        """The text in which a cut is looked for, as long as `text`."""
        return self.counts_as * len(self.text) or self.text


def fold(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield `pieces` with one blank for all white space, and none at the beginning."""
    ends_in_blank = True
    for piece in pieces:
        text = _BLANKS.sub(" ", piece.text)
        if ends_in_blank:
            text = text.removeprefix(" ")
        if text or piece.gap:
            yield replace(piece, text=text)
        if text:
            ends_in_blank = text.endswith(" ")


def without_gaps(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Return `pieces` without the places where something is left out."""
    return (piece for piece in pieces if piece.gap is None)
