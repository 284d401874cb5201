"""Texts of links that have none: `[](#thm:x)` is “Theorem 2 (Name)”."""

from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import unquote

from markdown_it.token import Token

from notes_site.model import Label, LabelKind
from notes_site.parse.token_values import LABELLED_LINK
from notes_site.render.context import NoteContext
from notes_site.render.formulas import readable_markdown
from notes_site.render.html import block_name

_AS_THEY_ARE = {LabelKind.SECTION, LabelKind.NOTE}


def name_labelled(tokens: Sequence[Token], context: NoteContext) -> list[Token]:
    """Return `tokens` where links without a text to a named or numbered block have one."""
    return [_name(token, context) if token.children else token for token in tokens]


def _name(inline: Token, context: NoteContext) -> Token:
    children = inline.children or []
    named = children[:1]
    for opening, closing in pairwise(children):
        if (opening.type, closing.type) == ("link_open", "link_close"):
            label = _find(str(opening.attrs.get("href", "")), context)
            if label:
                link = LABELLED_LINK.find(opening)
                text = _text_of(label, context, is_bare=link is not None and link.is_bare)
                named.append(Token("text", "", 0, content=text, level=closing.level + 1))
        named.append(closing)
    return inline if len(named) == len(children) else inline.copy(children=named)


def _find(target: str, context: NoteContext) -> Label | None:
    if target.startswith("#"):
        return context.labels.get(unquote(target[1:]))
    return context.resolver.find_said(target)


def _text_of(label: Label, context: NoteContext, *, is_bare: bool) -> str:
    """Return what a link says; `is_bare` leaves all but the number away."""
    name = label.name and readable_markdown(
        label.name, context.md, context.words["formula"], context.macros, context.quotes
    )
    if label.kind in _AS_THEY_ARE:
        return name
    if is_bare and label.number:
        return label.number
    block = block_name(label.kind.value, label.number, context.words)
    return context.words["block_named"].format(block=block, name=name) if name else block
