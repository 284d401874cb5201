"""Commands and environments that KaTeX lacks, or whose arguments are no formulas."""

from collections.abc import Mapping
from typing import Final

TEXT_COMMANDS: Final = frozenset(
    {"text", "textrm", "textbf", "textit", "texttt", "textsf", "textnormal", "textup", "textmd"}
    | {"mbox", "hbox"}
)
"""Commands whose argument is text."""


PLAIN_MATRICES: Final[Mapping[str, str]] = {
    "matrix": "matrix",
    "pmatrix": "pmatrix",
    "bmatrix": "bmatrix",
    "Bmatrix": "Bmatrix",
    "vmatrix": "vmatrix",
    "Vmatrix": "Vmatrix",
    "array": "matrix",
    "cases": "cases",
    "eqalign": "aligned",
    "eqalignno": "aligned",
    "leqalignno": "aligned",
    "displaylines": "gathered",
}
r"""Command of plain TeX, as `\matrix{a & b \cr c & d}` → the environment that stands for it."""

ENVIRONMENTS: Final[Mapping[str, tuple[str, str]]] = {
    "math": ("", ""),
    "displaymath": ("", ""),
    "center": ("", ""),
    "psmallmatrix": (r"\left(\begin{smallmatrix}", r"\end{smallmatrix}\right)"),
    "bsmallmatrix": (r"\left[\begin{smallmatrix}", r"\end{smallmatrix}\right]"),
    "Bsmallmatrix": (r"\left\{\begin{smallmatrix}", r"\end{smallmatrix}\right\}"),
    "vsmallmatrix": (r"\left|\begin{smallmatrix}", r"\end{smallmatrix}\right|"),
    "Vsmallmatrix": (r"\left\|\begin{smallmatrix}", r"\end{smallmatrix}\right\|"),
    "IEEEeqnarray": (r"\begin{array}", r"\end{array}"),
    "IEEEeqnarray*": (r"\begin{array}", r"\end{array}"),
    "tabular": (r"\begin{array}", r"\end{array}"),
}
"""Environment → what stands for its beginning and its end."""

WITH_COLUMNS: Final = frozenset({"array", "darray", "tabular", "IEEEeqnarray", "IEEEeqnarray*"})

SKIPPED: Final = frozenset({"label", "ref", "eqref", "tag", "intertext", "shortintertext"})
"""Commands whose argument is a name, or is rewritten by `parse.rows`."""

COLOUR_ARGUMENTS: Final[Mapping[str, int]] = {
    "color": 1,
    "textcolor": 1,
    "colorbox": 1,
    "fcolorbox": 2,
}
