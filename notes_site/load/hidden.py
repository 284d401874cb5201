"""Text that nobody shall see: comments of Obsidian, and control characters.

They leave the text of a note before anything is made of it, so that they stand neither on pages nor
in feeds, in the search or in the Markdown that machines read. Line breaks stay, so places hold.
"""

import re

from notes_site.text.patterns import lazy_pattern

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")

# What is left alone: fences, code in the line, formulas, comments of HTML, escapes. A comment ends in
# its paragraph, unless its lines are its own: `x %% y` is the modulo of R.
_COMMENT = lazy_pattern(
    r"(?P<fence>^[ \t>]*(?P<ticks>`{3,}+|~{3,}+)[^\n]*\n(?:.*?^[ \t>]*(?P=ticks)[`~]*[ \t]*$|.*\Z))"
    r"|(?P<indented>(?:(?<=\n\n)|\A)(?:(?: {4}|\t)[^\n]*(?:\n|\Z))+)"
    r"|(?P<code>(?:(?<!`)|(?<=\\`))(?P<run>`++)"
    r"(?:[^`\n]++|\n(?![ \t]*\n)|(?!(?P=run)(?!`))`++)*+(?P=run)(?!`))"
    r"|(?P<display>\$\$.*?\$\$)"
    r"|(?P<formula>\$(?=\S)[^$\n]*?\$)"
    r"|(?P<html><!--.*?-->)"
    r"|(?P<escape>\\.)"
    r"|(?P<block>^[ \t>]*%%(?:(?!%%).)*+%%[ \t]*$)"
    r"|(?P<comment>%%(?:(?!%%|\n[ \t>]*\n).)*+%%)",
    re.DOTALL | re.MULTILINE,
)


def without_comments(text: str) -> str:
    """Return `text` without `%%comments%%`, as many lines as before."""
    if text.count("%%") < 2:  # noqa: PLR2004 - one at each end
        return text
    return _COMMENT.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    if match["block"] is None and match["comment"] is None:
        return match[0]
    return "\n" * match[0].count("\n")


def find_control(text: str) -> int:
    """Return the index of the first control character that no page can hold, or -1."""
    match = _CONTROL.search(text)
    return match.start() if match else -1


def without_controls(text: str) -> str:
    """Return `text` without control characters."""
    return _CONTROL.sub("", text)
