"""The tags of notes: their names, their addresses, and the notes that have one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from notes_site.model import RenderedNote, Url
from notes_site.pages.sitewide import Sitewide
from notes_site.text.slug import slug


def tags_of(sitewide: Sitewide, note: RenderedNote) -> tuple[str, ...]:
    """Return the keys of the tags of `note`."""
    return sitewide.config.tags.distinct(note.source.front.tags)


def tag_name(sitewide: Sitewide, tag: str, language: str) -> str:
    """Return the name of `tag`: what `tags` of `site.yaml` says, or the tag itself."""
    return sitewide.config.tags.name(tag, language)


def tag_url(sitewide: Sitewide, tag: str, language: str) -> Url:
    """Return the address of the page of `tag`, a key."""
    return Url(f"{sitewide.root(language)}tags/{quote(slug(tag))}/")


def tag_of(sitewide: Sitewide, notes: Sequence[RenderedNote], name: str) -> str:
    """Return the key of the tag whose slug is `name`, as the first of `notes` has it."""
    return next(tag for tag in tags_of(sitewide, notes[0]) if slug(tag) == name)


def tag_slugs(sitewide: Sitewide, note: RenderedNote) -> tuple[str, ...]:
    """Return what the addresses of the tags of `note` end in, each once."""
    return tuple(dict.fromkeys(map(slug, tags_of(sitewide, note))))


def notes_by_tag(
    notes: Iterable[RenderedNote], slugs: Mapping[RenderedNote, Iterable[str]]
) -> dict[str, tuple[RenderedNote, ...]]:
    """Return slug of a tag → those of `notes` that have it, in their order.

    Args:
        notes: to be divided.
        slugs: of the tags of each note.
    """
    found: dict[str, list[RenderedNote]] = defaultdict(list)
    for note in notes:
        for name in slugs[note]:
            found[name].append(note)
    return {name: tuple(tagged) for name, tagged in found.items()}
