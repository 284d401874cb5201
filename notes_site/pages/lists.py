"""Pages that list notes by title: tags, series, the archive, and the 404 page."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from notes_site.model import RenderedNote, Url
from notes_site.pages.collation import sort_key
from notes_site.pages.entries import (
    Entry,
    list_entry,
    notes_by_series,
    series_name,
    series_url,
)
from notes_site.pages.frame import Frame, PageFacts, make_frame
from notes_site.pages.metadata import list_metadata
from notes_site.pages.page import Page
from notes_site.pages.shell import Shell
from notes_site.pages.site import Site
from notes_site.pages.standard import section_facts
from notes_site.pages.tags import tag_name, tag_of, tag_url
from notes_site.words import Words


class TagCount(Struct, frozen=True, kw_only=True):
    """A tag with the number of its notes."""

    label: str
    href: str
    count: str


class TagsContext(Struct, frozen=True, kw_only=True):
    """What `tags.html` gets."""

    frame: Frame
    tags: tuple[TagCount, ...]


class ListContext(Struct, frozen=True, kw_only=True):
    """What `list.html` gets: the notes of a tag or of a series."""

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
    """What `archive.html` gets."""

    frame: Frame
    count: str
    years: tuple[ArchiveYear, ...]


class NotFoundText(Struct, frozen=True, kw_only=True):
    """What the page for a missing address says in a language."""

    tag: str
    """BCP 47."""

    words: Words
    home: str
    """Address of the language's index."""


class NotFoundContext(Struct, frozen=True, kw_only=True):
    """What `404.html` gets."""

    frame: Frame
    others: tuple[NotFoundText, ...]
    """The same for those who read another language: hosts show one page for all addresses."""


def tag_pages(site: Site, language: str) -> Iterator[Page]:
    """Yield the page of all tags, and one for each tag."""
    counts = []

    def order(item: tuple[str, Sequence[RenderedNote]]) -> tuple[int, tuple[bytes, str]]:
        name, notes = item
        label = tag_name(site, tag_of(site, notes, name), language)
        return -len(notes), sort_key(label, site.config.language(language).tag)

    for name, notes in sorted(site.tagged[language].items(), key=order):
        tag = tag_of(site, notes, name)
        label = tag_name(site, tag, language)
        href = site.href(tag_url(site, tag, language))
        counts.append(TagCount(label=label, href=href, count=str(len(notes))))
        codes = tuple(code for code, others in site.tagged.items() if name in others)
        entries = tuple(list_entry(site, note, language) for note in notes)
        has_feed = name in site.own_tagged[language]
        yield site.once(_tag_page, language, tag, notes, entries, codes, has_feed=has_feed)
    url = Url(f"{site.root(language)}tags/")
    frame = make_frame(site, section_facts(site, language, "tags"))
    yield Page(url=url, template="tags.html", context=TagsContext(frame=frame, tags=tuple(counts)))


def _tag_page(  # noqa: PLR0913, PLR0917 - a page is made of these
    site: Shell,
    language: str,
    tag: str,
    notes: tuple[RenderedNote, ...],
    entries: tuple[Entry, ...],
    codes: tuple[str, ...],
    *,
    has_feed: bool,
) -> Page:
    """Return the page of `tag`, which languages with these `codes` have."""
    words = site.words[language]
    url = tag_url(site, tag, language)
    label = tag_name(site, tag, language)
    feed = url if has_feed else None
    facts = PageFacts(
        language=language,
        url=url,
        title=label,
        description=f"{words['tag']}: {label}",
        metadata=list_metadata(site, language, notes, feed, title=label),
        counterparts={code: tag_url(site, tag, code) for code in codes},
        has_math=any(note.has_math for note in notes),
    )
    context = ListContext(
        frame=make_frame(site, facts),
        kind=words["tag"],
        title=label,
        count=words.count("notes", len(notes)),
        entries=entries,
        is_ordered=False,
    )
    return Page(url=url, template="list.html", context=context)


def series_pages(site: Site, language: str) -> Iterator[Page]:
    """Yield a page for each series."""
    by_language = {each.code: notes_by_series(site, each.code) for each in site.config.languages}
    words = site.words[language]
    for name, notes in sorted(by_language[language].items()):
        series = notes[0].source.front.series
        url = series_url(site, series, language)
        label = series_name(site, series, language)
        facts = PageFacts(
            language=language,
            url=url,
            title=label,
            description=f"{words['series']}: {label}",
            metadata=list_metadata(site, language, notes),
            counterparts={
                code: series_url(site, series, code)
                for code, others in by_language.items()
                if name in others
            },
            has_math=any(note.has_math for note in notes),
        )
        context = ListContext(
            frame=make_frame(site, facts),
            kind=words["series"],
            title=label,
            count=words.count("notes", len(notes)),
            entries=tuple(list_entry(site, note, language) for note in notes),
            is_ordered=True,
        )
        yield Page(url=url, template="list.html", context=context)


def archive_page(site: Site, language: str) -> Page:
    """Return the page of all notes by year."""
    years: dict[str, list[Entry]] = defaultdict(list)
    for note in site.notes[language]:
        years[str(note.date.year)].append(list_entry(site, note, language))
    context = ArchiveContext(
        frame=make_frame(site, section_facts(site, language, "archive")),
        count=site.words[language].count("notes", len(site.notes[language])),
        years=tuple(
            ArchiveYear(year=year, entries=tuple(entries)) for year, entries in years.items()
        ),
    )
    url = Url(f"{site.root(language)}archive/")
    return Page(url=url, template="archive.html", context=context)


def not_found_page(site: Site) -> Page:
    """Return the one page that hosts show for a missing address."""
    language = site.config.default_language.code
    facts = PageFacts(
        language=language,
        url=Url("/404.html"),
        title=site.words[language]["not_found"],
        metadata=list_metadata(site, language, ()),
        counterparts={language: Url("/404.html")},
        is_hidden=True,
    )
    others = tuple(
        NotFoundText(
            tag=each.tag, words=site.words[each.code], home=site.href(site.root(each.code))
        )
        for each in site.config.languages
        if each.code != language
    )
    context = NotFoundContext(frame=make_frame(site, facts), others=others)
    return Page(url=Url("/404.html"), template="404.html", context=context)
