"""Jekyll's formulas within a line: kramdown has `$$…$$` for them too, and no other delimiters."""

import re
from collections.abc import Sequence

from markdown_it.token import Token

from notes_site.parse.token_values import OFFSET

_DISPLAY_ALONE = re.compile(r"\\(?:tag|label|begin\{(?:align|gather|equation|multline|split))|\\\\")
_WORD = re.compile(r"\w")
_FEWEST = 3
"""Formulas between words on one line that tell such a note."""


def set_double_dollars_inline(text: str, tokens: Sequence[Token]) -> None:
    """Make inline formulas of `$$…$$` beside text, in a note whose author can mean nothing else.

    Rule: kramdown, "Math blocks": `$$` delimits a block only where it stands in a paragraph of its
    own. That is meant where more formulas between words of a line have two dollars than one.
    """
    if text.count("$$") < 2 * _FEWEST:
        return
    beside_text: list[Token] = []
    between_words = with_one_dollar = 0
    for block in tokens:
        if block.type != "inline" or "$" not in block.content:
            continue
        for child in block.children or ():
            if child.type == "math_inline" and child.markup == "$":
                with_one_dollar += 1
            elif child.type == "math_display" and child.markup == "$$":
                before, after = _line_around(block.content, child)
                if "\n" in child.content or _DISPLAY_ALONE.search(child.content):
                    continue
                if before.strip() or after.strip():
                    beside_text.append(child)
                between_words += bool(_WORD.search(before) and _WORD.search(after))
    if between_words >= _FEWEST and between_words > with_one_dollar:
        for token in beside_text:
            token.type = "math_inline"


def _line_around(content: str, formula: Token) -> tuple[str, str]:
    """Return what stands before and behind a formula in its line."""
    start = OFFSET.of(formula) - len("$$")
    end = OFFSET.of(formula) + len(formula.content) + len("$$")
    line_start = content.rfind("\n", 0, start) + 1
    line_end = content.find("\n", end)
    return content[line_start:start], content[end : line_end if line_end >= 0 else len(content)]
