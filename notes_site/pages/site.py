"""All rendered notes: ordered, by language, by key, by tag, by series."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from msgspec import Struct

from notes_site.cache import Session
from notes_site.config import SiteConfig
from notes_site.config.index import Untranslated
from notes_site.config.languages import Language
from notes_site.load import is_held_back, newest_first
from notes_site.locales.words import Words
from notes_site.model import InPage, Kind, RenderedNote, Url
from notes_site.pages.identity import read_icons, read_logos
from notes_site.pages.menu import menu_links
from notes_site.pages.sitewide import Sitewide, make_sitewide
from notes_site.pages.tags import notes_by_tag, tag_slugs
from notes_site.translations import Comparison, MatchedBlocks, Term, find_outdated


class SameSections(NamedTuple):
    """The sections of a note, paired with those of a translation."""

    path: str
    """Of the translation."""

    ids: tuple[tuple[str, str], ...]
    """`id` of a heading of the note, and of the same one in the translation; in order."""


class Site(Struct, frozen=True, kw_only=True, eq=False):
    """Everything that pages are made of."""

    sitewide: Sitewide
    """What all pages have in common; holds no notes."""

    notes: Mapping[str, tuple[RenderedNote, ...]]
    """Language code → the notes that its index lists, newest first.

    With `untranslated: show` these include notes of other languages that have no
    translation here.
    """

    paper_notes: Mapping[str, tuple[RenderedNote, ...]]
    """Language code → those of `notes` that are about a paper."""

    citing_notes: Mapping[str, tuple[RenderedNote, ...]]
    """Language code → those of `notes` that cite works."""

    terms: tuple[Term, ...]
    """Those of `terms.yaml`."""

    term_notes: Mapping[str, tuple[RenderedNote, ...]]
    """Language code → those of `own` and `standing` that use terms."""

    standing: Mapping[str, tuple[RenderedNote, ...]]
    """Language code → its standing pages, by path."""

    translations: Mapping[str, Mapping[str, RenderedNote]]
    """Key of an article → language code → note."""

    outdated: Mapping[str, frozenset[str]]
    """Path of a note that has fallen behind → paths of the translations that are newer."""

    drafted: Mapping[str, tuple[str, ...]]
    """Path of a note with blocks that are drafts of a translation → who made them."""

    backlinks: Mapping[Url, tuple[RenderedNote, ...]]
    """Address of a note → the others that link to it, newest first."""

    matched_blocks: Mapping[tuple[str, str], tuple[MatchedBlocks, ...]]
    """Paths of a note and its translation → their blocks that belong together."""

    sections: Mapping[str, tuple[SameSections, ...]]
    """Path of a note → which of its sections is which of each of its translations."""

    tag_slugs: Mapping[RenderedNote, tuple[str, ...]]
    """Note → what the addresses of its tags end in."""

    tagged: Mapping[str, Mapping[str, tuple[RenderedNote, ...]]]
    """Language code → slug of a tag → those of `notes` that have it."""

    own_tagged: Mapping[str, Mapping[str, tuple[RenderedNote, ...]]]
    """The same for `own`."""

    own: Mapping[str, tuple[RenderedNote, ...]]
    """Language code → the notes written in it, newest first."""

    def translations_of(self, note: RenderedNote) -> tuple[RenderedNote, ...]:
        """Return `note` in all its languages, itself included."""
        return tuple(self.translations[note.source.key].values())

    def newer_translations_of(self, note: RenderedNote) -> tuple[RenderedNote, ...]:
        """Return the translations of `note` that have changed since it was translated."""
        newer = self.outdated.get(note.source.path, frozenset())
        return tuple(each for each in self.translations_of(note) if each.source.path in newer)

    def matched_blocks_of(
        self, left: RenderedNote, right: RenderedNote
    ) -> tuple[MatchedBlocks, ...]:
        """Return the blocks that belong together of a note and a translation in a later language."""
        return self.matched_blocks[left.source.path, right.source.path]

    def sections_of(self, note: RenderedNote) -> tuple[SameSections, ...]:
        """Return which sections of `note` are which of its translations, as they were compared."""
        return self.sections.get(note.source.path, ())

    def with_translations(
        self, notes: Iterable[RenderedNote]
    ) -> tuple[tuple[RenderedNote, tuple[RenderedNote, ...]], ...]:
        """Return each of `notes` with all its translations, itself included."""
        return tuple((note, self.translations_of(note)) for note in notes)

    def own_notes(self, language: str) -> tuple[RenderedNote, ...]:
        """Return the notes written in `language`, newest first."""
        return self.own[language]


class SiteInputs(Struct, frozen=True, kw_only=True):
    """All that a site is made of beside its notes."""

    config: SiteConfig
    words: Mapping[str, Words]
    """By language code."""

    terms: tuple[Term, ...]
    """Those of `terms.yaml`."""

    assets: Mapping[str, Url]
    """Name of an asset → its address."""

    in_page: InPage
    built_at: datetime
    session: Session
    """Has what was made for sites before."""


def assemble_site(
    notes: Iterable[RenderedNote],
    comparisons: Sequence[Comparison],
    drafted: Mapping[str, tuple[str, ...]],
    inputs: SiteInputs,
) -> Site:
    """Return the site that `notes` make.

    Args:
        notes: those that are shown, in any order.
        comparisons: of all of them with their translations.
        drafted: path of a note with drafts of a translation → who made them.
        inputs: what else it is made of.
    """
    by_path = {note.source.path: note for note in notes}
    sources = newest_first(note.source for note in by_path.values())
    ordered = [by_path[source.path] for source in sources]
    translations: dict[str, dict[str, RenderedNote]] = defaultdict(dict)
    for note in ordered:
        translations[note.source.key].setdefault(note.language, note)
    articles = [note for note in ordered if note.source.kind is Kind.NOTE]
    lists = _list_notes(ordered, articles, translations, inputs.config)
    sitewide = _make_sitewide(ordered, lists, inputs)
    slugs = {note: sitewide.once(tag_slugs, note) for note in articles}
    return Site(
        sitewide=sitewide,
        notes=lists.notes,
        paper_notes=lists.papers,
        citing_notes=lists.citing,
        terms=inputs.terms,
        term_notes={
            code: tuple(note for note in (*notes, *lists.standing[code]) if note.terms)
            for code, notes in lists.own.items()
        },
        standing=lists.standing,
        translations=translations,
        outdated=find_outdated(comparisons),
        drafted=drafted,
        backlinks=_find_backlinks(ordered),
        matched_blocks={(each.left, each.right): each.matched_blocks for each in comparisons},
        sections=_find_sections(comparisons),
        tag_slugs=slugs,
        tagged={code: notes_by_tag(notes, slugs) for code, notes in lists.notes.items()},
        own_tagged={code: notes_by_tag(notes, slugs) for code, notes in lists.own.items()},
        own=lists.own,
    )


class _NoteLists(Struct, frozen=True, kw_only=True):
    """Language code → some of the notes that it shows, as `Site` has them."""

    notes: Mapping[str, tuple[RenderedNote, ...]]
    own: Mapping[str, tuple[RenderedNote, ...]]
    papers: Mapping[str, tuple[RenderedNote, ...]]
    citing: Mapping[str, tuple[RenderedNote, ...]]
    standing: Mapping[str, tuple[RenderedNote, ...]]


def _list_notes(
    ordered: Sequence[RenderedNote],
    articles: Iterable[RenderedNote],
    translations: Mapping[str, Mapping[str, RenderedNote]],
    config: SiteConfig,
) -> _NoteLists:
    listed = {
        language.code: tuple(
            note
            for note in articles
            if _is_listed(note, language, config, translations[note.source.key])
        )
        for language in config.languages
    }
    pages = sorted(
        (note for note in ordered if note.source.kind is Kind.PAGE),
        key=lambda note: note.source.path,
    )
    return _NoteLists(
        notes=listed,
        own={
            code: tuple(note for note in notes if note.language == code)
            for code, notes in listed.items()
        },
        papers={
            code: tuple(note for note in notes if note.paper) for code, notes in listed.items()
        },
        citing={
            code: tuple(note for note in notes if note.references) for code, notes in listed.items()
        },
        standing={code: tuple(page for page in pages if page.language == code) for code in listed},
    )


def _make_sitewide(
    notes: Iterable[RenderedNote], lists: _NoteLists, inputs: SiteInputs
) -> Sitewide:
    config = inputs.config
    return make_sitewide(
        inputs.session,
        config=config,
        words=inputs.words,
        in_page=inputs.in_page,
        assets={name: f"{config.base_path}{url}" for name, url in inputs.assets.items()},
        sections={
            code: tuple(
                menu_links(
                    code,
                    config,
                    inputs.words[code],
                    papers=lists.papers[code],
                    citing=lists.citing[code],
                    standing=standing,
                    terms=inputs.terms,
                )
            )
            for code, standing in lists.standing.items()
        },
        icons=read_icons(config.social),
        logos=read_logos(config),
        scheduled=frozenset(
            note.source.path for note in notes if is_held_back(note.source, inputs.built_at)
        ),
    )


def _find_sections(comparisons: Iterable[Comparison]) -> dict[str, tuple[SameSections, ...]]:
    found: dict[str, tuple[SameSections, ...]] = defaultdict(tuple)
    for each in comparisons:
        turned = tuple((right, left) for left, right in each.headings)
        found[each.left] += (SameSections(each.right, each.headings),)
        found[each.right] += (SameSections(each.left, turned),)
    return found


def _find_backlinks(notes: Iterable[RenderedNote]) -> Mapping[Url, tuple[RenderedNote, ...]]:
    found: dict[Url, dict[Url, RenderedNote]] = defaultdict(dict)
    for note in notes:
        for link in note.links:
            if link.url not in {"", note.url}:
                found[link.url][note.url] = note
    return {url: tuple(linking.values()) for url, linking in found.items()}


def _is_listed(
    note: RenderedNote,
    language: Language,
    config: SiteConfig,
    translations: Mapping[str, RenderedNote],
) -> bool:
    if note.language == language.code:
        return True
    if config.index.untranslated is Untranslated.HIDE or language.code in translations:
        return False
    first = next(each.code for each in config.languages if each.code in translations)
    return note.language == first
