r"""Prose between dollars or brackets: what looks like a formula's delimiters and holds none.

Other tools leave it to the author that `$` and `\(` begin nothing but formulas; here money, lines of
a shell and escaped brackets are told from TeX by what stands within.
"""

import re
from typing import Final

from notes_site.text.patterns import lazy_pattern
from notes_site.text.scripts import HAN

BLANKS: Final = " \t\n\xa0"
"""What may stand between a dollar and its formula."""

NO_WIDTH: Final = "\u200b\ufeff"
"""Characters without width that editors put at the end of a formula."""

_HAN = re.compile(f"[{HAN}]")
_SENTENCE = re.compile(r"[。，；！？、]|[,;.!?] ")
_CHINESE_MARKS = re.compile(r"[。，；！？、：]")
_TEX = re.compile(r"[\\^_={}<>+*/]")
_SURELY_TEX = re.compile(r"\\[A-Za-z{}]|[\^_]")
_SIGNS = re.compile(r"[\\^_=<>+*/|()\[\]'!~:×·÷±\u2190-\u22ff-]")
_TEXT_GROUP = re.compile(r"\\(?:text[a-z]*|[mh]box|tag\*?|label)\s*\{(?:[^{}]|\{[^{}]*\})*\}")
_COMMAND = re.compile(r"\\(?:begin|end|operatorname\*?)\s*\{[^{}]*\}|\\[A-Za-z]+|\\.", re.DOTALL)
_WORDS = re.compile(r"(?<![^\s,;:.(])[A-Za-z]{2,}[,;:.)]?(?=\s|$)")
_WORD = r"[A-Za-z][A-Za-z'’-]*[A-Za-z]"
_TWO_WORDS = re.compile(rf"(?<![^\s,;:.(]){_WORD}[,;:.]?\s+[A-Za-z]{{2,}}(?![A-Za-z0-9({{_^])")
_FUNCTIONS: Final = frozenset(
    {"sin", "cos", "tan", "log", "ln", "exp", "max", "min", "lim", "sup", "inf", "arg", "det", "Pr"}
    | {"id", "dx", "dy", "dt", "dz", "xy", "ab", "pq", "mn", "kl"}
)
_BARE_NUMBER = re.compile(r"\d+(?:[ ]?[,，、–-][ ]?\d+)*")
_WORD_ALONE = re.compile(r"[A-Za-z][A-Za-z .,'-]{2,}")
_SIGN_ALONE = re.compile(r"\s*(?:[-+−±×÷·=<>~≈≤≥]|\\[A-Za-z]+)\s*")
_MARKS: Final = frozenset("。，；！？、")
_LETTERS = re.compile(r"[A-Za-z]{2}")
_NAMES = lazy_pattern(r"[A-Za-zΑ-ω](?:\s?[,，、]\s?[A-Za-zΑ-ω])*")
_MONEY_FOLLOWS = re.compile(r"[ \xa0]?\d")


def is_money(tex: str) -> bool:
    """Tell whether the text between two dollars is an amount and what follows it.

    `价格$5和$10` or `$5 and $10` open with a number that a sentence follows; a formula that
    opens with a number goes on with TeX.
    """
    if not tex[0].isdigit() or _TEX.search(tex):
        return False
    if _HAN.search(tex):
        return True
    # `$1, 2, ..., n$` is none, although marks stand in it, but the text in `$5，$x$`.
    return bool(_SENTENCE.search(tex)) and bool(_LETTERS.search(tex) or tex[-1] in _MARKS)


def may_stand_before_digit(tex: str) -> bool:
    r"""Tell whether a formula can be nothing else although a digit follows: `$-$1`, `5$\times$5`."""
    return _SIGN_ALONE.fullmatch(tex) is not None


def is_spaced_formula(body: str, following: str) -> bool:
    """Tell whether the text between two dollars, with blanks at its ends, is a formula.

    Args:
        body: with its blanks.
        following: what stands behind the second dollar.
    """
    tex = body.strip(BLANKS)
    if not tex or "$" in tex or "`" in tex:
        return False
    if _SURELY_TEX.search(tex) is None and ("\n" in body or tex[0].isdigit()):
        is_number = "\n" not in body and not re.search(r"[A-Za-z]{2}", tex)
        if not is_number or _MONEY_FOLLOWS.match(following):
            return False
    if is_prose(tex):
        return False
    if tex.isdigit():  # no digit follows: what costs `$ 5` has one dollar
        return True
    words = [word.rstrip(",;:.)") for word in _WORDS.findall(_without_text(tex))]
    if any(word not in _FUNCTIONS and word.islower() for word in words):
        # `$ y$ and $z $`: what stands between two formulas.
        return bool(_SURELY_TEX.search(tex) or "=" in tex)
    is_spaced = body[0] in BLANKS and body[-1] in BLANKS
    return is_spaced or bool(words) or _NAMES.fullmatch(tex) is not None or bool(_SIGNS.search(tex))


def is_prose(tex: str) -> bool:
    r"""Tell whether a text is a sentence rather than TeX: Chinese or words outside of `\text`."""
    bare = _without_text(tex)
    if _TWO_WORDS.search(bare):
        return True
    has_tex = "=" in bare or _SURELY_TEX.search(_TEXT_GROUP.sub(" ", tex)) is not None
    return not has_tex and _HAN.search(bare) is not None


def is_prose_sentence(tex: str) -> bool:
    """Tell whether the text between two dollars is Chinese with its marks, such as `是标签。`."""
    return bool(_CHINESE_MARKS.search(tex)) and is_prose(tex)


def is_doubled_formula(body: str, *, is_display: bool) -> bool:
    r"""Tell whether `\\\\(…\\\\)` around `body` is a formula, whose backslashes another renderer takes."""
    is_tex = _SURELY_TEX.search(body) or "=" in body
    if not is_tex and not is_display and body.strip():  # `max(0, x)`: nobody shows a backslash so
        words = (word for word in re.findall("[A-Za-z]{3,}", body) if word not in _FUNCTIONS)
        return next(words, None) is None and not _HAN.search(body) and "$" not in body
    return bool(is_tex) and not is_bracketed(body, is_display=is_display)


def is_bracketed(body: str, *, is_display: bool) -> bool:
    r"""Tell whether `\(…\)` or `\[…\]` around `body` are brackets that an export has escaped.

    They are around Chinese without TeX, a bare number, words, bold ones, a formula between dollars.
    """
    bare = _TEXT_GROUP.sub("", body)
    if "$" in bare.replace(r"\$", "") or body.startswith(("**", "“")):
        return True
    if _BARE_NUMBER.fullmatch(body) or is_prose(body):
        return True
    return is_display and _WORD_ALONE.fullmatch(body) is not None


def find_sentence(tex: str) -> int:
    r"""Return where a Chinese sentence stands in TeX outside of `\text`, with a mark; -1 if none does."""
    if not _CHINESE_MARKS.search(tex):
        return -1
    hidden = _TEXT_GROUP.sub(lambda match: " " * len(match[0]), tex)
    han = _HAN.search(hidden)
    return han.start() if han and _CHINESE_MARKS.search(hidden) else -1


def _without_text(tex: str) -> str:
    return _COMMAND.sub(" \\\\ ", _TEXT_GROUP.sub(" ", tex))
