"""Pairs of outermost blocks of two translations, for a page that shows both."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from notes_site.model import BlockKind
from notes_site.translations.align import AlignedPair
from notes_site.translations.code import code_lines


class MatchedBlocks(NamedTuple):
    """Two outermost blocks that belong together; one may belong to several of the other note."""

    left: int
    """`Block.top`."""

    right: int
    is_same_code: bool
    """True where both are code and differ in comments and texts at most."""

    is_equal_code: bool = False
    """True where they do not even differ in those."""


def match_blocks(pairs: Sequence[AlignedPair]) -> tuple[MatchedBlocks, ...]:
    """Return the outermost blocks that hold something that belongs together, in order."""
    alone = Counter(("left", pair.left.top) for pair in pairs if pair.left)
    alone += Counter(("right", pair.right.top) for pair in pairs if pair.right)
    found: dict[MatchedBlocks, None] = {}
    for pair in pairs:
        left, right = pair.left, pair.right
        if left is None or right is None:
            continue
        is_same_code = (
            left.kind is right.kind is BlockKind.CODE
            and alone["left", left.top] == alone["right", right.top] == 1
            and code_lines(left.content, left.language) == code_lines(right.content, right.language)
        )
        is_equal_code = is_same_code and left.digest == right.digest
        found[MatchedBlocks(left.top, right.top, is_same_code, is_equal_code)] = None
    return tuple(found)
