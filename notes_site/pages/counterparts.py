"""The contents of a note, and which section of a translation is which of its own."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from markupsafe import Markup
from msgspec import Struct

from notes_site.model import Heading, RenderedNote
from notes_site.pages.sitewide import Sitewide

_TOC_LEVELS = (2, 3)
_FEWEST_HEADINGS = 2
_MOST_COMPARISONS = 1_000_000
"""Of headings of two notes: those of a thousand with each other."""


class SectionLink(Struct, frozen=True, kw_only=True):
    """The same section in another language."""

    label: str
    """The language in two or three letters: `EN`."""

    tag: str
    """BCP 47."""

    href: str
    note: str
    """`This section in English`."""


class TocEntry(Struct, frozen=True, kw_only=True):
    """A heading in the table of contents, with those below it."""

    html: Markup
    id: str
    counterparts: tuple[SectionLink, ...]
    """The same section in the languages that have it."""

    children: tuple["TocEntry", ...]


def make_toc(
    sitewide: Sitewide, note: RenderedNote, translations: Sequence[RenderedNote]
) -> tuple[TocEntry, ...]:
    """Return the contents of a note; empty for fewer than two headings."""
    tops: list[tuple[Heading, list[Heading]]] = []
    for heading in note.headings:
        if heading.level == _TOC_LEVELS[0] or (heading.level in _TOC_LEVELS and not tops):
            tops.append((heading, []))
        elif heading.level in _TOC_LEVELS:
            tops[-1][1].append(heading)
    if len(tops) < _FEWEST_HEADINGS:
        return ()
    links = _section_links(sitewide, note, translations)

    def make_entry(heading: Heading, below: Sequence[Heading]) -> TocEntry:
        return TocEntry(
            html=heading.html,
            id=heading.id,
            counterparts=tuple(links.get(heading.id, ())),
            children=tuple(make_entry(each, ()) for each in below),
        )

    return tuple(make_entry(heading, below) for heading, below in tops)


def match_sections(own: Sequence[Heading], other: Sequence[Heading]) -> Mapping[str, str]:
    """Return `id` of a heading of a note → `id` of the same one in a translation of it.

    They are matched in their order, by level. Where one note has more of them, an `id`
    that both have (`{#id}`) holds them together, and what has no match is left out. Of more than
    `_MOST_COMPARISONS`, only those of one `id` belong together.
    """
    if [each.level for each in own] == [each.level for each in other]:
        return {mine.id: its.id for mine, its in zip(own, other, strict=True)}
    shared = {each.id for each in own} & {each.id for each in other}
    if len(own) * len(other) > _MOST_COMPARISONS:
        return {each: each for each in shared}
    mine, its = ([_key(each, shared) for each in headings] for headings in (own, other))
    matcher = SequenceMatcher(None, mine, its, autojunk=False)
    return {
        own[start + index].id: other[other_start + index].id
        for start, other_start, size in matcher.get_matching_blocks()
        for index in range(size)
    }


def _key(heading: Heading, shared: set[str]) -> tuple[int, str]:
    return heading.level, heading.id if heading.id in shared else ""


def _section_links(
    sitewide: Sitewide, note: RenderedNote, translations: Sequence[RenderedNote]
) -> dict[str, list[SectionLink]]:
    """Return `id` of a heading of `note` → the same section in other languages."""
    found: dict[str, list[SectionLink]] = {}
    for other in _counterparts(sitewide, note, translations):
        language = sitewide.config.language(other.language)
        href = sitewide.href(other.url)
        words = sitewide.words[note.language]
        text = words.fill("section_in", language=words.language(language.tag))
        for mine, its in match_sections(note.headings, other.headings).items():
            link = SectionLink(
                label=language.code.upper(), tag=language.tag, href=f"{href}#{its}", note=text
            )
            found.setdefault(mine, []).append(link)
    return found


def _counterparts(
    sitewide: Sitewide, note: RenderedNote, translations: Sequence[RenderedNote]
) -> Iterator[RenderedNote]:
    """Yield the translations of `note`, in the order of the site's languages."""
    by_language = {each.language: each for each in translations}
    for language in sitewide.config.languages:
        if language.code != note.language and language.code in by_language:
            yield by_language[language.code]
