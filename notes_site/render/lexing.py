"""Pygments' regex lexers, trying only the rules that can match at a character.

A `RegexLexer` tries the rules of its state one after the other: about 40 tries for each
token of Python. Here each state has a table from a character of ASCII to those of its rules
that can begin with it, four or so. The tokens are the same.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from re import _constants as op  # type: ignore[attr-defined] # typeshed has no stubs of it
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from pygments.lexer import Lexer, RegexLexer
from pygments.token import Error, Whitespace, _TokenType

Rule = tuple[Callable[[str, int], re.Match[str] | None], Any, Any]
"""Match function; token type, callback that yields tokens, or None; change of the state."""

_LAST = 127
_ASCII = frozenset(map(chr, range(_LAST + 1)))
_CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d",
    op.CATEGORY_NOT_DIGIT: r"\D",
    op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w",
    op.CATEGORY_NOT_WORD: r"\W",
}


@dataclass(slots=True)
class QuickLexer:
    """Gives the tokens of one lexer."""

    lexer: Lexer
    _rules: Mapping[str, Sequence[Rule]] = field(init=False)
    _tables: dict[str, dict[str, Sequence[Rule]]] = field(default_factory=dict)
    """State → first character → the rules that can match there, in order."""

    def __post_init__(self) -> None:
        self._rules = getattr(self.lexer, "_tokens", {})

    def tokens(self, text: str) -> Iterator[tuple[_TokenType, str]]:
        """Yield type and text of each token, as `get_tokens_unprocessed` does."""
        kind = type(self.lexer)
        if kind.get_tokens_unprocessed is RegexLexer.get_tokens_unprocessed:
            yield from self._quick_tokens(text)
        else:
            for _, token_type, value in self.lexer.get_tokens_unprocessed(text):
                yield token_type, value

    def _quick_tokens(self, text: str) -> Iterator[tuple[_TokenType, str]]:
        position = 0
        stack = ["root"]
        table, rules = self._state("root")
        while True:
            first = text[position : position + 1]
            for rule in table.get(first, rules):
                if match := rule[0](text, position):
                    break
            else:
                if not first:
                    return
                if first == "\n":
                    stack = ["root"]
                    table, rules = self._state("root")
                yield (Whitespace if first == "\n" else Error), first
                position += 1
                continue
            _, action, new_state = rule
            if type(action) is _TokenType:
                yield action, match.group()
            elif action is not None:
                for _, token_type, value in action(self.lexer, match):
                    yield token_type, value
            position = match.end()
            if new_state is not None:
                _change(stack, new_state)
                table, rules = self._state(stack[-1])

    def _state(self, name: str) -> tuple[dict[str, Sequence[Rule]], Sequence[Rule]]:
        """Return the table of a state and all its rules, for what is not in the table."""
        rules = self._rules[name]
        if name not in self._tables:
            firsts = [_first_characters(rule) for rule in rules]
            self._tables[name] = {
                character: tuple(
                    rule for rule, first in zip(rules, firsts, strict=True) if character in first
                )
                for character in _ASCII
            }
        return self._tables[name], rules


def _change(stack: list[str], new_state: Any) -> None:  # noqa: ANN401 - as Pygments has it
    """Change the stack of states as `RegexLexer` does; one state always stays on it."""
    if isinstance(new_state, int):
        del stack[1 if abs(new_state) >= len(stack) else new_state :]
        return
    for state in (new_state,) if isinstance(new_state, str) else new_state:
        if state == "#push":
            stack.append(stack[-1])
        elif state != "#pop":
            stack.append(state)
        elif len(stack) > 1:
            stack.pop()


def _first_characters(rule: Rule) -> frozenset[str]:
    """Return the characters of ASCII that a match of `rule` may begin with; rather too many."""
    pattern: re.Pattern[str] = rule[0].__self__  # type: ignore[attr-defined] # a bound method
    parsed = parser.parse(pattern.pattern, pattern.flags)
    first, can_be_empty = _first_of_sequence(parsed, parsed.state.flags)
    return _ASCII if can_be_empty else first


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
    value: Any,  # noqa: ANN401
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
            return _ASCII, code is not op.ANY and code is not op.NOT_LITERAL


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
                return _ASCII  # ſ is a case of s, and the sign of Kelvin one of k
            case op.RANGE:
                for number in range(value[0], min(value[1], _LAST) + 1):
                    found |= _cases(number, flags)
            case op.CATEGORY if value in _CATEGORIES:
                found.update(c for c in _ASCII if re.match(_CATEGORIES[value], c))
            case _:
                return _ASCII
    return _ASCII - found if is_negated else frozenset(found)


def _cases(number: int, flags: int) -> frozenset[str]:
    character = chr(number)
    cases = {character.lower(), character.upper()} if flags & re.IGNORECASE else {character}
    return _ASCII & cases
