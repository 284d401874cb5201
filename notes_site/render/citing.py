"""The works that one note cites, as its style shows them."""

from collections.abc import Sequence
from urllib.parse import quote

from msgspec import Struct, field

from notes_site.citations.entry import Entry
from notes_site.citations.library import Library
from notes_site.citations.style import ShownEntry, show_entries
from notes_site.errors import Problem
from notes_site.model import Source
from notes_site.parse.places import InlineToken, find_place
from notes_site.parse.token_values import CITATION


class Citing(Struct, kw_only=True):
    """The citations of one note, and where they stand."""

    source: Source
    library: Library
    problems: list[Problem] = field(default_factory=list)
    answers: dict[str, bytes] = field(default_factory=dict)
    """Key behind an `@` → what the library says of it."""

    shown: dict[str, ShownEntry] = field(default_factory=dict)
    """The works cited, by key, in the order of their list."""

    places: dict[str, list[str]] = field(default_factory=dict)
    """Key → `id`s of the places that cite it."""

    def find(self, citations: Sequence[InlineToken]) -> None:
        """Find the entries of all citations of the text, and tell of those that are not there."""
        entries: dict[str, Entry] = {}
        for found in citations:
            position = 0
            for work in CITATION.of(found.token).works:
                position = max(found.token.content.find(work.key, position), 0)
                self.answers[work.key] = self.library.answer(self.source, work.key)
                if entry := self.library.find(self.source, work.key):
                    entries.setdefault(work.key, entry.entry)
                else:
                    self._report(found, work.key, position)
        if entries:
            self.shown = show_entries(list(entries.values()), self.library.style)

    def add_place(self, key: str) -> str:
        """Return the `id` of one more place that cites `key`."""
        places = self.places.setdefault(key, [])
        name = f"cite-{_plain(key)}" + (f"-{len(places) + 1}" if places else "")
        places.append(name)
        return name

    def _report(self, found: InlineToken, key: str, position: int) -> None:
        is_in_text = found.token.content.startswith("@")
        has_entries = self.library.has_entries(self.source)
        if is_in_text and not has_entries:
            return  # a name, as `@octocat`
        close = self.library.closest(self.source, key)
        if not has_entries:
            text = f"there is no bibliography for `{key}`; put references.bib beside site.yaml"
        else:
            remedy = f"write `{close}`" if close else "add it there"
            if is_in_text and not close:
                remedy = f"write `\\@{key}` if it is a name"
            text = f"no entry of the bibliography has the key `{key}`; {remedy}"
        is_warning = not has_entries or (is_in_text and not close)
        place = find_place(self.source, found, position)
        problem = Problem(place=place, kind="citations", text=text, is_warning=is_warning)
        self.problems.append(problem)


def entry_anchor(key: str) -> str:
    """Return the `id` of an entry in the list."""
    return f"ref-{_plain(key)}"


def _plain(key: str) -> str:
    return quote(key, safe="").replace("%", "_")
