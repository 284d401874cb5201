"""Searchable text of a note: without Markdown, formulas as they are read."""

import re
from collections.abc import Callable, Iterator, Sequence

from markdown_it.token import Token

from notes_site.parse.text import plain_text
from notes_site.parse.token_values import CALLOUT, KEYWORD, REFERENCE_LINK, SHOWN_CITATION
from notes_site.search.words import REST

_MATH = {"math_inline", "math_display", "math_block"}
_CODE = {"fence", "code_block"}
_WORD = re.compile(r"[^\W\d]\w+")
"""A name of two letters or more: those of one are everywhere."""


def search_text(tokens: Sequence[Token], readable: Callable[[Token], str | None]) -> str:
    """Return the text of a note in reading order, a line for each block.

    Of code it holds each name once, behind everything else: who looks for `softmax` finds the
    notes that use it, and a listing does not outweigh the text. Raw HTML is left out.

    Args:
        tokens: block tokens of the note.
        readable: gives the readable text of a formula, or None.
    """
    lines = []
    names: dict[str, None] = {}  # in order
    for token in tokens:
        match token.type:
            case "inline" if not CALLOUT.is_on(token):  # one of a few words, on each callout
                lines.append("".join(_inline_text(token.children or (), readable)))
            case "math_block":
                lines.append(readable(token) or "")
            case kind if kind in _CODE:
                names.update(dict.fromkeys(_WORD.findall(token.content)))
    if names:
        lines.append(f"{REST} {' '.join(names)}")
    return "\n".join(filter(None, lines))


def _inline_text(tokens: Sequence[Token], readable: Callable[[Token], str | None]) -> Iterator[str]:
    is_hidden = False
    for token in tokens:
        if token.type in {"citation_open", "citation_close"}:
            is_hidden = token.type == "citation_open" and not SHOWN_CITATION.of(token).names
        if is_hidden:
            continue
        match token.type:
            case "text" if KEYWORD.is_on(token):  # of an algorithm
                yield " "
            case "text" | "code_inline":
                yield token.content
            case "softbreak" | "hardbreak":
                yield " "
            case "math_ref":
                yield REFERENCE_LINK.of(token).text
            case "image":
                yield f" {plain_text(token.children or ())} "
            case kind if kind in _MATH:
                yield readable(token) or ""
