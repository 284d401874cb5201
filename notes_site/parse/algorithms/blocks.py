"""Fences `algorithm` as block tokens."""

import re
from collections.abc import Collection, Iterator
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType

from notes_site.parse.algorithms.reader import Reading, read_algorithm
from notes_site.parse.attributes import Attributes, read_attributes
from notes_site.parse.token_values import (
    ALGORITHM,
    ALGORITHM_LINE,
    BLOCK_KIND,
    IS_NUMBERED,
    Algorithm,
    AlgorithmLine,
    share_values,
)

LANGUAGES = {"algorithm", "algorithmic", "pseudocode"}
"""Words of a fence that make it an algorithm."""

_INFO = re.compile(r"(?P<language>[\w-]+)\s*(?P<attributes>\{.*\})?\s*")


def algorithms_plugin(md: MarkdownIt) -> None:
    """Make tokens of every fence `algorithm`."""
    md.core.ruler.after("inline", "algorithms", _expand)


def _expand(state: StateCore) -> None:
    if "lgorithm" not in state.src and "seudocode" not in state.src:
        return  # as most notes
    tokens: list[Token] = []
    for token in state.tokens:
        info = _INFO.fullmatch(token.info.strip()) if token.type == "fence" else None
        if info and info["language"].lower() in LANGUAGES:
            tokens += _make_tokens(
                state.md, state.env, token, read_attributes(info["attributes"] or "")
            )
        else:
            tokens.append(token)
    state.tokens = tokens


def _make_tokens(md: MarkdownIt, env: EnvType, fence: Token, given: Attributes) -> Iterator[Token]:
    """Yield the tokens of an algorithm.

    Args:
        md: parses a caption in the attributes of the fence.
        env: of the note.
        fence: holds the algorithm.
        given: the attributes of the fence.
    """
    reading = read_algorithm(fence.content)
    label = given.id or reading.label
    caption = given.values.get("caption", "")
    has_caption = bool(caption or reading.caption or label)
    first_line = (fence.map or [0, 0])[0] + 1
    opening = _block("algorithm_open", "figure", 1, fence.level)
    opening.map = fence.map
    opening.info = fence.info
    opening.content = fence.content
    BLOCK_KIND.put_on(opening, "algorithm")
    IS_NUMBERED.put_on(opening, value=has_caption)
    about = Algorithm(
        first_line=first_line,
        keeps_keywords=given.values.get("keywords", "") == "en",
        mistakes=tuple((each.position, each.text) for each in reading.mistakes),
    )
    ALGORITHM.put_on(opening, about)
    if label:
        opening.attrs["id"] = label
    yield opening
    if caption:
        children: list[Token] = []
        md.inline.parse(caption, md, env, children)
        yield from _caption(opening, _inline(caption, children, fence.map))
    elif has_caption:
        at = [first_line, first_line + 1]
        yield from _caption(opening, _inline(fence.content, reading.caption, at))
    yield from _lines(fence, reading, given.flags, first_line)
    yield _block("algorithm_close", "figure", -1, fence.level)


def _caption(opening: Token, inline: Token) -> Iterator[Token]:
    inline.level = opening.level + 2
    start = _block("figcaption_open", "figcaption", 1, opening.level + 1)
    share_values(opening, start)
    yield start
    yield inline
    yield _block("figcaption_close", "figcaption", -1, opening.level + 1)


def _lines(
    fence: Token, reading: Reading, flags: Collection[str], first_line: int
) -> Iterator[Token]:
    has_numbers = reading.has_numbers and "nonumbers" not in flags
    number = 0
    yield _block("algorithm_lines_open", "ol", 1, fence.level + 1)
    for line in reading.lines:
        if line.is_end and "noend" in flags:
            continue
        number += line.is_numbered
        start = _block("algorithm_line_open", "li", 1, fence.level + 2)
        shown = number if has_numbers and line.is_numbered else 0
        ALGORITHM_LINE.put_on(start, AlgorithmLine(line.depth, shown))
        yield start
        row = first_line + fence.content.count("\n", 0, line.start)
        inline = _inline(fence.content[line.start : line.end], line.children, [row, row + 1])
        inline.level = fence.level + 3
        yield inline
        yield _block("algorithm_line_close", "li", -1, fence.level + 2)
    yield _block("algorithm_lines_close", "ol", -1, fence.level + 1)


def _inline(content: str, children: list[Token], at: list[int] | None) -> Token:
    return Token("inline", "", 0, content=content, children=children, map=at, block=True)


def _block(kind: str, tag: str, nesting: Literal[-1, 0, 1], level: int) -> Token:
    return Token(kind, tag, nesting, block=True, level=level)
