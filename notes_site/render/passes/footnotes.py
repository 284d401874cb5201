"""Footnotes that stand in the margin."""

from collections.abc import Sequence

from markdown_it.token import Token

from notes_site.config.footnotes import FootnotePlace
from notes_site.parse.places import walk
from notes_site.parse.token_values import FOOTNOTE, IN_MARGIN, IS_SIDENOTE
from notes_site.render.context import NoteContext


def place_footnotes(tokens: Sequence[Token], context: NoteContext) -> Sequence[Token]:
    """Return `tokens` with an `IN_MARGIN` on each mark and text of a footnote in the margin."""
    marks = [each.token for each in walk(tokens) if each.token.type == "footnote_ref"]
    if not marks:
        return tokens
    has_all = context.settings.footnotes is FootnotePlace.MARGIN
    beside = sorted({FOOTNOTE.of(mark) for mark in marks if has_all or IS_SIDENOTE.find(mark)})
    above = {number: before + 1 for before, number in zip([-1, *beside], beside, strict=False)}
    return [_place(token, above) for token in tokens]


def _place(token: Token, above: dict[int, int]) -> Token:
    if token.children and any(child.type == "footnote_ref" for child in token.children):
        return token.copy(children=[_place(child, above) for child in token.children])
    if token.type not in {"footnote_ref", "footnote_open"} or FOOTNOTE.of(token) not in above:
        return token
    return IN_MARGIN.added_to(token, above[FOOTNOTE.of(token)])
