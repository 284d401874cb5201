"""Pairs of notes: which block is which, what differs, and what has fallen behind."""

from notes_site.translations.align import AlignedPair, align
from notes_site.translations.pairs import Comparison, compare_translations, read_blocks
from notes_site.translations.stored import encode_outline

__all__ = [
    "AlignedPair",
    "Comparison",
    "align",
    "compare_translations",
    "encode_outline",
    "read_blocks",
]
