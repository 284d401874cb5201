"""The order of notes by date."""

from collections import defaultdict
from collections.abc import Iterable

from notes_site.model import Kind, Source


def newest_first(sources: Iterable[Source]) -> list[Source]:
    """Return `sources` by date, the newest first, and by path where that is the same."""
    by_path = sorted(sources, key=lambda source: source.path)
    return sorted(by_path, key=lambda source: source.date, reverse=True)


def find_newest(sources: Iterable[Source], count: int) -> frozenset[str]:
    """Return the paths of the `count` newest notes of each language; standing pages are none."""
    notes: dict[str, list[str]] = defaultdict(list)
    for source in newest_first(sources):
        if source.kind is Kind.NOTE:
            notes[source.language].append(source.path)
    return frozenset(path for paths in notes.values() for path in paths[:count])
