"""Formulas that stand in code spans: `` `$x_1$` ``, as some blogs write all of theirs.

Their scripts take the code for formulas, which so keeps its backslashes in any Markdown. Here it
counts where a note has three of these at least, far fewer other formulas, and no code with a dollar
that is none: a note on the shell, or on how formulas are typed, keeps its code.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from notes_site.parse.token_values import OFFSET

FORMULA_IN_CODE = re.compile(r"\$(?!\()(?:[A-Za-z]|[^$]*[\\\\^_=][^$]*)\$|\$\$[^$]+\$\$")
"""What is surely a formula."""

DELIMITER = re.compile(
    r"\$\$?(?:…|\.\.\.)?(?:\$\$?)?|\\[()\[\]].*|\\begin.*|\\eqref.*|`.*", re.DOTALL
)
"""What shows in code how formulas are typed."""

_WHOLE = re.compile(r"(?P<dollars>\$\$?)(?P<tex>[^$]+)(?P=dollars)")
_FEWEST = 3
_TIMES = 2
"""So many times as many formulas must stand in code as do not."""


def code_formulas_plugin(md: MarkdownIt) -> None:
    """Let code spans be formulas where nearly all formulas of a note are written so.

    This comes before algorithms and HTML are looked into, whose formulas are no code anywhere.
    """
    md.core.ruler.after("inline", "code_formulas", _read)


def _read(state: StateCore) -> None:
    if state.src.count("`$") < _FEWEST:
        return  # as most notes
    spans: list[tuple[Token, Token]] = []
    others = sum(token.type == "math_block" for token in state.tokens)
    for block in state.tokens:
        for child in block.children or ():
            if _shows_how(child):
                return
            if child.type in {"math_inline", "math_display"}:
                others += 1
            elif child.type == "code_inline" and "$" in child.content:
                if not _WHOLE.fullmatch(child.content.strip()):
                    return
                spans.append((block, child))
    sure = sum(FORMULA_IN_CODE.fullmatch(child.content.strip()) is not None for _, child in spans)
    if sure >= _FEWEST and sure > _TIMES * others:
        for child, offset in _find_offsets(spans):
            _make_formula(child, offset)


def _shows_how(token: Token) -> bool:
    return token.type == "code_inline" and DELIMITER.fullmatch(token.content) is not None


def _find_offsets(spans: list[tuple[Token, Token]]) -> Iterator[tuple[Token, int]]:
    """Yield each span and where in the text of its block it stands."""
    last, position = None, 0
    for block, child in spans:
        position = 0 if block is not last else position
        last = block
        found = block.content.replace("\n", " ").find(child.content, position)
        position = max(found, position)
        yield child, position


def _make_formula(token: Token, offset: int) -> None:
    match = _WHOLE.search(token.content)
    if match is None:  # it was whole before
        return
    token.type = "math_display" if match["dollars"] == "$$" else "math_inline"
    token.tag, token.markup = "", match["dollars"]
    token.content = match["tex"].strip()
    blanks = len(match["tex"]) - len(match["tex"].lstrip())
    OFFSET.put_on(token, offset + match.start("tex") + blanks)
