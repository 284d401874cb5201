"""Pages that every language has once: its tags, its archive, its search."""

from collections.abc import Mapping, Sequence

from notes_site.model import RenderedNote, Url
from notes_site.pages.frame import PageFacts, list_in_sitemap
from notes_site.pages.metadata import list_metadata
from notes_site.pages.page import SitemapEntry
from notes_site.pages.shell import Shell


def section_url(site: Shell, language: str, section: str) -> Url:
    """Return the address of the page `section`."""
    return Url(f"{site.root(language)}{section}/")


def section_facts(
    site: Shell, language: str, section: str, notes: Sequence[RenderedNote]
) -> PageFacts:
    """Return the facts of the page `section`, whose title has that key, of all `notes`."""
    title = site.words[language][section]
    return PageFacts(
        language=language,
        url=section_url(site, language, section),
        title=title,
        description=f"{title} · {site.config.title[language]}",
        metadata=list_metadata(site, language, notes),
        counterparts=_section_urls(site, section),
    )


def section_in_sitemap(
    site: Shell, language: str, section: str, notes: Sequence[RenderedNote]
) -> SitemapEntry:
    """Return what the sitemap says of the page `section`."""
    url = section_url(site, language, section)
    return list_in_sitemap(site, url, _section_urls(site, section), notes)


def _section_urls(site: Shell, section: str) -> Mapping[str, Url]:
    return {each.code: section_url(site, each.code, section) for each in site.config.languages}
