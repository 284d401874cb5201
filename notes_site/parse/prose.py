r"""Prose between dollars or brackets: what looks like a formula's delimiters and holds none.

Other tools leave it to the author that `$` and `\(` begin nothing but formulas; here money, lines of
a shell and escaped brackets are told from TeX by what stands within.
"""

import re
from typing import Final

BLANKS: Final = " \t\n\xa0\u200b\ufeff"
"""What may stand between a dollar and its formula; NBSP and zero width space come from editors."""

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_SENTENCE = re.compile(r"[。，；！？、]|[,;.!?] ")
_CHINESE_MARKS = re.compile(r"[。，；！？、：]")
_TEX = re.compile(r"[\\^_={}<>+*/]")
_SURELY_TEX = re.compile(r"\\[A-Za-z]|[\^_]")
_SIGNS = re.compile(r"[\\^_=<>+*/|()\[\]'!~:-]")
_TEXT_GROUP = re.compile(r"\\(?:text[a-z]*|[mh]box|tag\*?|label)\s*\{(?:[^{}]|\{[^{}]*\})*\}")
_COMMAND = re.compile(r"\\(?:begin|end|operatorname\*?)\s*\{[^{}]*\}|\\[A-Za-z]+|\\.", re.DOTALL)
_WORDS = re.compile(r"(?<![^\s,;:.(])[A-Za-z]{2,}[,;:.)]?(?=\s|$)")
_WORD = r"[A-Za-z][A-Za-z'’-]*[A-Za-z]"
_TWO_WORDS = re.compile(rf"(?<![^\s,;:.(]){_WORD}[,;:.]?\s+[A-Za-z]{{2,}}(?![A-Za-z0-9({{_^])")
_FUNCTIONS: Final = frozenset(
    {"sin", "cos", "tan", "log", "ln", "exp", "max", "min", "lim", "sup", "inf", "arg", "det", "Pr"}
    | {"dx", "dy", "dt", "dz", "xy", "ab", "pq", "mn", "kl"}
)
_BARE_NUMBER = re.compile(r"\d+(?:[ ]?[,，、–-][ ]?\d+)*")
_WORD_ALONE = re.compile(r"[A-Za-z][A-Za-z .,'-]{2,}")
_MONEY_FOLLOWS = re.compile(r"[ \xa0]?\d")


def is_money(tex: str) -> bool:
    """Tell whether the text between two dollars is an amount and what follows it.

    `价格$5和$10` or `$5 and $10` open with a number that a sentence follows; a formula that
    opens with a number goes on with TeX.
    """
    if not tex[0].isdigit() or _TEX.search(tex):
        return False
    return bool(_HAN.search(tex) or _SENTENCE.search(tex))


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
    words = [word.rstrip(",;:.)") for word in _WORDS.findall(_without_text(tex))]
    if any(word not in _FUNCTIONS and not word.isupper() for word in words):
        # `$ y$ and $z $`: what stands between two formulas.
        return bool(_SURELY_TEX.search(tex) or "=" in tex)
    is_spaced = body[0] in BLANKS and body[-1] in BLANKS
    return is_spaced or (len(tex) == 1 and tex.isalpha()) or bool(_SIGNS.search(tex))


def is_prose(tex: str) -> bool:
    r"""Tell whether a text is a sentence rather than TeX: Chinese or words outside of `\text`."""
    bare = _without_text(tex)
    if _TWO_WORDS.search(bare):
        return True
    return bool(_HAN.search(bare) and not _SURELY_TEX.search(bare) and "=" not in bare)


def is_prose_sentence(tex: str) -> bool:
    """Tell whether the text between two dollars is Chinese with its marks, such as `是标签。`."""
    return bool(_CHINESE_MARKS.search(tex)) and is_prose(tex)


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


def holds_chinese_mark(tex: str) -> int:
    r"""Return the index of the first mark of a Chinese sentence outside of `\text`, or -1."""
    if not _CHINESE_MARKS.search(tex):
        return -1
    hidden = _TEXT_GROUP.sub(lambda match: " " * len(match[0]), tex)
    mark = _CHINESE_MARKS.search(hidden)
    return mark.start() if mark else -1


def _without_text(tex: str) -> str:
    return _COMMAND.sub(" \\\\ ", _TEXT_GROUP.sub(" ", tex))
