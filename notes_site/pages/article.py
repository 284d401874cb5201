"""The page of a note, and standing pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from notes_site.model import Kind, RenderedNote
from notes_site.pages.comments import Comments, make_comments
from notes_site.pages.dates import machine_date
from notes_site.pages.entries import (
    Day,
    NoteLink,
    TagLink,
    make_day,
    make_note_link,
    make_tag_links,
    notes_by_series,
    series_name,
    series_slug,
    series_url,
)
from notes_site.pages.frame import Frame, PageFacts, make_frame
from notes_site.pages.late import LateHtml
from notes_site.pages.metadata import note_metadata
from notes_site.pages.page import Page
from notes_site.pages.papers import PaperCard, make_paper_card
from notes_site.pages.sections import TocEntry, make_toc
from notes_site.pages.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPlace:
    """Where a note stands in its series."""

    name: str
    href: str
    part: str
    """`Part 2 of 4`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleContext:
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

    backlinks: tuple[NoteLink, ...]
    """The notes that link to this one, newest first."""

    comments: Comments | None
    newer: NoteLink | None
    older: NoteLink | None
    is_draft: bool
    is_scheduled: bool
    extra: Mapping[str, object]


def article_pages(site: Site, language: str) -> Iterator[Page]:
    """Yield the pages of all notes and standing pages in `language`."""
    notes = site.own_notes(language)
    parts = notes_by_series(site, language)
    for index, note in enumerate(notes):
        newer = notes[index - 1] if index else None
        older = notes[index + 1] if index + 1 < len(notes) else None
        yield _article_page(site, note, newer, older, _series_place(site, note, parts))
    for note in site.standing[language]:
        yield _article_page(site, note, None, None, None)


def _article_page(
    site: Site,
    note: RenderedNote,
    newer: RenderedNote | None,
    older: RenderedNote | None,
    series: SeriesPlace | None,
) -> Page:
    front = note.source.front
    language = note.language
    translations = site.translations[note.source.key]
    comments = make_comments(site, note)
    facts = PageFacts(
        language=language,
        url=note.url,
        title=note.title_text,
        description=note.description,
        metadata=note_metadata(site, note),
        counterparts={code: each.url for code, each in translations.items()},
        has_math=note.has_math,
        has_code=note.has_code,
        embeds=note.embeds,
        has_comments=comments is not None,
    )
    updated = None
    if front.updated:
        text = site.words[language].day(front.updated.date())
        updated = Day(text=text, machine=machine_date(front.updated))
    context = ArticleContext(
        frame=make_frame(site, facts),
        title=note.title,
        date=make_day(site, note, language),
        updated=updated,
        authors=front.authors,
        minutes=site.words[language].count("minutes", note.reading_minutes),
        tags=make_tag_links(site, note, language),
        series=series,
        paper=make_paper_card(note),
        toc=make_toc(site, note) if front.has_toc and note.source.kind is Kind.NOTE else (),
        body=site.stored(note.body),
        translations=tuple(
            NoteLink(
                title=Markup.escape(site.config.language(code).label),
                href=site.href(each.url),
                tag=site.config.language(code).tag,
            )
            for code, each in translations.items()
            if code != language
        ),
        backlinks=tuple(make_note_link(site, each) for each in site.backlinks.get(note.url, ())),
        comments=comments,
        newer=make_note_link(site, newer) if newer else None,
        older=make_note_link(site, older) if older else None,
        is_draft=front.is_draft,
        is_scheduled=note.source.path in site.scheduled,
        extra=front.extra,
    )
    template = "article.html" if note.source.kind is Kind.NOTE else "page.html"
    return Page(url=note.url, template=template, context=context)


def _series_place(
    site: Site, note: RenderedNote, by_series: Mapping[str, Sequence[RenderedNote]]
) -> SeriesPlace | None:
    series = note.source.front.series
    if not series:
        return None
    language = note.language
    parts = by_series[series_slug(site, series)]
    return SeriesPlace(
        name=series_name(site, series, language),
        href=site.href(series_url(site, series, language)),
        part=site.words[language].fill("part_of", number=parts.index(note) + 1, count=len(parts)),
    )
