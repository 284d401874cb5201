r"""Delimiters of formulas: what opens one, and where it closes."""

import re

ENVIRONMENTS = [
    "equation",
    "align",
    "alignat",
    "xalignat",
    "flalign",
    "gather",
    "multline",
    "eqnarray",
    "subequations",
    "split",
    "aligned",
    "alignedat",
    "gathered",
    "cases",
    "dcases",
    "rcases",
    "drcases",
    "matrix",
    "pmatrix",
    "bmatrix",
    "Bmatrix",
    "vmatrix",
    "Vmatrix",
    "smallmatrix",
    "array",
    "darray",
    "CD",
]
"""Environments that stand in the text without delimiters, with and without a star."""

BEGIN = re.compile(r"\\begin\{(?P<name>(?:" + "|".join(ENVIRONMENTS) + r")\*?)\}")
_BRACE = re.compile(r"(?P<text>\\(?:text[a-z]*|[hm]box)\s*)?\{|\}|\\.", re.DOTALL)
_INNER_FORMULAS = 20
"""Formulas within the `\\text` of one formula: more are no text, and would take long."""

LABEL_BEHIND = re.compile(r"[ \t]*\{\s*#(?P<label>eq[^\s{}]*)(?:\s[^{}]*)?\}")
CLOSING = {
    "$$": "$$",
    "$": "$",
    "\\(": "\\)",
    "\\[": "\\]",
    "\\\\(": "\\\\)",
    "\\\\[": "\\\\]",
}


def find_closing(text: str, delimiter: str, start: int, end: int) -> int:
    """Return the index of the next unescaped `delimiter` in `text[start:end]`, or -1."""
    position = text.find(delimiter, start, end)
    while position > start:
        backslashes = position - len(text[start:position].rstrip("\\")) - start
        if backslashes % 2 == 0:
            break
        position = text.find(delimiter, position + 1, end)
    return position


def find_dollar(text: str, start: int, end: int) -> int:
    r"""Return the index of the `$` that closes a formula, or -1.

    One within `\text{…}` opens a formula of its own there, which the next one closes.
    """
    first = position = find_closing(text, "$", start, end)
    opened: list[bool] = []  # braces: whether they are those of a `\text`
    for _ in range(_INNER_FORMULAS):
        if position < start:
            break
        for match in _BRACE.finditer(text, start, position):
            if match[0] == "}":
                del opened[-1:]
            elif match[0][-1] == "{" and match[0] != r"\{":
                opened.append(match["text"] is not None)
        if not any(opened):
            return position
        start = find_closing(text, "$", position + 1, end) + 1
        if start == 0:
            break
        position = find_closing(text, "$", start, end)
    return first


def find_environment_end(text: str, name: str, start: int, end: int) -> int:
    r"""Return the index of the `\end{name}` that closes what opened before `start`, or -1."""
    depth = 1
    for match in re.compile(r"\\(begin|end)\{" + re.escape(name) + r"\}").finditer(
        text, start, end
    ):
        depth += 1 if match[1] == "begin" else -1
        if depth == 0:
            return match.start()
    return -1


def not_closed(opening: str, closing: str) -> str:
    """Return what an author is told of a formula that has no end."""
    return f"the formula that opens with `{opening}` is not closed; write `{closing}` behind it"
