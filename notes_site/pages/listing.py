"""The list of all pages: what the site consists of."""

from collections.abc import Iterator

from notes_site.pages.article import article_pages
from notes_site.pages.index import index_pages
from notes_site.pages.lists import archive_page, not_found_page, series_pages, tag_pages
from notes_site.pages.page import Page
from notes_site.pages.site import Site


def list_pages(site: Site) -> Iterator[Page]:
    """Yield every page of the site, language by language."""
    for language in site.config.languages:
        yield from index_pages(site, language.code)
        yield from article_pages(site, language.code)
        yield from tag_pages(site, language.code)
        yield from series_pages(site, language.code)
        yield archive_page(site, language.code)
    yield not_found_page(site)
