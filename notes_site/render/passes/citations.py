"""Citations, and the list of references at the note's end."""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from notes_site.citations.shown import ShownEntry, ShownWork
from notes_site.parse.formula import Formula
from notes_site.parse.places import walk
from notes_site.parse.token_values import (
    BACKLINK,
    CITATION,
    FORMULA,
    SHOWN_CITATION,
    Backlink,
    Citation,
    ShownCitation,
)
from notes_site.render.citing import entry_anchor
from notes_site.render.context import NoteContext

_MATH = {"math_inline", "math_display"}


def show_citations(tokens: Sequence[Token], context: NoteContext) -> Sequence[Token]:
    """Return the text with what the style shows of each citation, and with the list of works."""
    found = [each for each in walk(tokens) if each.token.type == "citation"]
    if not found:
        return tokens
    context.citing.find(found)
    shown = list(_show_all(tokens, context, has_places=True))
    if not context.citing.shown:
        return shown
    kinds = [token.type for token in shown]
    end = kinds.index("footnote_block_open") if "footnote_block_open" in kinds else len(shown)
    return [*shown[:end], *_list_references(shown[:end], shown, context), *shown[end:]]


def show_head_citations(tokens: Sequence[Token], context: NoteContext) -> list[Token]:
    """Return title and excerpt with their citations; what the text does not cite is as typed."""
    return list(_show_all(tokens, context, has_places=False))


def _show_all(
    tokens: Sequence[Token], context: NoteContext, *, has_places: bool
) -> Iterator[Token]:
    for block in tokens:
        children = block.children or []
        if not any(child.type == "citation" for child in children):
            yield block
            continue
        shown: list[Token] = []
        for child in children:
            if child.type == "citation":
                shown += _show(child, context, has_places=has_places)
            else:
                shown.append(child)
        yield block.copy(children=shown)


def _show(token: Token, context: NoteContext, *, has_places: bool) -> Sequence[Token]:
    """Return the tokens that stand for a citation."""
    citing, style = context.citing, context.citing.library.style
    citation: Citation = CITATION.of(token)
    if not all(work.key in citing.shown for work in citation.works):
        return [token.copy(type="text")]
    works = [
        ShownWork(
            entry=citing.shown[work.key],
            prefix=work.prefix,
            suffix=work.suffix,
            has_author=work.has_author,
            href=f"#{entry_anchor(work.key)}",
        )
        for work in citation.works
    ]
    language = context.source.language
    inside = _parse(style.citation(works, citation.form, context.words, language), context)
    remaining = {f"#{entry_anchor(work.key)}": work.key for work in citation.works}
    for each in inside:
        if each.type == "link_open" and (key := remaining.pop(str(each.attrs["href"]), None)):
            each.attrs["role"] = "doc-biblioref"
            if has_places:
                each.attrs["id"] = citing.add_place(key)
    names: list[Token] = []
    if citation.form == "text":
        for work in works:
            names += [_text(" "), *_parse(style.names(work.entry, context.words), context)]
    opening = Token("citation_open", "span", 1, attrs={"class": "citation"})
    SHOWN_CITATION.put_on(opening, ShownCitation(names=tuple(names[1:])))
    return [opening, *inside, Token("citation_close", "span", -1)]


def _parse(markdown: str, context: NoteContext) -> list[Token]:
    (inline,) = context.md.parseInline(markdown)
    children = inline.children or []
    for each in children:
        if each.type in _MATH:  # as parsing a note fills it in
            FORMULA.put_on(each, Formula(typed=each.content))
    return children


def _list_references(
    text: Sequence[Token], tokens: Sequence[Token], context: NoteContext
) -> Iterator[Token]:
    """Yield the block tokens of the list of works.

    Args:
        text: the note without its footnotes. A heading at its end stays that of the list.
        tokens: all of the note.
        context: what is known of it.
    """
    title = context.words["references"]
    opening = _block("references_open", "section", 1)
    opening.attrs = {"class": "references", "role": "doc-bibliography", "aria-label": title}
    yield opening
    if not text or text[-1].type != "heading_close":
        taken = {str(token.attrs["id"]) for token in tokens if "id" in token.attrs}
        names = ("references", "list-of-references", *(f"references-{n}" for n in range(1, 99)))
        heading = _block("heading_open", "h2", 1)
        heading.attrs = {"id": next(name for name in names if name not in taken)}
        yield heading
        yield Token("inline", "", 0, block=True, content=title, children=[_text(title)])
        yield _block("heading_close", "h2", -1)
    element = "ol" if context.citing.library.style.is_numbered else "ul"
    yield _block("reference_list_open", element, 1)
    for key, shown in context.citing.shown.items():
        yield from _list_one(key, shown, context)
    yield _block("reference_list_close", element, -1)
    yield _block("references_close", "section", -1)


def _list_one(key: str, shown: ShownEntry, context: NoteContext) -> Iterator[Token]:
    style = context.citing.library.style
    opening = _block("reference_open", "li", 1)
    opening.attrs = {"id": entry_anchor(key)}
    yield opening
    markdown = style.reference(shown, context.words, context.source.language)
    children = _parse(markdown, context)
    for number, place in enumerate(context.citing.places.get(key, ()), 1):
        back = Token("reference_back", "", 0)
        BACKLINK.put_on(back, Backlink(href=f"#{place}", number=number))
        children.append(back)
    yield Token("inline", "", 0, block=True, content=markdown, children=children)
    yield _block("reference_close", "li", -1)


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _block(kind: str, tag: str, nesting: int) -> Token:
    return Token(kind, tag, nesting, block=True)  # type: ignore[arg-type]  # -1, 0 or 1
