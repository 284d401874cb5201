r"""From LaTeX with amsmath to what KaTeX knows: numbers, labels, and a few environments.

KaTeX has no `\label`, `\ref` and `\eqref`. So every display formula is rewritten before
KaTeX sees it: labels go, `\tag{n}` comes, and environments that would count by themselves
get their starred form. `multline`, `eqnarray`, `flalign`, `subequations` and `\intertext`,
which KaTeX lacks too, are said in what it has.

Rule: which rows get a number is as in LaTeX with amsmath (amsldoc, 3 and 3.11).
"""

import re
from collections import Counter
from collections.abc import Mapping

from msgspec import Struct, field
from msgspec.structs import replace

from notes_site.config.math import Numbers
from notes_site.model import Equation
from notes_site.parse.definitions import Definition, find_definitions
from notes_site.parse.formula import Edit, Formula, apply_edits, in_order
from notes_site.parse.headings import free_id
from notes_site.parse.mathjax import align_rows, find_rewritings
from notes_site.parse.prose import find_sentence
from notes_site.parse.rows import TOKEN, Reading, Row, read_rows
from notes_site.text.slug import slug

_REWRITTEN = re.compile(r"\\(?:math(?:bb|bbm|ds)\s*\{?\s*\d|(?:eq)?ref|shortintertext|intertext)")
_DEFINED = re.compile(r"\\(?:new|renew|provide)command|\\Declare|\\g?def(?![A-Za-z])")
_HAND_NUMBER = re.compile(
    r"\\q?quad\s*(?:\\text\s*\{\s*)?(?P<number>\(\d{1,3}(?:[.-]\d{1,3}){0,2}\))\}?\s*(?:\\end\{[a-z*]+\}\s*)?\Z"
)
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Mistake(Struct, frozen=True):
    """Something wrong in one formula."""

    position: int
    """Index into the TeX as typed."""

    text: str


class Sign(Struct, frozen=True):
    """Something in one formula that another tool shows otherwise."""

    kind: str
    """Of its row in `foreign.TABLE`."""

    start: int
    end: int


class FormulaReader(Struct):
    """Reads the formulas of one note in order: counts, and learns what it defines."""

    numbers: Numbers
    ids: set[str] = field(default_factory=set)
    """Taken in the page, by headings for instance."""

    _id_counts: Counter[str] = field(default_factory=Counter)
    count: int = 0
    equations: dict[str, Equation] = field(default_factory=dict)
    """Label → formula; of a double label the first."""

    macros: Mapping[str, str] = field(default_factory=dict)
    """What was defined so far: name with its backslash → TeX."""

    given: Mapping[str, str] = field(default_factory=dict)
    """The macros of `site.yaml` and of the front matter, likewise."""

    colours: dict[str, str] = field(default_factory=dict)
    r"""Those of `\definecolor` so far: name → `#rrggbb`."""

    mistakes: list[Mistake] = field(default_factory=list)
    """In the formula that was read last."""

    signs: list[Sign] = field(default_factory=list)
    """Likewise."""

    def read_inline(self, typed: str) -> Formula:
        """Return the inline formula `typed`."""
        self.mistakes = []
        self.signs = []
        if (start := find_sentence(typed)) >= 0:
            self.signs.append(Sign("sentences-in-formulas", start, len(typed)))
        definitions, edits = self._learn(typed)
        if _REWRITTEN.search(typed):
            edits += read_rows(typed, definitions).edits
        return Formula(typed=typed, edits=tuple(in_order(edits)), macros=self.macros)

    def read_display(self, typed: str, label: str = "") -> Formula:
        """Return the display formula `typed` with its numbers.

        `label` is one that stands behind the formula, and not in its TeX.
        """
        self.mistakes = []
        self.signs = []
        if ")" in typed[-8:] and (number := _HAND_NUMBER.search(typed)):
            self.signs.append(Sign("hand-numbered-formulas", *number.span("number")))
        definitions, edits = self._learn(typed)
        edits += align_rows(typed)
        if not apply_edits(typed, in_order(edits)).strip():
            return Formula(typed=typed, edits=tuple(in_order(edits)), macros=self.macros)
        reading = read_rows(typed, definitions)
        edits += reading.edits
        equations = self._number(typed, reading, edits, label)
        return Formula(
            typed=typed,
            edits=tuple(in_order(edits)),
            equations=tuple(equations),
            macros=self.macros,
        )

    def _learn(self, typed: str) -> tuple[list[Definition], list[Edit]]:
        """Learn what `typed` defines; return that, and the edits that KaTeX needs in any mode."""
        definitions = list(find_definitions(typed)) if _DEFINED.search(typed) else []
        own = {**self.given, **self.macros} if self.macros else self.given
        edits = find_rewritings(typed, definitions, own, self.colours)
        macros = dict(self.macros)
        for each in definitions:
            edits.append(Edit(each.start, each.end, ""))
            if not (each.is_default and each.name in macros):
                body = find_rewritings(
                    each.body, own={**self.given, **macros}, colours=self.colours
                )
                macros[each.name] = apply_edits(each.body, in_order(body))
        if definitions:
            self.macros = macros
        return definitions, edits

    def _number(
        self, typed: str, reading: Reading, edits: list[Edit], label_behind: str
    ) -> list[Equation]:
        equations = []
        parent = self._parent_number(reading)
        if reading.group_label:
            equations.append(self._make(self._take_label(reading.group_label, edits), parent))
        letters = iter(_LETTERS)
        for row in reading.rows:
            for second in row.labels[1:]:
                text = "a second label for one number; write one `\\label` a row"
                self.mistakes.append(Mistake(second.start(), text))
                edits.append(Edit(second.start(), second.end(), ""))
            label = self._take_label(row.labels[0], edits) if row.labels else label_behind
            label_behind = ""
            if row.tag:
                number = self._with_numbers(row.tag["tag"])
                text = f"\\tag{row.tag['star']}{{{number}}}"
                edits.append(Edit(row.tag.start(), row.tag.end(), text, is_number=True))
            elif not self._is_numbered(typed, row, reading, has_label=bool(label)):
                number = ""
            else:
                number = parent + next(letters, "z") if parent else self._next_number()
                edits.append(Edit(row.end, row.end, f"\\tag{{{number}}}", is_number=True))
            if number or label:
                equations.append(self._make(label, number))
        return equations

    def _parent_number(self, reading: Reading) -> str:
        """Return the number that all rows of `subequations` share; empty for anything else."""
        if not reading.is_group or self.numbers is Numbers.NONE:
            return ""
        if self.numbers is Numbers.LABELLED and not (
            reading.group_label or any(row.labels for row in reading.rows)
        ):
            return ""
        return self._next_number()

    def _next_number(self) -> str:
        self.count += 1
        return str(self.count)

    def _is_numbered(self, typed: str, row: Row, reading: Reading, *, has_label: bool) -> bool:
        if self.numbers is Numbers.NONE or row.is_unnumbered:
            return False
        if has_label:
            return True
        is_last_break = len(reading.rows) > 1 and not typed[row.start : row.end].strip()
        if is_last_break:
            return False
        if self.numbers is Numbers.LABELLED:
            return reading.group_label is not None
        return reading.is_counted

    def _take_label(self, match: re.Match[str], edits: list[Edit]) -> str:
        edits.append(Edit(match.start(), match.end(), ""))
        label = " ".join((match["label"] or match["marked"] or "").split())
        if not label:
            self.mistakes.append(Mistake(match.start(), "the label is empty; write a name in it"))
        return label

    def _make(self, label: str, number: str) -> Equation:
        wanted = label.replace(" ", "-") or f"eq-{slug(number) or 'tag'}"
        anchor = free_id(wanted, self.ids, self._id_counts)
        equation = Equation(label=label, number=number, anchor=anchor)
        if label:
            self.equations.setdefault(label, equation)
        return equation

    def _with_numbers(self, tag: str) -> str:
        r"""Return a tag as `\tag{\ref{eq:a}$'$}` with the number that it is made of."""
        return TOKEN.sub(
            lambda match: (
                show_number(self.equations[match["target"]], "ref")
                if match["ref"] and match["target"] in self.equations
                else match[0]
            ),
            tag,
        )


def show_number(equation: Equation, command: str) -> str:
    r"""Return what `\ref` or `\eqref` shows for `equation`, as TeX in text mode."""
    number = equation.number or equation.label
    return f"({number})" if command == "eqref" else number


def find_references(typed: str) -> list[re.Match[str]]:
    r"""Return the `\ref` and `\eqref` within a formula; `target` is the label."""
    if "ref" not in typed:
        return []
    return [match for match in TOKEN.finditer(typed) if match["ref"]]


def resolve_references(formula: Formula, equations: Mapping[str, Equation]) -> Formula:
    r"""Return `formula` with the numbers that `\ref` and `\eqref` within it stand for."""
    inside = [edit for edit in formula.edits if edit.is_number and edit.end > edit.start]
    edits = list(formula.edits)
    for match in find_references(formula.typed):
        if any(edit.start <= match.start() < edit.end for edit in inside):
            continue  # a tag made of a number has it already
        equation = equations.get(" ".join(match["target"].split()))
        text = show_number(equation, match["ref"]) if equation else "?"
        edits.append(Edit(match.start(), match.end(), f"\\text{{{text}}}"))
    if len(edits) == len(formula.edits):
        return formula
    return replace(formula, edits=tuple(in_order(edits)))
