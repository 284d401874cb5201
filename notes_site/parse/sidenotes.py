"""Sidenotes: `[^>a remark]` is a footnote whose text stands where its mark is.

Where a page has a margin, they stand in it (`footnotes.css`). `[^>name]` with a definition
`[^>name]: …` is the footnote of that name.
"""

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkLabel
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from notes_site.parse.token_values import FOOTNOTE, IS_SIDENOTE

_OPENING = "[^>"


def sidenotes_plugin(md: MarkdownIt) -> None:
    """Add footnotes in the text."""
    md.inline.ruler.before("footnote_ref", "sidenote", _sidenote)


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
        listed = footnotes.setdefault("list", {})
        footnotes.setdefault("refs", {})
        number = len(listed)
        tokens: list[Token] = []
        # Its place is taken before its text is read, which may hold others.
        listed[number] = {"content": content.strip(), "tokens": tokens}
        state.md.inline.parse(content.strip(), state.md, state.env, tokens)
        token = state.push("footnote_ref", "", 0)
        FOOTNOTE.put_on(token, number)
        IS_SIDENOTE.put_on(token, value=True)
    state.pos = end + 1
    return True
