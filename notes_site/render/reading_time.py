"""How long a note takes to read."""

import math
import re
from collections.abc import Sequence

from markdown_it.token import Token

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WORD = re.compile(r"[^\W\u3400-\u9fff]+")
HAN_PER_MINUTE = 350
WORDS_PER_MINUTE = 220
SECONDS_PER_INLINE_FORMULA = 1.5
SECONDS_PER_DISPLAY_FORMULA = 8
SECONDS_PER_CODE_LINE = 1.5


def reading_minutes(tokens: Sequence[Token]) -> int:
    """Return the minutes, at least 1, that a reader of the field needs for a note."""
    seconds = 0.0
    for token in tokens:
        if token.type == "math_block":
            seconds += SECONDS_PER_DISPLAY_FORMULA
        elif token.type in {"fence", "code_block"}:
            seconds += SECONDS_PER_CODE_LINE * token.content.count("\n")
        for child in token.children or ():
            if child.type in {"text", "code_inline"}:
                seconds += len(_HAN.findall(child.content)) * 60 / HAN_PER_MINUTE
                seconds += len(_WORD.findall(child.content)) * 60 / WORDS_PER_MINUTE
            elif child.type == "math_inline":
                seconds += SECONDS_PER_INLINE_FORMULA
            elif child.type == "math_display":
                seconds += SECONDS_PER_DISPLAY_FORMULA
    return max(1, math.ceil(seconds / 60))
