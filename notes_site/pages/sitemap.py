"""For search engines: the sitemap and robots.txt."""

from collections.abc import Iterable

from msgspec import Struct

from notes_site.model import Url
from notes_site.pages.page import Page, SitemapEntry
from notes_site.pages.sitewide import Sitewide

SITEMAP = Url("/sitemap.xml")


class SitemapContext(Struct, frozen=True, kw_only=True):
    """Context of `sitemap.xml`."""

    entries: tuple[SitemapEntry, ...]


class RobotsContext(Struct, frozen=True, kw_only=True):
    """Context of `robots.txt`."""

    sitemap: str
    """Its permalink."""


def sitemap_page(sitewide: Sitewide, pages: Iterable[Page]) -> Page:
    """Return the list of those of `pages` that search engines may show.

    Rule: the sitemap protocol 0.9; `xhtml:link` as Google's documentation of localized
    versions has it: each page names all its versions, its own included.
    """
    entries = tuple(page.in_sitemap for page in pages if page.in_sitemap)
    return sitewide.page(SITEMAP, "sitemap.xml", _make_sitemap, None, entries)


def _make_sitemap(_: Sitewide, entries: tuple[SitemapEntry, ...]) -> SitemapContext:
    return SitemapContext(entries=entries)


def robots_page(sitewide: Sitewide) -> Page:
    """Return what robots are asked: nothing but to read the sitemap."""
    return sitewide.page(Url("/robots.txt"), "robots.txt", _make_robots)


def _make_robots(sitewide: Sitewide) -> RobotsContext:
    return RobotsContext(sitemap=sitewide.permalink(SITEMAP))
