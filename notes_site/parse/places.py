"""Places of tokens in the file of their note."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from markdown_it.token import Token

from notes_site.errors import Place
from notes_site.model import Source
from notes_site.parse.token_values import CELL, OFFSET, OUTPUT, TYPED_LINES

WITH_CHILDREN = {"inline", "html_math"}
"""Types of block tokens whose children are inline tokens."""


class InlineToken(NamedTuple):  # a tuple, as there are very many
    """An inline token and the block token that holds it; both the same for a formula block."""

    token: Token
    block: Token


def walk(tokens: Sequence[Token]) -> Iterator[InlineToken]:
    """Yield all inline tokens, and the blocks that are formulas, in reading order."""
    for block in tokens:
        if block.type in WITH_CHILDREN:
            for token in block.children or ():
                yield InlineToken(token, block)
        elif block.type in {"math_block", "math_unclosed"}:
            yield InlineToken(block, block)


@lru_cache(maxsize=2)
def _divide_lines(text: str) -> list[str]:
    """Return the lines of a note, which all that is told of it asks for."""
    return text.split("\n")


def find_place(source: Source, found: InlineToken, position: int) -> Place:
    """Return where the character at `position` of an inline token's content stands.

    markdown-it gives a block's text without the marks of the blocks around it, and no
    places within. But a line of that text is the end of a line of the file, save for
    closing marks, so its last occurrence there is it.

    In the front matter the line is that of the key, without a column.
    """
    if found.block.map is None:
        return source.place(source.first_line)
    if OUTPUT.is_on(found.block):  # what a program wrote stands nowhere in the text
        return source.place(source.first_line + found.block.map[0])
    content = found.block.content
    offset = (OFFSET.find(found.token) or 0) + position
    if found.token is found.block:
        content = TYPED_LINES.of(found.token)
    index = found.block.map[0] + content.count("\n", 0, offset)
    line = source.first_line + index
    if index < 0:
        return source.place(line)
    cell = CELL.find(found.block)
    if cell:
        return source.place(line, cell.typed_position(offset) + 1)
    start = content.rfind("\n", 0, offset) + 1
    shown = content[start:].split("\n", 1)[0]
    blanks = len(shown) - len(shown.lstrip())  # a tab among them may have become blanks
    file_line = _divide_lines(source.text)[index]
    begin = file_line.rfind(shown.strip())
    if begin < 0:
        return source.place(line)
    column = begin + max(offset - start - blanks, 0) + 1
    return source.place(line, column)
