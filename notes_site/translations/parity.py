"""Differences between two translations: blocks missing or changed in one of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct, field

from notes_site.errors import Place, Problem
from notes_site.model import AnchorKind, Block, BlockKind
from notes_site.translations.align import (
    AlignedPair,
    anchor_key,
    features_of,
    figure_name,
    likeness,
    section_pieces,
)
from notes_site.translations.anchors import (
    Found,
    NoteAnchors,
    collect_anchors,
    drop_localised,
    drop_pieces,
    once,
)
from notes_site.translations.changes import (
    compare_code,
    compare_formulas,
    compare_headings,
    describe,
    is_changed,
    is_renamed,
)
from notes_site.translations.compared_note import ComparedNote
from notes_site.translations.items import find_held_items
from notes_site.translations.messages import ALLOW, short, warning
from notes_site.translations.tex import same_formula

_MISSED = {
    BlockKind.HEADING,
    BlockKind.THEOREM,
    BlockKind.FORMULA,
    BlockKind.CODE,
    BlockKind.TABLE,
    BlockKind.FIGURE,
    BlockKind.ITEM,
}
"""Kinds of blocks that a translation has as many of."""

_ANCHORS = {
    AnchorKind.FORMULA,
    AnchorKind.IMAGE,
    AnchorKind.LINK,
    AnchorKind.REFERENCE,
    AnchorKind.CITATION,
}
"""What translations have in common of their texts; words and names may be said otherwise."""

_MOST_COMPARISONS = 250_000
"""Of formulas, or of sections, with each other. Where there are more, they are missed on either
side, and not looked for elsewhere."""

_MOST_PLACES = 2
"""Places at which code is missing that are told one by one."""

_MOVED = 0.5
"""Likeness above which two sections are one that has moved."""


def find_differences(
    left: ComparedNote, right: ComparedNote, pairs: Sequence[AlignedPair]
) -> list[Problem]:
    """Return a warning for each difference between two translations that are aligned as `pairs`.

    What both have is compared at the place of the right one; what only one has is missing
    at the place of the other where it would stand.
    """
    comparing = _Comparing(left, right, pairs)
    return [*comparing.find_moved(), *comparing.find_blocks(), *comparing.find_anchors()]


class _Comparing(Struct):
    left: ComparedNote
    right: ComparedNote
    pairs: Sequence[AlignedPair]
    told: set[int] = field(default_factory=set)
    """`id()`s of blocks that are told to be missing, alone or with their section."""

    moved: set[int] = field(default_factory=set)
    """`id()`s of blocks that stand elsewhere in the other note."""

    lists: set[tuple[str, int]] = field(default_factory=set)
    """Path and outermost block of lists that are lists in the other note too."""

    code: dict[str, list[tuple[Place, list[Block]]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """Path of a note → code blocks that the other one lacks, and the places there."""

    renamed: dict[str, str] = field(default_factory=dict)
    """Letter of a formula → the one that stands for it in the other note, as was told."""

    held: set[int] = field(default_factory=set)
    """`id()`s of list items whose words the other list has all the same."""

    lines: dict[int, tuple[int, int]] = field(default_factory=dict)
    """`id()` of a pair → lines of both notes at which its blocks stand, or would stand."""

    compared: int = 0
    """How often formulas within texts were compared so far."""

    allowed: set[int] = field(default_factory=set)
    """`id()`s of pairs that may differ: a comment is before a block, or where it would stand."""

    def __post_init__(self) -> None:
        left, right = (side.blocks[-1] if side.blocks else None for side in (self.left, self.right))
        line, other_line = (block.last_line if block else 1 for block in (left, right))
        for pair in reversed(self.pairs):
            if pair.left:
                left, line = pair.left, pair.left.first_line
            if pair.right:
                right, other_line = pair.right, pair.right.first_line
            self.lines[id(pair)] = line, other_line
            if (left and left.is_allowed) or (right and right.is_allowed):
                self.allowed.add(id(pair))
        for left, right in ((pair.left, pair.right) for pair in self.pairs):
            if left and right and left.kind is right.kind is BlockKind.ITEM:
                self.lists |= {(self.left.path, left.top), (self.right.path, right.top)}

        self.held = find_held_items(self.pairs)

    def find_moved(self) -> Iterator[Problem]:
        """Yield a warning for each section and block that has another place, and keep it in mind."""
        lefts = [pair.left for pair in self.pairs if pair.left and not pair.right]
        rights = [pair.right for pair in self.pairs if pair.right and not pair.left]
        for block, other in _moved_sections(self.left.blocks, self.right.blocks, lefts, rights):
            self.moved.update(map(id, _section(self.left.blocks, block)))
            self.moved.update(map(id, _section(self.right.blocks, other)))
            yield from self._report_moved(block, other)
        alone = {
            each.key: each.block
            for each in features_of(lefts)
            if each.key and len(each.pieces) > 1 and id(each.block) not in self.moved
        }
        for each in features_of(rights):
            if each.key in alone and id(each.block) not in self.moved:
                block = alone.pop(each.key)
                self.moved |= {id(block), id(each.block)}
                yield from self._report_moved(block, each.block)

    def find_blocks(self) -> Iterator[Problem]:
        """Yield the differences between whole blocks."""
        for pair in self.pairs:
            if pair.left and pair.right and id(pair) not in self.allowed:
                yield from self._compare(pair.left, pair.right)
        for gap in _gaps(self.pairs):
            line, other_line = self.lines[id(gap[-1])][0], self.lines[id(gap[0])][1]
            told = [pair for pair in gap if id(pair) not in self.allowed]
            lefts = [pair.left for pair in told if pair.left]
            rights = [pair.right for pair in told if pair.right]
            yield from self._lacking(lefts, self.left, self.right.place(other_line))
            yield from self._lacking(rights, self.right, self.left.place(line))
        yield from self._lacking_code(self.left)
        yield from self._lacking_code(self.right)

    def _lacking(self, blocks: list[Block], side: ComparedNote, place: Place) -> Iterator[Problem]:
        """Yield a warning at `place` for what stands in `side` alone."""
        below = {id(block) for block in _below_headings(blocks)}
        self.told |= below
        alone = [block for block in blocks if block.kind in _MISSED and id(block) not in below]
        alone = [
            block
            for block in alone
            if id(block) not in self.moved
            and id(block) not in self.held
            and (block.kind is not BlockKind.ITEM or (side.path, block.top) in self.lists)
        ]
        self.told |= {id(block) for block in alone}
        for kind, found in groupby(alone, key=lambda block: block.kind):
            group = list(found)
            first = side.of(group[0])
            if kind is BlockKind.CODE:
                self.code[side.path].append((place, group))
            elif kind is BlockKind.HEADING:
                for block in group:
                    what = f"the section “{short(block.content)}” at {side.of(block)}"
                    yield warning(
                        place, f"{what} is missing here; add it, {ALLOW} there", "section"
                    )
            else:
                yield _lacking_blocks(place, first, kind, len(group))

    def _lacking_code(self, side: ComparedNote) -> Iterator[Problem]:
        """Yield a warning for the code blocks that stand in `side` alone.

        At many places that is one fact, as where one language alone has the tabs of a framework.
        """
        found = self.code[side.path]
        if len(found) > _MOST_PLACES:
            (place, (first, *_)), *_ = found
            count = sum(len(blocks) for _, blocks in found)
            what = f"{count} code blocks at {len(found)} places from {side.of(first)} on"
            allow = "or put `<!-- parity: allow -->` before each there"
            yield warning(place, f"{what} are missing here; add them, {allow}", "code block", count)
            return
        for place, blocks in found:
            yield _lacking_blocks(place, side.of(blocks[0]), BlockKind.CODE, len(blocks))

    def _report_moved(self, block: Block, other: Block) -> Iterator[Problem]:
        if block.is_allowed or other.is_allowed:
            return
        noun = "section" if block.level else block.kind.value
        name = f"section “{short(block.content)}”" if block.level else block.kind.value
        what = f"the {name} at {self.left.of(block)} has another place here"
        yield warning(self.right.of(other), f"{what}; put both in one order, {ALLOW}", noun)

    def _compare(self, left: Block, right: Block) -> Iterator[Problem]:
        there, here = self.left.of(left), self.right.of(right)
        if left.kind is BlockKind.HEADING:
            yield from compare_headings(left, right, there, here)
        elif left.kind is BlockKind.FORMULA:
            yield from compare_formulas(left, right, there, here)
        elif left.kind is BlockKind.CODE:
            yield from compare_code(left, right, there, here)
        elif left.kind is BlockKind.THEOREM:
            if left.content != right.content:
                what = f"the {left.content} at {there} is called {right.content} here"
                yield warning(here, f"{what}; call both the same, {ALLOW}", left.kind.value)
        elif left.kind is BlockKind.FIGURE:
            name, other = figure_name(left.content), figure_name(right.content)
            if name.casefold() != other.casefold():
                what = f"the figure at {there} is `{name}`, but `{other}` here"
                yield warning(here, f"{what}; show the same, {ALLOW}", "figure")

    def find_anchors(self) -> Iterator[Problem]:
        """Yield the differences between what stands within texts, section by section."""
        known, others_known = collect_anchors(self.left), collect_anchors(self.right)
        for section in _matched_sections(self.pairs):
            lefts = [each for pair in section for each in self._found(self.left, pair.left, pair)]
            rights = [
                each for pair in section for each in self._found(self.right, pair.right, pair)
            ]
            here = {each.key for each in lefts}
            there = {each.key for each in rights}
            only_left = once(each for each in lefts if each.key not in there)
            only_right = once(each for each in rights if each.key not in here)
            drop_pieces(only_left, others_known)
            drop_pieces(only_right, known)
            yield from self._changed(only_left, only_right)
            drop_localised(only_left, only_right)
            yield from self._missing(only_left, others_known, self.left, self.right)
            yield from self._missing(only_right, known, self.right, self.left)

    def _found(self, side: ComparedNote, block: Block | None, pair: AlignedPair) -> Iterator[Found]:
        """Yield what stands in `block`, unless it is missed as a whole."""
        if not block or id(pair) in self.allowed or id(block) in self.told:
            return
        for anchor in block.anchors:
            kind, text, _ = anchor
            if kind is AnchorKind.LINK and "://" not in text:
                if article := side.article(text):
                    yield Found(anchor, pair, (kind, article))
            elif kind in _ANCHORS:
                yield Found(anchor, pair, (kind, anchor_key(kind, text)))

    def _changed(
        self, lefts: dict[object, Found], rights: dict[object, Found]
    ) -> Iterator[Problem]:
        """Yield a warning for each formula that is not quite the same, and take both away."""
        formulas = [each for each in lefts.values() if each.kind is AnchorKind.FORMULA]
        self.compared += len(formulas) * len(rights)
        if self.compared > _MOST_COMPARISONS:
            return
        for found in formulas:
            tokens = found.tokens
            for other in list(rights.values()):
                if other.kind is not AnchorKind.FORMULA:
                    continue
                if same_formula(tokens, other.tokens):
                    del lefts[found.key], rights[other.key]
                    break
                is_one = found.is_beside(other) and is_changed(tokens, other.tokens)
                if is_one or is_renamed(tokens, other.tokens):
                    del lefts[found.key], rights[other.key]
                    if not is_one:
                        names = set(zip(tokens, other.tokens, strict=True))
                        self.renamed |= {a: b for a, b in names if a != b}
                        self.renamed |= {b: a for a, b in names if a != b}
                    there = self.left.place(found.anchor.line)
                    what = f"the formula `{short(found.anchor.text)}` at {there} differs"
                    said = describe(tokens, other.tokens)
                    text = f"{what}: {said}; write the same in both, {ALLOW}"
                    yield warning(self.right.place(other.anchor.line), text, "formula")
                    break

    def _is_renamed(self, found: Found, known: NoteAnchors) -> bool:
        """Tell whether the other note says a formula in other letters, of which was told."""
        if found.kind is not AnchorKind.FORMULA or not self.renamed:
            return False
        tokens = tuple(self.renamed.get(token, token) for token in found.tokens)
        return tokens != found.tokens and known.has_formula(tokens)

    def _missing(
        self,
        found: dict[object, Found],
        known: NoteAnchors,
        side: ComparedNote,
        other: ComparedNote,
    ) -> Iterator[Problem]:
        """Yield a warning for each of `found`, in `side`, that the other note says nowhere."""
        for each in found.values():
            if known.has(each) or self._is_renamed(each, known):
                continue
            line = self.lines[id(each.pair)][0 if other is self.left else 1]
            place = other.place(line)
            what = f"the {each.kind.value} `{short(each.anchor.text)}`"
            where = f"at {side.place(each.anchor.line)} is missing here"
            yield warning(place, f"{what} {where}; add it, {ALLOW} there", each.kind.value)


def _lacking_blocks(place: Place, first: Place, kind: BlockKind, count: int) -> Problem:
    """Return the warning that `count` blocks of a kind from `first` on are missing at `place`."""
    if count == 1:
        text = f"the {kind.value} at {first} is missing here; add it, {ALLOW} there"
    else:
        text = f"{count} {kind.value}s from {first} on are missing here; add them, {ALLOW} there"
    return warning(place, text, kind.value, count)


def _gaps(pairs: Sequence[AlignedPair]) -> Iterator[list[AlignedPair]]:
    """Yield the runs of blocks that stand alone."""
    for is_alone, run in groupby(pairs, key=lambda pair: not (pair.left and pair.right)):
        if is_alone:
            yield list(run)


def _below_headings(blocks: Sequence[Block]) -> list[Block]:
    """Return those of `blocks` that stand behind a heading among them."""
    start = next((index for index, block in enumerate(blocks) if block.level), len(blocks))
    return [block for block in blocks[start:] if not block.level]


def _moved_sections(
    lefts: Sequence[Block],
    rights: Sequence[Block],
    alone: Sequence[Block],
    others_alone: Sequence[Block],
) -> Iterator[tuple[Block, Block]]:
    """Yield the headings of sections that stand alone on both sides and are one."""
    heads = [block for block in alone if block.level]
    others = [block for block in others_alone if block.level]
    if not heads or not others or len(heads) * len(others) > _MOST_COMPARISONS:
        return
    pieces = section_pieces(features_of(lefts))
    other_pieces = section_pieces(features_of(rights))
    for head in heads:
        for other in others:
            inside = likeness(pieces[id(head)], other_pieces[id(other)])
            if inside >= _MOVED:
                others.remove(other)
                yield head, other
                break


def _section(blocks: Sequence[Block], head: Block) -> Iterator[Block]:
    """Yield the blocks from `head` up to the next heading."""
    yield head
    start = next(index for index, block in enumerate(blocks) if block is head)
    for block in blocks[start + 1 :]:
        if block.level:
            return
        yield block


def _matched_sections(pairs: Sequence[AlignedPair]) -> Iterator[list[AlignedPair]]:
    section: list[AlignedPair] = []
    for pair in pairs:
        if pair.left and pair.right and pair.left.level:
            yield section
            section = []
        section.append(pair)
    yield section
