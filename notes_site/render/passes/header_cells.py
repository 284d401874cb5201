"""Header cells of tables that say nothing to some screen readers."""

from collections.abc import Sequence

from markdown_it.token import Token

from notes_site.parse.token_values import SPOKEN
from notes_site.render.context import NoteContext
from notes_site.render.formulas import MATH, readable_formula
from notes_site.render.passes.change import with_children


def describe_header_cells(tokens: Sequence[Token], context: NoteContext) -> list[Token]:
    """Return `tokens` where header cells of formulas have a text, and empty ones are plain cells.

    MathML alone leaves a header cell empty to some screen readers, and an empty cell heads nothing
    (axe's rule `empty-table-header`).
    """

    def describe(token: Token) -> Token:
        if token.type not in MATH:
            return token
        text = readable_formula(token, context.macros) or context.words["formula"]
        return SPOKEN.added_to(token, text)

    described = list(tokens)
    for index, token in enumerate(tokens):
        if token.type != "th_open":
            continue
        inline = tokens[index + 1]
        children = inline.children or []
        if not inline.content:
            described[index] = token.copy(tag="td")
            described[index + 2] = tokens[index + 2].copy(tag="td")
        elif not any(child.content.strip() for child in children if child.type not in MATH):
            described[index + 1] = with_children(inline, list(map(describe, children)))
    return described
