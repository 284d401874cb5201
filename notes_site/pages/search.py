"""The page of the search in each language, and what the search finds."""

from collections.abc import Iterator
from functools import partial

from msgspec import Struct

from notes_site.model import RenderedNote, Url
from notes_site.pages.entries import series_name
from notes_site.pages.frame import Frame, make_frame
from notes_site.pages.language_pages import section_facts, section_in_sitemap, section_url
from notes_site.pages.page import Page
from notes_site.pages.site import Site
from notes_site.pages.sitewide import Sitewide
from notes_site.pages.tags import tag_name
from notes_site.search import SearchedPage


class SearchContext(Struct, frozen=True, kw_only=True):
    """Context of `search.html`."""

    frame: Frame
    archive: str
    """Address of the archive, for who has no JavaScript; so is `tags`."""

    tags: str


class NamesContext(Struct, frozen=True, kw_only=True):
    """Context of `names.json`: the words and addresses that a reader who misspelt one may have meant."""

    pages: tuple[tuple[str, str], ...]
    """Address, below the path of `base_url`, and title of each page."""

    names: tuple[str, ...]
    """Titles, headings, tags and series, each once."""


def search_pages(site: Site, language: str) -> Iterator[Page]:
    """Yield the page of the search, unless the site has none."""
    if site.sitewide.config.has_search:
        notes = site.notes[language]
        in_sitemap = partial(section_in_sitemap, site.sitewide, language, "search", notes)
        url = section_url(site.sitewide, language, "search")
        yield site.sitewide.page(url, "search.html", _make_search, in_sitemap, language, notes)
        known = (*notes, *site.standing[language])
        names_url = Url(f"{url}names.json")
        yield site.sitewide.page(names_url, "names.json", _make_names, None, language, known)


def _make_search(
    sitewide: Sitewide, language: str, notes: tuple[RenderedNote, ...]
) -> SearchContext:
    return SearchContext(
        frame=make_frame(sitewide, section_facts(sitewide, language, "search", notes)),
        archive=sitewide.href(section_url(sitewide, language, "archive")),
        tags=sitewide.href(section_url(sitewide, language, "tags")),
    )


_LONGEST_NAME = 80


def _make_names(sitewide: Sitewide, language: str, notes: tuple[RenderedNote, ...]) -> NamesContext:
    names: dict[str, None] = {}  # in order
    for note in notes:
        names[note.title_text] = None
        if note.language == language:
            names.update(dict.fromkeys(heading.text for heading in note.headings))
        front = note.source.front
        names.update(dict.fromkeys(tag_name(sitewide, tag, language) for tag in front.tags))
        if front.series:
            names[series_name(sitewide, front.series, language)] = None
    return NamesContext(
        pages=tuple((note.url, note.title_text) for note in notes),
        names=tuple(name for name in names if len(name) <= _LONGEST_NAME),
    )


def list_searched(site: Site) -> Iterator[SearchedPage]:
    """Yield what the search of each language finds: what its index lists, and standing pages."""
    for language in site.sitewide.config.languages if site.sitewide.config.has_search else ():
        for note in (*site.notes[language.code], *site.standing[language.code]):
            date = note.source.front.date
            yield SearchedPage(
                searched_in=language.tag,
                tag=site.sitewide.config.language(note.language).tag,
                url=note.url,
                date=date.date().isoformat() if date else "",
                title=note.title_text,
                more=" ".join(_more(site, note, language.code)),
                text=note.search_text,
            )


def _more(site: Site, note: RenderedNote, language: str) -> Iterator[str]:
    front = note.source.front
    yield from (tag_name(site.sitewide, tag, language) for tag in front.tags)
    if front.series:
        yield series_name(site.sitewide, front.series, language)
    yield from front.authors
    if note.paper:
        yield note.paper.title
        yield from note.paper.authors
        yield note.paper.venue
