"""Reading TeX into atoms."""

from __future__ import annotations

import unicodedata
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from notes_site.render.readable_tex import notation
from notes_site.render.readable_tex.atoms import MEDIUM, Atom, Kind, NotOneLineError, join
from notes_site.render.readable_tex.commands import COMMANDS, INFIXES, without_last_break
from notes_site.render.readable_tex.symbols import MACROS, SYMBOLS, TEXT_ACCENTS
from notes_site.render.readable_tex.tokens import Tokens, is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_DEPTH: Final = 50
"""Lists and arguments inside one another; a formula has ten, and Python's own stack has room for 200."""

_SCRIPTS: Final = {"^", "_", "'", r"\limits", r"\nolimits"}
_FORMULA_ENDS: Final = {"$": "$", r"\(": r"\)"}
"""What begins a formula inside of a text, and what ends it."""

_NO_MACROS: Final[Mapping[str, str]] = MappingProxyType({})


def readable_tex(tex: str, macros: Mapping[str, str] = _NO_MACROS) -> str | None:
    r"""Return a formula as readable Unicode in one line, or None if it does not fit one.

    None is for rows (`align`, `cases` or a matrix of more than one) and for macros without end. Any other text
    gives a string: TeX that is wrong gives what can be read of it, an unknown command its name.

    Args:
        tex: the formula without its dollars.
        macros: name to body in KaTeX's form, `{r"\norm": r"\lVert #1\rVert"}`; they win over commands.
    """
    reader = Reader(Tokens(tex, {**MACROS, **macros} if macros else MACROS))
    try:
        text = join(without_last_break(reader.read_list("")))
    except NotOneLineError:
        return None
    return " ".join(unicodedata.normalize("NFC", text).split())


class Reader:
    """Reads one formula. A command is a function of the reader that returns its atoms."""

    def __init__(self, tokens: Tokens) -> None:
        """Read from `tokens`, which end with the formula."""
        self.tokens = tokens
        self._depth = 0

    def read_list(self, end: str) -> list[Atom]:
        """Return the atoms up to the token `end`, which is taken too, or up to the end of the formula."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise NotOneLineError
        atoms: list[Atom] = []
        while (token := self.tokens.take()) and token != end:
            if is_blank(token):
                continue
            if infix := INFIXES.get(token):
                atoms = [infix(atoms, self.read_list(end))]
                break
            atoms += self.read_scripted(token)
        self._depth -= 1
        return atoms

    def read_scripted(self, token: str) -> list[Atom]:
        """Return the atoms of what begins with `token`, with the scripts that follow it."""
        if token in _SCRIPTS:
            self.tokens.put_back(token)
            nucleus: list[Atom] = []
        else:
            nucleus = self.read_nucleus(token)
        if self.tokens.peek() not in _SCRIPTS:
            return nucleus
        primes = 0
        below: list[Atom] = []
        above: list[Atom] = []
        while (token := self.tokens.peek()) in _SCRIPTS:
            self.tokens.take()
            if token == "'":
                primes += 1
            elif token == "_":
                below += self.read_argument()
            elif token == "^":
                above += self.read_argument()
        return [notation.scripts(nucleus, primes, below, above)]

    def read_nucleus(self, token: str) -> list[Atom]:
        """Return the atoms of what begins with `token`, without scripts."""
        if symbol := SYMBOLS.get(token):
            return [symbol]
        if command := COMMANDS.get(token):
            return command(self)
        if token.strip() == ":":
            return [self._read_colon(token)]
        if token[0] != "\\":
            return [Atom(Kind.ORD, token)]
        name = token[1:]
        return [Atom(Kind.WORD if len(name) > 1 else Kind.ORD, name)] if name else []

    def _read_colon(self, token: str) -> Atom:
        r"""Return the colon with the author's blanks, and one more before a command: `f:\mathcal{X}\to\mathcal{Y}`."""
        text = "".join(MEDIUM if character.isspace() else character for character in token)
        return Atom(
            Kind.ORD, text + MEDIUM if text[-1] == ":" and self.tokens.peek()[:1] == "\\" else text
        )

    def read_argument(self) -> list[Atom]:
        """Return the atoms of a group in braces, or of the next token and what belongs to it."""
        token = self.tokens.take_digit_or_token()
        if token in {"", "}"}:
            self.tokens.put_back(token)
            return []
        if token in _SCRIPTS:
            return []
        self._depth += 1  # `\hat\hat\hat…` nests without braces
        if self._depth > MAX_DEPTH:
            raise NotOneLineError
        # A group here is not one in a list: `\overset{!}{=}` stays a relation.
        atoms = self.read_list("}") if token == "{" else self.read_nucleus(token)
        self._depth -= 1
        return atoms

    def read_option(self) -> list[Atom]:
        """Return the atoms of an argument in brackets, if there is one."""
        if self.tokens.peek() != "[":
            return []
        self.tokens.take()
        return self.read_list("]")

    def read_text(self) -> str:
        r"""Return an argument in text mode: blanks count, and `$` begins a formula."""
        if self.tokens.peek() != "{":
            return "".join(atom.text for atom in self.read_argument())
        self.tokens.take()
        parts: list[str] = []
        depth = 1
        mark = ""
        while token := self.tokens.take():
            depth += (token == "{") - (token == "}")
            if depth == 0:
                break
            if token in TEXT_ACCENTS:
                mark = TEXT_ACCENTS[token]
            elif part := self._read_text_token(token):
                parts.append(part[0] + mark + part[1:])
                mark = ""
        return "".join(parts)

    def _read_text_token(self, token: str) -> str:
        if token in _FORMULA_ENDS:
            return join(self.read_list(_FORMULA_ENDS[token]))
        if token in {"{", "}"} or token[0] == "%":
            return ""
        if token[0] != "\\":
            return " " if token == "~" else token
        if symbol := SYMBOLS.get(token):
            return symbol.text
        return join(COMMANDS[token](self)) if token in COMMANDS else token[1:]
