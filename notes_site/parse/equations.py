r"""Numbers, labels and references of display formulas.

KaTeX knows no `\label`, `\ref` and `\eqref`. So every display formula is rewritten
before KaTeX sees it: labels go, `\tag{n}` comes, and environments that would count
by themselves get their starred form.

Rule: which rows get a number is as in LaTeX with amsmath (amsldoc, 3 and 3.11).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from notes_site.config.math import Numbers
from notes_site.model import Equation

_TOKEN = re.compile(
    r"\\begin\s*\{(?P<begin>[^{}]*)\}|\\end\s*\{(?P<end>[^{}]*)\}"
    r"|\\label\s*\{(?P<label>[^{}]*)\}|\\tag(?P<star>\*?)\s*\{(?P<tag>(?:[^{}]|\{[^{}]*\})*)\}"
    r"|(?P<nonumber>\\(?:nonumber|notag)(?![A-Za-z]))|(?P<row>\\\\)"
    r"|(?P<ref>\\(?:eq)?ref)\s*\{(?P<target>[^{}]*)\}"
    r"|\\(?:[A-Za-z]+|.)|%.*|(?P<open>\{)|(?P<close>\})",
    re.DOTALL,
)
_TAG = re.compile(r"\\tag\*?\s*\{(?:[^{}]|\{[^{}]*\})*\}")
_ROW_NUMBERED = {"align", "alignat", "gather", "flalign", "eqnarray", "xalignat"}
_NUMBERED = _ROW_NUMBERED | {"equation", "multline"}


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of TeX that another one replaces; indices into the TeX as typed."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """One formula: as typed, and as KaTeX gets it."""

    typed: str
    tex: str
    edits: tuple[Edit, ...] = ()
    """What makes `tex` of `typed`, in order."""

    equations: tuple[Equation, ...] = ()
    """Those with a number or a label, in order."""

    @property
    def bare(self) -> str:
        """The TeX without labels and numbers, for places that nothing refers to."""
        if not self.equations:
            return self.tex
        formula = EquationCounter(numbers=Numbers.NONE).number(self.typed)
        return _TAG.sub("", formula.tex)

    def typed_position(self, position: int) -> int:
        """Return the index into `typed` of what stands at `position` in `tex`."""
        shift = 0
        for edit in self.edits:
            if position < edit.start + shift:
                break
            if position < edit.start + shift + len(edit.text):
                return edit.start
            shift += len(edit.text) - (edit.end - edit.start)
        return position - shift


@dataclass(slots=True)
class _Row:
    end: int = 0
    """Index where `\\tag` is put."""

    label: re.Match[str] | None = None
    tag: re.Match[str] | None = None
    is_unnumbered: bool = False


@dataclass(slots=True)
class EquationCounter:
    """Counts the numbered formulas of one note, in order."""

    numbers: Numbers
    count: int = 0
    labels: list[str] = field(default_factory=list)
    """All labels so far, the double ones twice."""

    def number(self, typed: str) -> Formula:
        """Return the display formula `typed` with its numbers."""
        rows, edits, is_counted = _read_rows(typed)
        equations = []
        for row in rows:
            equation = self._number_row(row, is_counted=is_counted)
            if row.label:
                edits.append(Edit(row.label.start(), row.label.end(), ""))
            if equation.number and not row.tag:
                edits.append(Edit(row.end, row.end, f"\\tag{{{equation.number}}}"))
            if equation.number or equation.label:
                equations.append(equation)
        edits.sort(key=lambda edit: (edit.start, edit.end))
        return Formula(
            typed=typed,
            tex=_apply(typed, edits),
            edits=tuple(edits),
            equations=tuple(equations),
        )

    def _number_row(self, row: _Row, *, is_counted: bool) -> Equation:
        label = row.label["label"].strip() if row.label else ""
        number = ""
        if row.tag:
            number = row.tag["tag"]
        elif not row.is_unnumbered and (
            (self.numbers is Numbers.LABELLED and label)
            or (self.numbers is Numbers.ALL and (is_counted or label))
        ):
            self.count += 1
            number = str(self.count)
        if label:
            self.labels.append(label)
        return Equation(label=label, number=number, anchor=label or f"eq-{number}")


def _read_rows(typed: str) -> tuple[list[_Row], list[Edit], bool]:
    """Return the rows of a formula that may carry a number.

    Beside them come the edits that star environments, and whether the formula counts
    where every formula does.
    """
    rows: list[_Row] = [_Row()]
    edits: list[Edit] = []
    environments: list[str] = []
    braces = 0
    is_counted = True
    for match in _TOKEN.finditer(typed):
        row = rows[-1]
        if match["begin"] is not None:
            name = match["begin"]
            if not environments and name.rstrip("*") in _NUMBERED:
                is_counted = not name.endswith("*")
            environments.append(name.rstrip("*"))
        if (name := match["begin"] or match["end"]) in _NUMBERED:
            edits.append(Edit(match.end() - 1, match.end() - 1, "*"))
        if match["end"] is not None and environments:
            if len(environments) == 1 and environments[0] in _NUMBERED:
                row.end = match.start()
            environments.pop()
        elif match["label"] is not None:
            row.label = match
        elif match["tag"] is not None:
            row.tag = match
        elif match["nonumber"]:
            row.is_unnumbered = True
            edits.append(Edit(match.start(), match.end(), ""))
        elif match["row"] and not braces and _has_rows(environments):
            row.end = match.start()
            rows.append(_Row())
        braces += bool(match["open"]) - bool(match["close"])
    for row in rows:
        row.end = row.end or len(typed.rstrip())
    return rows, edits, is_counted


def _has_rows(environments: Sequence[str]) -> bool:
    r"""Tell whether `\\` within `environments`, the outermost first, ends a row of its own."""
    return len(environments) == 1 and environments[0] in _ROW_NUMBERED


def _apply(text: str, edits: Sequence[Edit]) -> str:
    parts: list[str] = []
    position = 0
    for edit in edits:
        parts += (text[position : edit.start], edit.text)
        position = edit.end
    parts.append(text[position:])
    return "".join(parts)


def find_references(typed: str) -> Iterator[str]:
    r"""Yield the labels that `\ref` and `\eqref` within a formula name."""
    for match in _TOKEN.finditer(typed):
        if match["ref"]:
            yield match["target"]


def resolve_references(formula: Formula, equations: Mapping[str, Equation]) -> Formula:
    r"""Return `formula` with the numbers that `\ref` and `\eqref` within it stand for."""
    if "ref{" not in formula.typed:
        return formula
    edits = list(formula.edits)
    for match in _TOKEN.finditer(formula.typed):
        if match["ref"] and (equation := equations.get(match["target"])):
            number = equation.number or equation.label
            text = f"({number})" if match["ref"] == "\\eqref" else number
            edits.append(Edit(match.start(), match.end(), f"\\text{{{text}}}"))
    edits.sort(key=lambda edit: (edit.start, edit.end))
    return Formula(
        typed=formula.typed,
        tex=_apply(formula.typed, edits),
        edits=tuple(edits),
        equations=formula.equations,
    )
