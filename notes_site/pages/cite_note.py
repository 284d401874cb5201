"""Citations of a note itself: BibTeX, a line of text, and tags for Zotero and Google Scholar."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from notes_site.model import RenderedNote, is_whole_day
from notes_site.pages.bibtex import note_bibtex
from notes_site.pages.dates import machine_date
from notes_site.pages.sitewide import Sitewide
from notes_site.pages.tags import tag_name, tags_of


class NoteCitation(Struct, frozen=True, kw_only=True):
    """The citation of a note."""

    plain: str
    """One line of text."""

    bibtex: str


class MetaTag(Struct, frozen=True):
    """A `<meta>` of a note's page."""

    name: str
    content: str


def make_citation(sitewide: Sitewide, note: RenderedNote) -> NoteCitation | None:
    """Return how to cite `note`; None for a standing page."""
    if note.source.front.date is None:
        return None
    words = sitewide.words[note.language]
    authors = _authors(sitewide, note)
    permalink = sitewide.permalink(note.url)
    site = sitewide.config.title[note.language]
    plain = words.fill(
        "cite_line",
        authors=", ".join(authors),
        title=note.title_text,
        site=site,
        date=machine_date(note.date)[:10],
        url=permalink,
    )
    return NoteCitation(
        plain=plain,
        bibtex=note_bibtex(note.title_text, authors, site, note.date, permalink, note.source.name),
    )


def scholarly_tags(sitewide: Sitewide, note: RenderedNote) -> Iterator[MetaTag]:
    """Yield what Zotero and Google Scholar read of a note's page.

    Rule: Google Scholar's inclusion guidelines, "Indexing"; Dublin Core in HTML (RFC 2731).
    """
    if note.source.front.date is None:
        return
    tag = sitewide.config.language(note.language).tag
    permalink = sitewide.permalink(note.url)
    authors = _authors(sitewide, note)
    yield MetaTag("citation_title", note.title_text)
    yield from (MetaTag("citation_author", name) for name in authors)
    yield MetaTag("citation_publication_date", _slashes(note.date))
    yield MetaTag("citation_online_date", _slashes(note.date))
    yield MetaTag("citation_language", tag)
    yield MetaTag("citation_fulltext_html_url", permalink)
    for name in tags_of(sitewide, note):
        yield MetaTag("citation_keywords", tag_name(sitewide, name, note.language))
    yield MetaTag("DC.title", note.title_text)
    yield from (MetaTag("DC.creator", name) for name in authors)
    yield MetaTag("DC.date", machine_date(note.date)[:10])
    yield MetaTag("DC.language", tag)
    yield MetaTag("DC.identifier", permalink)
    yield MetaTag("DC.publisher", sitewide.config.title[note.language])
    yield MetaTag("DC.type", "Text")


def _authors(sitewide: Sitewide, note: RenderedNote) -> tuple[str, ...]:
    own = sitewide.config.author.name[note.language]
    return note.source.front.authors or (own or sitewide.config.title[note.language],)


def _slashes(moment: datetime) -> str:
    day = moment.date() if is_whole_day(moment) else moment
    return day.strftime("%Y/%m/%d")
