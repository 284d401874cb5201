"""Changes to tokens that leave those of the note as they are."""

from collections.abc import Callable, Iterator, Sequence
from operator import is_ as is_same

from markdown_it.token import Token

from notes_site.parse.places import WITH_CHILDREN


def change_children(tokens: Sequence[Token], change: Callable[[Token], Token]) -> Iterator[Token]:
    """Yield block tokens with what `change` makes of each inline token in them.

    A block none of whose children changes is yielded as it is.
    """
    for block in tokens:
        if block.type in WITH_CHILDREN and block.children:
            yield with_children(block, list(map(change, block.children)))
        else:
            yield block


def with_children(inline: Token, children: list[Token]) -> Token:
    """Return `inline` with these children: itself where they are the ones that it has."""
    given = inline.children or []
    if len(children) == len(given) and all(map(is_same, children, given)):
        return inline
    return inline.copy(children=children)


def with_address(token: Token, name: str, address: str) -> dict[str, str | int | float]:
    """Return the attributes of a link or image with its resolved address at `name`.

    A link that leads nowhere has none: it is a placeholder (HTML standard, 4.5.1).
    """
    if not address and token.type == "link_open" and token.attrs.get(name):
        return {key: value for key, value in token.attrs.items() if key != name}
    return {**token.attrs, name: address}
