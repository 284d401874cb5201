"""Formulas, typeset by KaTeX."""

from collections.abc import Sequence

from markdown_it.token import Token

from notes_site.parse.places import WITH_CHILDREN, walk
from notes_site.parse.token_values import SHOWN
from notes_site.render.context import NoteContext
from notes_site.render.formulas import MATH, make_use
from notes_site.render.passes.change import with_children


def typeset_formulas(tokens: Sequence[Token], context: NoteContext) -> list[Token]:
    """Return `tokens` whose formulas are `SHOWN`; all are typeset in one batch."""
    uses = [
        make_use(context.source, found, context.macros)
        for found in walk(tokens)
        if found.token.type in MATH
    ]
    shown, problems = context.typesetter.typeset(uses)
    context.problems += problems
    following = iter(shown)  # in the order of `walk`

    def show(token: Token) -> Token:
        return SHOWN.added_to(token, next(following)) if token.type in MATH else token

    return [
        with_children(token, [show(child) for child in token.children or ()])
        if token.type in WITH_CHILDREN
        else show(token)
        for token in tokens
    ]
