"""Tokens of a note, completed by what its words, the site's addresses and its pictures say."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from urllib.parse import unquote

from markdown_it.token import Token
from markupsafe import Markup

from notes_site.errors import Place
from notes_site.render.formulas import MATH, readable_formula
from notes_site.render.html import show_figure_number
from notes_site.render.images import ImageWriter
from notes_site.render.links import LinkResolver
from notes_site.render.raw_html import complete_images, rewrite_addresses

_ALERTS = {"Note", "Tip", "Important", "Warning", "Caution"}


def resolve_links(tokens: Sequence[Token], resolver: LinkResolver, images: ImageWriter) -> None:
    """Let links lead where they shall, and complete images, in Markdown and in raw HTML."""
    source = resolver.source
    for block in tokens:
        line = source.first_line + (block.map or [0])[0]
        if block.type == "html_block":
            block.content = _resolve_raw(block.content, resolver, images, line)
        if block.type != "inline":
            continue
        first_line = line
        position = 0
        for child in block.children or ():
            attribute = {"link_open": "href", "image": "src"}.get(child.type)
            if child.type == "link_open" and "name" in child.meta:
                continue
            if attribute and isinstance(target := child.attrs.get(attribute), str):
                # Not the breaks are counted: those between Han characters are gone.
                position = max(position, block.content.find(unquote(target), position))
                line = first_line + block.content.count("\n", 0, position)
                place = Place(path=source.path, line=line)
                child.attrs[attribute] = resolver.resolve(target, place)
                if child.type == "image":
                    images.complete(child, place)
            if child.type == "html_inline":
                position = max(position, block.content.find(child.content, position))
                line = first_line + block.content.count("\n", 0, position)
                child.content = _resolve_raw(child.content, resolver, images, line)


def name_figures(tokens: Sequence[Token], words: Mapping[str, str]) -> None:
    """Let a link without a text to a figure of this note say its number: `[](#fig:heads)`."""
    numbers = {
        f"#{token.attrs['id']}": token.meta["number"]
        for token in tokens
        if token.type == "figure_open" and "id" in token.attrs
    }
    for block in tokens if numbers else ():
        children = block.children or []
        for index in range(len(children) - 1, 0, -1):
            opening, closing = children[index - 1 : index + 1]
            number = numbers.get(unquote(str(opening.attrs.get("href", ""))))
            if number and (opening.type, closing.type) == ("link_open", "link_close"):
                text = show_figure_number(number, words)
                children.insert(index, Token("text", "", 0, content=text, level=closing.level + 1))


def translate_alerts(tokens: Sequence[Token], words: Mapping[str, str]) -> None:
    """Give callouts without a title of their own the word of the note's language."""
    for opening, inline in pairwise(tokens):
        if opening.type == "alert_title_open" and inline.content in _ALERTS:
            title = Token("text", "", 0, content=words[f"callout_{inline.content.lower()}"])
            inline.children = [title]


def name_headers(tokens: Sequence[Token], macros: Mapping[str, str]) -> None:
    """Give each header cell that holds nothing but formulas its text for screen readers.

    MathML alone leaves it empty to some of them (axe's rule `empty-table-header`).
    """
    for opening, inline in pairwise(tokens):
        formulas = [each for each in inline.children or () if each.type in MATH]
        others = [each for each in inline.children or () if each.type not in MATH]
        if opening.type != "th_open" or any(each.content.strip() for each in others):
            continue
        for each in formulas:
            html = Markup('<span class="hidden">%s</span><span aria-hidden="true">%s</span>')
            each.meta["html"] = html % (readable_formula(each, macros), each.meta["html"])


def _resolve_raw(html: str, resolver: LinkResolver, images: ImageWriter, line: int) -> str:
    def place(lines: int) -> Place:
        return Place(path=resolver.source.path, line=line + lines)

    if resolver.addresses is not None:
        html = rewrite_addresses(html, lambda target, lines: resolver.resolve(target, place(lines)))
    return complete_images(html, lambda given, lines: images.complete_raw(given, place(lines)))
