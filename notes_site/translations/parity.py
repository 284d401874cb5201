"""What one of two translations has and the other lacks, or has changed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple
from urllib.parse import unquote

from notes_site.errors import Place, Problem
from notes_site.model import Anchor, AnchorKind, Block, BlockKind
from notes_site.slug import slug
from notes_site.translations.align import (
    AlignedPair,
    anchor_key,
    features_of,
    figure_name,
    likeness,
    section_pieces,
    token_pairs,
)
from notes_site.translations.code import numbered_lines
from notes_site.translations.tex import TEXT, formula_tokens, parts_of, same_formula, without_words

_ALLOW = "or put `<!-- parity: allow -->` before it"
_MISSED = {
    BlockKind.HEADING,
    BlockKind.FORMULA,
    BlockKind.CODE,
    BlockKind.TABLE,
    BlockKind.FIGURE,
    BlockKind.ITEM,
}
"""Kinds of blocks that a translation has as many of."""

_ANCHORS = {AnchorKind.FORMULA, AnchorKind.IMAGE, AnchorKind.LINK, AnchorKind.REFERENCE}
"""What translations have in common of their texts; words and names may be said otherwise."""

_HEADING_FORMULAS = {AnchorKind.FORMULA}
_HEADING_NAMES = {AnchorKind.TERM, AnchorKind.CODE}

_LONG_FORMULA = 4
"""Tokens from which an inline formula is missed where it is not; shorter ones are often a word
in the other language, or said twice."""

_CHANGED = 0.6
"""Likeness above which two formulas within texts are one that has changed, not two."""

_MOVED = 0.5
"""Likeness above which two sections are one that has moved."""

_HOST_LANGUAGE = re.compile(r"^(?:www|[a-z]{2}(?:-[a-z]+)?)\.(?=[^.]+\.)")

_SHOWN = 50
"""Characters of a piece that a message quotes at most."""

_MOST_COMPARISONS = 250_000
"""Of formulas, or of sections, with each other. Where there are more, they are missed on either
side, and not looked for elsewhere."""

_MOST_CHANGES = 40_000
"""Product of the lengths of two pieces beyond which they are one change, not several."""

_MANY = 3
"""Places at which two formulas differ, above which only the first is told."""


class Side(NamedTuple):
    """One of the two notes."""

    path: str
    blocks: Sequence[Block]
    articles: Mapping[str, str]
    """Path of a link as written → key of the article that it leads to, the same in all languages;
    empty if that is not in the other note's language."""

    def place(self, line: int) -> Place:
        """Return a line of it as a place."""
        return Place(path=self.path, line=line)

    def of(self, block: Block) -> Place:
        """Return where `block` begins."""
        return self.place(block.first_line)


def find_differences(left: Side, right: Side, pairs: Sequence[AlignedPair]) -> list[Problem]:
    """Return a warning for each difference between two translations that are aligned as `pairs`.

    What both have is compared at the place of the right one; what only one has is missing
    at the place of the other where it would stand.
    """
    comparing = _Comparing(left, right, pairs)
    return [*comparing.find_moved(), *comparing.find_blocks(), *comparing.find_anchors()]


@dataclass(slots=True)
class _Comparing:
    left: Side
    right: Side
    pairs: Sequence[AlignedPair]
    told: set[int] = field(default_factory=set)
    """`id()`s of blocks that are told to be missing, alone or with their section."""

    moved: set[int] = field(default_factory=set)
    """`id()`s of blocks that stand elsewhere in the other note."""

    lists: set[tuple[str, int]] = field(default_factory=set)
    """Path and outermost block of lists that are lists in the other note too."""

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

    def _lacking(self, blocks: list[Block], side: Side, place: Place) -> Iterator[Problem]:
        """Yield a warning at `place` for what stands in `side` alone."""
        below = {id(block) for block in _below_headings(blocks)}
        self.told |= below
        alone = [block for block in blocks if block.kind in _MISSED and id(block) not in below]
        alone = [
            block
            for block in alone
            if id(block) not in self.moved
            and (block.kind is not BlockKind.ITEM or (side.path, block.top) in self.lists)
        ]
        self.told |= {id(block) for block in alone}
        for kind, found in groupby(alone, key=lambda block: block.kind):
            group = list(found)
            first = side.of(group[0])
            if kind is BlockKind.HEADING:
                for block in group:
                    what = f"the section “{_short(block.content)}” at {side.of(block)}"
                    yield _warning(place, f"{what} is missing here; add it, {_ALLOW} there")
            elif len(group) > 1:
                what = f"{len(group)} {kind.value}s from {first} on are missing here"
                yield _warning(place, f"{what}; add them, {_ALLOW} there")
            else:
                what = f"the {kind.value} at {first} is missing here"
                yield _warning(place, f"{what}; add it, {_ALLOW} there")

    def _report_moved(self, block: Block, other: Block) -> Iterator[Problem]:
        if block.is_allowed or other.is_allowed:
            return
        name = f"section “{_short(block.content)}”" if block.level else block.kind.value
        what = f"the {name} at {self.left.of(block)} has another place here"
        yield _warning(self.right.of(other), f"{what}; put both in one order, {_ALLOW}")

    def _compare(self, left: Block, right: Block) -> Iterator[Problem]:
        there, here = self.left.of(left), self.right.of(right)
        if left.kind is BlockKind.HEADING:
            yield from _compare_headings(left, right, there, here)
        elif left.kind is BlockKind.FORMULA:
            yield from _compare_formulas(left, right, there, here)
        elif left.kind is BlockKind.CODE:
            yield from _compare_code(left, right, there, here)
        elif left.kind is BlockKind.FIGURE:
            name, other = figure_name(left.content), figure_name(right.content)
            if name.casefold() != other.casefold():
                what = f"the figure at {there} is `{name}`, but `{other}` here"
                yield _warning(here, f"{what}; show the same, {_ALLOW}")

    def find_anchors(self) -> Iterator[Problem]:
        """Yield the differences between what stands within texts, section by section."""
        known, others_known = _said(self.left), _said(self.right)
        for section in _matched_sections(self.pairs):
            lefts = [each for pair in section for each in self._found(self.left, pair.left, pair)]
            rights = [
                each for pair in section for each in self._found(self.right, pair.right, pair)
            ]
            here = {each.key for each in lefts}
            there = {each.key for each in rights}
            only_left = _once(each for each in lefts if each.key not in there)
            only_right = _once(each for each in rights if each.key not in here)
            _drop_pieces(only_left, others_known)
            _drop_pieces(only_right, known)
            yield from self._changed(only_left, only_right)
            _drop_localised(only_left, only_right)
            yield from self._missing(only_left, others_known, self.left, self.right)
            yield from self._missing(only_right, known, self.right, self.left)

    def _found(self, side: Side, block: Block | None, pair: AlignedPair) -> Iterator["_Found"]:
        """Yield what stands in `block`, unless it is missed as a whole."""
        if not block or id(pair) in self.allowed or id(block) in self.told:
            return
        for anchor in block.anchors:
            kind, text, _ = anchor
            if kind is AnchorKind.LINK and "://" not in text:
                if article := _article(text, side):
                    yield _Found(anchor, pair, (kind, article))
            elif kind in _ANCHORS:
                yield _Found(anchor, pair, (kind, anchor_key(kind, text)))

    def _changed(
        self, lefts: dict[object, "_Found"], rights: dict[object, "_Found"]
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
                if found.is_beside(other) and _is_changed(tokens, other.tokens):
                    del lefts[found.key], rights[other.key]
                    there = self.left.place(found.anchor.line)
                    what = f"the formula `{_short(found.anchor.text)}` at {there} differs"
                    said = _describe(tokens, other.tokens)
                    text = f"{what}: {said}; write the same in both, {_ALLOW}"
                    yield _warning(self.right.place(other.anchor.line), text)
                    break

    def _missing(
        self, found: dict[object, "_Found"], known: "_Said", side: Side, other: Side
    ) -> Iterator[Problem]:
        """Yield a warning for each of `found`, in `side`, that the other note says nowhere."""
        for each in found.values():
            if known.has(each):
                continue
            line = self.lines[id(each.pair)][0 if other is self.left else 1]
            place = other.place(line)
            what = f"the {each.kind.value} `{_short(each.anchor.text)}`"
            where = f"at {side.place(each.anchor.line)} is missing here"
            yield _warning(place, f"{what} {where}; add it, {_ALLOW} there")


def _compare_headings(left: Block, right: Block, there: Place, here: Place) -> Iterator[Problem]:
    name = _short(left.content)
    if left.level != right.level:
        what = f"the heading “{name}” at {there} is of level {left.level}, but {right.level} here"
        yield _warning(here, f"{what}; give both one level, {_ALLOW}")
    if left.id != right.id and _has_own_id(left) and _has_own_id(right):
        what = f"the heading “{name}” at {there} has the id `{left.id}`, but `{right.id}` here"
        yield _warning(here, f"{what}; give both one id, {_ALLOW}")
    formulas, other_formulas = (_keys(block, _HEADING_FORMULAS) for block in (left, right))
    if formulas.keys() != other_formulas.keys():
        what = f"the heading “{name}” at {there} has other formulas here"
        yield _warning(here, f"{what}; write the same in both, {_ALLOW}")
    names, other_names = (_keys(block, _HEADING_NAMES) for block in (left, right))
    if names and other_names and not names.keys() & other_names.keys():
        first, second = next(iter(names.values())), next(iter(other_names.values()))
        what = f"the heading “{name}” at {there} names `{first}`, but `{second}` here"
        yield _warning(here, f"{what}; name the same in both, {_ALLOW}")


def _has_own_id(heading: Block) -> bool:
    """Tell whether the author has given a heading its id, which others are made of its text."""
    made = slug(heading.content)
    return heading.id != made and not re.fullmatch(rf"{re.escape(made)}-\d+", heading.id)


def _keys(block: Block, kinds: set[AnchorKind]) -> dict[object, str]:
    """Return the anchors of some kinds in `block`, as typed, by what is equal for the same."""
    return {anchor_key(kind, text): text for kind, text, _ in block.anchors if kind in kinds}


def _compare_formulas(left: Block, right: Block, there: Place, here: Place) -> Iterator[Problem]:
    tokens, others = formula_tokens(left.content), formula_tokens(right.content)
    if not same_formula(tokens, others):
        what = f"the formula at {there} differs: {_describe(tokens, others)}"
        yield _warning(here, f"{what}; write the same in both, {_ALLOW}")
    lost = [label for label in left.labels if label not in right.labels]
    new = [label for label in right.labels if label not in left.labels]
    if len(lost) == len(new) == 1:
        what = f"the label `{lost[0]}` at {there} is `{new[0]}` here"
        yield _warning(here, f"{what}; write the same in both, {_ALLOW}")
        return
    for labels, place, other in ((lost, there, here), (new, here, there)):
        for label in labels:
            what = f"the label `{label}` of the formula at {place} is missing here"
            yield _warning(other, f"{what}; write `\\label{{{label}}}` here too, {_ALLOW}")


def _is_changed(tokens: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Tell whether two formulas are one that has been changed in few places."""
    if len(tokens) == len(others) > 1:
        changes = sum(a != b for a, b in zip(tokens, others, strict=True))
        if changes == 1:
            return True
    return likeness(token_pairs(tokens), token_pairs(others)) >= _CHANGED


def _describe(tokens: tuple[str, ...], others: tuple[str, ...]) -> str:
    """Return in what the formula here, of tokens `others`, differs from the one there."""
    if TEXT in tokens or TEXT in others:
        tokens, others = without_words(tokens), without_words(others)
    parts = [(_tex(tokens[i:j]), _tex(others[k:m])) for i, j, k, m in _changes(tokens, others)]
    said = [
        f"`{there}` is missing here"
        if not here
        else f"`{here}` is missing there"
        if not there
        else f"`{there}` there is `{here}` here"
        for there, here in parts[: _MANY if len(parts) <= _MANY else 1]
    ]
    return ", ".join(said) + ("" if len(parts) <= _MANY else ", and more")


def _tex(tokens: Sequence[str]) -> str:
    """Return `tokens` as TeX, with a blank where a command would run into a letter."""
    tex = ""
    for token in tokens:
        is_apart = tex[-1:].isalpha() and token[0].isalpha()
        tex += f" {token}" if is_apart else token
    return _short(tex)


def _compare_code(left: Block, right: Block, there: Place, here: Place) -> Iterator[Problem]:
    lines = numbered_lines(left.content, left.language)
    others = numbered_lines(right.content, right.language)
    texts, other_texts = [text for _, text in lines], [text for _, text in others]
    if not texts or not other_texts or "".join(texts) == "".join(other_texts):
        return
    i, j, k, m = _first_change(texts, other_texts)
    typed = left.content.split("\n")[lines[i][0]].strip() if i < j else ""
    other_typed = right.content.split("\n")[others[k][0]].strip() if k < m else ""
    missing, extra = (f"`{each}`" if each else "" for each in _around(typed, other_typed))
    if missing and extra:
        said = f"{missing} there is {extra} here"
    else:
        said = f"{missing} is missing here" if missing else f"{extra} is missing there"
    line = here.line + 1 + others[k][0] if k < len(others) else right.last_line
    what = f"the code block at {there} differs: {said}"
    yield _warning(Place(path=here.path, line=line), f"{what}; write the same in both, {_ALLOW}")


def _first_change(lines: Sequence[str], others: Sequence[str]) -> tuple[int, int, int, int]:
    """Return from where to where two code blocks differ first, in lines of either.

    Lines that are only broken elsewhere do not differ.
    """
    for i, j, k, m in _changes(lines, others):
        text, other = "".join(lines[i:j]), "".join(others[k:m])
        if text != other:
            same = _common_start(text, other)
            return _line_at(lines, i, j, same), j, _line_at(others, k, m, same), m
    return 0, len(lines), 0, len(others)


def _changes(pieces: Sequence[str], others: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield from where to where two sequences differ, in indices of either."""
    start = end = 0
    if len(pieces) * len(others) > _MOST_CHANGES:
        start = _common_start(pieces, others)
        end = _common_start(pieces[:start:-1], others[:start:-1])
    changed, other = pieces[start : len(pieces) - end], others[start : len(others) - end]
    if len(changed) * len(other) > _MOST_CHANGES:
        yield start, len(pieces) - end, start, len(others) - end
        return
    for kind, i, j, k, m in SequenceMatcher(None, changed, other, autojunk=False).get_opcodes():
        if kind != "equal":
            yield start + i, start + j, start + k, start + m


def _common_start(text: Sequence[str], other: Sequence[str]) -> int:
    """Return how many pieces, or characters, two sequences begin with in common."""
    pairs = enumerate(zip(text, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(text), len(other)))


def _line_at(lines: Sequence[str], start: int, end: int, position: int) -> int:
    """Return which of the lines from `start` to `end` holds the character at `position`."""
    while start < end and position >= len(lines[start]):
        position -= len(lines[start])
        start += 1
    return start


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


class _Found(NamedTuple):
    """An anchor, and the pair of blocks in one of which it stands."""

    anchor: Anchor
    pair: AlignedPair
    key: tuple[AnchorKind, object]
    """Equal for two that say the same."""

    @property
    def kind(self) -> AnchorKind:
        return self.anchor.kind

    @property
    def tokens(self) -> tuple[str, ...]:
        """Of a formula."""
        return formula_tokens(self.anchor.text)

    def is_beside(self, other: "_Found") -> bool:
        """Tell whether both stand in blocks that belong together."""
        return self.pair is other.pair


@dataclass(frozen=True, slots=True)
class _Said:
    """All that one note says in ways that the other may say elsewhere."""

    formulas: str
    """All formulas' tokens, one formula a line."""

    keys: frozenset[object]

    labels: frozenset[str]

    def has_formula(self, tokens: tuple[str, ...]) -> bool:
        """Tell whether a formula is said, by itself, in a longer one, or in pieces."""
        return _joined(tokens) in self.formulas or all(
            _joined(part) in self.formulas for part in parts_of(tokens)
        )

    def has(self, found: _Found) -> bool:
        """Tell whether it says what was found in the other note, or that may go unsaid."""
        if found.kind is AnchorKind.FORMULA:
            tokens = found.tokens
            has_letters = any(token.isalpha() for token in tokens)
            return len(tokens) < _LONG_FORMULA or not has_letters or self.has_formula(tokens)
        if found.kind is AnchorKind.REFERENCE and found.anchor.text not in self.labels:
            return True  # which is reported where the label is missing
        return found.key in self.keys


def _said(side: Side) -> _Said:
    blocks = side.blocks
    anchors = [each for block in blocks for each in block.anchors]
    formulas = [each.text for each in anchors if each.kind is AnchorKind.FORMULA]
    formulas += [block.content for block in blocks if block.kind is BlockKind.FORMULA]
    return _Said(
        "\n".join(_joined(formula_tokens(tex)) for tex in formulas),
        frozenset(
            (
                kind,
                (kind is AnchorKind.LINK and _article(text, side)) or anchor_key(kind, text),
            )
            for kind, text, _ in anchors
        ),
        frozenset(label for block in blocks for label in block.labels),
    )


def _article(target: str, side: Side) -> str:
    """Return the key of the article that a link leads to; empty for anything else."""
    path = unquote(target.split("#", 1)[0].split("?", 1)[0])
    return side.articles.get(path) or side.articles.get(f"[[{path}]]", "")


def _drop_pieces(found: dict[object, _Found], known: _Said) -> None:
    """Take formulas away that the other note says in pieces, or as a piece."""
    for key in [
        key
        for key, each in found.items()
        if each.kind is AnchorKind.FORMULA
        and len(each.tokens) > 1
        and known.has_formula(each.tokens)
    ]:
        del found[key]


def _drop_localised(lefts: dict[object, _Found], rights: dict[object, _Found]) -> None:
    """Take links away that lead to one site on both sides, as to either language's Wikipedia."""
    sites = [{_site(each) for each in found.values()} for found in (lefts, rights)]
    both = (sites[0] & sites[1]) - {""}
    for found in (lefts, rights):
        for key in [key for key, each in found.items() if _site(each) in both]:
            del found[key]


def _site(found: _Found) -> str:
    """Return the host that a link leads to, without a language before it; empty for no such."""
    if found.kind is not AnchorKind.LINK or "://" not in found.anchor.text:
        return ""
    host = found.anchor.text.split("://", 1)[1].split("/", 1)[0].casefold()
    return _HOST_LANGUAGE.sub("", host)


def _joined(tokens: tuple[str, ...]) -> str:
    return f" {' '.join(without_words(tokens))} "


def _once(found: Iterable[_Found]) -> dict[object, _Found]:
    """Return the first of each key."""
    first: dict[object, _Found] = {}
    for each in found:
        first.setdefault(each.key, each)
    return first


def _around(text: str, other: str) -> tuple[str, str]:
    """Return two lines of code, shortened to where they begin to differ if they are long."""
    start = (
        max(0, _common_start(text, other) - _SHOWN // 2)
        if max(len(text), len(other)) > _SHOWN
        else 0
    )
    mark = "…" if start else ""
    return mark * bool(text) + _short(text[start:]), mark * bool(other) + _short(other[start:])


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _warning(place: Place, text: str) -> Problem:
    return Problem(place=place, text=text, is_warning=True)
