"""Escapes and marks of Markdown that another parser read otherwise."""

import re

from notes_site.importing.blog import ImportReport

_FORMULA = re.compile(
    r"\$\$(?P<display>.+?)\$\$|(?<!\\)\$(?![\s$])(?P<inline>[^$\n]+?)(?<!\s)\$", re.DOTALL
)
_ESCAPES = (
    (re.compile(r"\\{4}(?=[ \t]*(?:\[[^\]]*\])?[ \t]*$)", re.MULTILINE), r"\\\\"),
    (re.compile(r"(?<!\\)\\\\(?=[{}|,;!])"), r"\\"),
    (re.compile(r"(?<!\\)\\(?=[_*](?![ \t]))"), ""),
    (re.compile(r"(?<!\\)\\(?=[\[\]<])"), ""),
)
"""Escapes that a parser of Markdown took away before MathJax saw the formula."""


_INLINE = re.compile(r"\\\\\((?P<tex>(?:(?!\n[ \t]*\n|\$|\\\\\().)+?)\\\\\)", re.DOTALL)
_DISPLAY = re.compile(r"\\\\\[(?P<tex>(?:(?!\n[ \t]*\n|\$|\\\\\[).)+?)\\\\\]", re.DOTALL)
"""Brackets of MathJax whose escapes are doubled for a parser of Markdown."""

_MONEY = re.compile(r"(?<!\\)\\\\\$(?=\d)")


def halve_escapes(text: str, path: str, report: ImportReport) -> str:
    """Return `text` with formulas as MathJax saw them, once a parser of Markdown had read their escapes."""
    count = 0

    def halve(match: re.Match[str]) -> str:
        nonlocal count
        made = match[0]
        for pattern, new in _ESCAPES:
            made = pattern.sub(new, made)
        if made.count("\\text") and "\\_" in match[0]:
            return match[0]  # `\text{a\_b}` means it
        count += made != match[0]
        return made

    made, brackets = _INLINE.subn(lambda match: f"${match['tex'].strip()}$", text)
    made, displays = _DISPLAY.subn(lambda match: f"\n$$\n{match['tex'].strip()}\n$$\n", made)
    made, sums = _MONEY.subn(r"\\$", made)
    report.did("doubled escapes of MathJax", path, brackets + displays + sums)
    made = _FORMULA.sub(halve, made)
    report.did("escapes in formulas", path, count)
    return made


_BLANKS = " \u00a0\u3000"
_SLANTED = re.compile(
    rf"(?<![\w*_\\$])(?P<mark>[*_])(?=[^\s*_])(?P<text>[^*_$\n]*?[^\s*_$])[{_BLANKS}]+(?P=mark)(?=\w)"
)
"""Slanted words with a blank at their end, right before a word."""


def close_emphasis(text: str, path: str, report: ImportReport) -> str:
    """Return `text` with blanks at the ends of strong and slanted words outside of the marks: `**Theorem: **Let`.

    With a blank before it, `**` closes nothing (CommonMark 6.2), and would show. Lines in which a mark is missing stay.
    """
    count = 0
    rows = text.split("\n")
    for number, row in enumerate(rows):
        made = _close_strong(row)
        made, found = _SLANTED.subn(r"\g<mark>\g<text>\g<mark> ", made)
        count += found or made != row
        rows[number] = made
    report.did("blanks within strong and slanted words", path, count)
    return "\n".join(rows) if count else text


def _close_strong(row: str) -> str:
    parts = row.split("**")
    has_pairs = len(parts) > 1 and len(parts) % 2
    if not has_pairs or "***" in row or "\\*" in row:
        return row
    made = parts[0]
    for inner, after in zip(parts[1::2], parts[2::2], strict=True):
        bare = inner.strip(_BLANKS)
        begins, ends = inner[:1] not in _BLANKS, inner[-1:] not in _BLANKS
        if inner and not bare:
            made = f"{made.rstrip(_BLANKS)} {after.lstrip(_BLANKS)}"
        elif begins and not ends:
            made += f"**{bare}** {after.lstrip(_BLANKS)}"
        elif ends and not begins:
            made = f"{made.rstrip(_BLANKS)} **{bare}**{after}" if made else f"**{bare}**{after}"
        else:  # none, or both, as in `2 ** 3 ** 4`
            made += f"**{inner}**{after}"
    return made
