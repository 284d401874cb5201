"""Every two translations of one article, compared once and kept in the store."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import msgspec

from notes_site.model import Block, RenderedNote
from notes_site.program import program_digest
from notes_site.store import Store, digest
from notes_site.translations.align import align
from notes_site.translations.stored import decode_outline


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What there is to know of a note and one of its translations."""

    left: str
    """Path of the note whose path is first in the alphabet."""

    right: str
    """Path of its translation."""

    headings: tuple[tuple[str, str], ...]
    """`id`s of the headings that belong together, in order."""


def compare_translations(notes: Iterable[RenderedNote], store: Store) -> list[Comparison]:
    """Return all pairs of translations among `notes`, by path; only new ones cost time."""
    pairs = list(_pairs(notes))
    program = program_digest()
    keys = [
        digest("comparison", program, *(part for note in pair for part in _parts(note)))
        for pair in pairs
    ]
    known = store.find(set(keys))
    made: dict[bytes, bytes] = {}
    comparisons = []
    for key, (left, right) in zip(keys, pairs, strict=True):
        if key in known:
            comparisons.append(_DECODER.decode(known[key]))
            continue
        comparison = _compare(left, right, store)
        made[key] = msgspec.json.encode(comparison)
        comparisons.append(comparison)
    store.add(made)
    return comparisons


def _pairs(notes: Iterable[RenderedNote]) -> Iterator[tuple[RenderedNote, RenderedNote]]:
    articles: dict[str, list[RenderedNote]] = defaultdict(list)
    for note in sorted(notes, key=lambda note: note.source.path):
        articles[note.source.key].append(note)
    for _, group in sorted(articles.items()):
        yield from (
            (first, second)
            for first, second in combinations(group, 2)
            if first.language != second.language
        )


def _parts(note: RenderedNote) -> tuple[str, bytes]:
    return note.source.path, note.outline


def _compare(left: RenderedNote, right: RenderedNote, store: Store) -> Comparison:
    first, second = read_blocks(left, store), read_blocks(right, store)
    headings = tuple(
        (pair.left.id, pair.right.id)
        for pair in align(first, second)
        if pair.left and pair.right and pair.left.level
    )
    return Comparison(left=left.source.path, right=right.source.path, headings=headings)


def read_blocks(note: RenderedNote, store: Store) -> Sequence[Block]:
    """Return the blocks of `note`."""
    return decode_outline(store.read(note.outline))


_DECODER = msgspec.json.Decoder(Comparison)
