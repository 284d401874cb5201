"""Marks for a table of contents, and a first heading that repeats the note's title: both are dropped."""

import re
import unicodedata
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

TITLE = "title"
"""Key of the parser's `env` that holds the title of the note."""

_CONTENTS = re.compile(
    r"\[\[?_?toc_?\]\]?|@\[toc\](?:\([^()\n]*\))?|\$\{toc\}|\{:\s*toc\s*\}|toc\s*\{:\s*toc[^{}\n]*\}",
    re.IGNORECASE,
)
_PARAGRAPH = ("paragraph_open", "inline", "paragraph_close")
_ITEM = ("list_item_open", *_PARAGRAPH, "list_item_close")


def contents_plugin(md: MarkdownIt) -> None:
    """Drop marks for a table of contents, and a first heading that says the title of the note again."""
    md.core.ruler.after("block", "contents", _drop)


def _drop(state: StateCore) -> None:
    if "toc" in state.src.lower():
        state.tokens = _without_marks(state.tokens)
    title = state.env.get(TITLE)
    if title and [token.type for token in state.tokens[:1]] == ["heading_open"]:
        opening, inline = state.tokens[:2]
        if opening.tag == "h1" and _fold(inline.content) == _fold(title):
            del state.tokens[:3]


def _without_marks(tokens: Sequence[Token]) -> list[Token]:
    kept = list(tokens)
    for index in range(len(kept) - 3, -1, -1):
        types = tuple(token.type for token in kept[index : index + 3])
        if types != _PARAGRAPH or not _CONTENTS.fullmatch(kept[index + 1].content.strip()):
            continue
        start, end = index, index + 3
        around = tuple(token.type for token in kept[max(start - 1, 0) : end + 1])
        if around == _ITEM:  # kramdown's: a list of one item, which the contents take the place of
            is_only = kept[start - 2].type.endswith("list_open") and kept[end + 1].type.endswith(
                "list_close"
            )
            start, end = (start - 2, end + 2) if is_only else (start - 1, end + 1)
        del kept[start:end]
    return kept


def _fold(text: str) -> str:
    """Return what two writings of one title have in common: letters, digits, signs of formulas."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum() or character in "+-=\\")
