"""First characters of the matches of a regular expression.

Python's `re` tells them by its parser alone, which is private and may move or change. Whoever
imports this does without it then: `ImportError` or `AttributeError`.
"""

import re
from collections.abc import Callable, Iterable
from re import _constants as op  # type: ignore[attr-defined] # typeshed has no stubs of it
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

MatchFunction = Callable[[str, int], re.Match[str] | None]
"""`match` of a compiled regular expression."""

_LAST = 127
ASCII = frozenset(map(chr, range(_LAST + 1)))
_CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d",
    op.CATEGORY_NOT_DIGIT: r"\D",
    op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w",
    op.CATEGORY_NOT_WORD: r"\W",
}


def first_characters(match: MatchFunction) -> frozenset[str]:
    """Return the characters of ASCII that a match may begin with; rather too many."""
    pattern: re.Pattern[str] = match.__self__  # type: ignore[attr-defined] # a bound method
    parsed = parser.parse(pattern.pattern, pattern.flags)
    first, can_be_empty = _first_of_sequence(parsed, parsed.state.flags)
    return ASCII if can_be_empty else first


def _first_of_sequence(items: Iterable[Any], flags: int) -> tuple[frozenset[str], bool]:
    """Return the first characters of a parsed sequence, and whether it can match nothing."""
    found: frozenset[str] = frozenset()
    for code, value in items:
        first, can_be_empty = _first_of_item(code, value, flags)
        found |= first
        if not can_be_empty:
            return found, False
    return found, True


def _first_of_item(  # noqa: PLR0911 - one for each kind of item
    code: Any,  # noqa: ANN401 - as `re` parses
    value: Any,  # noqa: ANN401 - as `re` parses
    flags: int,
) -> tuple[frozenset[str], bool]:
    match code:
        case op.LITERAL:
            return _cases(value, flags), False
        case op.IN:
            return _first_of_set(value, flags), False
        case op.AT | op.ASSERT | op.ASSERT_NOT:
            return frozenset(), True
        case op.BRANCH:
            branches = [_first_of_sequence(branch, flags) for branch in value[1]]
            return frozenset().union(*(first for first, _ in branches)), any(
                can_be_empty for _, can_be_empty in branches
            )
        case op.SUBPATTERN:
            _, added, removed, inner = value
            return _first_of_sequence(inner, (flags | added) & ~removed)
        case op.MAX_REPEAT | op.MIN_REPEAT:
            least, _, inner = value
            first, can_be_empty = _first_of_sequence(inner, flags)
            return first, can_be_empty or least == 0
        case _:  # any character, or something that says nothing about the first one
            return ASCII, code is not op.ANY and code is not op.NOT_LITERAL


def _first_of_set(items: Iterable[Any], flags: int) -> frozenset[str]:
    found: set[str] = set()
    is_negated = False
    for code, value in items:
        match code:
            case op.NEGATE:
                is_negated = True
            case op.LITERAL:
                found |= _cases(value, flags)
            case op.RANGE if value[1] > _LAST and flags & re.IGNORECASE:
                return ASCII  # ſ is a case of s, and the sign of Kelvin one of k
            case op.RANGE:
                for number in range(value[0], min(value[1], _LAST) + 1):
                    found |= _cases(number, flags)
            case op.CATEGORY if value in _CATEGORIES:
                found.update(c for c in ASCII if re.match(_CATEGORIES[value], c))
            case _:
                return ASCII
    return ASCII - found if is_negated else frozenset(found)


def _cases(number: int, flags: int) -> frozenset[str]:
    character = chr(number)
    cases = {character.lower(), character.upper()} if flags & re.IGNORECASE else {character}
    return ASCII & cases
