"""Markdown within an element of HTML that says so: `<aside markdown="1">`.

Its tags become a token `html_block` each, and what is between them is read as blocks.

Rule: kramdown, "HTML Blocks"; the extension Markdown in HTML of Python-Markdown.
"""

import re
from collections.abc import Iterator, Mapping

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

from notes_site.parse.between import TextRange, find_line, is_in_block, narrowed, read_blocks

_OPENING = re.compile(
    r"""<(?P<tag>[A-Za-z][\w-]*)(?P<before>(?:\s[^<>]*?)?)\s+markdown(?:=(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))?(?P<behind>(?:\s[^<>]*)?)>"""
)
_TAG = re.compile(r"<(?P<end>/?)(?P<tag>[A-Za-z][\w-]*)\b[^<>]*(?<!/)>")
_MARK = "markdown"
_ENV_KEY = "html elements"
_NO_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "summary"}
"""Elements that hold a text, and no paragraphs."""


def html_markdown_plugin(md: MarkdownIt) -> None:
    """Read what an element with `markdown="1"` holds."""
    alternatives: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("html_block", "html_markdown", _element, alternatives)


def _element(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.src[start : start + 1] != "<" or state.is_code_block(start_line):
        return False
    closing = _elements(state).get(start)
    opening = _OPENING.match(state.src, start) if closing else None
    if opening is None or closing is None:
        return False
    body = TextRange(start=opening.end(), end=closing.start(), last=closing.end())
    first, end, last = (
        find_line(state, each, start_line, end_line) for each in (body.start, body.end, body.last)
    )
    if first is None or end is None or last is None:
        return False
    if state.src[body.last : state.eMarks[last]].strip() or not is_in_block(
        state, start_line, last
    ):
        return False
    if silent:
        return True
    lines = start_line, last + 1
    _push_html(state, f"<{opening['tag']}{opening['before']}{opening['behind']}>\n", start_line)
    with narrowed(state, body, first, end) as (begin, stop):
        if opening["tag"].lower() in _NO_BLOCKS:
            _push_text(state, body, lines)
        else:
            read_blocks(state, begin, stop)
    _push_html(state, f"</{opening['tag']}>\n", last)
    state.line = last + 1
    return True


def _elements(state: StateBlock) -> Mapping[int, re.Match[str]]:
    """Return the tags that close the elements of the whole text, by where these begin.

    Each closes the nearest one of its name, so that one reading of the text does.
    """
    known: tuple[int, Mapping[int, re.Match[str]]] | None = state.env.get(_ENV_KEY)
    if known is None or known[0] != len(state.src):
        found = dict(_find_elements(state.src)) if _MARK in state.src else {}
        known = state.env[_ENV_KEY] = (len(state.src), found)
    return known[1]


def _find_elements(text: str) -> Iterator[tuple[int, re.Match[str]]]:
    opened: dict[str, list[int]] = {}
    for tag in _TAG.finditer(text):
        name = tag["tag"].lower()
        if not tag["end"]:
            opened.setdefault(name, []).append(tag.start())
        elif opened.get(name):
            yield opened[name].pop(), tag


def _push_html(state: StateBlock, html: str, line: int) -> None:
    token = state.push("html_block", "", 0)
    token.content, token.map = html, [line, line + 1]


def _push_text(state: StateBlock, body: TextRange, lines: tuple[int, int]) -> None:
    opening = state.push("paragraph_open", "p", 1)
    opening.hidden = True
    inline = state.push("inline", "", 0)
    inline.content = state.src[body.start : body.end].strip()
    inline.children, inline.map = [], list(lines)
    state.push("paragraph_close", "p", -1).hidden = True
