"""Titles of callouts."""

from collections.abc import Sequence
from itertools import pairwise

from markdown_it.token import Token

from notes_site.parse.token_values import CALLOUT
from notes_site.render.context import NoteContext


def title_callouts(tokens: Sequence[Token], context: NoteContext) -> list[Token]:
    """Return `tokens` where callouts without a title have the word of the note's language."""
    titled = list(tokens)
    for index, (opening, inline) in enumerate(pairwise(tokens)):
        kind = CALLOUT.find(inline)
        if opening.type == "alert_title_open" and kind:
            word = context.words[f"callout_{kind}"]
            titled[index + 1] = inline.copy(children=[Token("text", "", 0, content=word)])
    return titled
