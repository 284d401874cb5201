"""The notes of a site, each beside its counterpart in another language."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from notes_site.authoring.remembered import Remembered
from notes_site.config import SiteConfig
from notes_site.errors import Place, Problem, SourceError
from notes_site.load import NoteFile, find_notes, read_source
from notes_site.model import Block, Source
from notes_site.parse import make_markdown
from notes_site.translations.align import AlignedPair, align
from notes_site.translations.compared_note import ComparedNote, compared_note
from notes_site.translations.exchange.units import ReadNote, Unit, read_units
from notes_site.translations.staleness import Record
from notes_site.translations.terms import Term, read_terms


class NotePair(Struct, frozen=True, kw_only=True):
    """A note and its counterpart in another language, there or still to be written."""

    original: ReadNote
    translation: ReadNote | None
    path: str
    """Of the translation, there or still to be written."""

    target: str
    record: Record
    """What is remembered of both, the original first."""

    aligned: tuple[AlignedPair, ...]
    """Their blocks side by side."""

    partners: Mapping[int, Unit]
    """Index of a text of the original → its translation."""

    waiting: frozenset[int]
    """Indices of texts of the original that the record does not say are translated, or whose
    translation is no longer there."""

    @property
    def is_empty(self) -> bool:
        """True where the translation is still to be written, or has nothing but front matter."""
        return not (self.translation and self.translation.blocks)


class SiteNotes:
    """All notes of a site as they are on the disk now, and what is remembered of them."""

    def __init__(self, config: SiteConfig, read: dict[str, ReadNote] | None = None) -> None:
        """Read the notes of the site of `config`.

        Args:
            config: of the site.
            read: path of a note → its texts as they were read before with the same `config.markdown`,
                which count as long as the note is the same; what is read now is added.

        Raises:
            SourceError: a note holds mistakes.
        """
        self.config = config
        self._read: dict[str, ReadNote] = {} if read is None else read
        self.md = make_markdown(allows_html=config.markdown.allows_html)
        self.files: dict[str, NoteFile] = {file.path: file for file in find_notes(config)[0]}
        self.sources: dict[str, Source] = {
            path: read_source(file, (config.folder / path).read_bytes())
            for path, file in self.files.items()
        }

    @cached_property
    def remembered(self) -> Remembered:
        """The content of `content/translations.json`, to be changed and written."""
        return Remembered(self.config)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The terms of `terms.yaml`."""
        return read_terms(self.config.folder, [each.code for each in self.config.languages])

    @cached_property
    def articles(self) -> tuple[tuple[Source, ...], ...]:
        """The translations of each article, in the order of the languages."""
        order = [language.code for language in self.config.languages]
        found: dict[str, list[Source]] = {}
        for source in sorted(
            self.sources.values(), key=lambda source: (order.index(source.language), source.path)
        ):
            found.setdefault(source.key, []).append(source)
        return tuple(tuple(group) for group in found.values())

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], Source]:
        return {(note.key, note.language): note for group in self.articles for note in group[::-1]}

    def below(self, path: Path) -> list[Source]:
        """Return the note at `path`, or those of the folder at `path`."""
        wanted = path.resolve()
        return [
            source
            for source in self.sources.values()
            if (self.config.folder / source.path).resolve().is_relative_to(wanted)
        ]

    def blocks(self, source: Source) -> tuple[Block, ...]:
        """Return the blocks of a note as written: a heading that repeats the title is one of them."""
        return self.read(source).blocks

    def read(self, source: Source) -> ReadNote:
        """Return the texts of a note."""
        known = self._read.get(source.path)
        if known is None or known.source != source:
            known = self._read[source.path] = read_units(source, self.md)
        return known

    def compared(self, source: Source) -> ComparedNote:
        """Return a note to be compared with its translation; links are compared as written."""
        return compared_note(source, self.blocks(source), articles={})

    def pair(self, source: Source, target: str) -> NotePair:
        """Return a note with its counterpart in the language `target`."""
        original = self.read(source)
        other = self._by_key.get((source.key, target))
        translation = self.read(other) if other else None
        below = posixpath.splitext(source.path.split("/", 2)[2])[0]
        record = self.remembered.find(source.key, source.language, target)
        known = [item for item in record if all(item)]
        aligned = align(original.blocks, translation.blocks if translation else (), known)
        partners = _find_partners(original, translation, aligned) if translation else {}
        return NotePair(
            original=original,
            translation=translation,
            path=other.path if other else f"content/{target}/{below}.md",
            target=target,
            record=record,
            aligned=aligned,
            partners=partners,
            waiting=frozenset(_find_waiting(original, partners, aligned, record)),
        )

    def pairs(self, paths: Sequence[Path] = ()) -> Iterator[NotePair]:
        """Yield each article, or those at `paths`, with each of the site's other languages.

        The original is the note in the first language that has the article.
        """
        wanted = {source.key for path in paths for source in self.below(path)}
        for original, *_ in self.articles:
            if paths and original.key not in wanted:
                continue
            for language in self.config.languages:
                if language.code != original.language:
                    yield self.pair(original, language.code)


def refuse_path(path: Path, text: str) -> SourceError:
    """Return the mistake that there is no note at `path` of those that were asked for."""
    return SourceError([Problem(place=Place(path=str(path)), text=text)])


def _find_waiting(
    original: ReadNote,
    partners: Mapping[int, Unit],
    aligned: Iterable[AlignedPair],
    record: Record,
) -> Iterator[int]:
    """Yield the indices of texts that wait for a translation, or for somebody to look at it."""
    known = {left for left, right in record if left and right}
    blocks = {pair.right.digest for pair in aligned if pair.right}
    # One that was edited by hand has another digest and the same place, one that was moved the other way.
    there = {id(pair.left) for pair in aligned if pair.left and pair.right}
    kept = {left for left, right in record if right in blocks}
    for index, unit in enumerate(original.units):
        if unit.block is None:
            # The front matter is not remembered; where it was translated, it stays.
            is_done = bool(record) and index in partners
        else:
            is_done = unit.block.digest in known and (
                id(unit.block) in there or unit.block.digest in kept
            )
        if not is_done:
            yield index


def _find_partners(
    original: ReadNote, translation: ReadNote, aligned: Iterable[AlignedPair]
) -> dict[int, Unit]:
    """Return index of a text of the original → its translation."""
    heads = {unit.key: unit for unit in translation.units if unit.key}
    by_block: dict[int, list[Unit]] = {}
    for unit in translation.units:
        if unit.block:
            by_block.setdefault(id(unit.block), []).append(unit)
    counterparts = {
        id(pair.left): by_block.get(id(pair.right), [])
        for pair in aligned
        if pair.left and pair.right
    }
    own: dict[int, list[int]] = {}
    partners = {}
    for index, unit in enumerate(original.units):
        if unit.key:
            if unit.key in heads:
                partners[index] = heads[unit.key]
        else:
            own.setdefault(id(unit.block), []).append(index)
    for block, indices in own.items():
        others = counterparts.get(block, [])
        if len(others) == len(indices):
            partners.update(zip(indices, others, strict=True))
    return partners
