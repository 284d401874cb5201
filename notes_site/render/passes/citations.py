"""Citations on a site without a bibliography."""

from collections.abc import Sequence

from markdown_it.token import Token

from notes_site.render.context import NoteContext
from notes_site.render.passes.change import change_children


def show_citations_as_typed(tokens: Sequence[Token], _: NoteContext) -> list[Token]:
    """Return `tokens` with a text for every citation."""
    return list(change_children(tokens, _show))


def _show(token: Token) -> Token:
    return token.copy(type="text") if token.type == "citation" else token
