"""The list of all pages: what the site consists of."""

from collections.abc import Iterator

from notes_site.pages.aliases import alias_pages
from notes_site.pages.article import article_pages
from notes_site.pages.bilingual import bilingual_pages
from notes_site.pages.feed import feed_pages
from notes_site.pages.index import index_pages
from notes_site.pages.markdown_copies import text_pages
from notes_site.pages.note_lists import archive_page, not_found_page, series_pages, tag_pages
from notes_site.pages.page import Page
from notes_site.pages.papers import papers_pages
from notes_site.pages.references import references_pages
from notes_site.pages.search import search_pages
from notes_site.pages.site import Site
from notes_site.pages.sitemap import robots_page, sitemap_page
from notes_site.pages.terms import terms_pages


def list_pages(site: Site) -> Iterator[Page]:
    """Yield every page of the site, language by language, and what is made of the list itself."""
    pages = [*_pages_of_languages(site), not_found_page(site)]
    yield from pages
    yield sitemap_page(site.sitewide, pages)
    yield robots_page(site.sitewide)


def _pages_of_languages(site: Site) -> Iterator[Page]:
    for language in site.sitewide.config.languages:
        yield from index_pages(site, language.code)
        yield from article_pages(site, language.code)
        yield from bilingual_pages(site, language.code)
        yield from tag_pages(site, language.code)
        yield from series_pages(site, language.code)
        yield archive_page(site, language.code)
        yield from papers_pages(site, language.code)
        yield from references_pages(site, language.code)
        yield from terms_pages(site, language.code)
        yield from search_pages(site, language.code)
        yield from feed_pages(site, language.code)
        yield from text_pages(site, language.code)
        yield from alias_pages(site, language.code)
