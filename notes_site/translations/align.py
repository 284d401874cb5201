"""Alignment of the blocks of a note with those of its translation.

Headings are aligned first, by what their sections hold, then the blocks between two
headings that belong together. Within both, the alignment keeps the order of both notes and
has the highest sum of likenesses (Needleman and Wunsch, 1970); where blocks are alike beyond
doubt, as a formula that stands once in either note, it is taken for granted, which makes it fast.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import PurePosixPath

from msgspec import Struct

from notes_site.model import AnchorKind, Block, BlockKind
from notes_site.translations.code import code_lines
from notes_site.translations.tex import formula_tokens

_PROSE = {
    BlockKind.PARAGRAPH,
    BlockKind.ITEM,
    BlockKind.QUOTE,
    BlockKind.DEFINITION,
    BlockKind.FOOTNOTE,
}
_SURE = {BlockKind.FORMULA, BlockKind.CODE, BlockKind.FIGURE}
"""Kinds of blocks that are the same in both languages, as a rule."""

_LANGUAGE = re.compile(r"(?<=\w)[-_.](?:[a-z]{2}|zh-?(?:cn|tw|hans|hant))$", re.IGNORECASE)

_PLURAL = re.compile(r"(?<=[A-Z])s$")

_UNLIKE = 0.05
"""Of two formulas or code blocks with nothing in common: better beside each other than alone."""


_MOST_COMPARISONS = 40_000
"""Of blocks at once: about 0.1 seconds. No section of a real note comes near."""

_MOST_IN_ALL = 1_000_000
"""Of blocks of two notes. Only those of some thousand blocks come near."""


class AlignedPair(Struct, frozen=True):
    """A block and its counterpart; None where there is none."""

    left: Block | None
    right: Block | None


class Features(Struct, frozen=True):
    """A block, and what can be compared of it."""

    block: Block
    pieces: frozenset[object]
    """Tokens of a formula in twos, lines of a code block, anchors of a text."""

    key: object
    """Equal for blocks that are alike beyond doubt; None for a block without such."""

    share: float
    """Length of its text, as a share of all text of the note."""


def align(
    left: Sequence[Block], right: Sequence[Block], known: Iterable[tuple[str, str]] = ()
) -> tuple[AlignedPair, ...]:
    """Return the blocks of two notes side by side, in the order of both.

    Args:
        left: blocks of a note.
        right: those of its translation.
        known: digests of blocks that belong together for certain, as far as they are there still.
    """
    first, second = features_of(left), features_of(right)
    certain = _known_matches(left, right, known)
    matches: list[Match] = []
    for (i, j), (k, m) in pairwise([(-1, -1), *certain, (len(left), len(right))]):
        inside = _align_all(first[i + 1 : k], second[j + 1 : m])
        matches += ((i + 1 + start, j + 1 + other) for start, other in inside)
        if k < len(left):
            matches.append((k, m))
    pairs: list[AlignedPair] = []
    for (i, j), (k, m) in pairwise([(-1, -1), *matches, (len(left), len(right))]):
        pairs += (AlignedPair(block, None) for block in left[i + 1 : k])
        pairs += (AlignedPair(None, block) for block in right[j + 1 : m])
        if k < len(left):
            pairs.append(AlignedPair(left[k], right[m]))
    return tuple(pairs)


def features_of(blocks: Sequence[Block]) -> list[Features]:
    """Return `blocks` with what can be compared of them."""
    total = sum(block.length for block in blocks if block.kind in _PROSE) or 1
    return [_features(block, total) for block in blocks]


def likeness(pieces: frozenset[object], others: frozenset[object]) -> float:
    """Return how much two sets have in common, 0 to 1 (Dice)."""
    total = len(pieces) + len(others)
    return 2 * len(pieces & others) / total if total else 0.0


def _features(block: Block, total: int) -> Features:
    kind = block.kind
    key: object = None
    if kind is BlockKind.FORMULA:
        tokens = formula_tokens(block.content)
        pieces = token_pairs(tokens)
        key = tokens
    elif kind is BlockKind.CODE:
        lines = code_lines(block.content, block.language)
        pieces = frozenset[object](lines)
        key = "".join(lines) or block.content
    elif kind is BlockKind.FIGURE:
        key = figure_name(block.content)
        pieces = frozenset([key])
    elif kind is BlockKind.THEOREM:
        key = (block.content, *block.labels) if block.labels else None
        pieces = frozenset([block.content])
    else:
        pieces = frozenset(anchor_key(kind, text) for kind, text, _ in block.anchors)
    return Features(block, pieces, key and (kind, key), block.length / total)


def token_pairs(tokens: tuple[str, ...]) -> frozenset[object]:
    """Return the tokens of a formula in twos, with its two ends."""
    return frozenset(zip(("", *tokens), (*tokens, ""), strict=True))


def anchor_key(kind: AnchorKind, text: str) -> object:
    """Return what is equal for two anchors that say the same."""
    if kind is AnchorKind.FORMULA:
        return formula_tokens(text)
    if kind is AnchorKind.IMAGE:
        return figure_name(text)
    if kind is AnchorKind.TERM:
        return _PLURAL.sub("", text).lower().replace(",", "")
    if kind is AnchorKind.LINK:
        return text.rstrip("/") if "://" in text else figure_name(text)
    return text


def figure_name(address: str) -> str:
    """Return the name of a file, without a mark of its language: `plot-en.svg` is `plot.svg`."""
    name = PurePosixPath(address)
    return _LANGUAGE.sub("", name.stem) + name.suffix


Match = tuple[int, int]


def _known_matches(
    left: Sequence[Block], right: Sequence[Block], known: Iterable[tuple[str, str]]
) -> list[Match]:
    """Return the matches of blocks whose digests are `known`, each once on either side."""
    here, there = _places(left), _places(right)
    found = {
        (here[digest], there[other]) for digest, other in known if digest in here and other in there
    }
    once = Counter(index for index, _ in found), Counter(index for _, index in found)
    return _longest_rising(sorted(m for m in found if once[0][m[0]] == 1 == once[1][m[1]]))


def _places(blocks: Sequence[Block]) -> dict[str, int]:
    """Return digest → index of the blocks that no other one is equal to."""
    counts = Counter(block.digest for block in blocks)
    return {block.digest: i for i, block in enumerate(blocks) if counts[block.digest] == 1}


def _align_all(first: list[Features], second: list[Features]) -> list[Match]:
    heads = [i for i, each in enumerate(first) if each.block.level]
    others = [j for j, each in enumerate(second) if each.block.level]
    sections, other_sections = section_pieces(first), section_pieces(second)
    most = min(_MOST_COMPARISONS, _MOST_IN_ALL**2 // (len(first) * len(second) + 1))
    sizes, other_sizes = _section_sizes(first, heads), _section_sizes(second, others)

    def score(i: int, j: int) -> float:
        head, other = first[heads[i]], second[others[j]]
        same_level = head.block.level == other.block.level
        same_id = bool(head.block.id) and head.block.id == other.block.id
        inside = likeness(sections[id(head.block)], other_sections[id(other.block)])
        size = _ratio(sizes[i], other_sizes[j])
        alike = 3 * inside + 2 * likeness(head.pieces, other.pieces)
        return 0.2 + 0.5 * same_level + same_id + 0.3 * size + alike

    best = _best((0, len(heads)), (0, len(others)), score, most)
    matched = [(heads[i], others[j]) for i, j in best]
    matches: list[Match] = []
    for (i, j), (k, m) in pairwise([(-1, -1), *matched, (len(first), len(second))]):
        matches += _align_between(first, second, (i + 1, k), (j + 1, m), most)
        if k < len(first):
            matches.append((k, m))
    return matches


def section_pieces(blocks: Sequence[Features]) -> dict[int, frozenset[object]]:
    """Return the formulas, code and anchors of each section, those below it included.

    Sections are named by the `id()` of the block of their heading.
    """
    found: dict[int, set[object]] = {}
    open_heads: list[Block] = []
    for each in blocks:
        if level := each.block.level:
            while open_heads and open_heads[-1].level >= level:
                open_heads.pop()
            open_heads.append(each.block)
            found[id(each.block)] = set()
            continue
        for head in open_heads:
            if each.key:
                found[id(head)].add(each.key)
            else:
                found[id(head)] |= each.pieces
    return {head: frozenset(pieces) for head, pieces in found.items()}


def _align_between(
    first: list[Features], second: list[Features], lefts: Match, rights: Match, most: int
) -> Iterator[Match]:
    """Yield the matches between two matches of headings; ranges are half-open.

    Sure matches divide the two ranges; between them the best ones are looked for:

        first    lefts[0] … i | i + 1 … k - 1 | k …      i, k: two sure matches in a row
        second  rights[0] … j | j + 1 … m - 1 | m …      j, m: their counterparts
    """
    sure = list(_sure_matches(first, second, lefts, rights))

    def score(i: int, j: int) -> float:
        return _score(first[i], second[j])

    for (i, j), (k, m) in pairwise([(lefts[0] - 1, rights[0] - 1), *sure, (lefts[1], rights[1])]):
        yield from _best((i + 1, k), (j + 1, m), score, most)
        if k < lefts[1]:
            yield k, m


def _sure_matches(
    first: list[Features], second: list[Features], lefts: Match, rights: Match
) -> Iterator[Match]:
    """Yield blocks that are alike beyond doubt and stand once on either side, in the order of both."""
    here = Counter(each.key for each in first[slice(*lefts)])
    there = Counter(each.key for each in second[slice(*rights)])
    places = {second[j].key: j for j in range(*rights)}
    found = [
        (i, places[key])
        for i in range(*lefts)
        if (key := first[i].key) and here[key] == 1 == there[key]
    ]
    yield from _longest_rising(found)


def _longest_rising(matches: Sequence[Match]) -> list[Match]:
    """Return as many of `matches` as rise on both sides (patience sorting).

    They rise on the left already. Each goes on the first pile whose top is not smaller on the right;
    one of the pile before it, as that was then, comes before it in a longest rising row.
    """
    tops: list[int] = []  # of each pile: the smallest right index there
    piles: list[int] = []  # of each pile: index of the match on top
    before: list[int] = []  # of each match: index of the one before it, or -1
    for index, (_, j) in enumerate(matches):
        pile = bisect_left(tops, j)
        before.append(piles[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(j)
            piles.append(index)
        else:
            tops[pile], piles[pile] = j, index
    chosen = []
    index = piles[-1] if piles else -1
    while index >= 0:
        chosen.append(matches[index])
        index = before[index]
    return chosen[::-1]


def _score(first: Features, second: Features) -> float:
    """Return the alignment score of two blocks; 0 forbids the pair."""
    kind, other = first.block.kind, second.block.kind
    if kind in _PROSE:
        if other not in _PROSE:
            return 0.0
        ratio = _ratio(first.share, second.share)
        alike = 0.3 + 0.5 * ratio + 2 * likeness(first.pieces, second.pieces)
        return alike if kind is other else alike / 2
    if kind is not other or kind is BlockKind.HEADING:
        return 0.0
    if kind is BlockKind.THEOREM:
        return 2.0 * (first.key is not None and first.key == second.key) + (
            1.0 if first.block.content == second.block.content else 0.3
        )
    if kind in _SURE:
        return 3.0 if first.key == second.key else _UNLIKE + likeness(first.pieces, second.pieces)
    return 1.0


def _ratio(size: float, other: float) -> float:
    """Return the smaller of two sizes as a share of the larger."""
    return min(size, other) / max(size, other) if size or other else 1.0


def _section_sizes(blocks: Sequence[Features], heads: Sequence[int]) -> list[float]:
    """Return the lengths of the sections, each up to the next heading."""
    ends = [*heads, len(blocks)][1:]
    return [
        sum(each.share for each in blocks[start + 1 : end])
        for start, end in zip(heads, ends, strict=True)
    ]


def _best(
    lefts: Match, rights: Match, score: Callable[[int, int], float], most: int
) -> list[Match]:
    """Return the matches with the highest sum of scores that keep the order of both sides.

    Where that takes more than `most` comparisons, since nothing sure is among so many blocks,
    they are compared half by half. Ranges are half-open.
    """
    (start, end), (other_start, other_end) = lefts, rights
    height, width = end - start, other_end - other_start
    if not height or not width:
        return []
    if height * width > max(most, 1):
        half, other_half = start + height // 2, other_start + width // 2
        return [
            *_best((start, half), (other_start, other_half), score, most),
            *_best((half, end), (other_half, other_end), score, most),
        ]
    if height == 1 == width:
        return [(start, other_start)] if score(start, other_start) > 0 else []
    # sums[i][j] is the highest sum of what stands from `start + i` and `other_start + j` on:
    #
    #     sums[i][j] = max(sums[i + 1][j],          the left block has no counterpart
    #                      sums[i][j + 1],          the right one has none
    #                      sums[i + 1][j + 1] + gain)   they are a pair
    sums = [[0.0] * (width + 1) for _ in range(height + 1)]
    gains = [[0.0] * width for _ in range(height)]
    for i in range(height - 1, -1, -1):
        row, below, gained = sums[i], sums[i + 1], gains[i]
        for j in range(width - 1, -1, -1):
            gain = gained[j] = score(start + i, other_start + j)
            best = max(below[j], row[j + 1])
            row[j] = max(best, below[j + 1] + gain) if gain else best
    matches = []
    i = j = 0
    while i < height and j < width:
        if gains[i][j] and sums[i][j] == sums[i + 1][j + 1] + gains[i][j]:
            matches.append((start + i, other_start + j))
            i, j = i + 1, j + 1
        elif sums[i][j] == sums[i + 1][j]:
            i += 1
        else:
            j += 1
    return matches
