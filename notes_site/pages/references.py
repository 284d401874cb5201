"""The page of all works that notes cite, each with those notes."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from notes_site.model import Needs, RenderedNote, Url
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
from notes_site.pages.papers import paper_identity
from notes_site.pages.site import Site
from notes_site.pages.sitewide import Sitewide


class CitedWork(Struct, frozen=True, kw_only=True):
    """A work with the notes that cite it."""

    html: Markup
    """As the list of a note has it."""

    notes: tuple[NoteLink, ...]
    """Those that cite it or are about it, newest first."""


class ReferencesContext(Struct, frozen=True, kw_only=True):
    """The context of `references.html`."""

    frame: Frame
    count: str
    works: tuple[CitedWork, ...]
    """By the names of those who wrote them."""


def references_pages(site: Site, language: str) -> Iterator[Page]:
    """Yield the page of all works that the notes of a language cite; none where they cite none."""
    notes = site.citing_notes[language]
    if notes:
        sitewide = site.sitewide
        codes = languages_with(site.citing_notes)
        in_sitemap = partial(section_in_sitemap, sitewide, language, "references", notes, codes)
        about = site.paper_notes[language]
        yield sitewide.page(
            section_url(sitewide, language, "references"),
            "references.html",
            _make_references,
            in_sitemap,
            language,
            notes,
            about,
            codes,
        )


def _make_references(
    sitewide: Sitewide,
    language: str,
    notes: tuple[RenderedNote, ...],
    about: tuple[RenderedNote, ...],
    codes: tuple[str, ...],
) -> ReferencesContext:
    """Return what the page says; languages with these `codes` have one."""
    words = sitewide.words[language]
    works: dict[str, tuple[str, Markup]] = {}
    citing: dict[str, dict[Url, RenderedNote]] = defaultdict(dict)
    for note in notes:
        for reference in note.references:
            works.setdefault(reference.identity, (reference.order, reference.html))
            citing[reference.identity][note.url] = note
    for note in about:
        identity = paper_identity(note)
        if identity in works:
            citing[identity][note.url] = note
    tag = sitewide.config.language(language).tag
    facts = section_facts(sitewide, language, "references", notes, codes)
    needs = facts.needs | Needs(math=any('class="katex' in html for _, html in works.values()))
    ordered = sorted(works, key=lambda identity: sort_key(works[identity][0], tag))
    return ReferencesContext(
        frame=make_frame(sitewide, replace(facts, needs=needs)),
        count=words.count("references_cited", len(works)),
        works=tuple(
            CitedWork(
                html=works[identity][1],
                notes=tuple(make_note_link(sitewide, note) for note in citing[identity].values()),
            )
            for identity in ordered
        ),
    )
