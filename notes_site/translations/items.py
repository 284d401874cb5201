"""List items that stand alone in an alignment, and whose words the other list has all the same.

Translations divide lists as they like: two items are one there, a list is prose, a sentence behind a
list without a blank line is part of its last item.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import product
from math import log
from typing import NamedTuple

from notes_site.model import Block, BlockKind
from notes_site.translations.align import AlignedPair, features_of, likeness

_BEADS = ((1, 1, 0.0), (1, 0, 1.0), (0, 1, 1.0), (2, 1, 1.6), (1, 2, 1.6), (3, 1, 2.4), (1, 3, 2.4))
"""Numbers of items here and there that belong together, and what each such group costs."""

_PROSE = {BlockKind.PARAGRAPH, BlockKind.ITEM}

_MOST_UNLIKE = 0.8
"""What any difference in length costs at most: short texts differ much by chance."""

_MOST_COMPARISONS = 10_000
"""Of items with each other; no list comes near."""


class _Item(NamedTuple):
    """An item of a list, and the block that it is aligned with."""

    block: Block
    partner: Block | None


def find_held_items(pairs: Sequence[AlignedPair]) -> set[int]:
    """Return the `id()`s of list items without a counterpart that nobody misses."""
    turned = [AlignedPair(pair.right, pair.left) for pair in pairs]
    return {*_find_held(pairs), *_find_held(turned)}


def _find_held(pairs: Sequence[AlignedPair]) -> Iterator[int]:
    """Yield the `id()`s of the left items that the right note has all the same."""
    lists: dict[int, list[_Item]] = defaultdict(list)
    lists_there: dict[int, list[Block]] = defaultdict(list)
    for left, right in ((pair.left, pair.right) for pair in pairs):
        if left and left.kind is BlockKind.ITEM:
            lists[left.top].append(_Item(left, right))
        if right and right.kind is BlockKind.ITEM:
            lists_there[right.top].append(right)
    scale = _scale(pairs)
    others = _counterparts(lists)
    for top, items in lists.items():
        alone = [item for item in items if not item.partner]
        if not alone:
            continue
        partners = [item.partner for item in items if item.partner]
        in_prose = sum(partner.kind is not BlockKind.ITEM for partner in partners)
        is_prose = 2 * in_prose >= len(partners)
        if top not in others or is_prose or len(items) <= len(lists_there[others[top]]):
            yield from (id(item.block) for item in alone)
        else:
            yield from _find_merged(items, lists_there[others[top]], scale)


def _scale(pairs: Sequence[AlignedPair]) -> float:
    """Return how long a text of the left note is in the right one."""
    both = [(pair.left, pair.right) for pair in pairs if pair.left and pair.right]
    ratios = [
        right.length / left.length
        for left, right in both
        if left.kind is right.kind and left.kind in _PROSE and left.length
    ]
    return sorted(ratios)[len(ratios) // 2] if ratios else 1.0


def _counterparts(lists: dict[int, list[_Item]]) -> dict[int, int]:
    """Return the outermost block of a list → that of the list with most of its items there.

    A list there is the counterpart of one here.
    """
    shared = Counter(
        (top, item.partner.top)
        for top, items in lists.items()
        for item in items
        if item.partner and item.partner.kind is BlockKind.ITEM
    )
    found: dict[int, int] = {}
    for (top, other), _ in sorted(shared.items(), key=lambda each: (-each[1], each[0])):
        if top not in found and other not in found.values():
            found[top] = other
    return found


def _find_merged(items: Sequence[_Item], others: Sequence[Block], scale: float) -> Iterator[int]:
    """Yield the items that stand alone in the alignment and not by what the lists hold.

    The lists are divided anew into one to one, two to one and one to none, by how long the items
    are (Gale and Church, 1993) and what stands in them. As many are held as have their words
    beside those of another item.
    """
    missing = _find_missing([item.block for item in items], others, scale)
    alone = [item.block for item in items if not item.partner]
    alone.sort(key=lambda block: id(block) not in missing)
    yield from (id(block) for block in alone[len(missing) :])


def _find_missing(blocks: Sequence[Block], others: Sequence[Block], scale: float) -> set[int]:
    """Return the `id()`s of those of `blocks` that have no words among `others`."""
    if len(blocks) * len(others) > _MOST_COMPARISONS:
        return set(map(id, blocks))
    pieces = [each.pieces for each in features_of(blocks)]
    other_pieces = [each.pieces for each in features_of(others)]

    def cost(i: int, j: int, height: int, width: int) -> float:
        """Return how unlike `height` blocks before `i` and `width` others before `j` are."""
        if not height or not width:
            return 0.0
        length = scale * sum(block.length for block in blocks[i - height : i]) + 1
        other = sum(block.length for block in others[j - width : j]) + 1
        here = frozenset[object]().union(*pieces[i - height : i])
        there = frozenset[object]().union(*other_pieces[j - width : j])
        unlike = 1 - likeness(here, there) if here or there else 0.0
        return min(abs(log(other / length)), _MOST_UNLIKE) + unlike

    best: dict[tuple[int, int], tuple[float, int, int]] = {(0, 0): (0.0, 0, 0)}
    for i, j in product(range(len(blocks) + 1), range(len(others) + 1)):
        ways = [
            (best[i - height, j - width][0] + penalty + cost(i, j, height, width), height, width)
            for height, width, penalty in _BEADS
            if (i - height, j - width) in best
        ]
        if ways:
            best[i, j] = min(ways)
    missing = set()
    i, j = len(blocks), len(others)
    while i or j:
        _, height, width = best[i, j]
        if not width:
            missing.add(id(blocks[i - 1]))
        i, j = i - height, j - width
    return missing
