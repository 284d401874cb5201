"""A note as lists show it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import quote

from markupsafe import Markup
from msgspec import Struct

from notes_site.model import Needs, RenderedNote, Url
from notes_site.pages.dates import machine_date
from notes_site.pages.site import Site
from notes_site.pages.sitewide import Sitewide
from notes_site.pages.tags import tag_name, tag_url, tags_of
from notes_site.text.slug import slug


class TagLink(Struct, frozen=True, kw_only=True):
    """A tag and the page that lists its notes."""

    label: str
    href: str


class Day(Struct, frozen=True, kw_only=True):
    """A date for readers and for machines."""

    text: str
    machine: str


class NoteLink(Struct, frozen=True, kw_only=True):
    """A link to a note by its title."""

    title: Markup
    href: str
    tag: str
    """BCP 47 tag of the note's language."""


class Entry(Struct, frozen=True, kw_only=True, eq=False):
    """A note as lists show it; the same only if it is the same object."""

    title: Markup
    href: str
    tag: str
    """BCP 47 tag of the note's language."""

    language: str
    """Name of the note's language; empty where the site has only one."""

    translations: tuple[NoteLink, ...]
    """The note in other languages, titled by the language's name."""

    other_language: str
    """Says that the note exists in another language only; empty otherwise."""

    date: Day | None
    minutes: str
    tags: tuple[TagLink, ...]
    excerpt: Markup
    """Empty for a note in another language."""

    is_whole: bool
    """True when the excerpt is the whole note."""

    is_draft: bool
    is_scheduled: bool
    is_pinned: bool


def make_day(sitewide: Sitewide, moment: datetime, language: str) -> Day:
    """Return the day of `moment` as `language` writes it."""
    return Day(text=sitewide.words[language].day(moment.date()), machine=machine_date(moment))


def publication_day(sitewide: Sitewide, note: RenderedNote, language: str) -> Day | None:
    """Return when `note` was published, as `language` writes it; None for a standing page."""
    date = note.source.front.date
    return make_day(sitewide, date, language) if date else None


Listed = tuple[RenderedNote, tuple[RenderedNote, ...]]
"""A note in a list, and all its translations, itself included."""


def make_entries(sitewide: Sitewide, language: str, notes: Iterable[Listed]) -> tuple[Entry, ...]:
    """Return `notes` as a list in `language` shows them."""
    return tuple(sitewide.once(_make_entry, language, *listed) for listed in notes)


def _make_entry(
    sitewide: Sitewide, language: str, note: RenderedNote, translations: tuple[RenderedNote, ...]
) -> Entry:
    own = sitewide.config.language(note.language)
    words = sitewide.words[language]
    return Entry(
        title=note.title,
        href=sitewide.href(note.url),
        tag=own.tag,
        language=own.label if len(sitewide.config.languages) > 1 else "",
        translations=make_translation_links(sitewide, note, translations),
        other_language=(
            ""
            if note.language == language
            else words.fill("only_in", language=words.language(own.tag))
        ),
        date=publication_day(sitewide, note, language),
        minutes=words.count("minutes", note.reading_minutes),
        tags=make_tag_links(sitewide, note, language),
        excerpt=note.excerpt.html if note.language == language else Markup(),
        is_whole=note.excerpt.is_whole,
        is_draft=note.source.front.is_draft,
        is_scheduled=note.source.path in sitewide.scheduled,
        is_pinned=note.source.front.is_pinned,
    )


def needs_of_titles(notes: Iterable[RenderedNote]) -> Needs:
    """Return what a page needs that shows the titles of `notes`."""
    return Needs(math=any('class="katex' in note.title for note in notes))


def begins_with_math(note: RenderedNote) -> bool:
    """Tell whether formulas stand at the beginning of `note`: in its title or its excerpt."""
    return "katex" in note.title or "katex" in note.excerpt.html


def make_note_link(sitewide: Sitewide, note: RenderedNote) -> NoteLink:
    """Return a link to `note`."""
    tag = sitewide.config.language(note.language).tag
    return NoteLink(title=note.title, href=sitewide.href(note.url), tag=tag)


def make_translation_links(
    sitewide: Sitewide, note: RenderedNote, translations: Iterable[RenderedNote]
) -> tuple[NoteLink, ...]:
    """Return links to the `translations` of `note`, titled by the language's name."""
    others = [each for each in translations if each.language != note.language]
    languages = [sitewide.config.language(each.language) for each in others]
    return tuple(
        NoteLink(
            title=Markup.escape(language.label), href=sitewide.href(each.url), tag=language.tag
        )
        for each, language in zip(others, languages, strict=True)
    )


def make_newer_links(
    sitewide: Sitewide, note: RenderedNote, newer: Iterable[RenderedNote]
) -> Iterator[NoteLink]:
    """Yield links to translations that are `newer` than `note`, titled by a sentence about it."""
    for each in newer:
        language = sitewide.config.language(each.language)
        words = sitewide.words[note.language]
        text = words.fill("newer_in", language=words.language(language.tag))
        yield NoteLink(title=Markup.escape(text), href=sitewide.href(each.url), tag=language.tag)


def make_tag_links(sitewide: Sitewide, note: RenderedNote, language: str) -> tuple[TagLink, ...]:
    """Return the tags of `note`, leading to their pages in `language`."""
    return tuple(
        TagLink(
            label=tag_name(sitewide, tag, language),
            href=sitewide.href(tag_url(sitewide, tag, language)),
        )
        for tag in tags_of(sitewide, note)
    )


def series_name(sitewide: Sitewide, series: str, language: str) -> str:
    """Return the name of `series`: what `series` of `site.yaml` says, or the series itself."""
    return sitewide.config.series.name(series, language)


def series_slug(sitewide: Sitewide, series: str) -> str:
    """Return what the address of `series` ends in."""
    return slug(sitewide.config.series.key(series))


def series_url(sitewide: Sitewide, series: str, language: str) -> Url:
    """Return the address of the page of `series`."""
    return Url(f"{sitewide.root(language)}series/{quote(series_slug(sitewide, series))}/")


def notes_by_series(site: Site, language: str) -> dict[str, list[RenderedNote]]:
    """Return slug of a series → its notes that `language` lists, the oldest first."""
    found: dict[str, list[RenderedNote]] = defaultdict(list)
    for note in reversed(site.notes[language]):
        if note.source.front.series:
            found[series_slug(site.sitewide, note.source.front.series)].append(note)
    return found
