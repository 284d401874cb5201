"""One article in one language as tokens, and what its blocks are called."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from notes_site.errors import Problem
from notes_site.model.blocks import Block
from notes_site.model.source import Source

if TYPE_CHECKING:
    from markdown_it.token import Token


class Equation(Struct, frozen=True, kw_only=True):
    """A display formula, or a row of one, that carries a number or a label."""

    label: str
    """As in `\\label{…}`; empty where there is none."""

    number: str
    """What stands in the parentheses: `3`, or the text of `\\tag`; empty without one."""

    anchor: str
    """`id` of the formula's element."""


class LabelKind(StrEnum):
    """The kind of block that a link by `id` leads to; its name in messages."""

    THEOREM = "theorem"
    LEMMA = "lemma"
    PROPOSITION = "proposition"
    COROLLARY = "corollary"
    DEFINITION = "definition"
    ASSUMPTION = "assumption"
    CONJECTURE = "conjecture"
    AXIOM = "axiom"
    CLAIM = "claim"
    PROPERTY = "property"
    REMARK = "remark"
    EXAMPLE = "example"
    EXERCISE = "exercise"
    SOLUTION = "solution"
    PROOF = "proof"
    FIGURE = "figure"
    TABLE = "table"
    LISTING = "listing"
    ALGORITHM = "algorithm"
    EQUATION = "equation"
    SECTION = "section"
    NOTE = "note"


class Label(Struct, frozen=True, kw_only=True):
    """The text of a link without one, in parts: kind, number and name of its block."""

    kind: LabelKind
    number: str
    """Empty for a section, and for a block without one."""

    name: str
    """As typed: Markdown. Title of a section, name of a theorem; empty for others."""

    line: int
    """1-based, of the file; 0 for a whole note."""


class Note(Struct, frozen=True, kw_only=True):
    """One article in one language, as tokens; no HTML yet."""

    source: Source
    tokens: "Sequence[Token]"
    """Block tokens of markdown-it-py, inline ones in the children of `inline`."""

    title: "Token"
    """The front matter's title, as an `inline` token."""

    own_excerpt: "Token | None"
    """The front matter's `excerpt`, as an `inline` token."""

    equations: Mapping[str, Equation]
    """Label → formula."""

    labels: Mapping[str, Label]
    """`id` of a block → what links say of it."""

    outline: tuple[Block, ...]
    """All its blocks, in order."""

    problems: tuple[Problem, ...]
    """Mistakes and warnings that parsing found."""
