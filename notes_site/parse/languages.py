"""A piece of text in another language: `[Schadenfreude]{lang=de}`."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

# RFC 5646, 2.1: language and subtags of at most eight letters or digits.
_MARK = re.compile(r"\{lang=([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)\}")


def languages_plugin(md: MarkdownIt) -> None:
    """Add `[text]{lang=tag}`, a `span` with that language.

    Nothing else in braces means anything: what `mdit-py-plugins` has for attributes would
    take hold of more of what notes say already, such as `[x]{.y}` in a text about TeX.
    """
    md.inline.ruler.before("link", "language", _language)


def _language(state: StateInline, silent: bool) -> bool:
    start, most = state.pos + 1, state.posMax
    if state.src[state.pos] != "[" or state.src.find("]{lang=", start, most) < 0:
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos)
    mark = _MARK.match(state.src, end + 1, most) if end > start else None
    if mark is None:
        return False
    if not silent:
        state.pos, state.posMax = start, end
        state.push("language_open", "span", 1).attrs = {"lang": mark[1]}
        state.md.inline.tokenize(state)
        state.push("language_close", "span", -1)
    state.pos, state.posMax = mark.end(), most
    return True
