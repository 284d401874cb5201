"""The plain text of inline tokens."""

from collections.abc import Sequence

from markdown_it.token import Token

_TEXT_TYPES = {"text", "text_special", "code_inline", "math_inline", "math_display"}
_BREAKS = {"softbreak", "hardbreak"}


def plain_text(tokens: Sequence[Token]) -> str:
    """Return the text of inline tokens; formulas as their TeX, images and HTML left out."""
    parts = []
    for token in tokens:
        if token.type in _TEXT_TYPES:
            parts.append(token.content)
        elif token.type in _BREAKS:
            parts.append(" ")
    return "".join(parts).strip()
