"""The characters on both sides of each formula within a text."""

from collections.abc import Iterable, Sequence

from markdown_it.token import Token

from notes_site.parse.token_values import NEIGHBOURS, Neighbours
from notes_site.render.context import NoteContext
from notes_site.render.line_breaks import NOTE_MARK


def find_neighbours(tokens: Sequence[Token], _: NoteContext) -> list[Token]:
    """Return `tokens` whose formulas within a text have their `NEIGHBOURS`."""
    return [
        block.copy(children=_with_neighbours(block.children or ()))
        if any(child.type == "math_inline" for child in block.children or ())
        else block
        for block in tokens
    ]


def _with_neighbours(children: Sequence[Token]) -> list[Token]:
    before = _edges(children, -1)
    after = reversed(list(_edges(reversed(children), 0)))
    return [
        NEIGHBOURS.added_to(child, Neighbours(left, right))
        if child.type == "math_inline"
        else child
        for child, left, right in zip(children, before, after, strict=True)
    ]


def _edges(children: Iterable[Token], index: int) -> Iterable[str]:
    """Yield for each token the character that the tokens before it end, or begin, with."""
    edge = ""
    for child in children:
        yield edge
        edge = _edge(child, index, edge)


def _edge(token: Token, index: int, beyond: str) -> str:
    """Return the first or last character that `token` shows, `beyond` if it shows none."""
    match token.type:
        case "text" | "code_inline" if token.content:
            return token.content[index]
        case "softbreak" | "hardbreak":
            return " "
        case "footnote_ref":
            return NOTE_MARK
        case "math_inline" | "image" | "html_inline" | "math_display" | "math_ref":
            return ""
    return beyond
