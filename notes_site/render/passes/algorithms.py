"""Keywords of algorithms in the note's language."""

from collections.abc import Sequence

from markdown_it.token import Token

from notes_site.parse.token_values import ALGORITHM, KEYWORD
from notes_site.render.context import NoteContext
from notes_site.render.passes.change import with_children


def translate_keywords(tokens: Sequence[Token], context: NoteContext) -> list[Token]:
    """Return `tokens` with the theme's words for keywords of algorithms, unless `keywords=en`."""

    def translate(token: Token) -> Token:
        keyword = KEYWORD.find(token)
        return token.copy(content=context.words[keyword]) if keyword else token

    is_translated = False
    translated = []
    for token in tokens:
        if token.type == "algorithm_open":
            is_translated = not ALGORITHM.of(token).keeps_keywords
        elif token.type == "algorithm_close":
            is_translated = False
        if is_translated and token.type == "inline":
            translated.append(with_children(token, list(map(translate, token.children or ()))))
        else:
            translated.append(token)
    return translated
