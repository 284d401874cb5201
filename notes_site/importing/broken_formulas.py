"""Formulas that KaTeX cannot set, shown as code, so that one of them does not make a draft of its note."""

import re
from collections.abc import Collection

from notes_site.errors import Place
from notes_site.importing.code import FENCE, SPAN

_FORMULA = re.compile(
    r"(?<!\\)\$\$(?:(?!\$\$).)+?\$\$|\\\[.+?\\\]|\\\(.+?\\\)|\\begin\{(?P<name>[a-z]+\*?)\}.+?\\end\{(?P=name)\}"
    r"|(?<![\\$])\$(?![\s$])(?:\\.|[^$\n\\])+\$(?!\$)",
    re.DOTALL,
)
_MOST = 3
_MOST_SHARE = 0.05
"""Beyond both a note is better a draft: it wants a macro, or an author."""


def show_as_code(text: str, places: Collection[Place]) -> str:
    """Return `text` with the formulas at `places` as code spans; empty where that is no help.

    Args:
        text: of the note, front matter included.
        places: where KaTeX found mistakes.
    """
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    code = [match.span() for pattern in (FENCE, SPAN) for match in pattern.finditer(text)]
    spans = [
        match.span()
        for match in _FORMULA.finditer(text)
        if not any(start <= match.start() < end for start, end in code)
    ]
    broken: set[tuple[int, int]] = set()
    for place in places:
        if place.cell or not 0 < place.line <= len(starts):
            return ""
        at = starts[place.line - 1] + max(place.column - 1, 0)
        found = next((span for span in spans if span[0] <= at <= span[1]), None)
        if found is None:
            return ""
        broken.add(found)
    if len(broken) > max(_MOST, _MOST_SHARE * len(spans)):
        return ""
    for start, end in sorted(broken, reverse=True):
        text = text[:start] + _as_span(text[start:end]) + text[end:]
    return text


def _as_span(formula: str) -> str:
    """Return the TeX of a formula as a code span, which has no blank lines and no more ticks than its ends.

    Its dollars go: a note whose code spans are mostly formulas in dollars has them read as such.
    """
    tex = re.sub(r"\A(?:\$\$?|\\[\[(])[\s>]*|[\s>]*(?:\$\$?|\\[\])])\Z", "", formula)
    tex = re.sub(r"\n(?:[ \t>]*\n)+", "\n", tex)
    ticks = "`" * (1 + max(map(len, re.findall("`+", tex)), default=0))
    blank = " " if tex[:1] == "`" or tex[-1:] == "`" else ""
    return ticks + blank + tex + blank + ticks
