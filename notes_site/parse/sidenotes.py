"""Sidenotes: `[^>a remark]` is a footnote whose text stands where its mark is.

Where a page has a margin, they stand in it (`footnotes.css`). `[^>name]` with a definition
`[^>name]: …` is the footnote of that name. Distill's `<d-footnote>a remark</d-footnote>` is a footnote
at the end.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from notes_site.parse.token_values import FOOTNOTE, IS_SIDENOTE

_OPENING = "[^>"
_DISTILL = re.compile(r"<d-footnote>\s*(?P<text>\S.*?)\s*</d-footnote>", re.DOTALL)


def sidenotes_plugin(md: MarkdownIt) -> None:
    """Add footnotes in the text."""
    md.inline.ruler.before("footnote_ref", "sidenote", _sidenote)
    md.inline.ruler.before("html_inline", "distill_footnote", read_distill_footnote)


def _sidenote(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not state.src.startswith(_OPENING, start):
        return False
    end = parseLinkLabel(state, start)
    content = state.src[start + len(_OPENING) : end]
    footnotes = state.env.setdefault("footnotes", {})
    if end < 0 or not content.strip() or f":>{content}" in footnotes.get("refs", {}):
        return False
    if not silent:
        IS_SIDENOTE.put_on(_push_footnote(state, content.strip()), value=True)
    state.pos = end + 1
    return True


def read_distill_footnote(state: StateInline, silent: bool) -> bool:
    """Read a footnote of Distill, as a rule of markdown-it."""
    match = _DISTILL.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        _push_footnote(state, match["text"])
    state.pos = match.end()
    return True


def _push_footnote(state: StateInline, content: str) -> Token:
    """Push the mark of a new footnote, and return it."""
    footnotes = state.env.setdefault("footnotes", {})
    listed = footnotes.setdefault("list", {})
    footnotes.setdefault("refs", {})
    number = len(listed)
    tokens: list[Token] = []
    # Its place is taken before its text is read, which may hold others.
    listed[number] = {"content": content, "tokens": tokens}
    state.md.inline.parse(content, state.md, state.env, tokens)
    token = state.push("footnote_ref", "", 0)
    FOOTNOTE.put_on(token, number)
    return token
