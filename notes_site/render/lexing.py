"""Pygments' regex lexers, run with one regular expression a state instead of dozens.

A `RegexLexer` tries the rules of its state one after the other, in Python: about 40 tries
for each token. Here the rules of a state are alternatives of one expression, which the
engine tries in C, and the group that matched tells the rule. The tokens are the same.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pygments.lexer import Lexer, RegexLexer
from pygments.token import Error, Whitespace, _TokenType

# What means something else within a larger expression: groups that are referred to.
_NOT_JOINABLE = re.compile(r"\\[1-9]|\(\?P|\(\?\(")
_FLAGS = re.compile(r"\(\?([aims]+)\)")


@dataclass(frozen=True, slots=True)
class _Rule:
    match: Callable[..., re.Match[str] | None]
    action: Any
    """A token type, a callback that yields tokens, or None."""

    new_state: Any


@dataclass(frozen=True, slots=True)
class _Joined:
    """Some rules of a state, in order, as one expression."""

    match: Callable[..., re.Match[str] | None]
    rules: dict[int, _Rule]
    """Number of the group that ends a rule → the rule."""


@dataclass(slots=True)
class JoinedLexer:
    """Gives the tokens of one lexer."""

    lexer: Lexer
    _tokens: Mapping[str, Sequence[Any]] = field(init=False)
    _states: dict[str, list[_Joined]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._tokens = getattr(self.lexer, "_tokens", {})

    def tokens(self, text: str) -> Iterator[tuple[_TokenType, str]]:
        """Yield type and text of each token, as `get_tokens_unprocessed` does."""
        kind = type(self.lexer)
        if kind.get_tokens_unprocessed is RegexLexer.get_tokens_unprocessed:
            yield from self._joined_tokens(text)
        else:
            for _, token_type, value in self.lexer.get_tokens_unprocessed(text):
                yield token_type, value

    def _joined_tokens(self, text: str) -> Iterator[tuple[_TokenType, str]]:
        position = 0
        stack = ["root"]
        state = self._state("root")
        while True:
            for joined in state:
                if match := joined.match(text, position):
                    break
            else:
                if position >= len(text):
                    return
                if text[position] == "\n":
                    stack = ["root"]
                    state = self._state("root")
                yield (Whitespace if text[position] == "\n" else Error), text[position]
                position += 1
                continue
            rule = joined.rules[match.lastindex or 0]
            if type(rule.action) is _TokenType:
                yield rule.action, match.group()
            elif rule.action is not None:  # the callback asks for groups by their own numbers
                own = rule.match(text, position)
                for _, token_type, value in rule.action(self.lexer, own):
                    yield token_type, value
            position = match.end()
            if rule.new_state is not None:
                _change(stack, rule.new_state)
                state = self._state(stack[-1])

    def _state(self, name: str) -> list[_Joined]:
        if name not in self._states:
            rules = [_Rule(*rule) for rule in self._tokens[name]]
            self._states[name] = list(_join(rules))
        return self._states[name]


def _join(rules: list[_Rule]) -> Iterator[_Joined]:
    waiting: list[_Rule] = []
    for rule in rules:
        pattern = _pattern(rule)
        if pattern.flags & re.VERBOSE or _NOT_JOINABLE.search(pattern.pattern):
            if waiting:
                yield _join_all(waiting)
                waiting = []
            # `lastindex` of a rule by itself may be any of its own groups, or None.
            yield _Joined(rule.match, dict.fromkeys(range(pattern.groups + 1), rule))
        else:
            waiting.append(rule)
    if waiting:
        yield _join_all(waiting)


def _join_all(rules: list[_Rule]) -> _Joined:
    by_group: dict[int, _Rule] = {}
    group = 0
    for rule in rules:
        group += _pattern(rule).groups + 1
        by_group[group] = rule
    # The group that tells the rule is an empty one at its end: one around it would hide the
    # first character, by which the engine passes over most alternatives.
    expression = "|".join(f"(?:{_scoped(_pattern(rule).pattern)})()" for rule in rules)
    return _Joined(re.compile(expression, _pattern(rules[0]).flags).match, by_group)


def _scoped(pattern: str) -> str:
    """Return `pattern` with its flags, `(?i)…`, for itself alone: `(?i:…)`."""
    flags = _FLAGS.match(pattern)
    return f"(?{flags[1]}:{pattern[flags.end() :]})" if flags else pattern


def _pattern(rule: _Rule) -> re.Pattern[str]:
    pattern: re.Pattern[str] = rule.match.__self__  # type: ignore[attr-defined] # a bound method
    return pattern


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
