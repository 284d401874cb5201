r"""Formulas in HTML blocks, where MathJax finds them too: `<center>图 $u_h$</center>`.

A block of HTML that holds some becomes a token of type `html_math`, whose children are formulas,
references, citations and footnotes of Distill, pictures, which Python-Markdown finds in `<center>`,
and, as `html_inline`, the HTML between them. There is no other Markdown in it, as ever, and nothing in
tags, comments, programs and code is a formula.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from notes_site.parse.citations import read_other_citation
from notes_site.parse.math import read_formula
from notes_site.parse.pictures import read_picture
from notes_site.parse.shortcodes import find_block_tag
from notes_site.parse.sidenotes import read_distill_footnote
from notes_site.text.patterns import lazy_pattern

_MARKUP = lazy_pattern(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|pre|code|kbd|samp|textarea|title|svg|math|noscript|template|iframe)\b"
    r".*?(?:</(?P=raw)\s*>|\Z)"
    r"|<[?!][^>]*>"
    r"""|</?(?!d-(?:cite|footnote)\b)[A-Za-z](?:"[^"]*"|'[^']*'|[^'">])*>""",
    re.IGNORECASE | re.DOTALL,
)
_LAST_OPENS = re.compile(r"^[ \t]*\$\$(?:(?!\$\$).)*\Z", re.MULTILINE | re.DOTALL)
"""Two dollars that begin a line, and none behind them."""

_VERBATIM = re.compile(r"[ \t]*<(?:script|style|pre|textarea|!)", re.IGNORECASE)
_ENVIRONMENT = re.compile(r"\\begin\{((?:equation|align|gather|multline|eqnarray)\*?)\}")
_SIGN = re.compile(r"\\(?:[(\[]|begin\{|(?:eq)?ref\{)|\\.|\$|!\[|<d-(?:cite|footnote)\b", re.DOTALL)
_KINDS = {"math_inline", "math_display", "math_ref", "citation", "footnote_ref", "image"}
_STARTS = ("$", "\\", "![", "<d-cite", "<d-footnote")


def html_math_plugin(md: MarkdownIt) -> None:
    """Find formulas in blocks of HTML."""
    md.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})
    md.core.ruler.after("inline", "html_math", _html_math)


def _html_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a block of HTML, which does not end at a blank line within a display formula."""
    if not html_block(state, start_line, end_line, silent):
        return False
    if silent:
        return True
    token = state.tokens[-1]
    if not _VERBATIM.match(token.content) and (
        line := find_block_tag(state, start_line + 1, min(state.line, end_line), end_line)
    ):
        token.content = state.getLines(start_line, line, state.blkIndent, keepLastLF=True)
        token.map = [start_line, line]
        state.line = line
        return True
    closing = _find_open_display(token.content)
    # What was looked for in vain up to a line: nobody looks twice.
    in_vain: set[tuple[str, int]] = state.env.setdefault("html_math_unclosed", set())
    if closing and (closing, end_line) not in in_vain:
        line = state.line
        while line < end_line and closing not in _line(state, line):
            line += 1
        if line < end_line:
            while line < end_line and not state.isEmpty(line):
                line += 1
            token.content = state.getLines(start_line, line, state.blkIndent, keepLastLF=True)
            token.map = [start_line, line]
            state.line = line
        else:
            in_vain.add((closing, end_line))
    return True


def _find_open_display(html: str) -> str:
    """Return what closes the display formula that is open at the end of `html`, if one is."""
    if "$$" in html and html.count("$$") % 2 and _LAST_OPENS.search(html):
        return "$$"
    begin = html.rfind("\\begin{")
    if begin < 0 or not (name := _ENVIRONMENT.match(html, begin)):
        return ""
    closing = f"\\end{{{name[1]}}}"
    return "" if html.find(closing, begin) > 0 else closing


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] : state.eMarks[line]]


def _html_math(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "html_block" and any(start in token.content for start in _STARTS):
            children = list(_split(token.content, state))
            if len(children) > 1:
                token.type = "html_math"
                token.children = children


def _split(html: str, state: StateCore) -> Iterator[Token]:
    """Yield the formulas of `html`, and what stands between them."""
    begin = 0
    for start, end in _texts(html):
        position = start
        while sign := _SIGN.search(html, position, end):
            position = sign.end()
            reader = StateInline(html, state.md, state.env, [])
            reader.pos, reader.posMax = sign.start(), end
            if not _READERS.get(sign[0][0], read_formula)(reader, False):  # noqa: FBT003 - markdown-it-py's
                continue
            for token in reader.tokens:
                if token.type in _KINDS:
                    yield _html(html[begin : sign.start()])
                    yield token
                    begin = reader.pos
            position = max(reader.pos, position)
    yield _html(html[begin:])


def _read_distill(reader: StateInline, silent: bool) -> bool:
    reader.posMax = len(reader.src)  # a footnote may hold tags
    return read_other_citation(reader, silent) or read_distill_footnote(reader, silent)


_READERS = {"<": _read_distill, "!": read_picture}
"""What a sign begins with → the rule that reads what it begins, if that is no formula."""


def _texts(html: str) -> Iterator[tuple[int, int]]:
    """Yield where the texts between tags begin and end."""
    start = 0
    for markup in _MARKUP.finditer(html):
        yield start, markup.start()
        start = markup.end()
    yield start, len(html)


def _html(content: str) -> Token:
    return Token("html_inline", "", 0, content=content)
