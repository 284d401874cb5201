"""Feeds: the newest notes of a language, and of a tag, as Atom and as JSON Feed."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urljoin
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct

from notes_site import __version__
from notes_site.cache import LazyText
from notes_site.config.feed import FeedContent
from notes_site.model import RenderedNote, Url
from notes_site.pages.dates import last_change, newest_change, timestamp
from notes_site.pages.feed_urls import ATOM, JSON, feed_urls
from notes_site.pages.identity import make_icon
from notes_site.pages.page import Page
from notes_site.pages.site import Site
from notes_site.pages.sitewide import Sitewide
from notes_site.pages.tags import tag_name, tag_of, tag_url, tags_of

_NAME = re.compile(r"\\\{(?:slug|path)\\\}")
"""What tells notes apart in `urls.note`, behind `re.escape`."""

_DAY = re.compile(r"\\\{(?:year|month|day)\\\}")


class FeedTag(Struct, frozen=True, kw_only=True):
    """A tag of a note."""

    term: str
    """Its key in `site.yaml`, or as front matter has it."""

    label: str
    """As readers see it."""


class FeedEntry(Struct, frozen=True, kw_only=True):
    """A note in a feed."""

    id: str
    title: str
    permalink: str
    published: str
    """RFC 3339, as `updated`."""

    updated: str
    authors: tuple[str, ...]
    """Empty where the feed's author wrote it."""

    tags: tuple[FeedTag, ...]
    summary: str
    """Plain text."""

    content: LazyText | str
    """HTML with absolute addresses, formulas as MathML; a template escapes it."""


class FeedContext(Struct, frozen=True, kw_only=True):
    """Context of `feed.xml` and `feed.json`."""

    id: str
    tag: str
    """BCP 47 tag of the notes' language."""

    title: str
    subtitle: str
    home: str
    """Permalink of the page that lists the same notes."""

    atom: str
    """Permalink of the feed as Atom."""

    json: str
    """Permalink of the feed as JSON Feed."""

    icon: str
    updated: str
    author: str
    author_url: str
    author_email: str
    is_full: bool
    """True where entries hold whole notes, and not only how they begin; never for a tag."""

    version: str
    """Of notes-site."""

    entries: tuple[FeedEntry, ...]


def feed_pages(site: Site, language: str) -> Iterator[Page]:
    """Yield the feeds of `language`, and of each tag that a note in it has, unless none is wanted."""
    config = site.sitewide.config
    title = config.title[language]
    notes = site.own_notes(language)
    entries, content = config.feed.entries, config.feed.content
    yield from _feeds(site, language, site.sitewide.root(language), title, notes[:entries], content)
    for name, tagged in site.own_tagged[language].items() if config.feed.has_tags else ():
        tag = tag_of(site.sitewide, tagged, name)
        label = f"{tag_name(site.sitewide, tag, language)} · {title}"
        root = tag_url(site.sitewide, tag, language)
        yield from _feeds(site, language, root, label, tagged[:entries], FeedContent.EXCERPT)


def _feeds(  # noqa: PLR0913, PLR0917 - a feed is made of these six
    site: Site,
    language: str,
    root: Url,
    title: str,
    notes: tuple[RenderedNote, ...],
    content: FeedContent,
) -> Iterator[Page]:
    """Yield the two feeds below the page at `root`: of `notes`, newest first."""
    for url, template in zip(feed_urls(root), (ATOM, JSON), strict=True):
        yield site.sitewide.page(
            url, template, _make_feed, None, language, root, title, notes, content
        )


def _make_feed(  # noqa: PLR0913, PLR0917 - a feed is made of these six
    sitewide: Sitewide,
    language: str,
    root: Url,
    title: str,
    notes: tuple[RenderedNote, ...],
    content: FeedContent,
) -> FeedContext:
    config = sitewide.config
    atom, json = feed_urls(root)
    return FeedContext(
        id=_lasting_id(sitewide, f"feed {root}"),
        tag=config.language(language).tag,
        title=title,
        subtitle=config.description[language],
        home=sitewide.permalink(root),
        atom=sitewide.permalink(atom),
        json=sitewide.permalink(json),
        icon=urljoin(config.base_url, make_icon(sitewide).href),
        updated=timestamp(newest_change(notes)),
        author=config.author.name[language] or config.title[language],
        author_url=config.author.url,
        author_email=config.author.email,
        is_full=content is FeedContent.FULL,
        version=__version__,
        entries=tuple(sitewide.once(_make_entry, note, content) for note in notes),
    )


def _make_entry(sitewide: Sitewide, note: RenderedNote, content: FeedContent) -> FeedEntry:
    front = note.source.front

    return FeedEntry(
        id=_entry_id(sitewide, note),
        title=note.title_text,
        permalink=sitewide.permalink(note.url),
        published=timestamp(note.date),
        updated=timestamp(last_change(note)),
        authors=front.authors,
        tags=tuple(
            FeedTag(term=tag, label=tag_name(sitewide, tag, note.language))
            for tag in tags_of(sitewide, note)
        ),
        summary=note.description,
        content=(
            sitewide.text(_read_body, note)
            if content is FeedContent.FULL
            else str(note.feed_excerpt)
        ),
    )


def _read_body(sitewide: Sitewide, note: RenderedNote) -> str:
    # None is there where the note takes the place of a newer one that holds mistakes, and is
    # left out: nothing is published then.
    return sitewide.read_html(note.feed_body).decode() if note.feed_body else ""


def _entry_id(sitewide: Sitewide, note: RenderedNote) -> str:
    """Return the id of an entry: that of front matter, or one made of its name in its address.

    Who moves a note names its old address in `aliases`, the oldest first, so that the id stays.
    """
    front = note.source.front
    if front.id:
        return front.id
    root = sitewide.root(note.language).rstrip("/")
    pattern = re.escape(f"{root}{sitewide.config.urls.note}")
    own = re.compile(_NAME.sub("(?P<name>.+)", _DAY.sub(r"\\d+", pattern), count=1))
    former = (unquote(alias.rstrip("/")) + "/" for alias in front.aliases)
    matches = (own.fullmatch(each) for each in (*former, unquote(note.url)))
    name = next((match["name"] for match in matches if match), note.source.key)
    return _lasting_id(sitewide, f"note {note.language}/{name}")


def _lasting_id(sitewide: Sitewide, name: str) -> str:
    """Return an id that stays when the site moves to another host, or to another path of it.

    Feed readers know by it which entries they have shown: RFC 4287, 4.2.6. The author tells apart
    sites that have notes at the same addresses.
    """
    config = sitewide.config
    language = config.default_language.code
    author = config.author.name[language] or config.title[language]
    return uuid5(NAMESPACE_URL, f"{author} {name}").urn
