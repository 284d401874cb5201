"""Pages that every language has once: its tags, its archive, its search."""

from collections.abc import Mapping, Sequence

from notes_site.model import RenderedNote, Url
from notes_site.pages.entries import needs_of_titles
from notes_site.pages.frame import PageFacts, list_in_sitemap
from notes_site.pages.metadata import list_metadata
from notes_site.pages.page import SitemapEntry
from notes_site.pages.sitewide import Sitewide


def section_url(sitewide: Sitewide, language: str, section: str) -> Url:
    """Return the address of the page `section`."""
    return Url(f"{sitewide.root(language)}{section}/")


def section_facts(
    sitewide: Sitewide, language: str, section: str, notes: Sequence[RenderedNote]
) -> PageFacts:
    """Return the facts of the page `section`, whose title has that key, of all `notes`."""
    title = sitewide.words[language][section]
    return PageFacts(
        language=language,
        url=section_url(sitewide, language, section),
        title=title,
        description=f"{title} · {sitewide.config.title[language]}",
        metadata=list_metadata(sitewide, language, notes),
        counterparts=_section_urls(sitewide, section),
        needs=needs_of_titles(notes),
    )


def section_in_sitemap(
    sitewide: Sitewide, language: str, section: str, notes: Sequence[RenderedNote]
) -> SitemapEntry:
    """Return what the sitemap says of the page `section`."""
    url = section_url(sitewide, language, section)
    return list_in_sitemap(sitewide, url, _section_urls(sitewide, section), notes)


def _section_urls(sitewide: Sitewide, section: str) -> Mapping[str, Url]:
    return {
        each.code: section_url(sitewide, each.code, section) for each in sitewide.config.languages
    }
