"""Blocks of a note, as they are compared with those of its translations."""

from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct


class BlockKind(StrEnum):
    """The kind of a block; its name in messages."""

    HEADING = "heading"
    THEOREM = "numbered block"
    PARAGRAPH = "paragraph"
    ITEM = "list item"
    QUOTE = "quote"
    DEFINITION = "definition"
    FOOTNOTE = "footnote"
    FORMULA = "formula"
    CODE = "code block"
    TABLE = "table"
    FIGURE = "figure"
    HTML = "piece of HTML"
    RULE = "rule"


class AnchorKind(StrEnum):
    """A kind of anchor, recognised in a text of any language; its name in messages."""

    FORMULA = "formula"
    IMAGE = "image"
    LINK = "link"
    REFERENCE = "reference"
    CITATION = "citation"
    CODE = "code"
    TERM = "word"
    """A number, or a name such as `ResNet`."""


class Anchor(NamedTuple):
    """A piece of a text that stands in its translation too; a tuple, as notes have thousands."""

    kind: AnchorKind
    text: str
    """As typed: TeX, address, label."""

    line: int
    """1-based, of the file."""


class Block(Struct, frozen=True, kw_only=True):
    """One block of a note, as far as it can be compared with that of a translation.

    Paragraphs of a list, a quote or a footnote are blocks of their own; a paragraph with a
    display formula in it is several; a table is one.
    """

    kind: BlockKind
    first_line: int
    """1-based, of the file."""

    last_line: int
    top: int
    """0-based number of the outermost block of the note that it is in."""

    digest: str
    """Of its text as typed, save for line breaks and blanks."""

    length: int
    """Characters of its text."""

    level: int = 0
    """1 to 6 for a heading, as in the HTML."""

    id: str = ""
    """Of a heading."""

    content: str = ""
    """TeX of a formula, text of a code block or heading, address of a figure."""

    language: str = ""
    """Of a code block."""

    labels: tuple[str, ...] = ()
    """Of a formula."""

    anchors: tuple[Anchor, ...] = ()
    """Those in its text, in order."""

    is_allowed: bool = False
    """True where a comment lets it differ from the translations."""
