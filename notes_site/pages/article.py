"""The page of a note, and standing pages."""

from collections.abc import Iterator, Mapping
from functools import partial

from markupsafe import Markup
from msgspec import Struct

from notes_site.model import Kind, RenderedNote, Url
from notes_site.pages.around import Around, find_related, look_around
from notes_site.pages.bilingual import bilingual_pair, bilingual_url
from notes_site.pages.comments import Comments, make_comments
from notes_site.pages.dates import machine_date
from notes_site.pages.entries import (
    Day,
    NoteLink,
    TagLink,
    make_day,
    make_newer_links,
    make_note_link,
    make_tag_links,
    make_translation_links,
    series_name,
    series_url,
)
from notes_site.pages.frame import Frame, PageFacts, list_in_sitemap, make_frame
from notes_site.pages.late import LateHtml
from notes_site.pages.metadata import note_metadata
from notes_site.pages.page import Page
from notes_site.pages.papers import PaperCard, make_paper_card
from notes_site.pages.sections import TocEntry, make_toc
from notes_site.pages.shell import Shell
from notes_site.pages.site import Site


class SeriesPlace(Struct, frozen=True, kw_only=True):
    """Where a note stands in its series."""

    name: str
    href: str
    part: str
    """`Part 2 of 4`."""

    previous: NoteLink | None
    next: NoteLink | None


class ArticleContext(Struct, frozen=True, kw_only=True):
    """What `article.html` gets."""

    frame: Frame
    title: Markup
    date: Day | None
    """None on a standing page."""

    updated: Day | None
    authors: tuple[str, ...]
    minutes: str
    tags: tuple[TagLink, ...]
    series: SeriesPlace | None
    paper: PaperCard | None
    toc: tuple[TocEntry, ...]
    body: LateHtml
    translations: tuple[NoteLink, ...]
    """The same article in other languages, titled by the language's name."""

    bilingual: str
    """Address of the page with both languages side by side; empty where there is none."""

    newer_translations: tuple[NoteLink, ...]
    """Those that have changed since this note was translated, titled by a sentence about it."""

    backlinks: tuple[NoteLink, ...]
    """The notes that link to this one, newest first."""

    related: tuple[NoteLink, ...]
    """Notes that share tags with this one and are not named elsewhere on the page."""

    comments: Comments | None
    newer: NoteLink | None
    """None too where it is the next part of the series; `older` likewise."""

    older: NoteLink | None
    is_draft: bool
    is_scheduled: bool
    extra: Mapping[str, object]


def article_pages(site: Site, language: str) -> Iterator[Page]:
    """Yield the pages of all notes and standing pages in `language`."""
    notes = [*look_around(site, language)]
    related = find_related(site, notes)
    for note, around in notes:
        yield _article_page(site, note, around, related[note.source.path])
    for note in site.standing[language]:
        around = Around(
            translations=site.translations_of(note),
            newer_translations=site.newer_translations_of(note),
            linking=site.backlinks.get(note.url, ()),
        )
        yield _article_page(site, note, around, ())


def _article_page(
    site: Site, note: RenderedNote, around: Around, related: tuple[RenderedNote, ...]
) -> Page:
    template = "article.html" if note.source.kind is Kind.NOTE else "page.html"
    in_sitemap = partial(list_in_sitemap, site, note.url, _counterparts(around), [note])
    return site.page(note.url, template, _make_article, in_sitemap, note, around, related)


def _counterparts(around: Around) -> Mapping[str, Url]:
    return {each.language: each.url for each in around.translations}


def _make_article(
    site: Shell, note: RenderedNote, around: Around, related: tuple[RenderedNote, ...]
) -> ArticleContext:
    front = note.source.front
    language = note.language
    comments = make_comments(site, note)
    pair = bilingual_pair(site, note, around.translations)
    facts = PageFacts(
        language=language,
        url=note.url,
        title=note.title_text,
        description=note.description,
        metadata=note_metadata(site, note, around.translations),
        counterparts=_counterparts(around),
        has_math=note.has_math,
        has_code=note.has_code,
        has_diagrams=note.has_diagrams,
        embeds=note.embeds,
        has_comments=comments is not None,
    )
    updated = None
    if front.updated:
        text = site.words[language].day(front.updated.date())
        updated = Day(text=text, machine=machine_date(front.updated))
    return ArticleContext(
        frame=make_frame(site, facts),
        title=note.title,
        date=make_day(site, note, language),
        updated=updated,
        authors=front.authors,
        minutes=site.words[language].count("minutes", note.reading_minutes),
        tags=make_tag_links(site, note, language),
        series=_series_place(site, note, around),
        paper=make_paper_card(note),
        toc=make_toc(site, note, around.translations)
        if front.has_toc and note.source.kind is Kind.NOTE
        else (),
        body=site.stored(note.body),
        translations=make_translation_links(site, note, around.translations),
        bilingual=site.href(bilingual_url(pair[0])) if pair else "",
        newer_translations=tuple(make_newer_links(site, note, around.newer_translations)),
        backlinks=tuple(make_note_link(site, each) for each in around.linking),
        related=tuple(make_note_link(site, each) for each in related),
        comments=comments,
        newer=None if around.newer is around.next_part else _link(site, around.newer),
        older=None if around.older is around.previous_part else _link(site, around.older),
        is_draft=front.is_draft,
        is_scheduled=note.source.path in site.scheduled,
        extra=front.extra,
    )


def _series_place(site: Shell, note: RenderedNote, around: Around) -> SeriesPlace | None:
    series = note.source.front.series
    if not around.parts:
        return None
    language = note.language
    return SeriesPlace(
        name=series_name(site, series, language),
        href=site.href(series_url(site, series, language)),
        part=site.words[language].fill("part_of", number=around.part, count=around.parts),
        previous=_link(site, around.previous_part),
        next=_link(site, around.next_part),
    )


def _link(site: Shell, note: RenderedNote | None) -> NoteLink | None:
    return make_note_link(site, note) if note else None
