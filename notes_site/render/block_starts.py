"""Starts of the blocks of a note in its HTML, so that it can be taken apart again."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec
from markdown_it.token import Token

from notes_site.parse.token_values import OUTERMOST

Start = tuple[int, int]
"""Number of an outermost block of the note (`Block.top`), and the index in the HTML where it begins."""


def outermost(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Yield the tokens of each outermost block of `tokens`; joined, they are all of them."""
    start = depth = 0
    for index, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            yield tokens[start : index + 1]
            start = index + 1


def top_of(block: Sequence[Token]) -> int | None:
    """Return the number of an outermost block, as parsing gave it to one of its tokens."""
    numbers = map(OUTERMOST.find, block)
    return next((number for number in numbers if number is not None), None)


def encode_starts(starts: Sequence[Start]) -> bytes:
    """Return `starts` as bytes."""
    return msgspec.msgpack.encode(starts)


def split_html(html: str, starts: bytes) -> list[tuple[int, str]]:
    """Return the number of each outermost block with its HTML.

    Args:
        html: a note's.
        starts: where its blocks begin, as `encode_starts` has written it.
    """
    bounds = [*_DECODER.decode(starts), (0, len(html))]
    return [(top, html[start:end]) for (top, start), (_, end) in pairwise(bounds)]


_DECODER = msgspec.msgpack.Decoder(tuple[Start, ...])
