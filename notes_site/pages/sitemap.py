"""For search engines: the sitemap and robots.txt."""

from collections.abc import Iterable

from msgspec import Struct

from notes_site.model import Url
from notes_site.pages.frame import Alternate, Frame
from notes_site.pages.page import Page
from notes_site.pages.site import Site

SITEMAP = Url("/sitemap.xml")


class SitemapEntry(Struct, frozen=True, kw_only=True):
    """A page that search engines may list."""

    permalink: str
    modified: str
    """When the newest of the notes on it was written or updated; empty where there is none."""

    alternates: tuple[Alternate, ...]


class SitemapContext(Struct, frozen=True, kw_only=True):
    """What `sitemap.xml` gets."""

    entries: tuple[SitemapEntry, ...]


class RobotsContext(Struct, frozen=True, kw_only=True):
    """What `robots.txt` gets."""

    sitemap: str
    """Its permalink."""


def sitemap_page(pages: Iterable[Page]) -> Page:
    """Return the list of those of `pages` that search engines may show.

    Rule: the sitemap protocol 0.9; `xhtml:link` as Google's documentation of localized
    versions has it: each page names all its versions, its own included.
    """
    # What stands in no frame is no page for readers: a feed, a redirection.
    frames = [getattr(page.context, "frame", None) for page in pages]
    entries = tuple(
        SitemapEntry(
            permalink=frame.permalink,
            modified=frame.metadata.modified,
            alternates=frame.alternates,
        )
        for frame in frames
        if isinstance(frame, Frame) and not frame.is_hidden
    )
    return Page(url=SITEMAP, template="sitemap.xml", context=SitemapContext(entries=entries))


def robots_page(site: Site) -> Page:
    """Return what robots are asked: nothing but to read the sitemap."""
    context = RobotsContext(sitemap=site.permalink(SITEMAP))
    return Page(url=Url("/robots.txt"), template="robots.txt", context=context)
