"""Backslashes that another renderer would have taken."""

import re
from typing import Final

from notes_site.parse.formula import Edit
from notes_site.parse.mathjax.rows import ROWS

_BACKSLASHES: Final = re.compile(r"\\{2,}")
_SPACE_OR_SIGN: Final = re.compile(r"[,;:!%#]")
_DOUBLED_COMMAND: Final = re.compile(
    r"(?:math(?:rm|bf|cal|bb|it|sf|frak|scr)|boldsymbol|operatorname|text(?:bf|rm|it)?|[dt]?frac|sqrt"
    r"|sum|prod|int|lim|log|exp|sin|cos|tan|max|min|left|right|partial|nabla|infty|cdots?|ldots|times"
    r"|alpha|beta|gamma|delta|epsilon|varepsilon|theta|lambda|mu|pi|rho|sigma|tau|phi|psi|omega|hat|bar"
    r"|tilde|vec|quad|qquad|leq?|geq?|neq?|approx|sim|in|to|rightarrow)(?![A-Za-z])"
)
"""Commands whose names nobody sets as letters behind the end of a row."""

_ESCAPED: Final = re.compile(r"[{}_*#%&$,;:!|]")
"""What Markdown takes a backslash from, so that authors write two before it."""

_DOUBLED_BRACE: Final = re.compile(
    r"(?P<delimiter>\\(?:left|right|middle|[bB]igg?[lrm]?)\s*)?(?<!\\)(?P<first>\\)\\(?P<brace>[{}])"
)


def find_doubled(typed: str) -> list[Edit]:
    r"""Return the edits that take away backslashes which another renderer would have taken.

    Markdown makes `\\` of `\\\\` and `\{` of `\\{`, so authors double them where their formulas go
    through it. That is sure where every row of a formula ends in four, and at braces that stand
    in pairs outside of rows, or behind `\left` and its kin.
    """
    runs = list(_BACKSLASHES.finditer(typed))
    fours = [run for run in runs if len(run[0]) in {4, 5}]
    rows = [run for run in runs if len(run[0]) in {2, 3} and not _ESCAPED.match(typed, run.end())]
    edits = []
    if fours and not rows:
        for run in runs:
            if run in fours:
                edits.append(Edit(run.start(), run.start() + 2, ""))
                if typed[run.start() + 4 : run.end() + 1] == r"\[":  # of `\\[3pt]`, escaped too
                    edits.append(Edit(run.end() - 1, run.end(), ""))
            elif len(run[0]) == 2:  # noqa: PLR2004 - one of them was for Markdown
                edits.append(Edit(run.start(), run.start() + 1, ""))
        return edits
    has_rows = ROWS.search(typed) is not None
    if not has_rows:
        bars = [run for run in runs if typed.startswith("|", run.end()) and len(run[0]) == 2]  # noqa: PLR2004 - as above
        edits += [
            Edit(run.start(), run.start() + 1, "")
            for run in runs
            if len(run[0]) == 2  # noqa: PLR2004 - as above
            and (
                _SPACE_OR_SIGN.match(typed, run.end())
                or _DOUBLED_COMMAND.match(typed, run.end())
                or (run in bars and len(bars) % 2 == 0)
            )
        ]
    braces = list(_DOUBLED_BRACE.finditer(typed))
    opening = sum(brace["brace"] == "{" for brace in braces)
    are_pairs = 2 * opening == len(braces) and not has_rows
    return edits + [
        Edit(brace.start("first"), brace.end("first"), "")
        for brace in braces
        if are_pairs or brace["delimiter"]
    ]
