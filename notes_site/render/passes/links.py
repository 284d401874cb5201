"""Links and images: where they lead, and what is known of the pictures."""

from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from markdown_it.token import Token

from notes_site.errors import Place
from notes_site.parse.places import WITH_CHILDREN
from notes_site.parse.token_values import IS_NAMED, NAMED_LINK, OUTPUT
from notes_site.render.context import NoteContext
from notes_site.render.passes.change import with_address, with_children
from notes_site.render.raw_html import complete_images, rewrite_addresses

_RAW = {"html_block", "output_html", "output_table"}
_TARGETS = {"link_open": "href", "image": "src"}


def resolve_links(tokens: Sequence[Token], context: NoteContext) -> list[Token]:
    """Return `tokens` whose links lead where they shall, and whose images have their size.

    Those in raw HTML too.
    """
    return list(_resolve_blocks(tokens, context))


def _resolve_blocks(tokens: Sequence[Token], context: NoteContext) -> Iterator[Token]:
    for block in tokens:
        line = context.source.first_line + (block.map or [0])[0]
        if block.type in _RAW:
            yield block.copy(content=_resolve_raw(block.content, context, line))
        elif block.type in WITH_CHILDREN:
            yield with_children(block, list(_resolve_children(block, context, line)))
        else:
            yield block


def _resolve_children(inline: Token, context: NoteContext, first_line: int) -> Iterator[Token]:
    content = "" if OUTPUT.is_on(inline) else inline.content  # which stands in no line of the note
    position = 0
    for child in inline.children or ():
        attribute = None if NAMED_LINK.is_on(child) else _TARGETS.get(child.type)
        if attribute and isinstance(target := child.attrs.get(attribute), str):
            # Not the breaks are counted: those between Han characters are gone.
            written = max(content.find(each, position) for each in {target, unquote(target)})
            position = max(position, written)
            line = first_line + content.count("\n", 0, position)
            place = context.source.place(line)
            resolver = context.resolver
            resolve = resolver.resolve_file if IS_NAMED.is_on(child) else resolver.resolve
            copy = child.copy(attrs=with_address(child, attribute, resolve(target, place)))
            if child.type == "image":
                context.images.complete(copy, place)
            yield copy
        elif child.type == "html_inline":
            position = max(position, content.find(child.content, position))
            line = first_line + content.count("\n", 0, position)
            yield child.copy(content=_resolve_raw(child.content, context, line))
        else:
            yield child


def _resolve_raw(html: str, context: NoteContext, line: int) -> str:
    """Return HTML that an author typed, at this line of the file, with its links resolved."""
    resolver = context.resolver

    def place(lines: int) -> Place:
        return context.source.place(line + lines)

    if resolver.addresses is not None:
        html = rewrite_addresses(html, lambda target, lines: resolver.resolve(target, place(lines)))
    return complete_images(
        html, lambda given, lines: context.images.complete_raw(given, place(lines))
    )
