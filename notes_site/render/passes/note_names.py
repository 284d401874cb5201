"""Links by name: the note that each leads to, and its title."""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from notes_site.parse.places import InlineToken, find_place
from notes_site.parse.token_values import NAMED_LINK
from notes_site.render.context import NoteContext
from notes_site.render.formulas import readable_markdown
from notes_site.render.passes.change import with_address


def resolve_note_names(tokens: Sequence[Token], context: NoteContext) -> list[Token]:
    """Return `tokens` where every `[[name]]` leads to its note and shows its title."""
    return [
        token.copy(children=list(_resolve(token, context)))
        if any(map(NAMED_LINK.is_on, token.children or ()))
        else token
        for token in tokens
    ]


def _resolve(inline: Token, context: NoteContext) -> Iterator[Token]:
    resolver = context.resolver
    children = iter(inline.children or ())
    for token in children:
        named = NAMED_LINK.find(token)
        if named is None:
            yield token
            continue
        place = find_place(context.source, InlineToken(token, inline), 0)
        mark = "{{}}" if named.is_tag else "[[]]"
        href = resolver.resolve_name(named.name, str(token.attrs["href"]), place, mark)
        if href is None:
            yield from _unwritten(token, children)
            continue
        yield token.copy(attrs=with_address(token, "href", href))
        text = next(children)
        yield text.copy(content=_title(named.name, context)) if named.shows_title else text


def _unwritten(opening: Token, behind: Iterator[Token]) -> Iterator[Token]:
    """Yield a link to a note that is still to be written as a text that style sheets can find."""
    attrs: dict[str, str | int | float] = {"class": "unwritten"}
    yield opening.copy(type="unwritten_open", tag="span", attrs=attrs, meta={})
    for token in behind:
        if token.type == "link_close":
            yield token.copy(type="unwritten_close", tag="span")
            return
        yield token


def _title(name: str, context: NoteContext) -> str:
    title = context.resolver.title_of(name)
    word = context.words["formula"]
    return readable_markdown(title, context.md, word, context.macros, context.quotes)
