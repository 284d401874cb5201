"""The line that a mistake is in, with a caret below, where there is room for more than one line."""

import unicodedata
from pathlib import Path

from notes_site.errors import Problem


def source_excerpt(problem: Problem, folder: Path) -> str:
    """Return the line of the file where `problem` is, and a caret below its column.

    The caret's line is made of blanks as wide as the characters above them. Empty where
    the file or the line is not there any more; without a caret where no column is known.

    Args:
        problem: a mistake or a warning.
        folder: the site's.

    Rule: widths as in UAX #11, East Asian Width; combining marks have none.
    """
    try:
        text = (folder / problem.place.path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""
    lines = text.split("\n")
    if problem.place.line > len(lines):
        return ""
    line = lines[problem.place.line - 1]
    if not problem.place.column:
        return line
    return f"{line}\n{''.join(map(_blank, line[: problem.place.column - 1]))}^"


def _blank(character: str) -> str:
    if character == "\t":
        return "\t"
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return ""
    is_wide = unicodedata.east_asian_width(character) in {"W", "F"}
    return "\u3000" if is_wide else " "
