"""Pairs of notes: which block is which, what differs, and what has fallen behind."""

from notes_site.translations.align import AlignedPair, align
from notes_site.translations.block_pairs import MatchedBlocks, match_blocks
from notes_site.translations.compared_note import ComparedNote, compared_note
from notes_site.translations.outlines import decode_outline, encode_outline
from notes_site.translations.pairs import Comparison, compare_notes, find_outdated
from notes_site.translations.record import Drafts, Records, read_drafts, read_records
from notes_site.translations.terms import Term, find_uses, read_terms

__all__ = [
    "AlignedPair",
    "ComparedNote",
    "Comparison",
    "Drafts",
    "MatchedBlocks",
    "Records",
    "Term",
    "align",
    "compare_notes",
    "compared_note",
    "decode_outline",
    "encode_outline",
    "find_outdated",
    "find_uses",
    "match_blocks",
    "read_drafts",
    "read_records",
    "read_terms",
]
