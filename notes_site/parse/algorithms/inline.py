"""Inline tokens of an algorithm's lines."""

import re
from collections.abc import Sequence
from typing import Literal

from markdown_it.token import Token

from notes_site.parse.algorithms.commands import KEYWORDS
from notes_site.parse.token_values import CITATION, KEYWORD, OFFSET, Citation, CitedWork


def text_token(content: str) -> Token:
    """Return a text."""
    return Token("text", "", 0, content=content)


def formula_token(tex: str, offset: int) -> Token:
    """Return a formula; `offset` is counted from where the text of its line begins."""
    stripped = tex.strip()
    offset += len(tex) - len(tex.lstrip())
    token = Token("math_inline", "", 0, content=stripped, markup="$")
    OFFSET.put_on(token, offset)
    return token


def reference_token(command: str, label: str, offset: int) -> Token:
    r"""Return a reference to a label, as `\ref{label}` in a paragraph gives it."""
    token = Token("math_ref", "", 0, content=label, markup=command)
    OFFSET.put_on(token, offset)
    return token


def citation_token(command: str, keys: str, offset: int) -> Token:
    """Return a citation of the works with these `keys`, which commas divide."""
    form = "text" if command in {"citet", "citeauthor"} else "group"
    works = tuple(CitedWork(key=key.strip()) for key in keys.split(",") if key.strip())
    token = Token("citation", "", 0, content=f"[@{'; @'.join(work.key for work in works)}]")
    OFFSET.put_on(token, offset)
    CITATION.put_on(token, Citation(form, works))
    return token


def span_token(css_class: str, nesting: Literal[-1, 1]) -> Token:
    """Return the beginning, or the end, of a span."""
    token = Token("span_open" if nesting > 0 else "span_close", "span", nesting)
    if nesting > 0:
        token.attrs["class"] = css_class
    return token


def keyword_tokens(word: str) -> list[Token]:
    """Return a keyword; its text is the theme's word in the note's language."""
    opening = Token("strong_open", "strong", 1)
    text = Token("text", "", 0, content=KEYWORDS[word])
    KEYWORD.put_on(text, word)
    return [opening, text, Token("strong_close", "strong", -1)]


def space_before(into: Sequence[Token]) -> list[Token]:
    """Return the blank that a word needs behind the tokens `into` which it goes."""
    return [] if not into or into[-1].content.endswith((" ", "(")) else [text_token(" ")]


def call_tokens(
    name: list[Token], arguments: list[Token], *, is_keyword: bool = True
) -> list[Token]:
    """Return the name of a procedure with its arguments in brackets."""
    before = [text_token(" ")] if is_keyword else []
    called = [span_token("small-caps", 1), *name, span_token("small-caps", -1)]
    return [*before, *called, text_token("("), *arguments, text_token(")")]


def styled_tokens(style: str, inside: list[Token]) -> list[Token]:
    """Return tokens in a style: `strong`, `em`, `small-caps` or `code`; empty for as they are."""
    if style in {"strong", "em"}:
        return [Token(f"{style}_open", style, 1), *inside, Token(f"{style}_close", style, -1)]
    if style == "small-caps":
        return [span_token(style, 1), *inside, span_token(style, -1)]
    if style == "code" and all(each.type == "text" for each in inside):
        return [Token("code_inline", "code", 0, content="".join(each.content for each in inside))]
    return inside


def strip_blanks(tokens: list[Token]) -> None:
    """Join texts that stand side by side, and take blanks off both ends."""
    joined: list[Token] = []
    for token in tokens:
        if (
            joined
            and token.type == joined[-1].type == "text"
            and not (KEYWORD.is_on(token) or KEYWORD.is_on(joined[-1]))
        ):
            joined[-1].content += token.content
        else:
            joined.append(token)
    for token in joined:
        if token.type == "text" and not KEYWORD.is_on(token):
            token.content = re.sub(r" {2,}", " ", token.content)
    while joined and joined[0].type == "text" and not joined[0].content.strip(" "):
        joined.pop(0)
    while joined and joined[-1].type == "text" and not joined[-1].content.strip(" "):
        joined.pop()
    if joined and joined[0].type == "text":
        joined[0].content = joined[0].content.lstrip(" ")
    if joined and joined[-1].type == "text":
        joined[-1].content = joined[-1].content.rstrip(" ")
    tokens[:] = joined
