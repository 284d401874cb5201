"""Neighbours of a note: the ones before and after it, its series, related ones."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from notes_site.model import RenderedNote
from notes_site.pages.entries import notes_by_series, series_slug
from notes_site.pages.site import SameSections, Site
from notes_site.pages.sitewide import OfNotes, Sitewide

_RELATED = 3
"""Related notes shown at most."""

_REACH = 8
"""Notes of a tag, before and after a note, among which related ones are looked for.

So the work grows with the notes, and not with their square, where all have one tag.
"""


class Neighbours(OfNotes, frozen=True, kw_only=True):
    """The notes around one, of its language."""

    translations: tuple[RenderedNote, ...]
    """The note in all its languages, itself included."""

    sections: tuple[SameSections, ...] = ()
    """Which sections of the note are which of its translations."""

    newer_translations: tuple[RenderedNote, ...] = ()
    """Those that have changed since the note was translated."""

    drafted_by: tuple[str, ...] | None = None
    """Who made the drafts of a translation that stand in the note; None where there are none."""

    linking: tuple[RenderedNote, ...] = ()
    """Those that link to it, newest first."""

    newer: RenderedNote | None = None
    older: RenderedNote | None = None
    part: int = 0
    """Its place in its series, from 1 on; 0 without a series."""

    parts: int = 0
    """The notes of its series, those too that exist in another language only."""

    previous_part: RenderedNote | None = None
    next_part: RenderedNote | None = None


class _Tagged(NamedTuple):
    """All that decides which notes are related to one."""

    path: str
    date: datetime
    tags: tuple[str, ...]
    shown: tuple[str, ...]
    """Paths of the notes that stand elsewhere on its page."""


def find_neighbours(site: Site, language: str) -> Iterator[tuple[RenderedNote, Neighbours]]:
    """Yield the notes written in `language`, newest first, with what stands around them."""
    notes = site.own_notes(language)
    series = notes_by_series(site, language)
    part_of = {
        note.source.path: number for parts in series.values() for number, note in enumerate(parts)
    }
    for index, note in enumerate(notes):
        name = note.source.front.series
        parts = series[series_slug(site.sitewide, name)] if name else []
        part = part_of[note.source.path] if parts else 0
        yield (
            note,
            Neighbours(
                translations=site.translations_of(note),
                sections=site.sections_of(note),
                newer_translations=site.newer_translations_of(note),
                drafted_by=site.drafted.get(note.source.path),
                linking=site.backlinks.get(note.url, ()),
                newer=notes[index - 1] if index else None,
                older=notes[index + 1] if index + 1 < len(notes) else None,
                part=part + 1 if parts else 0,
                parts=len(parts),
                previous_part=parts[part - 1] if part else None,
                next_part=parts[part + 1] if part + 1 < len(parts) else None,
            ),
        )


def find_related(
    site: Site, notes: Sequence[tuple[RenderedNote, Neighbours]]
) -> dict[str, tuple[RenderedNote, ...]]:
    """Return path of each of `notes`, newest first → those of them that are related to it.

    They are those with most tags in common, the closest in time first; none that stands elsewhere
    on its page: before, after, in its series, or linking to it.
    """
    by_path = {note.source.path: note for note, _ in notes}
    tagged = tuple(
        _Tagged(note.source.path, note.date, site.tag_slugs[note], tuple(_shown(neighbours)))
        for note, neighbours in notes
    )
    return {
        path: tuple(by_path[each] for each in related)
        for path, related in site.sitewide.once(_relate, tagged).items()
    }


def _shown(neighbours: Neighbours) -> Iterator[str]:
    """Yield the paths of the notes that have a place on the page."""
    places = (neighbours.newer, neighbours.older, neighbours.previous_part, neighbours.next_part)
    yield from (note.source.path for note in (*filter(None, places), *neighbours.linking))


def _relate(_: Sitewide, notes: Sequence[_Tagged]) -> Mapping[str, Sequence[str]]:
    """Return path of each of `notes` → paths of those that are related to it.

    Texts have no part in it, so an edit finds it made.
    """
    by_tag: dict[str, list[_Tagged]] = defaultdict(list)
    place_of: dict[tuple[str, str], int] = {}
    for note in notes:
        for tag in note.tags:
            place_of[tag, note.path] = len(by_tag[tag])
            by_tag[tag].append(note)

    def find(note: _Tagged) -> list[str]:
        left_out = {note.path, *note.shown}
        shared: Counter[_Tagged] = Counter()
        for tag in note.tags:
            place = place_of[tag, note.path]
            near = by_tag[tag][max(0, place - _REACH) : place + _REACH + 1]
            shared.update(each for each in near if each.path not in left_out)
        ordered = sorted(
            shared, key=lambda each: (-shared[each], abs(each.date - note.date), each.path)
        )
        return [each.path for each in ordered[:_RELATED]]

    return {note.path: find(note) for note in notes}
