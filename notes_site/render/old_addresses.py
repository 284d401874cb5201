"""Addresses that notes had at another tool: `/blog/clip/`, `/dl/2016/07/12/clip.html`, `@/clip.md`."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from notes_site.load.addresses import RESERVED
from notes_site.model import Url

_PAGE = re.compile(r"(?:/index)?\.html?$")
_NESTED = re.compile(r"(?:(?:\[|%5B).*(?:\]|%5D))?\((?P<inner>[^()]*(?:\([^()]*\)[^()]*)*)\)")
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}-")
"""What names of Jekyll's files begin with, and its addresses have not."""

_FEWEST_PARTS = 2
ZOLA_ROOT = "@/"
"""What Zola's links between notes begin with."""


class OldAddresses:
    """Finds a note by the last part of an address that it has not here."""

    def __init__(
        self, notes: Mapping[str, Url], names: Mapping[str, Sequence[str]] | None = None
    ) -> None:
        """Index `notes`, path of a note → its address, and the names that they had."""
        given = names or {}
        self._languages = {path.split("/")[1] for path in notes}
        self._by_name: dict[tuple[str, str], set[str]] = {}
        for path, url in notes.items():
            folder, _, name = path.rpartition("/")
            stem = name.rpartition(".")[0]
            named = folder.rpartition("/")[2] if stem == "index" else stem
            for each in {
                named,
                _DATE.sub("", named, count=1),
                unquote(url).rstrip("/").rpartition("/")[2],
                *given.get(path, ()),
            }:
                key = path.split("/")[1], each.casefold()
                self._by_name.setdefault(key, set()).add(path)

    def find(self, path: str, language: str) -> str | None:
        """Return the one note of `language` that an address from `/` on can mean.

        An address of one part may be any page, unless it ends as files of HTML do.
        """
        stem = _PAGE.sub("", path)
        parts = stem.strip("/").split("/")
        if parts[0] in self._languages:
            language = parts.pop(0)
        if not parts or parts[0] in RESERVED - {"notes"}:
            return None
        if len(parts) < _FEWEST_PARTS and stem == path:
            return None
        found = self._by_name.get((language, parts[-1].casefold()), set())
        return next(iter(found)) if len(found) == 1 else None


def unnest(target: str) -> str:
    """Return the address within one that is a link itself: `[a@b.org](mailto:a@b.org)`, `(/x/)`.

    Editors that make links of addresses do so within a link's own brackets too.
    """
    nested = _NESTED.fullmatch(target) if target.endswith(")") else None
    return nested["inner"] if nested else target
