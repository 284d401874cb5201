"""Marked text, superscripts, subscripts and emoji: `==mark==`, `X^2^`, `H~2~O`, `:smile:`.

Each only where nothing else can be meant: `a==b`, `x^2+y^2`, `3~5` and `12:30:45` are text.
"""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_inline

from notes_site.parse.strikethrough import read_tildes
from notes_site.text.patterns import lazy_pattern
from notes_site.text.scripts import HAN

_EQUALS = ord("=")
_MARK_LENGTH = 2
_BEFORE_MARK = re.compile(r"[\w)\]=!<>+\-*/]", re.ASCII)
"""Before `==` it compares."""

_BEHIND_MARK = re.compile(r"[\w(\[=]", re.ASCII)

# Superscripts of words and formulas, and marks of citations as `[1]`; a blank ends none.
_SUPERSCRIPT = lazy_pattern(
    r"\^(?P<text>[+\-−]?[A-Za-z0-9.,′]{1,12}[+\-−]?|\*{1,3}|[†‡]|[\[(（]\d[\d,，、\-–~ ]{0,20}[\])）])\^(?![\w^])",
    re.ASCII,
)
_SUBSCRIPT = re.compile(r"~(?P<text>[A-Za-z0-9+\-−=,()]{1,12})~(?!~)")
_HAN = re.compile(f"[{HAN}]")
_BASE = re.compile(r"[A-Za-z0-9)\]*_}”）\]”]")
_SUBSCRIPT_BASE = re.compile(r"[A-Za-z)\]*_]")
_EMOJI = re.compile(r":([a-z0-9_+-]{1,40}):(?![\w:])", re.ASCII)
_WORD = re.compile(r"[\w:/.@]", re.ASCII)


def marks_plugin(md: MarkdownIt) -> None:
    """Add marked text, superscripts, subscripts, footnotes in the text, and emoji.

    They are one rule with strikethrough, since every rule is asked at every sign of a text.
    """
    md.inline.ruler.at("strikethrough", _read)
    md.inline.ruler2.before("strikethrough", "mark", _pair_marks)


def _read(state: StateInline, silent: bool) -> bool:
    match state.src[state.pos]:
        case "=":
            return _mark(state, silent)
        case "~":
            return _subscript(state, silent) or read_tildes(state, silent)
        case "^":
            return _superscript(state, silent) or footnote_inline(state, silent)
        case ":":
            return _emoji(state, silent)
    return False


def _mark(state: StateInline, silent: bool) -> bool:
    """Put two equals signs into the list of delimiters, as strikethrough does its tildes."""
    if silent:
        return False
    start = state.pos
    end = start
    while end < state.posMax and state.src[end] == "=":
        end += 1
    if end - start != _MARK_LENGTH:
        return False
    before = state.src[start - 1] if start else " "
    behind = state.src[end] if end < state.posMax else " "
    opens = not behind.isspace() and not _BEFORE_MARK.match(before)
    closes = not before.isspace() and not _BEHIND_MARK.match(behind)
    if not (opens or closes):
        return False
    state.push("text", "", 0).content = "=="
    state.delimiters.append(
        Delimiter(
            marker=_EQUALS,
            length=0,
            token=len(state.tokens) - 1,
            end=-1,
            open=opens,
            close=closes,
        )
    )
    state.pos = end
    return True


def _pair_marks(state: StateInline) -> None:
    nested = (meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta)
    for delimiters in (state.delimiters, *nested):
        for opening in delimiters:
            if opening.marker == _EQUALS and opening.end >= 0:
                _make_tag(state.tokens[opening.token], "mark_open", 1)
                _make_tag(state.tokens[delimiters[opening.end].token], "mark_close", -1)


def _make_tag(token: Token, kind: str, nesting: int) -> None:
    token.type, token.tag, token.markup, token.content = kind, "mark", "==", ""
    token.nesting = 1 if nesting > 0 else -1


def _superscript(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not start:
        return False
    match = _SUPERSCRIPT.match(state.src, start, state.posMax)
    before = state.src[start - 1]
    # Behind Han `^o^` is a face.
    is_citation = match is not None and not match["text"][0].isalpha() and _HAN.match(before)
    if match is None or not (is_citation or _BASE.match(before)):
        return False
    if not silent:
        _push(state, "sup", match["text"])
    state.pos = match.end()
    return True


def _subscript(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not start or not _SUBSCRIPT_BASE.match(state.src[start - 1]):
        return False
    match = _SUBSCRIPT.match(state.src, start, state.posMax)
    if match is None:
        return False
    if not silent:
        _push(state, "sub", match["text"])
    state.pos = match.end()
    return True


def _push(state: StateInline, tag: str, text: str) -> None:
    state.push(f"{tag}_open", tag, 1)
    state.push("text", "", 0).content = text
    state.push(f"{tag}_close", tag, -1)


def _emoji(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if start and _WORD.match(state.src[start - 1]):
        return False
    match = _EMOJI.match(state.src, start, state.posMax)
    shown = match and find_emoji(match[1])
    if not match or not shown:
        return False
    if not silent:
        state.push("text", "", 0).content = shown
    state.pos = match.end()
    return True


@cache
def find_emoji(name: str) -> str:
    """Return the emoji that GitHub and Unicode call `name`; empty if there is none."""
    from emoji import emojize  # its tables take a while, and most notes need none

    shown = emojize(f":{name}:", language="alias", variant="emoji_type")
    return "" if shown == f":{name}:" else shown
