"""Texts that are out for translation."""

from enum import StrEnum

from msgspec import Struct

HOW = (
    "Write the translation below each quoted original, in the place of what stands there. Leave the lines "
    "`<!-- … -->` and the quotations as they are. Placeholders such as ⟦1:x⟧ stand for formulas, code and addresses: each "
    "belongs into the translation once, in the order of the original; where the sentence wants another order, write `reordered` "
    "behind the unit's number. Then: notes-site translate import FILE"
)
"""Told to whoever translates."""


class State(StrEnum):
    """The reason why a text is to be translated."""

    NEW = "new"
    CHANGED = "changed"
    UNMARKED = "unmarked"
    """There is a translation, and nobody has said that it is current."""


class Entry(Struct, frozen=True, kw_only=True):
    """A text that is out."""

    number: int
    """1-based, among the texts of its note."""

    kind: str
    state: State
    digest: str
    """Of the original as typed."""

    original: str
    """With placeholders, as `answer`."""

    answer: str
    """The present translation, until somebody writes another; empty where there is none."""

    before: str = ""
    """What stands in the note in front of it and stays there: `code: python, 12 lines`."""

    terms: tuple[str, ...] = ()
    """Terms that occur: `attention = 注意力`."""

    line: int = 0
    """Of the exchanged file, 1-based, where the answer begins; 0 before it is written."""

    is_reordered: bool = False
    """Whether its placeholders may stand in another order."""


class Exchanged(Struct, frozen=True, kw_only=True):
    """The texts of one note that are out."""

    path: str
    """Of the note."""

    source: str
    """Code of its language."""

    target: str
    """Code of the language that it is translated into."""

    entries: tuple[Entry, ...]
    line: int = 1
    """Of the exchanged file, where the note begins."""
