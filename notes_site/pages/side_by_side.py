"""The HTML of two notes, block beside block."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup
from msgspec import Struct

from notes_site.translations import MatchedBlocks

_ID = re.compile(r' id="([^"]*)"')
_LINK = re.compile(r' href="#([^"]*)"')


class BilingualRow(Struct, frozen=True, kw_only=True):
    """A row of two notes: some blocks, and their counterparts."""

    left: Markup
    """Empty where only the other note has it."""

    right: Markup
    """Empty where only the first note has it, or both have the very same."""

    is_shared: bool
    """True where `left` stands for both: a formula, or code that differs in comments only."""


Parts = Sequence[tuple[int, str]]
"""Number of each outermost block of a note (`Block.top`), and its HTML."""


class Span(NamedTuple):
    """A range of the left note and its counterpart in the right one, half-open."""

    left: int
    left_end: int
    right: int
    right_end: int
    is_same_code: bool = False
    is_equal_code: bool = False


def make_rows(
    left: Parts, right: Parts, matched_blocks: Iterable[MatchedBlocks], prefix: str
) -> tuple[BilingualRow, ...]:
    """Return the rows of a page that shows both notes.

    Args:
        left: the one whose `id`s stay.
        right: the other; its `id`s, and links to them, get the prefix.
        matched_blocks: the blocks that belong together, in order.
        prefix: such as `en:`.
    """
    rows: list[tuple[str, str, bool]] = []
    for span in _fill_up(_join(_spans(left, right, matched_blocks)), len(left), len(right)):
        mine = "".join(html for _, html in left[span.left : span.left_end])
        its = "".join(html for _, html in right[span.right : span.right_end])
        is_same = mine == its or span.is_equal_code  # labels of code are in each language
        rows.append((mine, "" if is_same else its, is_same or span.is_same_code))
    ids = {name for _, html, _ in rows for name in _ID.findall(html)}

    def rename(html: str) -> Markup:
        html = _in_tags(_ID, html, lambda name: f' id="{prefix}{name}"')
        own = _in_tags(_LINK, html, lambda name: f' href="#{prefix if name in ids else ""}{name}"')
        return Markup(own)

    return tuple(
        BilingualRow(left=Markup(mine), right=rename(its), is_shared=is_shared)
        for mine, its, is_shared in rows
    )


def _spans(left: Parts, right: Parts, matched_blocks: Iterable[MatchedBlocks]) -> Iterator[Span]:
    """Yield the parts that belong together one by one, in the order of both notes."""

    def part_of(parts: Parts, top: int) -> int:
        return bisect_right(parts, top, key=lambda part: part[0]) - 1

    for match in matched_blocks:
        mine, its = part_of(left, match.left), part_of(right, match.right)
        yield Span(mine, mine + 1, its, its + 1, *match[2:])


def _join(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield `spans`, those that share a part as one: a list may be two lists there."""
    last: Span | None = None
    for span in spans:
        if last and (span.left < last.left_end or span.right < last.right_end):
            ends = max(last.left_end, span.left_end), max(last.right_end, span.right_end)
            last = Span(last.left, ends[0], last.right, ends[1])
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def _fill_up(spans: Iterable[Span], left_count: int, right_count: int) -> Iterator[Span]:
    """Yield `spans` and what lies between them: in one note only, or in both and unlike."""
    left = right = 0
    for span in (*spans, Span(left_count, left_count, right_count, right_count)):
        if span.left > left or span.right > right:
            yield Span(left, span.left, right, span.right)
        if span.left_end > span.left or span.right_end > span.right:
            yield span
        left, right = span.left_end, span.right_end


def _in_tags(pattern: re.Pattern[str], html: str, replace: Callable[[str], str]) -> str:
    """Return `html` with the matches that stand in a tag, and not in a text, replaced."""

    def replace_one(match: re.Match[str]) -> str:
        is_in_tag = html.rfind("<", 0, match.start()) > html.rfind(">", 0, match.start())
        return replace(match[1]) if is_in_tag else match[0]

    return pattern.sub(replace_one, html)
