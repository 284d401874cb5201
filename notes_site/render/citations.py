"""Citations of a note."""

from collections.abc import Sequence

from markdown_it.token import Token


def show_as_typed(tokens: Sequence[Token]) -> None:
    """Make texts of all citations, as on a site without a bibliography."""
    for block in tokens:
        for token in block.children or ():
            if token.type == "citation":
                token.type = "text"
