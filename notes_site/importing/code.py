"""Code in Markdown, which no rule of an import touches."""

import re
from collections.abc import Callable

FENCE = re.compile(
    r"^(?P<indent>[ \t]*)(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t]*(?P=fence)[`~]*[ \t]*$|\Z)",
    re.DOTALL | re.MULTILINE,
)
"""A block of code in a fence, which the end of the text ends too."""

SPAN = re.compile(
    r"(?<!`)(?P<ticks>`+)(?!`)(?:[^`\n]|\n(?![ \t]*\n)|(?<!`)(?!(?P=ticks)(?!`))`+)*?(?<!`)(?P=ticks)(?!`)"
)
"""A code span, which ends in its paragraph (CommonMark 6.1)."""

_HIDDEN = re.compile("\ue000([0-9]+)\ue001")  # private use: no blog writes these


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Return `text` with `change` made to what is no code."""
    kept: list[str] = []

    def hide(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\ue000{len(kept) - 1}\ue001"

    def show(match: re.Match[str]) -> str:
        return _HIDDEN.sub(show, kept[int(match[1])])

    hidden = SPAN.sub(hide, FENCE.sub(hide, text))
    return _HIDDEN.sub(show, change(hidden))
