"""Arguments of TeX commands, as the reader hands them over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from notes_site.render.readable_tex.atoms import Atom
    from notes_site.render.readable_tex.tokens import Tokens


class ArgumentReader(Protocol):
    """Reads what stands behind a command; `reader.Reader` is one.

    The reader knows all commands, so they know it by this alone.
    """

    tokens: Tokens

    def read_list(self, end: str) -> list[Atom]:
        """Return the atoms up to the token `end`."""

    def read_argument(self) -> list[Atom]:
        """Return the atoms of a group in braces, or of the next token."""

    def read_option(self) -> list[Atom]:
        """Return the atoms of an argument in brackets, if there is one."""

    def read_text(self) -> str:
        """Return an argument in text mode."""
