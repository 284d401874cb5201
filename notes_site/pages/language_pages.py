"""Pages that a language has once: its tags, its archive, its search, its papers."""

from collections.abc import Iterable, Mapping, Sequence

from notes_site.model import RenderedNote, Url
from notes_site.pages.entries import needs_of_titles
from notes_site.pages.frame import PageFacts, list_in_sitemap
from notes_site.pages.metadata import list_metadata
from notes_site.pages.page import SitemapEntry
from notes_site.pages.sitewide import Sitewide


def section_url(sitewide: Sitewide, language: str, section: str) -> Url:
    """Return the address of the page `section`."""
    return Url(f"{sitewide.root(language)}{section}/")


def languages_with(notes: Mapping[str, Sequence[RenderedNote]]) -> tuple[str, ...]:
    """Return the codes of the languages that have any of `notes`, which are by language."""
    return tuple(code for code, listed in notes.items() if listed)


def section_facts(
    sitewide: Sitewide,
    language: str,
    section: str,
    notes: Sequence[RenderedNote],
    codes: Iterable[str] | None = None,
) -> PageFacts:
    """Return the facts of the page `section`, whose title has that key.

    Args:
        sitewide: what all pages have in common.
        language: the page's.
        section: last part of its address.
        notes: those whose titles it shows.
        codes: languages that have it; None for all.
    """
    title = sitewide.words[language][section]
    return PageFacts(
        language=language,
        url=section_url(sitewide, language, section),
        title=title,
        description=f"{title} · {sitewide.config.title[language]}",
        metadata=list_metadata(sitewide, language, notes),
        counterparts=_section_urls(sitewide, section, codes),
        needs=needs_of_titles(notes),
    )


def section_in_sitemap(
    sitewide: Sitewide,
    language: str,
    section: str,
    notes: Sequence[RenderedNote],
    codes: Iterable[str] | None = None,
) -> SitemapEntry:
    """Return what the sitemap says of the page `section`, which languages with `codes` have."""
    url = section_url(sitewide, language, section)
    return list_in_sitemap(sitewide, url, _section_urls(sitewide, section, codes), notes)


def _section_urls(
    sitewide: Sitewide, section: str, codes: Iterable[str] | None
) -> Mapping[str, Url]:
    if codes is None:
        codes = [each.code for each in sitewide.config.languages]
    return {code: section_url(sitewide, code, section) for code in codes}
