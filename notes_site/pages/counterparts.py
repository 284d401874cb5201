"""The contents of a note, with links to the same sections of its translations."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup
from msgspec import Struct

from notes_site.model import Heading, RenderedNote
from notes_site.pages.site import SameSections
from notes_site.pages.sitewide import Sitewide

_TOC_LEVELS = (2, 3)
_FEWEST_HEADINGS = 2


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
    sitewide: Sitewide,
    note: RenderedNote,
    translations: Sequence[RenderedNote],
    sections: Sequence[SameSections],
) -> tuple[TocEntry, ...]:
    """Return the contents of a note; empty for fewer than two headings.

    Args:
        sitewide: what all pages have in common.
        note: whose contents they are.
        translations: the note in all its languages.
        sections: which section is which in each of them, as `Site.sections_of` gives it.
    """
    chapters: list[tuple[Heading, list[Heading]]] = []
    for heading in note.headings:
        if heading.level == _TOC_LEVELS[0] or (heading.level in _TOC_LEVELS and not chapters):
            chapters.append((heading, []))
        elif heading.level in _TOC_LEVELS:
            chapters[-1][1].append(heading)
    if len(chapters) < _FEWEST_HEADINGS:
        return ()
    links = _section_links(sitewide, note, translations, sections)

    def make_entry(heading: Heading, below: Sequence[Heading]) -> TocEntry:
        return TocEntry(
            html=heading.html,
            id=heading.id,
            counterparts=tuple(links.get(heading.id, ())),
            children=tuple(make_entry(each, ()) for each in below),
        )

    return tuple(make_entry(heading, below) for heading, below in chapters)


def _section_links(
    sitewide: Sitewide,
    note: RenderedNote,
    translations: Sequence[RenderedNote],
    sections: Sequence[SameSections],
) -> dict[str, list[SectionLink]]:
    """Return `id` of a heading of `note` → the same section in other languages."""
    ids = {each.path: each.ids for each in sections}
    found: dict[str, list[SectionLink]] = {}
    for other in _counterparts(sitewide, note, translations):
        language = sitewide.config.language(other.language)
        href = sitewide.href(other.url)
        words = sitewide.words[note.language]
        text = words.fill("section_in", language=words.language(language.tag))
        for mine, its in ids.get(other.source.path, ()):
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
