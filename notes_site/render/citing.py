"""The works that one note cites, as its style shows them."""

import re
from collections.abc import Sequence
from html import unescape
from urllib.parse import quote

from msgspec import Struct, field

from notes_site.citations.entry import Entry
from notes_site.citations.library import Library
from notes_site.citations.shown import ShownEntry
from notes_site.citations.style import show_entries
from notes_site.errors import Problem
from notes_site.model import Paper, Source
from notes_site.parse.places import InlineToken, find_place
from notes_site.parse.token_values import CITATION
from notes_site.render.readable_tex import readable_tex


class Citing(Struct, kw_only=True):
    """The citations of one note, and where they stand."""

    source: Source
    library: Library
    problems: list[Problem] = field(default_factory=list)
    answers: dict[str, bytes] = field(default_factory=dict)
    """Key behind an `@` → what the library says of it."""

    entries: dict[str, Entry] = field(default_factory=dict)
    """The works cited, by key, in the order of their list."""

    shown: dict[str, ShownEntry] = field(default_factory=dict)
    """The same as the style gets them."""

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
            self.entries = {key: entries[key] for key in self.shown}

    def find_paper(self, paper: Paper) -> Paper | None:
        """Return the paper whose entry's key front matter names; tell where there is none."""
        key = paper.key
        self.answers[key] = self.library.answer(self.source, key)
        if found := self.library.find(self.source, key):
            return _as_paper(found.entry, paper)
        close = self.library.closest(self.source, key)
        remedy = (
            f"write `{close}`" if close else "add it there, or write `title`, `authors` and so on"
        )
        place = self.source.place(self.source.front.lines.get("paper", 1))
        text = f"no entry of the bibliography has the key `{key}`; {remedy}"
        self.problems.append(Problem(place=place, kind="citations", text=text))
        return None

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


def _as_paper(entry: Entry, given: Paper) -> Paper:
    """Return the paper of an entry; what front matter says itself goes first."""
    others = ("et al.",) * entry.has_others
    return Paper(
        title=given.title or readable_title(entry),
        authors=given.authors or (*(name.full for name in entry.authors), *others),
        venue=given.venue or _without_marks(entry.container),
        year=given.year or entry.year,
        arxiv=given.arxiv or entry.arxiv,
        doi=given.doi or entry.doi,
        url=given.url or entry.url,
        code=given.code,
        key=entry.key,
    )


def readable_title(entry: Entry) -> str:
    """Return the title of an entry as plain text, formulas as they are read."""
    pieces = re.split(r"\$((?:\\.|[^\\$])+)\$", entry.title)
    return "".join(
        (readable_tex(piece) or piece) if index % 2 else _without_marks(piece)
        for index, piece in enumerate(pieces)
    )


def entry_identity(entry: Entry) -> str:
    """Return what two entries of one work share, though their keys differ."""
    return entry.arxiv or entry.doi or " ".join(readable_title(entry).casefold().split())


def entry_order(entry: Entry) -> str:
    """Return what a list of all works is sorted by."""
    people = entry.authors or entry.editors
    names = "; ".join(f"{name.family} {name.given}" for name in people)
    return f"{names or readable_title(entry)} {entry.year} {readable_title(entry)}"


def _without_marks(markdown: str) -> str:
    return unescape(re.sub(r"\\([^\w\s])|\*+", r"\1", markdown))


def entry_anchor(key: str) -> str:
    """Return the `id` of an entry in the list."""
    return f"ref-{_plain(key)}"


def _plain(key: str) -> str:
    return quote(key, safe="").replace("%", "_")
