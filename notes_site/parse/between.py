"""Lines between the two marks of a block."""

from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager

from markdown_it.rules_block import StateBlock
from msgspec import Struct


class TextRange(Struct, frozen=True, kw_only=True):
    """Text that a block holds: where it begins and ends, and where the block ends."""

    start: int
    end: int
    last: int


def line_text(state: StateBlock, line: int) -> str:
    """Return a line without the marks of the blocks that hold it, and its indentation."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def read_blocks(state: StateBlock, start: int, end: int, indent: int | None = None) -> None:
    """Push the tokens of the blocks in the lines from `start` to before `end`, which a block holds.

    Args:
        state: of the parser.
        start: the first line.
        end: the line behind the last one.
        indent: columns that stand before each line of them; None: as before the block itself.
    """
    outer = state.parentType, state.lineMax, state.blkIndent
    state.parentType, state.lineMax = "container", end
    state.blkIndent = state.blkIndent if indent is None else indent
    state.md.block.tokenize(state, start, end)
    state.parentType, state.lineMax, state.blkIndent = outer


def find_line(state: StateBlock, position: int, start_line: int, end_line: int) -> int | None:
    """Return the line that `position` of the text stands in; None behind `end_line`."""
    line = bisect_left(state.eMarks, position, start_line, end_line)
    return line if line < end_line else None


def is_in_block(state: StateBlock, start_line: int, last: int) -> bool:
    """Tell whether these lines all belong to the block that is read, such as an item of a list."""
    lines = range(start_line, last + 1)
    return all(state.sCount[line] >= state.blkIndent or state.isEmpty(line) for line in lines)


@contextmanager
def narrowed(
    state: StateBlock, found: TextRange, opening: int, closing: int
) -> Iterator[tuple[int, int]]:
    """Give the lines of what a tag holds, without the tags that may stand in the first and the last.

        {{% note %}} Text        first: `Text`
    text. {{% /note %}}      last: `text.`
    """
    marks = state.bMarks[opening], state.tShift[opening], state.sCount[opening]
    end_mark = state.eMarks[closing]
    first, end = opening, closing
    if state.src[found.start : min(state.eMarks[opening], found.end)].strip():
        rest = state.src[found.start : state.eMarks[opening]]
        state.bMarks[opening] = found.start
        state.tShift[opening] = len(rest) - len(rest.lstrip())
        state.sCount[opening] = state.blkIndent
    else:
        first += 1
    begin = max(state.bMarks[closing] + state.tShift[closing], found.start)
    if state.src[begin : found.end].strip():
        state.eMarks[closing] = found.end
        end += 1
    try:
        yield min(first, end), end
    finally:
        state.bMarks[opening], state.tShift[opening], state.sCount[opening] = marks
        state.eMarks[closing] = end_mark
