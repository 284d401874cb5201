"""Formulas tied to what no line may begin with behind them."""

from collections.abc import Sequence

from markdown_it.token import Token

from notes_site.render.context import NoteContext
from notes_site.render.line_breaks import split_tied


def tie_formulas(tokens: Sequence[Token], _: NoteContext) -> list[Token]:
    """Return `tokens` with each formula within a text in one element with what stays on its line.

    What is so tied is a token `tied_open`, the formula, a mark or a footnote's number, `tied_close`.
    """
    return [
        block.copy(children=_tie(block.children))
        if block.children and any(map(_is_tied, block.children, block.children[1:]))
        else block
        for block in tokens
    ]


def _tie(children: Sequence[Token]) -> list[Token]:
    tied: list[Token] = []
    rest = list(reversed(children))
    while rest:
        token = rest.pop()
        if not (rest and _is_tied(token, rest[-1])):
            tied.append(token)
            continue
        tied += (Token("tied_open", "span", 1, attrs={"class": "tied"}), token)
        while rest and rest[-1].type == "footnote_ref":
            tied.append(rest.pop())
        if rest and rest[-1].type == "text":
            following = rest.pop()
            marks, others = split_tied(following.content)
            tied.append(following.copy(content=marks))
            if others:
                rest.append(following.copy(content=others))
        tied.append(Token("tied_close", "span", -1))
    return tied


def _is_tied(token: Token, following: Token) -> bool:
    if token.type != "math_inline":
        return False
    if following.type == "text":
        return bool(split_tied(following.content)[0])
    return following.type == "footnote_ref"
