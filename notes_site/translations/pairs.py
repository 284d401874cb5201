"""Findings about a note and one of its translations."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from notes_site.errors import Problem
from notes_site.translations.align import align
from notes_site.translations.block_pairs import MatchedBlocks, match_blocks
from notes_site.translations.compared_note import ComparedNote
from notes_site.translations.parity import find_differences
from notes_site.translations.staleness import Record, StaleBlock, find_stale
from notes_site.translations.terms import Term, find_strays


class Comparison(Struct, frozen=True, kw_only=True):
    """The comparison of a note with one of its translations."""

    left: str
    """Path of the note in the language that comes first in `site.yaml`."""

    right: str
    """Path of its translation."""

    headings: tuple[tuple[str, str], ...]
    """`id`s of the headings that belong together, in order."""

    matched_blocks: tuple[MatchedBlocks, ...]
    """The outermost blocks that belong together, in order."""

    differences: tuple[Problem, ...]
    """What one has and the other lacks, or has changed: warnings."""

    is_recorded: bool
    """False when nobody has said that both are up to date."""

    stale: tuple[StaleBlock, ...]
    """Blocks of either that have fallen behind the other."""


def compare_notes(
    left: ComparedNote, right: ComparedNote, record: Record, terms: Sequence[Term] = ()
) -> Comparison:
    """Return what is found out about two translations that were marked current as `record` says."""
    pairs = align(left.blocks, right.blocks, record)
    return Comparison(
        left=left.path,
        right=right.path,
        headings=tuple(
            (pair.left.id, pair.right.id)
            for pair in pairs
            if pair.left and pair.right and pair.left.level
        ),
        matched_blocks=match_blocks(pairs),
        differences=(
            *(
                replace(each, pair=(left.path, right.path))
                for each in find_differences(left, right, pairs)
            ),
            *find_strays(left, right, pairs, terms),
        ),
        is_recorded=bool(record),
        stale=tuple(find_stale(record, pairs, (left, right))),
    )


def find_outdated(comparisons: Iterable[Comparison]) -> dict[str, frozenset[str]]:
    """Return path of a note that has fallen behind → paths of the translations that are newer."""
    newer: dict[str, set[str]] = defaultdict(set)
    for comparison in comparisons:
        for block in comparison.stale:
            newer[block.place.path].add(block.other.path)
    return {path: frozenset(others) for path, others in newer.items()}
