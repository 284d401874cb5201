"""The page of the terms of a language: their words in the others, and where each is explained."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct

from notes_site.model import RenderedNote
from notes_site.pages.collation import sort_key
from notes_site.pages.entries import NoteLink, make_note_link
from notes_site.pages.frame import Frame, make_frame
from notes_site.pages.language_pages import section_facts, section_in_sitemap, section_url
from notes_site.pages.menu import has_words
from notes_site.pages.page import Page
from notes_site.pages.site import Site
from notes_site.pages.sitewide import Sitewide
from notes_site.text.slug import slug
from notes_site.translations import Term


class ForeignWord(Struct, frozen=True, kw_only=True):
    """The word for a term in another language."""

    tag: str
    """BCP 47, as in `lang`."""

    text: str


class ExplainedTerm(Struct, frozen=True, kw_only=True):
    """A term, and the note to read about it."""

    id: str
    """What the address of its entry ends in."""

    word: str
    others: tuple[ForeignWord, ...]
    """Its words in other languages, where they are not the same."""

    aliases: tuple[str, ...]
    note: str
    """The remark of `terms.yaml`."""

    explained: NoteLink | None
    """The section to read about it; None where no note uses it."""


class TermsContext(Struct, frozen=True, kw_only=True):
    """The context of `terms.html`."""

    frame: Frame
    count: str
    terms: tuple[ExplainedTerm, ...]
    """By their words in the language of the page."""


def terms_pages(site: Site, language: str) -> Iterator[Page]:
    """Yield the page of the terms of a language; none where it has no word for any."""
    sitewide, notes = site.sitewide, site.term_notes[language]
    if has_words(site.terms, language):
        codes = tuple(
            each.code for each in sitewide.config.languages if has_words(site.terms, each.code)
        )
        yield sitewide.page(
            section_url(sitewide, language, "terms"),
            "terms.html",
            _make_terms,
            partial(section_in_sitemap, sitewide, language, "terms", notes, codes),
            language,
            site.terms,
            notes,
            codes,
        )


def _make_terms(
    sitewide: Sitewide,
    language: str,
    terms: tuple[Term, ...],
    notes: tuple[RenderedNote, ...],
    codes: tuple[str, ...],
) -> TermsContext:
    """Return what the page says; languages with these `codes` have one."""
    tags = {each.code: each.tag for each in sitewide.config.languages}
    explained = _find_explained(sitewide, notes)
    ids = _name_terms([term.word(language) for term in terms])
    listed = [
        ExplainedTerm(
            id=ids[word],
            word=word,
            others=tuple(
                ForeignWord(tag=tags[code], text=other)
                for code, other in term.words
                if code != language and other != word
            ),
            aliases=term.aliases,
            note=term.note,
            explained=explained.get(word),
        )
        for term in terms
        if (word := term.word(language))
    ]
    words = sitewide.words[language]
    return TermsContext(
        frame=make_frame(sitewide, section_facts(sitewide, language, "terms", notes, codes)),
        count=words.count("terms_listed", len(listed)),
        terms=tuple(sorted(listed, key=lambda term: sort_key(term.word, tags[language]))),
    )


def _name_terms(words: Sequence[str]) -> dict[str, str]:
    """Return word → `id` of its entry; `C` and `C++` have two."""
    ids: dict[str, str] = {}
    for word in words:
        name = slug(word) or "term"
        taken = set(ids.values())
        numbers = (f"{name}-{number}" for number in range(2, len(words) + 2))
        ids[word] = (
            name if name not in taken else next(each for each in numbers if each not in taken)
        )
    return ids


def _find_explained(sitewide: Sitewide, notes: Sequence[RenderedNote]) -> Mapping[str, NoteLink]:
    """Return word of a term → the section that says most of it, of several the oldest."""
    best: dict[str, tuple[int, NoteLink]] = {}
    for note in reversed(notes):
        for use in note.terms:
            if use.word not in best or use.rank > best[use.word][0]:
                anchor = f"#{use.section}" if use.section else ""
                link = make_note_link(sitewide, note)
                best[use.word] = (
                    use.rank,
                    NoteLink(href=f"{link.href}{anchor}", title=link.title, tag=link.tag),
                )
    return {word: link for word, (_, link) in best.items()}
