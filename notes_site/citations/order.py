"""The order of a list of references, and the letters that tell its works apart."""

import unicodedata
from collections.abc import Sequence

from notes_site.citations.entry import Entry

_MOST_NAMES = 2
"""Names in a citation; of more there is the first."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def name_key(entry: Entry) -> tuple[bytes, str, str, str]:
    """Return where an entry stands: by names, Chinese ones after others and by pinyin."""
    people = entry.authors or entry.editors
    names = [f"{name.family} {name.given}" for name in people] or [entry.title.lstrip("*\\$")]
    decomposed = unicodedata.normalize("NFKD", "; ".join(names).casefold())
    base = "".join(each for each in decomposed if not unicodedata.combining(each))
    return base.encode("gb18030", "replace"), entry.year, entry.title, entry.key


def year_letters(ordered: Sequence[Entry]) -> dict[str, str]:
    """Return key → letter behind the year, for works that a citation could not tell apart."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for entry in ordered:
        people = entry.authors or entry.editors
        if people:
            is_short = len(people) <= _MOST_NAMES and not entry.has_others
            names = people if is_short else people[:1]
            families = [name.family for name in names] + [""] * (not is_short)
            groups.setdefault((*families, entry.year), []).append(entry.key)
    return {
        key: letter
        for keys in groups.values()
        if len(keys) > 1
        for key, letter in zip(keys, _LETTERS, strict=False)
    }
