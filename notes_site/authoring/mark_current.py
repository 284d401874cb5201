"""Translations are marked as up to date: `check --mark-current`, and `new --translate`."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path

from notes_site.config import SiteConfig
from notes_site.errors import Place, Problem, SourceError
from notes_site.load import NoteFile, find_notes, read_source
from notes_site.model import Block, Source
from notes_site.translations.align import AlignedPair, align
from notes_site.translations.record import (
    Drafts,
    Records,
    read_drafts,
    read_records,
    write_records,
)
from notes_site.translations.staleness import Record, make_record


def mark_current(config: SiteConfig, paths: Iterable[Path]) -> int:
    """Remember that notes say the same as their translations, and return how many pairs do.

    Args:
        config: of the site.
        paths: notes, or folders of notes.

    Raises:
        SourceError: one of `paths` holds no note with a translation, or a mistake.
    """
    sources = _read_sources(config)
    chosen: set[str] = set()
    for path in paths:
        below = path.resolve()
        found = {
            source.key
            for source in sources
            if (config.folder / source.path).resolve().is_relative_to(below)
        }
        pairs = [pair for pair in _pairs(sources, config) if pair[0].key in found]
        if not pairs:
            text = "there is no note here that has a translation; name a note, or a folder of them"
            raise SourceError([Problem(place=Place(path=str(path)), text=text)])
        chosen |= {pair[0].key for pair in pairs}
    pairs = [pair for pair in _pairs(sources, config) if pair[0].key in chosen]
    records = dict(read_records(config.folder))
    blocks = _Parser(config)
    for left, right in pairs:
        aligned = align(blocks.of(left), blocks.of(right))
        records[left.key, left.language, right.language] = make_record(aligned)
    marked = {(note.key, note.language) for pair in pairs for note in pair}
    drafts = {key: made for key, made in read_drafts(config.folder).items() if key not in marked}
    keep_records(config, records, drafts, sources)
    return len(pairs)


def mark_begun(config: SiteConfig, source: Source, language: str) -> None:
    """Remember from which text a translation of `source` into `language` was begun."""
    known: Record = make_record([AlignedPair(block, None) for block in _Parser(config).of(source)])
    languages = [source.language, language]
    order = [each.code for each in config.languages]
    if order.index(language) < order.index(source.language):
        known = tuple((right, left) for left, right in known)
        languages.reverse()
    records = dict(read_records(config.folder))
    records[source.key, languages[0], languages[1]] = known
    write_records(config.folder, records, read_drafts(config.folder))


def keep_records(
    config: SiteConfig, records: Records, drafts: Drafts, sources: Iterable[Source]
) -> None:
    """Write what is to be remembered of `sources`; what is remembered of notes that are gone goes."""
    present = {(source.key, source.language) for source in sources}
    write_records(
        config.folder,
        {
            (key, left, right): record
            for (key, left, right), record in records.items()
            if (key, left) in present or (key, right) in present
        },
        {key: made for key, made in drafts.items() if key in present},
    )


def _read_sources(config: SiteConfig) -> list[Source]:
    def read(file: NoteFile) -> Source:
        return read_source(file, (config.folder / file.path).read_bytes())

    return [read(file) for file in find_notes(config)[0]]


def _pairs(sources: Sequence[Source], config: SiteConfig) -> list[tuple[Source, Source]]:
    """Return the translations of each article in twos, in the order of the languages."""
    order = [language.code for language in config.languages]
    articles: dict[str, list[Source]] = {}
    for source in sorted(sources, key=lambda source: (order.index(source.language), source.path)):
        articles.setdefault(source.key, []).append(source)
    return [
        pair
        for group in articles.values()
        for pair in combinations(group, 2)
        if pair[0].language != pair[1].language
    ]


class _Parser:
    """Gives the blocks of notes, as `translate export` sees them."""

    def __init__(self, config: SiteConfig) -> None:
        from notes_site.parse import NoteParser, parse_settings  # late: a build does without

        self.parser = NoteParser(parse_settings(config))

    def of(self, source: Source) -> tuple[Block, ...]:
        """Return the blocks of `source`."""
        from notes_site.parse.outline import read_outline

        # As written, unlike `read_tokens`: a heading that repeats the title goes out to translators.
        return read_outline(source, self.parser.md.parse(source.text)).blocks
