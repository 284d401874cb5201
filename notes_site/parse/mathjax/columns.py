"""Columns of an `array`, in the letters that KaTeX knows."""

import re
from collections.abc import Mapping
from typing import Final

from notes_site.parse.definitions import read_group

_COLUMNS: Final = re.compile(r"[lcr|:\s]*")
_KNOWN_COLUMNS: Final[Mapping[str, str]] = {
    **{letter: letter for letter in "lcr|:"},
    "L": "l",
    "C": "c",
    "R": "r",
    "X": "l",
    "p": "l",
    "b": "l",
    "m": "c",
}
_MOST_COLUMNS: Final = 100


def simplify_columns(columns: str) -> str:
    r"""Return the columns of an `array` as KaTeX knows them: `l`, `c`, `r` and rules.

    Spaces and texts between columns (`@{}`, `!{}`) and their fonts (`>{}`, `<{}`) go.
    """
    if _COLUMNS.fullmatch(columns):
        return columns
    parts: list[str] = []
    position = 0
    while position < len(columns):
        character = columns[position]
        position += 1
        if character in "@!><":
            group = read_group(columns, position)
            position = group[1] if group else position + 1
        elif character == "*":
            count = read_group(columns, position)
            repeated = count and read_group(columns, count[1])
            if count and repeated and count[0].strip().isdigit():
                times = min(int(count[0]), _MOST_COLUMNS)
                parts.append(simplify_columns(repeated[0]) * times)
                position = repeated[1]
        elif character in _KNOWN_COLUMNS:
            parts.append(_KNOWN_COLUMNS[character])
            if character in "pmb" and (width := read_group(columns, position)):
                position = width[1]
        else:
            parts.append(character)  # which KaTeX reports
    return "".join(parts)
