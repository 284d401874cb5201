"""Tokens of a note, completed by what its words, the site's addresses and its pictures say."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from urllib.parse import unquote

from markdown_it.token import Token
from markupsafe import Markup

from notes_site.errors import Place
from notes_site.render.formulas import MATH, readable_formula
from notes_site.render.images import ImageWriter
from notes_site.render.links import LinkResolver
from notes_site.render.raw_html import complete_images, rewrite_addresses


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


def translate_algorithms(tokens: Sequence[Token], words: Mapping[str, str]) -> None:
    """Give the keywords of algorithms the words of the note's language, unless `keywords=en`."""
    is_kept = False
    for token in tokens:
        if token.type == "algorithm_open":
            is_kept = token.meta["keywords"] == "en"
        elif token.type == "inline" and not is_kept:
            for child in token.children or ():
                if child.type == "text" and "word" in child.meta:
                    child.content = words[child.meta["word"]]
        elif token.type == "algorithm_close":
            is_kept = False


def translate_alerts(tokens: Sequence[Token], words: Mapping[str, str]) -> None:
    """Give callouts without a title of their own the word of the note's language."""
    for opening, inline in pairwise(tokens):
        if opening.type == "alert_title_open" and "callout" in inline.meta:
            title = Token("text", "", 0, content=words[f"callout_{inline.meta['callout']}"])
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
