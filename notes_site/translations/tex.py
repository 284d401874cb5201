"""Comparison of formulas, however they are typed."""

import re
from collections.abc import Iterator
from functools import lru_cache

TEXT = "\\text"
"""Stands for words within a formula, which each language has its own of."""

_TOKEN = re.compile(
    r"""
      %[^\n]*
    | \\(?:text\w*|mbox|hbox|intertext|shortintertext)\s*\{(?P<text>(?:[^{}]|\{[^{}]*\})*)\}
    | \\(?:mathrm|mathit|mathsf|mathtt|rm|operatorname\*?)\s*\{(?P<word>(?:[^{}\\^_]|\\[{}_,;! ])*)\}
    | \\(?:label|tag\*?|[hv]space\*?)\s*\{[^{}]*\}
    | \\(?:begin|end)\s*\{(?:aligned|align|alignat|split|gather|gathered|equation|multline|eqnarray
        |flalign|subequations)\*?\}
    | (?P<environment>\\begin\s*\{[^{}]*\})
    | \\end\s*\{[^{}]*\}
    | \\\\(?:\[[^\]]*\])?
    | \\(?:left|right|middle|[bB]igg?[lrm]?|limits|nolimits|displaystyle|textstyle|scriptstyle
        |nonumber|notag|quad|qquad|hfill|phantom|strut|thinspace|enspace)(?![A-Za-z])\.?
    | \\[,;:!\ >]
    | (?P<command>\\(?:[A-Za-z]+|.))
    | (?P<number>\d+(?:\.\d+)?)
    | (?P<han>[\u2e80-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]+)
    | [\s{}&~]
    | (?P<other>.)
    """,
    re.DOTALL | re.VERBOSE,
)
_SAME = {
    "\\leq": "\\le",
    "\\geq": "\\ge",
    "\\neq": "\\ne",
    "\\to": "\\rightarrow",
    "\\gets": "\\leftarrow",
    "\\mid": "|",
    "\\vert": "|",
    "\\lvert": "|",
    "\\rvert": "|",
    "\\Vert": "\\|",
    "\\lVert": "\\|",
    "\\rVert": "\\|",
    "\\ldots": "\\dots",
    "\\cdots": "\\dots",
    "\\dotsc": "\\dots",
    "\\dotsb": "\\dots",
    "\\bm": "\\mathbf",
    "\\boldsymbol": "\\mathbf",
    "\\pmb": "\\mathbf",
    "\\bf": "\\mathbf",
    "\\dfrac": "\\frac",
    "\\tfrac": "\\frac",
    "\\lbrace": "\\{",
    "\\rbrace": "\\}",
    "\\lbrack": "[",
    "\\rbrack": "]",
    "\\prime": "'",
    "\\stackrel": "\\overset",
    "\\colon": ":",
    "\\ast": "*",
    "\\land": "\\wedge",
    "\\intercal": "\\top",
    "！": "!",
    "，": ",",
    "。": ".",
    "；": ";",
    "：": ":",
    "（": "(",
    "）": ")",
}
"""Command or character → another one that says the same."""

_BRACKETS = {("(", ")"), ("[", "]"), ("\\{", "\\}")}
_CUTS = {",", ";", "、", "\\in"}
_ORDINALS = {("^", end) for end in ("th", "st", "nd", "rd", TEXT)}
_STOPS = {",", ".", ";", ":", "、"}


@lru_cache(maxsize=1 << 14)
def formula_tokens(tex: str) -> tuple[str, ...]:
    r"""Return what `tex` says: commands, letters and numbers in order.

    Braces, blanks, sizes, spacing, rows, labels and stops at the end are left out; text is
    `TEXT`, and the word of a `\mathrm` one token.
    """
    tokens = list(_read(tex))
    while tokens and tokens[-1] in _STOPS:
        tokens.pop()
    if tuple(tokens[-2:]) in _ORDINALS:
        del tokens[-2:]
    return tuple(tokens)


def parts_of(tokens: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    r"""Yield what a formula is made of at its `,`, `\in` and words, without brackets around it all.

    Translations cut formulas differently there: `$a, b$` is `$a$ 和 $b$`.
    """
    if len(tokens) > 1 and (tokens[0], tokens[-1]) in _BRACKETS:
        tokens = tokens[1:-1]
    part: list[str] = []
    for token in (*tokens, ","):
        if token not in _CUTS and token != TEXT:
            part.append(token)
        elif part:
            yield tuple(part)
            part = []


def same_formula(tokens: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two formulas say the same, words aside where one has text."""
    if tokens == other:
        return True
    return (TEXT in tokens or TEXT in other) and without_words(tokens) == without_words(other)


def without_words(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Return `tokens` without text and words."""
    return tuple(each for each in tokens if each != TEXT and not (each.isalpha() and len(each) > 1))


def _is_word(token: str) -> bool:
    return token.isascii() and (token.isalnum() or len(token) == 1)


def _read(tex: str) -> Iterator[str]:
    before = ""
    for match in _TOKEN.finditer(tex):
        kind = match.lastgroup
        if kind is None:
            continue
        token = match[kind]
        if kind == "word":
            token = "".join(token.split())
        if kind in {"text", "han"} or (kind == "word" and not _is_word(token)):
            token = TEXT
        elif kind == "environment":
            token = "".join(token.split()).replace("*", "")
        else:
            token = _SAME.get(token, token)
        if token and not (token == TEXT == before):
            yield token
        before = token
