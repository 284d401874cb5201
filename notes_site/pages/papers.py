"""The paper that a note is about: a card on the note, and the page of all papers."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from urllib.parse import quote

from msgspec import Struct

from notes_site.model import Paper, RenderedNote
from notes_site.pages.bibtex import bibtex
from notes_site.pages.collation import sort_key
from notes_site.pages.entries import NoteLink, make_note_link
from notes_site.pages.frame import Frame, make_frame
from notes_site.pages.language_pages import (
    languages_with,
    section_facts,
    section_in_sitemap,
    section_url,
)
from notes_site.pages.page import Page
from notes_site.pages.site import Site
from notes_site.pages.sitewide import Sitewide


class PaperCard(Struct, frozen=True, kw_only=True):
    """The paper that a note is about."""

    paper: Paper
    href: str
    """Its address: arXiv's, the DOI's or the one given; may be empty."""

    bibtex: str
    """Its entry of BibTeX."""


class NotedPaper(Struct, frozen=True, kw_only=True):
    """A paper with the notes about it."""

    card: PaperCard
    notes: tuple[NoteLink, ...]


class PaperYear(Struct, frozen=True, kw_only=True):
    """The papers of one year."""

    year: str
    """Empty for those without one."""

    papers: tuple[NotedPaper, ...]


class PapersContext(Struct, frozen=True, kw_only=True):
    """Context of `papers.html`."""

    frame: Frame
    count: str
    years: tuple[PaperYear, ...]


def make_paper_card(note: RenderedNote) -> PaperCard | None:
    """Return the card of the paper that `note` is about."""
    paper = note.paper
    if paper is None:
        return None
    href = paper.url
    if not href and paper.arxiv:
        href = f"https://arxiv.org/abs/{paper.arxiv}"
    if not href and paper.doi:
        href = f"https://doi.org/{quote(paper.doi)}"
    return PaperCard(paper=paper, href=href, bibtex=bibtex(paper))


def papers_pages(site: Site, language: str) -> Iterator[Page]:
    """Yield the page of all papers that notes are about, the latest first; none without papers."""
    notes = site.paper_notes[language]
    if notes:
        sitewide = site.sitewide
        codes = languages_with(site.paper_notes)
        in_sitemap = partial(section_in_sitemap, sitewide, language, "papers", notes, codes)
        url = section_url(sitewide, language, "papers")
        yield sitewide.page(url, "papers.html", _make_papers, in_sitemap, language, notes, codes)


def _make_papers(
    sitewide: Sitewide, language: str, notes: tuple[RenderedNote, ...], codes: tuple[str, ...]
) -> PapersContext:
    """Return what the page says; languages with these `codes` have one."""
    words = sitewide.words[language]
    by_paper: dict[str, list[RenderedNote]] = defaultdict(list)
    for note in notes:
        by_paper[paper_identity(note)].append(note)
    years: dict[str, list[NotedPaper]] = defaultdict(list)
    for about in by_paper.values():
        card = make_paper_card(about[0])
        if card:
            links = tuple(make_note_link(sitewide, note) for note in about)
            years[card.paper.year].append(NotedPaper(card=card, notes=links))
    tag = sitewide.config.language(language).tag
    facts = section_facts(sitewide, language, "papers", notes, codes)
    return PapersContext(
        frame=make_frame(sitewide, facts),
        count=words.count("papers_noted", len(by_paper)),
        years=tuple(
            PaperYear(
                year=year,
                papers=tuple(
                    sorted(years[year], key=lambda each: sort_key(each.card.paper.title, tag))
                ),
            )
            for year in sorted(years, reverse=True)
        ),
    )


def paper_identity(note: RenderedNote) -> str:
    """Return what two notes about one paper share, though they may write its title apart."""
    paper = note.paper
    return (paper.arxiv or paper.doi or " ".join(paper.title.casefold().split())) if paper else ""
