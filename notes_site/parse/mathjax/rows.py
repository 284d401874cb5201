"""Rows that stand in no environment, and the `&` in them."""

import re
from typing import Final

from notes_site.parse.formula import Edit
from notes_site.text.patterns import lazy_pattern

ROWS: Final = re.compile(
    r"\\(?:begin|substack|cases|[pbvBV]?matrix|eqalign|displaylines|shortstack)(?![A-Za-z])"
)
_ROW_SIGN: Final = lazy_pattern(
    r"(?P<row>\\\\|\\cr(?![A-Za-z]))|\\.|&(?![a-z#0-9]+;)|[{}]", re.DOTALL
)


def align_rows(typed: str) -> list[Edit]:
    r"""Return the edits that put rows into `aligned` which stand in no environment, but have `&`.

    Typora sets them; KaTeX has no place for `&`. `a &=& b` has its relation in a column of its own.
    """
    if "&" not in typed or ROWS.search(typed):
        return []
    edits = []
    depth = count = cells = 0
    for sign in _ROW_SIGN.finditer(typed):
        depth += (sign[0] == "{") - (sign[0] == "}")
        if depth == 0 and sign["row"]:
            count = 0
        elif depth == 0 and sign[0] == "&":
            cells += 1
            count += 1
            if count == 2:  # noqa: PLR2004 - the one behind the relation
                edits.append(Edit(sign.start(), sign.end(), ""))
    if not cells:
        return []
    end = len(typed.rstrip())
    return [Edit(0, 0, r"\begin{aligned}"), *edits, Edit(end, end, r"\end{aligned}")]
