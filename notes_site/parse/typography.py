"""Quotation marks, apostrophes and dashes as a language sets them, from what a keyboard has.

`"so"` becomes “so”, `don't` don’t, `1--2` 1–2 and `so---then` so—then. Code, formulas, addresses
and what stands behind a backslash stay as they are typed.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple, cast

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_core.smartquotes import process_inlines
from markdown_it.token import Token

QUOTES = "quotes"
"""Key of `env` for the four marks; where it is missing or empty, all stays as typed."""

_TYPED = re.compile("['\"]|--")
_DECADE = re.compile(r"(?<!\w)'(?=\d\ds?\b(?!'))")
"""What stands for the century: `'90s`."""

_DASHES = re.compile(r"(?<!-)---?(?!-)")
# An option of a program, `--strict`, is no dash.
_OPTION = re.compile(r"(?<![^\s(\[/|])--(?=[A-Za-z])")


def typography_plugin(md: MarkdownIt) -> None:
    """Set quotation marks and dashes of a text by `env["quotes"]`, such as `“”‘’`."""
    # Before text_join, which makes text of what stood behind a backslash.
    md.core.ruler.before("text_join", "typography", _set_marks)


class _Options(NamedTuple):
    quotes: str


class _Parser(NamedTuple):
    options: _Options


class _State(NamedTuple):
    """The part of a state that markdown-it's rule asks for: there the quotes are the parser's, here a note's."""

    md: _Parser


def _set_marks(state: StateCore) -> None:
    quotes = state.env.get(QUOTES, "")
    if not quotes:
        return
    given = cast("StateCore", _State(_Parser(_Options(quotes))))
    for block in state.tokens:
        if block.type == "inline" and _TYPED.search(block.content):
            children = block.children or []
            addresses = list(_find_addresses(children))
            for token in addresses:
                token.type = "address"  # not to be changed
            for token in children:
                if token.type == "text":
                    token.content = _DECADE.sub("’", _set_dashes(token.content))
            process_inlines(children, given)
            for token in addresses:
                token.type = "text"


def _find_addresses(tokens: list[Token]) -> Iterator[Token]:
    """Yield the texts that are addresses."""
    is_address = False
    for token in tokens:
        if token.type in {"link_open", "link_close"}:
            is_address = token.type == "link_open" and token.info == "auto"
        elif is_address and token.type == "text":
            yield token


def _set_dashes(text: str) -> str:
    if "--" not in text:
        return text
    options = {match.start() for match in _OPTION.finditer(text)}

    def dash(match: re.Match[str]) -> str:
        if match.start() in options:
            return match[0]
        return "—" if len(match[0]) > len("--") else "–"

    return _DASHES.sub(dash, text)
