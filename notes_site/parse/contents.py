"""Marks for a table of contents, and a first heading that repeats the note's title: both are dropped."""

import re
import unicodedata
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

IS_NOTEBOOK = "is notebook"
"""Key of a parser's `env` for a note whose title may be a heading of any level."""

TITLE = "title"
"""Key of the parser's `env` that holds the title of the note."""

_CONTENTS = re.compile(
    r"\[\[?_?toc_?\]\]?|@\[toc\](?:\([^()\n]*\))?|\$\{toc\}|\{:\s*toc\s*\}|toc\s*\{:\s*toc[^{}\n]*\}",
    re.IGNORECASE,
)
_ONLY_ITEM = re.compile(r"[^\n]+\n\{:\s*toc\b[^{}\n]*\}")
"""The one item of a list that kramdown puts contents in the place of, whatever it says."""

_PARAGRAPH = ("paragraph_open", "inline", "paragraph_close")
_ITEM = ("list_item_open", *_PARAGRAPH, "list_item_close")


def contents_plugin(md: MarkdownIt) -> None:
    """Drop marks for a table of contents, and a first heading that says the title of the note again."""
    md.core.ruler.after("block", "contents", _drop)


def _drop(state: StateCore) -> None:
    if "toc" in state.src.lower():
        state.tokens = _without_marks(state.tokens)
    title = state.env.get(TITLE)
    first = state.tokens[0] if state.tokens else None
    if not title or first is None or first.type != "heading_open":
        return
    may_be_title = first.tag == "h1" or IS_NOTEBOOK in state.env
    if may_be_title and _fold(state.tokens[1].content) == _fold(title):
        del state.tokens[:3]


def _without_marks(tokens: Sequence[Token]) -> list[Token]:
    kept = list(tokens)
    for index in range(len(kept) - 3, -1, -1):
        types = tuple(token.type for token in kept[index : index + 3])
        if types != _PARAGRAPH:
            continue
        written = kept[index + 1].content.strip()
        start, end = index, index + 3
        is_item = tuple(token.type for token in kept[max(start - 1, 0) : end + 1]) == _ITEM
        is_only = (
            is_item
            and kept[start - 2].type.endswith("list_open")
            and kept[end + 1].type.endswith("list_close")
        )
        if not _CONTENTS.fullmatch(written) and not (is_only and _ONLY_ITEM.fullmatch(written)):
            continue
        if is_item:
            start, end = (start - 2, end + 2) if is_only else (start - 1, end + 1)
        del kept[start:end]
    return kept


def _fold(text: str) -> str:
    """Return what two writings of one title have in common: letters, digits, signs of formulas."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum() or character in "+-=\\")
