"""Footnotes that lack their text, or their mark."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markdown_it.token import Token

from notes_site.errors import Problem
from notes_site.model import Source
from notes_site.parse.places import InlineToken, find_place

_MARK = re.compile(r"\[\^[^\]\s]+\]")


def find_lost_footnotes(
    source: Source, tokens: Sequence[Token], env: Mapping[str, Any]
) -> Iterator[Problem]:
    """Yield a warning for each mark without a footnote, and each footnote without a mark.

    Args:
        source: the note.
        tokens: of its text.
        env: of the parser, with what the footnotes' plugin wrote down.
    """
    if "[^" not in source.text:
        return
    for block in tokens:
        for token in block.children or ():
            if token.type != "text" or "[^" not in token.content:
                continue
            for match in _MARK.finditer(token.content):
                start = max(block.content.find(match[0]), 0)
                place = find_place(source, InlineToken(Token("", "", 0), block), start)
                text = (
                    f"`{match[0]}` has no footnote, so it is text; write `{match[0]}: …` on a line of "
                    f"its own, or `\\{match[0]}`"
                )
                yield Problem(place=place, kind="footnotes", text=text, is_warning=True)
    refs: Mapping[str, int] = env.get("footnotes", {}).get("refs", {})
    for label, number in refs.items():
        if number < 0:
            written = f"[^{label.removeprefix(':')}]"
            before = source.text.partition(f"{written}:")[0]
            place = source.place(source.first_line + before.count("\n"))
            text = f"nothing refers to the footnote `{written}`, so it is not shown; write its mark, or remove it"
            yield Problem(place=place, kind="footnotes", text=text, is_warning=True)
