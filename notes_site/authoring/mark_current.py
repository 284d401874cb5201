"""Translations are marked as up to date: `check --mark-current`, and `new --translate`."""

from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

from notes_site.authoring.note_pairs import SiteNotes, refuse_path
from notes_site.authoring.remembered import Remembered
from notes_site.config import SiteConfig
from notes_site.model import Source
from notes_site.parse import make_markdown
from notes_site.translations.align import AlignedPair, align
from notes_site.translations.exchange.units import read_units
from notes_site.translations.staleness import make_record


def mark_current(config: SiteConfig, paths: Iterable[Path]) -> int:
    """Remember that notes say the same as their translations, and return how many pairs do.

    Args:
        config: of the site.
        paths: notes, or folders of notes.

    Raises:
        SourceError: one of `paths` holds no note with a translation, or a mistake.
    """
    notes = SiteNotes(config)
    pairs = [
        pair
        for group in notes.articles
        for pair in combinations(group, 2)
        if pair[0].language != pair[1].language
    ]
    translated = {pair[0].key for pair in pairs}
    chosen: set[str] = set()
    for path in paths:
        found = translated & {source.key for source in notes.below(path)}
        if not found:
            text = "there is no note here that has a translation; name a note, or a folder of them"
            raise refuse_path(path, text)
        chosen |= found
    marked = [pair for pair in pairs if pair[0].key in chosen]
    for left, right in marked:
        record = make_record(align(notes.blocks(left), notes.blocks(right)))
        notes.remembered.keep(left.key, left.language, right.language, record)
        for note in (left, right):
            notes.remembered.drafts(note.key, note.language).clear()
    notes.remembered.forget_others(notes.sources.values())
    notes.remembered.write()
    return len(marked)


def mark_begun(config: SiteConfig, source: Source, language: str) -> None:
    """Remember from which text a translation of `source` into `language` was begun."""
    blocks = read_units(source, make_markdown(allows_html=config.markdown.allows_html)).blocks
    record = make_record([AlignedPair(block, None) for block in blocks])
    remembered = Remembered(config)
    remembered.keep(source.key, source.language, language, record)
    remembered.write()
