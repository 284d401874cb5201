"""Constructs of kramdown, the Markdown of Jekyll.

Formulas within a line are `$$…$$` too, and have no other delimiters; `{::options … /}` and
`{::comment}…{:/comment}` show nothing, and neither does `{:target="_blank"}` behind a link.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from notes_site.parse.token_values import OFFSET

_DISPLAY_ALONE = re.compile(r"\\(?:tag|label|begin\{(?:align|gather|equation|multline|split))|\\\\")
_WORD = re.compile(r"\w")
_FEWEST = 3
"""Formulas between words on one line that tell such a note."""

_OPTIONS = re.compile(r"\{::(?:options|comment)[^{}\n]*/\}[ \t]*")
_COMMENT = re.compile(r"\{::comment\}")
_COMMENT_END = re.compile(r"\{:/(?:comment)?\}[ \t]*")
_OF_LINK = re.compile(
    r"\{:?[ \t]*(?:(?:target|rel)=(?:\"[^\"{}\n]*\"|'[^'{}\n]*'|[\w-]+)[ \t]*)+\}"
)
"""Attributes of a link that say how a browser opens it."""


def kramdown_plugin(md: MarkdownIt) -> None:
    """Leave out options and comments, and what tells how links are opened."""
    alternatives: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "kramdown_options", _options, alternatives)
    md.inline.ruler.before("link", "kramdown_link", _attributes_of_link)


def _options(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    start, end = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
    if not state.src.startswith("{::", start):
        return False
    if state.is_code_block(start_line):
        return False
    last = start_line
    if not _OPTIONS.fullmatch(state.src, start, end):
        if not _COMMENT.match(state.src, start, end):
            return False
        closing = state.src.find("{:/", start)
        while last < end_line and (closing < 0 or state.eMarks[last] < closing):
            last += 1
        if last == end_line or not _COMMENT_END.fullmatch(state.src, closing, state.eMarks[last]):
            return False
    if not silent:
        state.line = last + 1
    return True


def _attributes_of_link(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 - markdown-it-py's
    if state.src[state.pos] != "{" or not state.tokens or state.pending:
        return False
    if state.tokens[-1].type != "link_close":
        return False
    match = _OF_LINK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    state.pos = match.end()
    return True


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
