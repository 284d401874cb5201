"""Every two translations of one article, compared once and kept in the store."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from itertools import combinations

import msgspec
from msgspec import Struct

from notes_site.errors import Problem
from notes_site.memory import Recent
from notes_site.model import Block, RenderedNote
from notes_site.program import program_digest
from notes_site.store import Store, digest
from notes_site.translations.align import align
from notes_site.translations.parity import find_differences
from notes_site.translations.record import Records
from notes_site.translations.side import Side
from notes_site.translations.staleness import Record, StaleBlock, find_stale
from notes_site.translations.stored import decode_outline
from notes_site.translations.tops import MatchedTops, match_tops
from notes_site.workers import share_out

_AT_ONCE = 10
"""Pairs that are handed to a process at once: about 30 milliseconds of work."""


class Comparison(Struct, frozen=True, kw_only=True):
    """What there is to know of a note and one of its translations."""

    left: str
    """Path of the note in the language that comes first in `site.yaml`."""

    right: str
    """Path of its translation."""

    headings: tuple[tuple[str, str], ...]
    """`id`s of the headings that belong together, in order."""

    tops: tuple[MatchedTops, ...]
    """The outermost blocks that belong together, in order."""

    differences: tuple[Problem, ...]
    """What one has and the other lacks, or has changed: warnings."""

    is_recorded: bool
    """False when nobody has said that both are up to date."""

    stale: tuple[StaleBlock, ...]
    """Blocks of either that have fallen behind the other."""


def compare_translations(  # noqa: PLR0913, PLR0917 - two of them are what was compared before
    notes: Sequence[RenderedNote],
    languages: Sequence[str],
    records: Records,
    store: Store,
    jobs: int,
    decoded: Recent[bytes, Comparison],
) -> list[Comparison]:
    """Return all pairs of translations among `notes`; only new ones cost time.

    Args:
        notes: all that are shown.
        languages: codes of the site's languages, in their order.
        records: what is remembered of those that were in accord.
        store: where what was compared before is found.
        jobs: processes at most; 0 for as many as there are processors.
        decoded: what this process has had in its hands, by key.
    """
    articles = {note.url: note.source.key for note in notes}
    present = {(note.language, note.source.key) for note in notes}

    def linked(note: RenderedNote, other: RenderedNote) -> dict[str, str]:
        """Return path of a link in `note` → key of an article; empty if `other`'s language has it not."""
        return {
            path: articles[url] if (other.language, articles[url]) in present else ""
            for path, url in note.targets.items()
            if url in articles
        }

    pairs = [
        (_Read(left, linked(left, right)), _Read(right, linked(right, left)))
        for left, right in _pairs(notes, languages)
    ]
    program = program_digest()
    remembered = [
        records.get((left.note.source.key, left.note.language, right.note.language), ())
        for left, right in pairs
    ]
    keys = [
        digest("comparison", program, *left.parts(), *right.parts(), repr(record))
        for (left, right), record in zip(pairs, remembered, strict=True)
    ]
    store.mark(keys)
    wanted = {key for key in keys if decoded.get(key) is None}
    known = store.find(wanted)
    missing = [
        (key, *pair, record)
        for key, pair, record in zip(keys, pairs, remembered, strict=True)
        if key in wanted and key not in known
    ]

    def compare(some: Sequence[tuple[bytes, _Read, _Read, Record]]) -> dict[bytes, bytes]:
        return {
            key: msgspec.json.encode(_compare(left.side(store), right.side(store), record))
            for key, left, right, record in some
        }

    shares = [missing[i : i + _AT_ONCE] for i in range(0, len(missing), _AT_ONCE)]
    for made in share_out(lambda: nullcontext(compare), shares, jobs):
        store.add(made)
        known |= made
    found = {key: decoded.get(key) or _DECODER.decode(known[key]) for key in keys}
    for key, comparison in found.items():
        decoded[key] = comparison
    return [found[key] for key in keys]


class _Read(Struct, frozen=True):
    """A note of a pair."""

    note: RenderedNote
    articles: Mapping[str, str]
    """As `Side` has them."""

    def parts(self) -> tuple[str | bytes, ...]:
        """Return all that the comparison depends on."""
        linked = (text for item in sorted(self.articles.items()) for text in item)
        return self.note.source.path, self.note.outline, "\n".join(linked)

    def side(self, store: Store) -> Side:
        """Return it with its blocks."""
        return Side(self.note.source.path, read_blocks(self.note, store), self.articles)


def find_outdated(comparisons: Iterable[Comparison]) -> dict[str, frozenset[str]]:
    """Return path of a note that has fallen behind → paths of the translations that are newer."""
    newer: dict[str, set[str]] = defaultdict(set)
    for comparison in comparisons:
        for block in comparison.stale:
            newer[block.path].add(block.other.path)
    return {path: frozenset(others) for path, others in newer.items()}


def _pairs(
    notes: Iterable[RenderedNote], languages: Sequence[str]
) -> Iterator[tuple[RenderedNote, RenderedNote]]:
    order = {code: index for index, code in enumerate(languages)}
    articles: dict[str, list[RenderedNote]] = defaultdict(list)
    for note in sorted(notes, key=lambda note: (order[note.language], note.source.path)):
        articles[note.source.key].append(note)
    for _, group in sorted(articles.items()):
        yield from (
            (first, second)
            for first, second in combinations(group, 2)
            if first.language != second.language
        )


def _compare(left: Side, right: Side, record: Record) -> Comparison:
    pairs = align(left.blocks, right.blocks)
    return Comparison(
        left=left.path,
        right=right.path,
        headings=tuple(
            (pair.left.id, pair.right.id)
            for pair in pairs
            if pair.left and pair.right and pair.left.level
        ),
        tops=match_tops(pairs),
        differences=tuple(find_differences(left, right, pairs)),
        is_recorded=bool(record),
        stale=tuple(find_stale(record, pairs, (left.path, right.path))),
    )


def read_blocks(note: RenderedNote, store: Store) -> Sequence[Block]:
    """Return the blocks of `note`."""
    return decode_outline(store.read(note.outline))


_DECODER = msgspec.json.Decoder(Comparison)
