"""Text with placeholders for what no translation changes."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from msgspec import Struct

_WORDS = {"text", "newline", "escape", "emphasis", "strikethrough", "entity", "text_join"}
"""Inline rules whose text is for the translator, marks of emphasis included."""

_HEADING_ID = re.compile(r"\s*(\{#[^\s{}]+\})\s*\Z")
_PLACEHOLDER = re.compile(r"⟦\s*(?P<number>[0-9]{1,4})\s*(?:[:：](?P<gloss>[^⟦⟧]*))?⟧")
_KEPT = re.compile(r"https?://[^\s<>⟦⟧，。；、！？）」』]*[^\s<>⟦⟧，。；、！？）」』.,;:!?)]|[⟦⟧]")
"""Of a text: bare addresses, and what would be taken for half of a placeholder."""

_TITLE = re.compile(r"""\s+["'(](?P<text>.*)["')]\s*\)""", re.DOTALL)
"""Of a link or an image, and the parenthesis behind it."""

_BRACKETS = re.compile("[⟦⟧]")
_LONGEST_GLOSS = 40


class Held(Struct, frozen=True):
    """The text behind a placeholder."""

    typed: str
    """As in the note."""

    gloss: str
    """A few characters that tell a reader what it is."""

    def show(self, number: int) -> str:
        """Return the placeholder with its 1-based number."""
        return f"⟦{number}:{self.gloss}⟧"


class Extract(Struct, frozen=True):
    """A text as it goes out."""

    pieces: tuple[str | Held, ...]

    @property
    def held(self) -> tuple[Held, ...]:
        """The texts behind its placeholders, in order."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Held))

    def show(self, numbers: Mapping[str, Sequence[int]] | None = None) -> str:
        """Return the text with placeholders.

        Args:
            numbers: what is typed → the numbers of it in the original, for a present translation;
                what the original does not hold stays as typed. None numbers from 1.
        """
        left = {typed: list(given) for typed, given in (numbers or {}).items()}
        shown = []
        count = 0
        for piece in self.pieces:
            if isinstance(piece, str):
                shown.append(piece)
                continue
            count += 1
            if numbers is None:
                shown.append(piece.show(count))
            elif left.get(piece.typed):
                shown.append(piece.show(left[piece.typed].pop(0)))
            else:
                shown.append(piece.typed)
        return "".join(shown)

    def numbers(self) -> dict[str, list[int]]:
        """Return what is typed → the numbers of its placeholders."""
        found: dict[str, list[int]] = {}
        for number, held in enumerate(self.held, 1):
            found.setdefault(held.typed, []).append(number)
        return found


def extract(content: str, md: MarkdownIt, env: Mapping[str, Any]) -> Extract:
    """Return inline Markdown with what no translation changes taken out.

    Args:
        content: of an inline token, as typed but for the marks of the blocks around it.
        md: the parser of the note.
        env: what parsing the whole note has left: reference definitions and footnotes.
    """
    spans = list(_find_held(content, md, env))
    if match := _HEADING_ID.search(content):
        spans = [span for span in spans if span[1] <= match.start(1)] + [match.span(1)]
    pieces: list[str | Held] = []
    position = 0
    for start, end in [*spans, (len(content), len(content))]:
        pieces += _split_text(content[position:start])
        if end > start:
            pieces.append(_hold(content[start:end]))
        position = end
    return Extract(tuple(pieces))


def _split_text(text: str) -> Iterator[str | Held]:
    position = 0
    for match in _KEPT.finditer(text):
        if match.start() > position:
            yield text[position : match.start()]
        yield _hold(match[0])
        position = match.end()
    if position < len(text):
        yield text[position:]


def _hold(typed: str) -> Held:
    bare = _BRACKETS.sub("", typed).removeprefix("\\(").removesuffix("\\)")
    gloss = " ".join(bare.strip("$`").split())
    return Held(typed, gloss[:_LONGEST_GLOSS])


def _find_held(content: str, md: MarkdownIt, env: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    """Yield start and end of what is held back, in order and without overlaps."""
    names = [rule.name for rule in md.inline.ruler.__rules__ if rule.enabled]
    rules = [rule.fn for rule in md.inline.ruler.__rules__ if rule.enabled]
    state = StateInline(content, md, _copy(env), [])
    # position │ what holds there
    # ─────────┼──────────────────────────────────────────────────────────────
    # ends[-1] │ behind the label of the innermost link that is open: `](url)` follows
    # pos      │ the character that is looked at
    ends: list[tuple[int, int]] = []
    position = 0
    while position < len(content):
        if ends and position == ends[-1][0]:
            yield from _address(content, *ends[-1], md, env)
            position = ends.pop()[1]
            continue
        state.pos, state.pending, state.tokens = position, "", []
        name = next(
            (
                name
                for name, rule in zip(names, rules, strict=True)
                if rule(state, False)  # noqa: FBT003 - by position, as markdown-it-py calls it
            ),
            "",
        )
        end = state.pos if name else position + 1
        if name in {"link", "image"}:
            label = position + (1 if name == "link" else 2)
            closing = md.helpers.parseLinkLabel(state, label - 1, disableNested=False)
            if label <= closing < end:
                ends.append((closing, end))
                position = label
                continue
        elif name and name not in _WORDS:
            yield position, end
        position = max(end, position + 1)


def _address(
    content: str, closing: int, end: int, md: MarkdownIt, env: Mapping[str, Any]
) -> Iterator[tuple[int, int]]:
    """Yield what is held back of `](address "title")` or `][reference]`: of a title its formulas."""
    behind = closing + 1
    if not content.startswith("(", behind):
        if behind < end:
            yield behind, end
        return
    title = _TITLE.search(content, behind, end)
    if title is None:
        yield behind + 1, end - 1
        return
    yield behind + 1, title.start()
    start = title.start("text")
    for first, last in _find_held(title["text"], md, env):
        yield start + first, start + last


def _copy(env: Mapping[str, Any]) -> dict[str, Any]:
    """Return `env` for a parse that leaves it alone: its definitions, footnotes not referred to yet."""
    names = env.get("footnotes", {}).get("refs", ())
    return {
        "references": dict(env.get("references", {})),
        "footnotes": {"refs": dict.fromkeys(names, -1)},
    }


class Fault(Struct, frozen=True):
    """A mistake in an answer."""

    text: str
    """What is wrong, and what to write instead."""

    line: int = 0
    """0-based line of the answer."""


def restore(answer: str, original: Extract, *, allows_order: bool) -> tuple[str, list[Fault]]:
    """Return `answer` with what its placeholders stand for, and what is wrong with them.

    Each placeholder of the original stands once in the answer, as it went out, with its gloss or without,
    and in the same order unless `allows_order`.
    """
    held = original.held
    faults: list[Fault] = []
    found: list[int] = []
    parts: list[str] = []
    position = 0
    for match in _PLACEHOLDER.finditer(answer):
        number = int(match["number"])
        line = answer.count("\n", 0, match.start())
        parts.append(answer[position : match.start()])
        position = match.end()
        if not 1 <= number <= len(held):
            faults.append(Fault(f"{match[0]} stands for nothing here; {_known(original)}", line))
            continue
        given = held[number - 1]
        if match["gloss"] is not None and match["gloss"].strip() not in {"", given.gloss.strip()}:
            faults.append(Fault(f"{match[0]} was altered; write {given.show(number)}", line))
        if number in found:
            faults.append(Fault(f"{given.show(number)} stands here twice; take one out", line))
        found.append(number)
        parts.append(given.typed)
    parts.append(answer[position:])
    text = "".join(parts)
    counted = Counter(found)
    for number, given in enumerate(held, 1):
        if not counted[number]:
            faults.append(Fault(f"{given.show(number)} is missing; put it where it belongs"))
    for match in _BRACKETS.finditer(_PLACEHOLDER.sub(lambda each: " " * len(each[0]), answer)):
        line = answer.count("\n", 0, match.start())
        faults.append(
            Fault(f"`{match[0]}` is half of a placeholder; write it as it went out", line)
        )
    if not faults and not allows_order and found != sorted(found):
        first = next(
            number for number, other in zip(found, sorted(found), strict=True) if number != other
        )
        faults.append(
            Fault(
                f"{held[first - 1].show(first)} stands in another order than in the original; put it back, "
                "or write `reordered` behind `unit …` where the sentence wants it so"
            )
        )
    return text, faults


def _known(original: Extract) -> str:
    shown = ", ".join(held.show(number) for number, held in enumerate(original.held, 1))
    return (
        f"the placeholders of this block are {shown}" if shown else "this block has no placeholder"
    )
