"""Rows of a formula with their numbers and labels, and the edits that KaTeX needs."""

import re
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct, field

from notes_site.parse.definitions import Definition, double_struck_digits, read_group
from notes_site.parse.formula import Edit

TOKEN = re.compile(
    r"""
      \\begin\s*\{(?P<begin>[^{}]*)\} | \\end\s*\{(?P<end>[^{}]*)\}
    | \\label\s*\{(?P<label>[^{}]*)\} | \(\\\#(?P<marked>[A-Za-z]+:[^()\s]+)\)
    | \\tag(?P<star>\*?)\s*\{(?P<tag>(?:[^{}]|\{[^{}]*\})*)\}
    | \\(?P<ref>eqref|ref)\s*\{(?P<target>[^{}]*)\}
    | (?P<nonumber>\\(?:nonumber|notag)(?![A-Za-z]))
    | \\(?:short)?(?P<intertext>intertext)(?![A-Za-z])
    | (?P<digits>\\math(?:bb|bbm|ds)\s*(?:\{\s*\d+\s*\}|\d))
    | (?P<row>\\\\(?:\*|\[\s*[-+.\d]+\s*[a-z]+\s*\])*)
    | \\(?:[A-Za-z]+|.) | %[^\n]* | (?P<open>\{) | (?P<close>\}) | (?P<cell>&)
    """,
    re.DOTALL | re.VERBOSE,
)
"""What matters in the TeX of a formula; all else is skipped."""

_ROW_NUMBERED = {"align", "alignat", "gather", "flalign", "eqnarray", "xalignat"}
_NUMBERED = _ROW_NUMBERED | {"equation", "multline"}
_KATEX_NAMES = {
    "equation": "equation*",
    "align": "align*",
    "alignat": "alignat*",
    "gather": "gather*",
    "flalign": "align*",
    "flalign*": "align*",
    "xalignat": "alignat*",
    "xalignat*": "alignat*",
    "eqnarray": "align*",
    "eqnarray*": "align*",
    "multline": "aligned",
    "multline*": "aligned",
}
"""Name of an environment → the one that stands for it and does not count."""

_GROUP = "subequations"
_SPLIT_END = r"\end{split}"


def _has_wide_row(typed: str, start: int) -> bool:
    """Tell whether a row of the `split` whose text begins at `start` has more than two columns.

    MathJax sets them as `aligned` does; KaTeX refuses them.
    """
    body = typed[start : typed.find(_SPLIT_END, start)].replace(r"\&", "")
    return any(row.count("&") > 1 for row in body.split(r"\\"))


class Row(Struct):
    """A row that may carry a number; the whole formula where rows carry none."""

    start: int = 0
    end: int = -1
    """Index where `\\tag` is put."""

    labels: list[re.Match[str]] = field(default_factory=list)
    tag: re.Match[str] | None = None
    is_unnumbered: bool = False


class Reading(Struct):
    """The numbers of a formula, and the edits that it needs anyway."""

    rows: list[Row] = field(default_factory=lambda: [Row()])
    edits: list[Edit] = field(default_factory=list)
    is_counted: bool = True
    """False in a starred environment: no number but with a label."""

    is_group: bool = False
    """True for `subequations`."""

    group_label: re.Match[str] | None = None


def read_rows(typed: str, definitions: Sequence[Definition]) -> Reading:
    """Return what `typed` says about its numbers, and the edits that KaTeX needs anyway."""
    scan = _Scan(typed)
    position = 0
    skipped = iter(definitions)
    definition = next(skipped, None)
    while match := TOKEN.search(typed, position):
        if definition and match.start() >= definition.start:
            position = definition.end
            definition = next(skipped, None)
            continue
        step = _STEPS.get(match.lastgroup or "")
        position = (step and step(scan, match)) or match.end()
    for row in scan.reading.rows:
        if row.end < 0:
            row.end = len(typed.rstrip())
    return scan.reading


class _Scan(Struct):
    """The state of scanning a formula. A step may return the index to go on at."""

    typed: str
    reading: Reading = field(default_factory=Reading)
    environments: list[str] = field(default_factory=list)
    """Those that are open, without stars and `subequations`, the outermost first."""

    splits: list[str] = field(default_factory=list)
    """What stands for each `split` that is open."""

    braces: int = 0
    """How many are open."""

    cells: int = 0
    """`&` in the row so far."""

    @property
    def row(self) -> Row:
        """The row that the scanner is in."""
        return self.reading.rows[-1]

    @property
    def outer(self) -> str:
        """The environment whose rows are the formula's own, if the scanner is right in it."""
        return self.environments[0] if len(self.environments) == 1 and not self.braces else ""

    def replace(self, match: re.Match[str], text: str) -> None:
        self.reading.edits.append(Edit(match.start(), match.end(), text))

    def begin(self, match: re.Match[str]) -> None:
        name = match["begin"]
        if name == _GROUP:
            self.reading.is_group = True
            self.replace(match, "")
            return
        if name in _KATEX_NAMES:
            first_cell = "&" if name.startswith("multline") else ""
            self.replace(match, f"\\begin{{{_KATEX_NAMES[name]}}}{first_cell}")
        if name == "split":
            self.splits.append("aligned" if _has_wide_row(self.typed, match.end()) else name)
            if self.splits[-1] != name:
                self.replace(match, f"\\begin{{{self.splits[-1]}}}")
        if not self.environments:
            self.row.start = match.end()
            if name.rstrip("*") in _NUMBERED:
                self.reading.is_counted = not name.endswith("*")
        self.environments.append(name.rstrip("*"))

    def end(self, match: re.Match[str]) -> None:
        name = match["end"]
        if name == _GROUP:
            self.replace(match, "")
            return
        if name in _KATEX_NAMES:
            self.replace(match, f"\\end{{{_KATEX_NAMES[name]}}}")
        if name == "split" and self.splits and (other := self.splits.pop()) != name:
            self.replace(match, f"\\end{{{other}}}")
        if len(self.environments) == 1 and self.environments[0] in _NUMBERED:
            is_around = self.environments[0] == "multline"  # `aligned` takes no numbers itself
            self.row.end = match.end() if is_around else match.start()
        if self.environments:
            self.environments.pop()

    def label(self, match: re.Match[str]) -> None:
        reading = self.reading
        if reading.is_group and not self.environments and reading.group_label is None:
            reading.group_label = match
        else:
            self.row.labels.append(match)

    def tag(self, match: re.Match[str]) -> None:
        self.row.tag = match

    def nonumber(self, match: re.Match[str]) -> None:
        self.row.is_unnumbered = True
        self.replace(match, "")

    def digits(self, match: re.Match[str]) -> None:
        self.replace(match, double_struck_digits(match[0]))

    def intertext(self, match: re.Match[str]) -> int | None:
        group = read_group(self.typed, match.end())
        if group is None:
            return None
        text, end = group
        edit = Edit(match.start(), end, f"\\mathrlap{{\\text{{{text}}}}}\\\\")
        self.reading.edits.append(edit)
        return end

    def row_end(self, match: re.Match[str]) -> None:
        if self.outer == "multline":
            self.reading.edits.append(Edit(match.end(), match.end(), "&\\qquad "))
        elif self.outer in _ROW_NUMBERED:
            self.row.end = match.start()
            self.reading.rows.append(Row(start=match.end()))
            self.cells = 0

    def cell(self, match: re.Match[str]) -> None:
        if self.outer == "eqnarray":
            self.cells += 1
            if self.cells == 2:  # noqa: PLR2004 - `a &=& b` has its relation in a column of its own
                self.replace(match, "")

    def open(self, _: re.Match[str]) -> None:
        self.braces += 1

    def close(self, _: re.Match[str]) -> None:
        self.braces -= 1


_STEPS: Mapping[str, Callable[[_Scan, re.Match[str]], int | None]] = {
    "begin": _Scan.begin,
    "end": _Scan.end,
    "label": _Scan.label,
    "marked": _Scan.label,
    "tag": _Scan.tag,
    "nonumber": _Scan.nonumber,
    "digits": _Scan.digits,
    "intertext": _Scan.intertext,
    "row": _Scan.row_end,
    "cell": _Scan.cell,
    "open": _Scan.open,
    "close": _Scan.close,
}
"""Group of `TOKEN` that matched last → what it means."""
