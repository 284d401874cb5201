"""In what two blocks differ that belong together."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from notes_site.errors import Place, Problem
from notes_site.model import AnchorKind, Block
from notes_site.text.slug import slug
from notes_site.translations.align import anchor_key, likeness, token_pairs
from notes_site.translations.code import numbered_lines
from notes_site.translations.messages import ALLOW, SHOWN, short, warning
from notes_site.translations.tex import TEXT, formula_tokens, same_formula, without_words

_HEADING_FORMULAS = {AnchorKind.FORMULA}
_HEADING_NAMES = {AnchorKind.TERM, AnchorKind.CODE}

_CHANGED = 0.6
"""Likeness above which two formulas within texts are one that has changed, not two."""

_LONG = 4
"""Tokens from which a formula is told apart from others by what it looks like."""

_MOST_CHANGES = 40_000
"""Product of the lengths of two pieces beyond which they are one change, not several."""

_MANY = 3
"""Places at which two formulas differ, above which only the first is told."""


def compare_headings(left: Block, right: Block, there: Place, here: Place) -> Iterator[Problem]:
    """Yield a warning for each difference of two headings: level, id, formulas, names."""
    name = short(left.content)
    if left.level != right.level:
        what = f"the heading “{name}” at {there} is of level {left.level}, but {right.level} here"
        yield warning(here, f"{what}; give both one level, {ALLOW}", "heading")
    if left.id != right.id and _has_own_id(left) and _has_own_id(right):
        what = f"the heading “{name}” at {there} has the id `{left.id}`, but `{right.id}` here"
        yield warning(here, f"{what}; give both one id, {ALLOW}", "heading")
    formulas, other_formulas = (_keys(block, _HEADING_FORMULAS) for block in (left, right))
    if formulas.keys() != other_formulas.keys():
        what = f"the heading “{name}” at {there} has other formulas here"
        yield warning(here, f"{what}; write the same in both, {ALLOW}", "heading")
    names, other_names = (_keys(block, _HEADING_NAMES) for block in (left, right))
    if names and other_names and not names.keys() & other_names.keys():
        first, second = next(iter(names.values())), next(iter(other_names.values()))
        what = f"the heading “{name}” at {there} names `{first}`, but `{second}` here"
        yield warning(here, f"{what}; name the same in both, {ALLOW}", "heading")


def _has_own_id(heading: Block) -> bool:
    """Tell whether the author has given a heading its id, which others are made of its text."""
    made = slug(heading.content)
    return heading.id != made and not re.fullmatch(rf"{re.escape(made)}-\d+", heading.id)


def _keys(block: Block, kinds: set[AnchorKind]) -> dict[object, str]:
    """Return the anchors of some kinds in `block`, as typed, by what is equal for the same."""
    return {anchor_key(kind, text): text for kind, text, _ in block.anchors if kind in kinds}


def compare_formulas(left: Block, right: Block, there: Place, here: Place) -> Iterator[Problem]:
    """Yield a warning for each difference of two displayed formulas, and of their labels."""
    tokens, others = formula_tokens(left.content), formula_tokens(right.content)
    if not same_formula(tokens, others):
        what = f"the formula at {there} differs: {describe(tokens, others)}"
        yield warning(here, f"{what}; write the same in both, {ALLOW}", "formula")
    lost = [label for label in left.labels if label not in right.labels]
    new = [label for label in right.labels if label not in left.labels]
    if len(lost) == len(new) == 1:
        what = f"the label `{lost[0]}` at {there} is `{new[0]}` here"
        yield warning(here, f"{what}; write the same in both, {ALLOW}", "formula")
        return
    for labels, place, other in ((lost, there, here), (new, here, there)):
        for label in labels:
            what = f"the label `{label}` of the formula at {place} is missing here"
            yield warning(other, f"{what}; write `\\label{{{label}}}` here too, {ALLOW}", "formula")


def is_changed(tokens: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Tell whether two formulas are one that has been changed in few places."""
    if len(tokens) == len(others) > 1:
        changes = sum(a != b for a, b in zip(tokens, others, strict=True))
        if changes == 1:
            return True
    return likeness(token_pairs(tokens), token_pairs(others)) >= _CHANGED


def is_renamed(tokens: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Tell whether two formulas are one whose letters are others: `H(P, Q)` and `H(p, q)`."""
    if len(tokens) != len(others) or len(tokens) < _LONG:
        return False
    names = set(zip(tokens, others, strict=True))
    changed = [(token, other) for token, other in names if token != other]
    return (
        len(names) == len({token for token, _ in names}) == len({other for _, other in names})
        and all(token.casefold() == other.casefold() for token, other in changed)
        and bool(changed)
    )


def describe(tokens: tuple[str, ...], others: tuple[str, ...]) -> str:
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
    return short(tex)


def compare_code(left: Block, right: Block, there: Place, here: Place) -> Iterator[Problem]:
    """Yield a warning for the first difference of two code blocks, comments and texts aside."""
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
    yield warning(
        Place(path=here.path, line=line), f"{what}; write the same in both, {ALLOW}", "code block"
    )


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


def _around(text: str, other: str) -> tuple[str, str]:
    """Return two lines of code, shortened to where they begin to differ if they are long."""
    start = (
        max(0, _common_start(text, other) - SHOWN // 2) if max(len(text), len(other)) > SHOWN else 0
    )
    mark = "…" if start else ""
    return mark * bool(text) + short(text[start:]), mark * bool(other) + short(other[start:])
