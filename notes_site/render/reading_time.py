"""Reading time of a note."""

import math
import re
from collections.abc import Sequence

from markdown_it.token import Token

from notes_site.text.scripts import HAN

_HAN = re.compile(f"[{HAN}]+")
# Letters and digits of other scripts: `don't`, `zero-shot` and `3.14` are one word each.
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")

HAN_PER_MINUTE = 350
WORDS_PER_MINUTE = 220
SECONDS_PER_INLINE_FORMULA = 1.5
SECONDS_PER_DISPLAY_FORMULA = 8
SECONDS_PER_CODE_LINE = 1.5


def reading_minutes(tokens: Sequence[Token]) -> int:
    """Return the minutes, at least 1, that a reader of the field needs for a note."""
    return max(1, math.ceil(sum(map(_seconds, tokens)) / 60))


def _seconds(token: Token) -> float:
    match token.type:
        case "text" | "code_inline":
            others, runs = _HAN.subn(" ", token.content)
            han = len(token.content) - len(others) + runs
            return 60 * (han / HAN_PER_MINUTE + len(_WORD.findall(others)) / WORDS_PER_MINUTE)
        case "math_inline":
            return SECONDS_PER_INLINE_FORMULA
        case "math_display" | "math_block":
            return SECONDS_PER_DISPLAY_FORMULA
        case "fence" | "code_block":
            return SECONDS_PER_CODE_LINE * token.content.count("\n")
        case "inline":
            return sum(map(_seconds, token.children or ()))
        case _:
            return 0
