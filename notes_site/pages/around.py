"""What stands around a note: the ones before and after it, its series, related ones."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from notes_site.model import RenderedNote
from notes_site.pages.entries import notes_by_series, notes_by_tag, series_slug, tags_of
from notes_site.pages.site import Site
from notes_site.slug import slug

_RELATED = 3
"""Related notes shown at most."""

_REACH = 8
"""Notes of a tag, before and after a note, among which related ones are looked for.

So the work grows with the notes, and not with their square, where all have one tag.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The notes around one, of its language."""

    translations: tuple[RenderedNote, ...]
    """The note in all its languages, itself included."""

    newer_translations: tuple[RenderedNote, ...] = ()
    """Those that have changed since the note was translated."""

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
    related: tuple[RenderedNote, ...] = ()
    """Those with most tags in common, the closest in time first; none that stands elsewhere
    on its page: before, after, in its series, or linking to it."""


def look_around(site: Site, language: str) -> Iterator[tuple[RenderedNote, Around]]:
    """Yield the notes written in `language`, newest first, with what stands around them."""
    notes = site.own_notes(language)
    series = notes_by_series(site, language)
    part_of = {
        note.source.path: number for parts in series.values() for number, note in enumerate(parts)
    }
    tagged = notes_by_tag(site, notes)
    place_of = {
        (name, note.source.path): place
        for name, listed in tagged.items()
        for place, note in enumerate(listed)
    }

    def find_related(note: RenderedNote, shown: Sequence[RenderedNote]) -> list[RenderedNote]:
        left_out = {each.source.path for each in (note, *shown)}
        shared: Counter[str] = Counter()
        found: dict[str, RenderedNote] = {}
        for name in dict.fromkeys(map(slug, tags_of(site, note))):
            place = place_of[name, note.source.path]
            for each in tagged[name][max(0, place - _REACH) : place + _REACH + 1]:
                if each.source.path not in left_out:
                    shared[each.source.path] += 1
                    found[each.source.path] = each
        ordered = sorted(
            found.values(),
            key=lambda each: (
                -shared[each.source.path],
                abs(each.date - note.date),
                each.source.path,
            ),
        )
        return ordered[:_RELATED]

    for index, note in enumerate(notes):
        path = note.source.path
        name = note.source.front.series
        parts = series[series_slug(site, name)] if name else []
        newer = notes[index - 1] if index else None
        older = notes[index + 1] if index + 1 < len(notes) else None
        linking = site.backlinks.get(note.url, ())
        part = part_of[path] if parts else 0
        near = parts[max(0, part - 1) : part + 2]
        shown = [*filter(None, (newer, older)), *near, *linking]
        yield (
            note,
            Around(
                translations=site.translations_of(note),
                newer_translations=site.newer_translations_of(note),
                linking=linking,
                newer=newer,
                older=older,
                part=part + 1 if parts else 0,
                parts=len(parts),
                previous_part=parts[part - 1] if part else None,
                next_part=parts[part + 1] if part + 1 < len(parts) else None,
                related=tuple(find_related(note, shown)),
            ),
        )
