"""TeX as a stream of tokens whose macros are expanded on the way."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from notes_site.parse.definitions import split_optional
from notes_site.render.readable_tex.atoms import NotOneLineError

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_EXPANSION: Final = 10_000
"""Tokens that the macros of one formula may produce; KaTeX's `maxExpand` stops the same mistake on the page."""

_TOKEN: Final = re.compile(
    r"""
      \\[A-Za-z@]+ | \\.                            # control word, control symbol
    | \#[1-9]                                      # a macro's argument
    | [1-9][0-9]{0,2} (?:,[0-9]{3})+ (?![0-9])      # 10,000: the comma is no list's
    | [0-9]+ (?:\.[0-9]+)* | \.[0-9]+
    | \s*:(?!=)\s* | :=                             # a colon keeps the author's blanks: x[1:n], f: X → Y
    | \.\.\. | \s+ | %[^\n]* | .
    """,
    re.VERBOSE | re.DOTALL,
)


class Macro(NamedTuple):
    """A macro's body as tokens, and how many arguments it takes."""

    arity: int
    body: tuple[str, ...]


class Tokens:
    """The tokens of a formula that are still to be read.

    `take` and `peek` expand macros; `take_raw` and `take_raw_argument` do not, and are for what is no formula:
    names, colours, arguments of macros.
    """

    def __init__(self, tex: str, macros: Mapping[str, str]) -> None:
        """Begin with `tex`; `macros` are in KaTeX's form, name with its backslash to body with `#1`."""
        self._stack = _TOKEN.findall(tex)
        self._stack.reverse()  # the next token is the last: taking and expanding are cheap at the end of a list
        self._macros = macros
        self._expanded = 0

    def take(self) -> str:
        """Return the next token, which is no macro, or "" at the end."""
        while self._stack:
            token: str = self._stack.pop()
            if token not in self._macros:
                return token
            self._expand(self._macro(token))
        return ""

    def peek(self) -> str:
        """Return the next token that is neither a blank nor a comment, and leave it there."""
        stack = self._stack
        while stack:
            token: str = stack[-1]
            if token in self._macros:
                stack.pop()
                self._expand(self._macro(token))
            elif is_blank(token):
                stack.pop()
            else:
                return token
        return ""

    def put_back(self, tex: str) -> None:
        """Let `tex` be read next."""
        self._stack.extend(reversed(_TOKEN.findall(tex)))

    def take_digit_or_token(self) -> str:
        """Return the next token that can be an argument without braces: of `12`, only the `1`."""
        token = self.peek()
        if not token:
            return ""
        self._stack.pop()
        if len(token) > 1 and token[0].isdecimal():
            self.put_back(token[1:])
            return token[0]
        return token

    def take_raw(self) -> str:
        """Return the next token as written, or "" at the end."""
        return self._stack.pop() if self._stack else ""

    def take_raw_argument(self) -> list[str]:
        """Return the tokens of the next argument as written, without its braces."""
        while self._stack and is_blank(self._stack[-1]):
            self._stack.pop()
        token = self.take_raw()
        if token[:1].isdecimal():
            self.put_back(token[1:])
            return [token[0]]
        if token != "{":
            return [token] if token else []
        argument: list[str] = []
        depth = 1
        while token := self.take_raw():
            depth += (token == "{") - (token == "}")
            if depth == 0:
                break
            argument.append(token)
        return argument

    def drop_raw_until(self, token: str) -> None:
        """Drop what comes before `token`; all that is left if it does not come."""
        while self._stack and self._stack[-1] != token:
            self._stack.pop()

    def _macro(self, name: str) -> Macro:
        """Return a macro; of one with an optional argument, the form that fits what follows it."""
        body = self._macros[name]
        bodies = split_optional(body)
        if bodies is None:
            return _parse_macro(body)
        while self._stack and is_blank(self._stack[-1]):
            self._stack.pop()
        if not self._stack or self._stack[-1] != "[":
            return _parse_macro(bodies[1])
        self._stack.pop()
        argument: list[str] = []
        depth = 0
        while (token := self.take_raw()) and (depth or token != "]"):
            depth += (token == "{") - (token == "}")
            argument.append(token)
        self._stack += ("}", *reversed(argument), "{")
        return _parse_macro(bodies[0])

    def _expand(self, macro: Macro) -> None:
        arguments = [self.take_raw_argument() for _ in range(macro.arity)]
        expansion: list[str] = []
        for token in macro.body:
            if len(token) > 1 and token[0] == "#":
                expansion += arguments[int(token[1]) - 1]
            else:
                expansion.append(token)
            # Counted here and not afterwards: an argument may be long, and stand in the body many times.
            if self._expanded + len(expansion) > MAX_EXPANSION:
                raise NotOneLineError
        self._expanded += len(expansion)
        self._stack.extend(reversed(expansion))


def is_blank(token: str) -> bool:
    """Return whether a formula does not show the token: white space and comments."""
    return token.isspace() or token[0] == "%"


@lru_cache(maxsize=1024)
def _parse_macro(body: str) -> Macro:
    """Return a macro from KaTeX's form, in which the highest `#n` of the body tells the number of arguments."""
    tokens = tuple(_TOKEN.findall(body))
    return Macro(
        max((int(token[1]) for token in tokens if len(token) > 1 and token[0] == "#"), default=0),
        tokens,
    )
