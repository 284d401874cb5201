"""Every two translations of one article, compared once and kept in the store."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from itertools import combinations

import msgspec
from msgspec import Struct

from notes_site.cache import Key, Recent, Store, make_key
from notes_site.flow.workers import share_out
from notes_site.model import RenderedNote
from notes_site.translations import (
    ComparedNote,
    Comparison,
    Drafts,
    Records,
    Term,
    compare_notes,
    compared_note,
    decode_outline,
)
from notes_site.translations.staleness import Record

_AT_ONCE = 10
"""Pairs that are handed to a process at once: about 30 milliseconds of work."""


def compare_translations(  # noqa: PLR0913, PLR0917 - two of them are what was compared before
    notes: Sequence[RenderedNote],
    languages: Sequence[str],
    records: Records,
    terms: Sequence[Term],
    store: Store,
    jobs: int,
    decoded: Recent[Key, Comparison],
) -> list[Comparison]:
    """Return all pairs of translations among `notes`; only new ones cost time.

    Args:
        notes: all that are shown.
        languages: codes of the site's languages, in their order.
        records: what is remembered of those that were in accord.
        terms: what things are called in each language.
        store: where what was compared before is found.
        jobs: processes at most; 0 for as many as there are processors.
        decoded: what this process has had in its hands, by key.
    """
    pairs = [
        _Pair(
            left,
            right,
            records.get((left.note.source.key, left.note.language, right.note.language), ()),
        )
        for left, right in _find_pairs(notes, languages)
    ]
    keys = [pair.key(terms) for pair in pairs]
    store.mark(keys)
    wanted = {key for key in keys if decoded.get(key) is None}
    known = store.find(wanted)
    missing = [
        (key, pair)
        for key, pair in zip(keys, pairs, strict=True)
        if key in wanted and key not in known
    ]

    def compare(some: Sequence[tuple[Key, _Pair]]) -> dict[Key, bytes]:
        return {key: msgspec.json.encode(pair.compare(store, terms)) for key, pair in some}

    shares = [missing[i : i + _AT_ONCE] for i in range(0, len(missing), _AT_ONCE)]
    for made in share_out(lambda: nullcontext(compare), shares, jobs):
        store.add(made)
        known |= made
    found = {key: decoded.get(key) or _DECODER.decode(known[key]) for key in keys}
    for key, comparison in found.items():
        decoded[key] = comparison
    return [found[key] for key in keys]


def find_drafted(
    notes: Iterable[RenderedNote], drafts: Drafts, store: Store
) -> dict[str, tuple[str, ...]]:
    """Return path of a note with blocks that are drafts of a translation → who made them.

    Names are empty where it was not said.
    """
    found = {}
    for note in notes:
        if made := drafts.get((note.source.key, note.language)):
            present = {block.digest for block in decode_outline(store.read(note.outline))}
            if names := {by for digest, by in made.items() if digest in present}:
                found[note.source.path] = tuple(sorted(names))
    return found


class _StoredNote(Struct, frozen=True):
    """A note of a pair."""

    note: RenderedNote
    articles: Mapping[str, str]
    """As `ComparedNote` has them."""

    def parts(self, terms: Sequence[Term]) -> tuple[str | bytes, ...]:
        """Return all that the comparison depends on; its words only where there are terms."""
        linked = (text for item in sorted(self.articles.items()) for text in item)
        words = self.note.source.digest if terms else b""
        return self.note.source.path, self.note.outline, "\n".join(linked), words

    def side(self, store: Store) -> ComparedNote:
        """Return it with its blocks."""
        blocks = decode_outline(store.read(self.note.outline))
        return compared_note(self.note.source, blocks, self.articles)


class _Pair(Struct, frozen=True):
    """Two translations of one article."""

    left: _StoredNote
    right: _StoredNote
    record: Record
    """What is remembered of them from when they were in accord."""

    def key(self, terms: Sequence[Term]) -> Key:
        """Return the key of their comparison."""
        parts = (*self.left.parts(terms), *self.right.parts(terms))
        return make_key("comparison", *parts, repr(self.record), repr(terms))

    def compare(self, store: Store, terms: Sequence[Term]) -> Comparison:
        """Return how their blocks agree."""
        return compare_notes(self.left.side(store), self.right.side(store), self.record, terms)


def _find_pairs(
    notes: Sequence[RenderedNote], languages: Sequence[str]
) -> Iterator[tuple[_StoredNote, _StoredNote]]:
    """Yield every two translations of each article, with the articles that both link to."""
    keys = {note.url: note.source.key for note in notes}
    present = {(note.language, note.source.key) for note in notes}

    def linked(note: RenderedNote, other: RenderedNote) -> dict[str, str]:
        """Return path of a link in `note` → key of an article; empty unless both languages have it."""
        codes = note.language, other.language
        return {
            path: keys[url] if all((code, keys[url]) in present for code in codes) else ""
            for path, url in note.targets.items()
            if url in keys
        }

    order = {code: index for index, code in enumerate(languages)}
    articles: dict[str, list[RenderedNote]] = defaultdict(list)
    for note in sorted(notes, key=lambda note: (order[note.language], note.source.path)):
        articles[note.source.key].append(note)
    for _, group in sorted(articles.items()):
        for left, right in combinations(group, 2):
            if left.language != right.language:
                yield (
                    _StoredNote(left, linked(left, right)),
                    _StoredNote(right, linked(right, left)),
                )


_DECODER = msgspec.json.Decoder(Comparison)
