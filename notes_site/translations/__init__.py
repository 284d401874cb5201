"""Pairs of notes: which block is which, what differs, and what has fallen behind."""

from notes_site.translations.align import AlignedPair, align
from notes_site.translations.pairs import (
    Comparison,
    compare_translations,
    find_outdated,
    read_blocks,
)
from notes_site.translations.record import read_records
from notes_site.translations.stored import decode_outline, encode_outline
from notes_site.translations.tops import MatchedTops, match_tops

__all__ = [
    "AlignedPair",
    "Comparison",
    "MatchedTops",
    "align",
    "compare_translations",
    "decode_outline",
    "encode_outline",
    "find_outdated",
    "match_tops",
    "read_blocks",
    "read_records",
]
