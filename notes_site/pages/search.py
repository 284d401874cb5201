"""The page of the search in each language, and what the search finds."""

from collections.abc import Iterator
from functools import partial

from msgspec import Struct

from notes_site.model import RenderedNote
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


def search_pages(site: Site, language: str) -> Iterator[Page]:
    """Yield the page of the search, unless the site has none."""
    if site.sitewide.config.has_search:
        notes = site.notes[language]
        in_sitemap = partial(section_in_sitemap, site.sitewide, language, "search", notes)
        url = section_url(site.sitewide, language, "search")
        yield site.sitewide.page(url, "search.html", _make_search, in_sitemap, language, notes)


def _make_search(
    sitewide: Sitewide, language: str, notes: tuple[RenderedNote, ...]
) -> SearchContext:
    return SearchContext(
        frame=make_frame(sitewide, section_facts(sitewide, language, "search", notes)),
        archive=sitewide.href(section_url(sitewide, language, "archive")),
        tags=sitewide.href(section_url(sitewide, language, "tags")),
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
