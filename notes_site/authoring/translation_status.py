"""A table of how far each article is translated, for authors."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from notes_site.authoring.note_pairs import NotePair, SiteNotes
from notes_site.config import SiteConfig
from notes_site.model import Block, Kind


class TranslationStatus(Struct, frozen=True, kw_only=True):
    """The progress of one article in one language."""

    note: str
    """Path of the original: the note in the first of the site's languages that has it."""

    language: str
    """Code of the language that it is translated into."""

    path: str
    """Of the translation; empty where there is none."""

    texts: int
    """Of the original."""

    missing: int
    """Those without a counterpart."""

    stale: int
    """Those whose original has changed since both were marked current."""

    drafts: int
    """Blocks that were imported and not marked current."""

    words: int
    """Of the texts that are missing or stale; a Chinese character counts as one."""

    is_marked: bool
    """Whether anybody has said that both are current."""

    next_line: int
    """Line of the original where the first text stands that is missing or stale; 0 where none is."""

    next_text: str
    """That text, with placeholders."""

    next_section: str
    """`id` of the heading above it; empty above all headings."""

    @property
    def state(self) -> str:
        """`whole`, `partial`, `stale`, `unmarked` or `missing`."""
        if not self.path:
            return "missing"
        if self.missing:
            return "partial"
        if self.stale:
            return "stale"
        return "whole" if self.is_marked else "unmarked"


def find_status(config: SiteConfig, paths: Sequence[Path] = ()) -> list[TranslationStatus]:
    """Return how far all articles, or those at `paths`, are translated; the most to do first."""
    return list_status(SiteNotes(config), paths)


def list_status(notes: SiteNotes, paths: Sequence[Path] = ()) -> list[TranslationStatus]:
    """Return the same of the notes of a site that are read already."""
    found = [
        _status(pair, notes.remembered.drafts(pair.original.source.key, pair.target))
        for pair in notes.pairs(paths)
        if pair.original.source.kind is Kind.NOTE or pair.translation
    ]
    return sorted(found, key=lambda status: (-status.words, status.note, status.language))


def _section(blocks: Sequence[Block], line: int) -> str:
    """Return the `id` of the last heading up to a line; empty where none is."""
    above = [block.id for block in blocks if block.level and block.first_line <= line]
    return above[-1] if above else ""


def _status(pair: NotePair, drafts: Mapping[str, str]) -> TranslationStatus:
    units = pair.original.units
    missing = [units[index] for index in pair.waiting if index not in pair.partners]
    stale = [units[index] for index in pair.waiting if pair.record and index in pair.partners]
    blocks = pair.translation.blocks if pair.translation else ()
    to_do = sorted([*missing, *stale], key=lambda unit: unit.line)
    return TranslationStatus(
        note=pair.original.source.path,
        language=pair.target,
        path=pair.path if pair.translation else "",
        texts=len(pair.original.units),
        missing=len(missing),
        stale=len(stale),
        drafts=sum(block.digest in drafts for block in blocks),
        words=sum(unit.count_words() for unit in to_do),
        is_marked=bool(pair.record),
        next_line=to_do[0].line if to_do else 0,
        next_text=to_do[0].text.show() if to_do else "",
        next_section=_section(pair.original.blocks, to_do[0].line) if to_do else "",
    )
