"""Pygments' regex lexers, trying only the rules that can match at a character.

A `RegexLexer` tries the rules of its state one after the other: about 40 tries for each
token of Python. Here each state has a table from a character of ASCII to those of its rules
that can begin with it, four or so. The tokens are the same. Where a Python does not tell how regular
expressions begin, Pygments reads all code by itself.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pygments.lexer import Lexer, RegexLexer
from pygments.token import Error, Whitespace, _TokenType

Rule = tuple[Callable[[str, int], re.Match[str] | None], Any, Any]
"""Match function; token type, callback that yields tokens, or None; change of the state."""

try:
    from notes_site.render import first_characters as analysis
except (ImportError, AttributeError):  # a Python whose `re` has another inside
    analysis = None  # type: ignore[assignment]


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
        is_plain = kind.get_tokens_unprocessed is RegexLexer.get_tokens_unprocessed
        if is_plain and analysis is not None:
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
            firsts = [analysis.first_characters(rule[0]) for rule in rules]
            self._tables[name] = {
                character: tuple(
                    rule for rule, first in zip(rules, firsts, strict=True) if character in first
                )
                for character in analysis.ASCII
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
