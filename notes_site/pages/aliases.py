"""Pages at former addresses of notes, which lead to where these are now."""

from collections.abc import Iterator

from msgspec import Struct

from notes_site.load import alias_url
from notes_site.model import RenderedNote
from notes_site.pages.page import Page
from notes_site.pages.site import Site
from notes_site.pages.sitewide import Sitewide

ALIAS = "alias.html"
"""Template of the page at a former address."""


class AliasContext(Struct, frozen=True, kw_only=True):
    """Context of `alias.html`."""

    tag: str
    """BCP 47 tag of the note's language."""

    title: str
    """The note's, plain."""

    href: str
    """Where the note is now."""

    permalink: str


def alias_pages(site: Site, language: str) -> Iterator[Page]:
    """Yield a page for each of the `aliases` of the notes and standing pages in `language`."""
    for note in (*site.own_notes(language), *site.standing[language]):
        for alias in note.source.front.aliases:
            yield site.sitewide.page(alias_url(alias), ALIAS, _make_alias, None, note)


def _make_alias(sitewide: Sitewide, note: RenderedNote) -> AliasContext:
    return AliasContext(
        tag=sitewide.config.language(note.language).tag,
        title=note.title_text,
        href=sitewide.href(note.url),
        permalink=sitewide.permalink(note.url),
    )
