"""References to formulas: their numbers and where they lead."""

from collections.abc import Sequence

from markdown_it.token import Token

from notes_site.model import Link, Url
from notes_site.parse.equations import show_number
from notes_site.parse.places import walk
from notes_site.parse.token_values import EQUATION, REFERENCE_LINK, ReferenceLink
from notes_site.render.context import NoteContext
from notes_site.render.passes.change import change_children
from notes_site.render.readable_tex import readable_tex


def link_references(tokens: Sequence[Token], context: NoteContext) -> list[Token]:
    """Return `tokens` whose references to formulas have their text and address."""
    source = context.source
    for token, block in walk(tokens):
        if token.type == "math_ref" and (equation := EQUATION.of(token)):
            line = source.first_line + (block.map or [0])[0]
            place = source.place(line)
            link = Link(url=Url(""), fragment=equation.anchor, place=place)
            context.resolver.links.append(link)  # so that the label counts as used
    return list(change_children(tokens, link_reference))


def link_reference(token: Token) -> Token:
    """Return an inline token; a reference to a formula with its `REFERENCE_LINK`."""
    if token.type != "math_ref":
        return token
    equation = EQUATION.of(token)
    shown = show_number(equation, token.markup) if equation else ""
    link = ReferenceLink(
        text=readable_tex(f"\\text{{{shown}}}") or shown,
        href=f"#{equation.anchor}" if equation else "",
    )
    return REFERENCE_LINK.added_to(token, link)
