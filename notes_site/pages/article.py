"""The page of a note, and standing pages."""

from collections.abc import Iterator, Mapping
from functools import partial

from markupsafe import Markup
from msgspec import Struct

from notes_site.cache import LazyHtml
from notes_site.model import Kind, RenderedNote, Url
from notes_site.pages.bilingual import bilingual_pair, bilingual_url
from notes_site.pages.cite_note import NoteCitation, make_citation
from notes_site.pages.comments import Comments, make_comments
from notes_site.pages.counterparts import TocEntry, make_toc
from notes_site.pages.entries import (
    Day,
    NoteLink,
    TagLink,
    begins_with_math,
    make_day,
    make_newer_links,
    make_note_link,
    make_tag_links,
    make_translation_links,
    needs_of_titles,
    publication_day,
    series_name,
    series_url,
)
from notes_site.pages.frame import Frame, PageFacts, list_in_sitemap, make_frame
from notes_site.pages.metadata import note_metadata
from notes_site.pages.neighbours import Neighbours, find_neighbours, find_related
from notes_site.pages.notebook_links import NotebookLinks, make_notebook_links
from notes_site.pages.page import Page
from notes_site.pages.papers import PaperCard, make_paper_card
from notes_site.pages.site import Site
from notes_site.pages.sitewide import Sitewide


class SeriesPlace(Struct, frozen=True, kw_only=True):
    """The place of a note in its series."""

    name: str
    href: str
    part: str
    """`Part 2 of 4`."""

    previous: NoteLink | None
    next: NoteLink | None


class NoteChange(Struct, frozen=True, kw_only=True):
    """A change of a note, as its author says."""

    day: Day
    text: str


class ArticleContext(Struct, frozen=True, kw_only=True):
    """Context of `article.html`."""

    frame: Frame
    title: Markup
    date: Day | None
    """None on a standing page."""

    updated: Day | None
    authors: tuple[str, ...]
    description: str
    """Of the front matter; may be empty."""

    minutes: str
    tags: tuple[TagLink, ...]
    series: SeriesPlace | None
    paper: PaperCard | None
    toc: tuple[TocEntry, ...]
    body: LazyHtml
    translations: tuple[NoteLink, ...]
    """The same article in other languages, titled by the language's name."""

    bilingual: str
    """Address of the page with both languages side by side; empty where there is none."""

    newer_translations: tuple[NoteLink, ...]
    """Those that have changed since this note was translated, titled by a sentence about it."""

    draft_translation: str
    """A sentence where parts of the text are drafts of a translation; empty where none is."""

    backlinks: tuple[NoteLink, ...]
    """The notes that link to this one, newest first."""

    related: tuple[NoteLink, ...]
    """Notes that share tags with this one and are not named elsewhere on the page."""

    citation: NoteCitation | None
    """How to cite the note; None on a standing page."""

    history: tuple[NoteChange, ...]
    """What has changed in it, newest first."""

    notebook: NotebookLinks | None
    """Links to the notebook that it is; None for a note in Markdown."""

    comments: Comments | None
    newer: NoteLink | None
    """None too where it is the next part of the series; `older` likewise."""

    older: NoteLink | None
    is_draft: bool
    is_scheduled: bool
    extra: Mapping[str, object]


def article_pages(site: Site, language: str) -> Iterator[Page]:
    """Yield the pages of all notes and standing pages in `language`."""
    notes = [*find_neighbours(site, language)]
    related = find_related(site, notes)
    for note, neighbours in notes:
        yield _article_page(site, note, neighbours, related[note.source.path])
    for note in site.standing[language]:
        neighbours = Neighbours(
            translations=site.translations_of(note),
            newer_translations=site.newer_translations_of(note),
            drafted_by=site.drafted.get(note.source.path),
            linking=site.backlinks.get(note.url, ()),
        )
        yield _article_page(site, note, neighbours, ())


def _article_page(
    site: Site, note: RenderedNote, neighbours: Neighbours, related: tuple[RenderedNote, ...]
) -> Page:
    template = "article.html" if note.source.kind is Kind.NOTE else "page.html"
    in_sitemap = partial(
        list_in_sitemap, site.sitewide, note.url, _counterparts(neighbours), [note]
    )
    return site.sitewide.page(
        note.url, template, _make_article, in_sitemap, note, neighbours, related
    )


def _counterparts(neighbours: Neighbours) -> Mapping[str, Url]:
    return {each.language: each.url for each in neighbours.translations}


def _titled(neighbours: Neighbours, related: tuple[RenderedNote, ...]) -> Iterator[RenderedNote]:
    """Yield the other notes whose titles the page of a note shows."""
    around = (neighbours.newer, neighbours.older, neighbours.previous_part, neighbours.next_part)
    yield from (note for note in (*around, *neighbours.linking, *related) if note is not None)


def _make_article(
    sitewide: Sitewide,
    note: RenderedNote,
    neighbours: Neighbours,
    related: tuple[RenderedNote, ...],
) -> ArticleContext:
    front = note.source.front
    language = note.language
    comments = make_comments(sitewide, note)
    pair = bilingual_pair(sitewide, note, neighbours.translations)
    facts = _facts(sitewide, note, neighbours, related, has_comments=comments is not None)
    return ArticleContext(
        frame=make_frame(sitewide, facts),
        title=note.title,
        date=publication_day(sitewide, note, language),
        updated=make_day(sitewide, front.updated, language) if front.updated else None,
        authors=front.authors,
        description=front.description,
        minutes=sitewide.words[language].count("minutes", note.reading_minutes),
        tags=make_tag_links(sitewide, note, language),
        series=_series_place(sitewide, note, neighbours),
        paper=make_paper_card(note),
        toc=_toc(sitewide, note, neighbours),
        body=sitewide.stored(note.body),
        translations=make_translation_links(sitewide, note, neighbours.translations),
        bilingual=sitewide.href(bilingual_url(pair[0])) if pair else "",
        newer_translations=tuple(make_newer_links(sitewide, note, neighbours.newer_translations)),
        draft_translation=_draft_translation(sitewide, note, neighbours),
        backlinks=tuple(make_note_link(sitewide, each) for each in neighbours.linking),
        related=tuple(make_note_link(sitewide, each) for each in related),
        citation=make_citation(sitewide, note),
        notebook=make_notebook_links(sitewide, note),
        history=tuple(
            NoteChange(day=make_day(sitewide, change.date, language), text=change.text)
            for change in front.history
        ),
        comments=comments,
        newer=_link(sitewide, neighbours.newer, unless=neighbours.next_part),
        older=_link(sitewide, neighbours.older, unless=neighbours.previous_part),
        is_draft=front.is_draft,
        is_scheduled=note.source.path in sitewide.scheduled,
        extra=front.extra,
    )


def _facts(
    sitewide: Sitewide,
    note: RenderedNote,
    neighbours: Neighbours,
    related: tuple[RenderedNote, ...],
    *,
    has_comments: bool,
) -> PageFacts:
    return PageFacts(
        language=note.language,
        url=note.url,
        title=note.title_text,
        description=note.description,
        metadata=note_metadata(sitewide, note, neighbours.translations),
        counterparts=_counterparts(neighbours),
        needs=note.needs | needs_of_titles(_titled(neighbours, related)),
        begins_with_math=begins_with_math(note),
        has_comments=has_comments,
    )


def _toc(sitewide: Sitewide, note: RenderedNote, neighbours: Neighbours) -> tuple[TocEntry, ...]:
    if note.source.kind is Kind.PAGE or not note.source.front.has_toc:
        return ()
    return make_toc(sitewide, note, neighbours.translations, neighbours.sections)


def _draft_translation(sitewide: Sitewide, note: RenderedNote, neighbours: Neighbours) -> str:
    if neighbours.drafted_by is None:
        return ""
    words = sitewide.words[note.language]
    names = ", ".join(filter(None, neighbours.drafted_by))
    return words.fill("draft_translation_by", by=names) if names else words["draft_translation"]


def _series_place(
    sitewide: Sitewide, note: RenderedNote, neighbours: Neighbours
) -> SeriesPlace | None:
    series = note.source.front.series
    if not neighbours.parts:
        return None
    language = note.language
    return SeriesPlace(
        name=series_name(sitewide, series, language),
        href=sitewide.href(series_url(sitewide, series, language)),
        part=sitewide.words[language].fill(
            "part_of", number=neighbours.part, count=neighbours.parts
        ),
        previous=_link(sitewide, neighbours.previous_part),
        next=_link(sitewide, neighbours.next_part),
    )


def _link(
    sitewide: Sitewide, note: RenderedNote | None, unless: RenderedNote | None = None
) -> NoteLink | None:
    """Return a link to a note; None where there is none, or where it is named as another one."""
    return make_note_link(sitewide, note) if note and note is not unless else None
