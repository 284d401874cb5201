"""Atoms, the units that TeX spaces, and the blanks between them.

Rule: The TeXbook, chapter 18 (the table of spacing between adjacent atoms) and Appendix G, rules 5 and 6 (a binary
operator with nothing to its left or right is none). So the blanks of the text follow from the formula, and
`$x=1$` and `$x = 1$` give one text that a search can find.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

MEDIUM: Final = "\u205f"
"""The blank around a relation or a binary operator, which vanishes in a script or a fraction, as in TeX."""


class NotOneLineError(Exception):
    """The formula has several rows, or no end: there is no line of text that says it."""


class Kind(IntEnum):
    """The class of an atom, as in The TeXbook, and a few more."""

    ORD = 0
    WORD = 1
    """An ordinary atom of several letters, `\\mathrm{ReLU}`, which must not run into its neighbours."""

    OP = 2
    """A named operator on all that follows: `max`, `lim`, `Var`."""

    FUNCTION = 3
    """A named operator on the next factor only: `log`, `sin`."""

    LARGE = 4
    """A large operator: `∑`, `∫`."""

    BIN = 5
    REL = 6
    OPEN = 7
    CLOSE = 8
    PUNCT = 9
    INNER = 10
    """Dots, and what else keeps its distance."""

    FRACTION = 11
    SIGN = 12
    """A binary operator without a left or right operand: the minus of `-x`, the dot of `f(·)`."""

    SPACE = 13
    BAR = 14
    """`|` or `‖`, until its neighbours tell whether it opens, closes or separates."""

    CELL = 15
    """`&`"""

    BREAK = 16
    r"""`\\`"""


class Atom(NamedTuple):
    """A piece of a formula in its final spelling."""

    kind: Kind
    text: str
    runs_on: bool = False
    """Whether a letter or digit right after it would seem to be part of it: `x_i`, `x^(i)`, `√x`."""


# Left atom by line, right atom by column, both in the order of `Kind`. An underscore is a blank, `~` is MEDIUM, and a
# dot is nothing. Unlike TeX's thin spaces, the blanks beside fractions stay in scripts: `1/2 x` is not `1/2x`.
_GAPS: Final = tuple(
    tuple({".": "", "_": " ", "~": MEDIUM}[gap] for gap in row.split()[1:])
    for row in """
        ORD       . . _ _ _ ~ ~ . . . _ _ .
        WORD      . . _ _ _ ~ ~ . . . _ _ .
        OP        _ _ _ _ _ ~ ~ . . . _ _ _
        FUNCTION  _ _ _ _ _ ~ ~ . . . _ _ _
        LARGE     _ _ _ _ _ ~ ~ _ . . _ _ _
        BIN       ~ ~ ~ ~ ~ ~ ~ ~ . . ~ ~ ~
        REL       ~ ~ ~ ~ ~ ~ . ~ . . ~ ~ ~
        OPEN      . . . . . . . . . . . . .
        CLOSE     . _ _ _ _ ~ ~ . . . _ _ .
        PUNCT     ~ ~ ~ ~ ~ ~ ~ ~ . . ~ ~ ~
        INNER     _ _ _ _ _ ~ ~ _ . . _ _ .
        FRACTION  _ _ _ _ _ ~ ~ _ . . _ _ .
        SIGN      . . . . . ~ ~ . . . . . .
    """.strip().splitlines()
)
_STANDS_ALONE_AFTER: Final = {
    Kind.BIN, Kind.SIGN, Kind.OP, Kind.FUNCTION, Kind.LARGE, Kind.REL, Kind.OPEN, Kind.PUNCT,
}  # fmt: skip
_STANDS_ALONE_BEFORE: Final = {Kind.REL, Kind.CLOSE, Kind.PUNCT}


def join(atoms: Sequence[Atom]) -> str:
    """Return the text of a list of atoms, with the blanks that its kinds ask for.

    Raises:
        NotOneLineError: the list holds a line break.
    """
    parts: list[str] = []
    left: Atom | None = None
    has_space = False
    for atom in settle(atoms):
        if atom.kind is Kind.SPACE:
            has_space = True
            continue
        if left is not None:
            parts.append(_explicit_gap(left, atom) if has_space else _gap(left, atom))
        parts.append(atom.text)
        left = atom
        has_space = False
    return "".join(parts)


def settle(atoms: Sequence[Atom]) -> Sequence[Atom]:
    """Return the atoms with all decided that depends on neighbours: bars, signs, fractions behind functions.

    Raises:
        NotOneLineError: the list holds a line break.
    """
    kinds = {atom.kind for atom in atoms}
    if Kind.BREAK in kinds:
        raise NotOneLineError
    if Kind.CELL in kinds:  # an `&` that no environment has made a comma of only aligns
        atoms = [atom for atom in atoms if atom.kind is not Kind.CELL]
    if Kind.BAR in kinds:
        atoms = _pair_bars(atoms)
    if Kind.BIN in kinds:
        atoms = _find_signs(atoms)
    if Kind.FRACTION in kinds and Kind.FUNCTION in kinds:
        atoms = _enclose_operands(atoms)
    return atoms


def is_enclosed(atoms: Sequence[Atom]) -> bool:
    """Return whether the first atom opens what the last one closes, as in `(a + b)` and `|x|`."""
    if not atoms or atoms[0].kind is not Kind.OPEN or atoms[-1].kind is not Kind.CLOSE:
        return False
    depth = 0
    for atom in atoms[:-1]:
        depth += (atom.kind is Kind.OPEN) - (atom.kind is Kind.CLOSE)
        if depth == 0:
            return False
    return depth == 1


def outermost(atoms: Sequence[Atom]) -> list[Atom]:
    """Return the atoms that stand outside of all delimiters, the outermost delimiters included."""
    found: list[Atom] = []
    depth = 0
    for atom in atoms:
        if atom.kind is Kind.CLOSE:
            depth = max(0, depth - 1)
        if depth == 0:
            found.append(atom)
        if atom.kind is Kind.OPEN:
            depth += 1
    return found


def _gap(left: Atom, right: Atom) -> str:
    gap = _GAPS[left.kind][right.kind]
    if gap or not right.text[:1].isalnum():
        return gap
    has_word = left.kind is Kind.WORD or right.kind is Kind.WORD
    return " " if left.runs_on or (has_word and left.text[-1:].isalnum()) else ""


def _explicit_gap(left: Atom, right: Atom) -> str:
    return "" if left.kind is Kind.OPEN or right.kind in {Kind.CLOSE, Kind.PUNCT} else " "


def _find_signs(atoms: Sequence[Atom]) -> list[Atom]:
    settled: list[Atom] = []
    last = -1
    """Index of the last atom that is no space; before the first one there is nothing."""
    for atom in atoms:
        kind = atom.kind
        before = settled[last].kind if last >= 0 else Kind.OPEN
        follows_prose = last >= 0 and settled[last].text.endswith(" ")  # `\text{ for } -1`
        if kind is Kind.BIN and (before in _STANDS_ALONE_AFTER or follows_prose):
            kind = Kind.SIGN
        elif before is Kind.BIN and kind in _STANDS_ALONE_BEFORE:
            settled[last] = settled[last]._replace(kind=Kind.SIGN)
        if kind is not Kind.SPACE:
            last = len(settled)
        settled.append(atom if kind is atom.kind else atom._replace(kind=kind))
    if last >= 0 and settled[last].kind is Kind.BIN:
        settled[last] = settled[last]._replace(kind=Kind.SIGN)
    return settled


def _enclose_operands(atoms: Sequence[Atom]) -> list[Atom]:
    """Return the atoms with parentheses around a fraction behind a function: `log(1/p)`, as `log 1/p` says less."""
    settled: list[Atom] = []
    for atom in atoms:
        if atom.kind is Kind.FRACTION and settled and settled[-1].kind is Kind.FUNCTION:
            settled += [Atom(Kind.OPEN, "("), atom, Atom(Kind.CLOSE, ")")]
        else:
            settled.append(atom)
    return settled


def _pair_bars(atoms: Sequence[Atom]) -> list[Atom]:
    """Return the atoms with bars that open, close or separate.

    TeX leaves `|` ordinary and authors say with it both `|x|` and `p(x|y)`. Inside one pair of parentheses a
    single bar separates, an even number encloses, and of any other number we cannot know.
    """
    settled = list(atoms)
    levels: list[list[int]] = [[]]
    closed: list[list[int]] = []
    for index, atom in enumerate(atoms):
        if atom.kind is Kind.OPEN:
            levels.append([])
        elif atom.kind is Kind.CLOSE and len(levels) > 1:
            closed.append(levels.pop())
        elif atom.kind is Kind.BAR:
            levels[-1].append(index)
    for level in closed + levels:
        for bar in "|‖":
            indices = [index for index in level if atoms[index].text.startswith(bar)]
            for place, index in enumerate(indices):
                settled[index] = atoms[index]._replace(kind=_kind_of_bar(place, len(indices)))
    return settled


def _kind_of_bar(place: int, count: int) -> Kind:
    if count == 1:
        return Kind.REL
    if count % 2:
        return Kind.ORD
    return Kind.CLOSE if place % 2 else Kind.OPEN
