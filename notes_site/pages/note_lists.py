"""Pages that list notes by title: tags, series, the archive, and the 404 page."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from msgspec import Struct

from notes_site.locales.words import Words
from notes_site.model import Needs, RenderedNote, Url
from notes_site.pages.collation import sort_key
from notes_site.pages.entries import (
    Entry,
    Listed,
    make_entries,
    notes_by_series,
    series_name,
    series_url,
)
from notes_site.pages.frame import Frame, PageFacts, list_in_sitemap, make_frame
from notes_site.pages.language_pages import section_facts, section_in_sitemap, section_url
from notes_site.pages.metadata import list_metadata
from notes_site.pages.page import Page
from notes_site.pages.site import Site
from notes_site.pages.sitewide import OfNotes, Sitewide
from notes_site.pages.tags import tag_name, tag_of, tag_url


class TagCount(Struct, frozen=True, kw_only=True):
    """A tag with the number of its notes."""

    label: str
    href: str
    count: str


class TagsContext(Struct, frozen=True, kw_only=True):
    """Context of `tags.html`."""

    frame: Frame
    tags: tuple[TagCount, ...]


class ListContext(Struct, frozen=True, kw_only=True):
    """Context of `list.html`: the notes of a tag or of a series."""

    frame: Frame
    kind: str
    """What the list is of: `Tag`, `Series`."""

    title: str
    count: str
    entries: tuple[Entry, ...]
    is_ordered: bool
    """True for a series, whose notes are numbered from the oldest on."""


class ArchiveYear(Struct, frozen=True, kw_only=True):
    """The notes of one year."""

    year: str
    entries: tuple[Entry, ...]


class ArchiveContext(Struct, frozen=True, kw_only=True):
    """Context of `archive.html`."""

    frame: Frame
    count: str
    years: tuple[ArchiveYear, ...]


class NotFoundText(Struct, frozen=True, kw_only=True):
    """The text of the page for a missing address, in a language."""

    tag: str
    """BCP 47."""

    words: Words
    home: str
    """Address of the language's index."""


class NotFoundContext(Struct, frozen=True, kw_only=True):
    """Context of `404.html`."""

    frame: Frame
    others: tuple[NotFoundText, ...]
    """The same for those who read another language: hosts show one page for all addresses."""


def tag_pages(site: Site, language: str) -> Iterator[Page]:
    """Yield the page of all tags, and one for each tag."""
    counts = []

    def order(item: tuple[str, Sequence[RenderedNote]]) -> tuple[int, tuple[bytes, str]]:
        name, notes = item
        label = tag_name(site.sitewide, tag_of(site.sitewide, notes, name), language)
        return -len(notes), sort_key(label, site.sitewide.config.language(language).tag)

    for name, notes in sorted(site.tagged[language].items(), key=order):
        tag = tag_of(site.sitewide, notes, name)
        label = tag_name(site.sitewide, tag, language)
        href = site.sitewide.href(tag_url(site.sitewide, tag, language))
        counts.append(TagCount(label=label, href=href, count=str(len(notes))))
        codes = [code for code, others in site.tagged.items() if name in others]
        yield _list_page(
            site,
            _List(
                language=language,
                kind="tag",
                title=label,
                urls=tuple((code, tag_url(site.sitewide, tag, code)) for code in codes),
                notes=site.with_translations(notes),
                has_feed=site.sitewide.config.feed.has_tags and name in site.own_tagged[language],
            ),
        )
    notes = site.notes[language]
    url = section_url(site.sitewide, language, "tags")
    in_sitemap = partial(section_in_sitemap, site.sitewide, language, "tags", notes)
    yield site.sitewide.page(
        url, "tags.html", _make_tags, in_sitemap, language, notes, tuple(counts)
    )


def _make_tags(
    sitewide: Sitewide, language: str, notes: tuple[RenderedNote, ...], tags: tuple[TagCount, ...]
) -> TagsContext:
    facts = section_facts(sitewide, language, "tags", notes)
    return TagsContext(frame=make_frame(sitewide, facts), tags=tags)


def series_pages(site: Site, language: str) -> Iterator[Page]:
    """Yield a page for each series."""
    by_language = {
        each.code: notes_by_series(site, each.code) for each in site.sitewide.config.languages
    }
    for name, notes in sorted(by_language[language].items()):
        series = notes[0].source.front.series
        codes = [code for code, others in by_language.items() if name in others]
        yield _list_page(
            site,
            _List(
                language=language,
                kind="series",
                title=series_name(site.sitewide, series, language),
                urls=tuple((code, series_url(site.sitewide, series, code)) for code in codes),
                notes=site.with_translations(notes),
                is_ordered=True,
            ),
        )


class _List(OfNotes, frozen=True, kw_only=True):
    """The notes of a tag or of a series, as a language lists them."""

    language: str
    kind: str
    """Key of the word for what it is: `tag`, `series`."""

    title: str
    urls: tuple[tuple[str, Url], ...]
    """Language code and address of the page, for all that have it."""

    notes: tuple[Listed, ...]
    has_feed: bool = False
    is_ordered: bool = False


def _list_page(site: Site, listed: _List) -> Page:
    urls = dict(listed.urls)
    url = urls[listed.language]
    notes = [note for note, _ in listed.notes]
    in_sitemap = partial(list_in_sitemap, site.sitewide, url, urls, notes)
    return site.sitewide.page(url, "list.html", _make_list, in_sitemap, listed)


def _make_list(sitewide: Sitewide, listed: _List) -> ListContext:
    language, title = listed.language, listed.title
    words = sitewide.words[language]
    notes = [note for note, _ in listed.notes]
    urls = dict(listed.urls)
    feed = urls[language] if listed.has_feed else None
    facts = PageFacts(
        language=language,
        url=urls[language],
        title=title,
        description=f"{words[listed.kind]}: {title}",
        metadata=list_metadata(sitewide, language, notes, feed, title=title),
        counterparts=urls,
        needs=Needs(math=any(note.needs.math for note in notes)),
    )
    return ListContext(
        frame=make_frame(sitewide, facts),
        kind=words[listed.kind],
        title=title,
        count=words.count("notes", len(notes)),
        entries=make_entries(sitewide, language, listed.notes),
        is_ordered=listed.is_ordered,
    )


def archive_page(site: Site, language: str) -> Page:
    """Return the page of all notes by year."""
    notes = site.notes[language]
    url = section_url(site.sitewide, language, "archive")
    in_sitemap = partial(section_in_sitemap, site.sitewide, language, "archive", notes)
    listed = site.with_translations(notes)
    return site.sitewide.page(url, "archive.html", _make_archive, in_sitemap, language, listed)


def _make_archive(sitewide: Sitewide, language: str, listed: tuple[Listed, ...]) -> ArchiveContext:
    notes = [note for note, _ in listed]
    years: dict[str, list[Entry]] = defaultdict(list)
    for note, entry in zip(notes, make_entries(sitewide, language, listed), strict=True):
        years[str(note.date.year)].append(entry)
    return ArchiveContext(
        frame=make_frame(sitewide, section_facts(sitewide, language, "archive", notes)),
        count=sitewide.words[language].count("notes", len(notes)),
        years=tuple(
            ArchiveYear(year=year, entries=tuple(entries)) for year, entries in years.items()
        ),
    )


_NOT_FOUND = Url("/404.html")


def not_found_page(site: Site) -> Page:
    """Return the one page that hosts show for a missing address."""
    return site.sitewide.page(_NOT_FOUND, "404.html", _make_not_found)


def _make_not_found(sitewide: Sitewide) -> NotFoundContext:
    language = sitewide.config.default_language.code
    facts = PageFacts(
        language=language,
        url=_NOT_FOUND,
        title=sitewide.words[language]["not_found"],
        metadata=list_metadata(sitewide, language, ()),
        counterparts={language: _NOT_FOUND},
        is_hidden=True,
    )
    others = tuple(
        NotFoundText(
            tag=each.tag,
            words=sitewide.words[each.code],
            home=sitewide.href(sitewide.root(each.code)),
        )
        for each in sitewide.config.languages
        if each.code != language
    )
    return NotFoundContext(frame=make_frame(sitewide, facts), others=others)
