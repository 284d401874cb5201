"""The file of a translation with answers in it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from notes_site.authoring.note_pairs import NotePair
from notes_site.load.front_matter import split_front_matter
from notes_site.model import Block, BlockKind, Source
from notes_site.text.slug import slug
from notes_site.translations.exchange.units import Unit

Answers = Mapping[int, str]
"""Index of a text of the original → its translation, as it is to stand in the note."""

_WITHOUT_WORDS = {BlockKind.FORMULA, BlockKind.CODE, BlockKind.HTML, BlockKind.RULE}
_GIVEN_ID = re.compile(r"[ \t]*\{#")
_OPENING = re.compile(r"\A---[ \t]*\n")


class _Edit(Struct, frozen=True):
    """Another text in the place of a part of a note's body."""

    start: int
    end: int
    text: str


def begin_file(pair: NotePair, original: str, head: str, answers: Answers) -> str:
    """Return the original with answers in the places of its texts.

    Args:
        pair: whose translation has no text yet.
        original: text of the original's file.
        head: of the file whose front matter the translation has: its own, or the original's.
        answers: of the original's texts.
    """
    source = pair.original.source
    units = pair.original.units
    front = _split(head, pair.path)[0]
    body = _split(original, source.path)[1]
    front = _retitle(pair, front, answers)
    edits = [
        _replace(units[index], _keep_id(units[index], text, source))
        for index, text in answers.items()
        if not units[index].key
    ]
    is_whole = all(index in answers for index, unit in enumerate(units) if not unit.key)
    if not is_whole:
        front = _OPENING.sub("---\ntranslation: partial\n", front)
    return front + _apply(body, edits)


def edit_file(pair: NotePair, text: str, answers: Answers) -> str:
    """Return the text of a translation's file with answers in it.

    Blocks that it had not are put behind the one that they follow in the original, and with them the formulas
    and code among them. Of a block with more or fewer texts than its counterpart, all is put in anew.
    """
    if pair.translation is None:
        raise ValueError("there is a file to edit")
    front, body = _split(text, pair.path)
    partners = pair.partners
    there = {index: answer for index, answer in answers.items() if index in partners}
    new = {index: answer for index, answer in answers.items() if index not in partners}
    front = _retitle(pair, front, answers)
    edits = [
        _replace(partners[index], answer)
        for index, answer in there.items()
        if not partners[index].key
    ]
    return front + _apply(body, [*edits, *_insert(pair, body, new)])


def _split(text: str, path: str) -> tuple[str, str]:
    body = split_front_matter(text, path).text
    return text[: len(text) - len(body)], body


def _retitle(pair: NotePair, front: str, answers: Answers) -> str:
    """Return front matter with those of `answers` that belong there; the file may be a copy of the original."""
    lines = front.splitlines(keepends=True)
    added = []
    for index, answer in answers.items():
        unit = pair.original.units[index]
        there = pair.partners.get(index) if pair.translation else unit
        line = f"{unit.key}: {json.dumps(answer, ensure_ascii=False)}\n"
        if unit.key and there:
            lines[there.line - 1] = line
        elif unit.key:
            added.append(line)
    return "".join([*lines[:1], *added, *lines[1:]])


def _replace(unit: Unit, text: str) -> _Edit:
    return _Edit(unit.start, unit.end, text.replace("\n", f"\n{unit.indent}"))


def _keep_id(unit: Unit, text: str, source: Source) -> str:
    """Return the translation of a heading with the id that its original has by its text, so that links still lead there."""
    block = unit.block
    if block is None or block.kind is not BlockKind.HEADING or slug(text) == block.id:
        return text
    has_own = _GIVEN_ID.match(source.text, unit.end)
    return text if has_own else f"{text} {{#{block.id}}}"


def _apply(body: str, edits: Sequence[_Edit]) -> str:
    """Return `body` after `edits`, which do not overlap; several at one place stay in their order."""
    pieces = []
    position = 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        pieces += [body[position : edit.start], edit.text]
        position = edit.end
    return "".join([*pieces, body[position:]])


def _insert(pair: NotePair, body: str, new: Answers) -> Iterator[_Edit]:
    """Yield the edits that put in texts without a counterpart.

    Args:
        pair: both notes.
        body: of the translation.
        new: the texts.
    """
    parts: dict[int, dict[int, str]] = {}
    for index, answer in new.items():
        if block := pair.original.units[index].block:
            parts.setdefault(id(block), {})[index] = answer
    lines = body.split("\n")
    behind = pair.translation.source.first_line - 1 if pair.translation else 0
    for _, run in groupby(
        (match for match in pair.aligned if match.left), key=lambda match: id(match.right)
    ):
        matches = list(run)
        other = matches[0].right
        blocks = [match.left for match in matches if match.left]
        if other is None:
            yield from _insert_run(pair, lines, behind, blocks, parts)
            continue
        if id(blocks[0]) in parts:
            yield _exchange(pair, lines, blocks[0], other, parts[id(blocks[0])])
        behind = other.last_line


def _insert_run(
    pair: NotePair,
    lines: Sequence[str],
    behind: int,
    blocks: Sequence[Block],
    parts: Mapping[int, Answers],
) -> Iterator[_Edit]:
    """Yield the edits that put in those blocks in a row that have texts, and what has no words among them.

    Args:
        pair: both notes.
        lines: of the translation's text.
        behind: line of the translation's file that they follow.
        blocks: of the original, in a row, without a counterpart.
        parts: `id()` of a block → its texts.
    """
    if not any(id(block) in parts for block in blocks):
        return
    source = pair.original.source
    raw: list[str] = []
    written = 0  # last line of the original that is in `raw`: a paragraph may hold a formula
    for block in blocks:
        texts = parts.get(id(block), {})
        if block.first_line <= written or not (texts or block.kind in _WITHOUT_WORDS):
            continue
        if _is_blank(source, block.first_line - 1):
            raw.append("")
        raw.append(_raw_block(pair, block, texts))
        units = [pair.original.units[index] for index in texts]
        ends = [unit.line + unit.typed.count("\n") for unit in units]
        written = max(block.last_line, *ends) if ends else block.last_line
    first = pair.translation.source.first_line if pair.translation else 1
    index = behind + 1 - first
    has_blank = index < len(lines) and not lines[index].strip()
    if _is_blank(source, written + 1):
        raw += [] if has_blank else [""]
    elif has_blank and not raw[0]:  # the blank line there is the one above
        raw, index = raw[1:], index + 1
    yield _put(lines, index, raw)


def _put(lines: Sequence[str], index: int, raw: Sequence[str]) -> _Edit:
    """Return the edit that puts in other lines before the one at `index`, or behind the last one."""
    if index >= len(lines):
        end = len("\n".join(lines))
        return _Edit(end, end, "".join(f"\n{line}" for line in raw))
    place = sum(len(line) + 1 for line in lines[:index])
    return _Edit(place, place, "".join(f"{line}\n" for line in raw))


def _exchange(
    pair: NotePair, lines: Sequence[str], block: Block, other: Block, texts: Answers
) -> _Edit:
    """Return the edit that puts a block of the original, translated, in the place of its counterpart."""
    first = pair.translation.source.first_line if pair.translation else 1
    start = sum(len(line) + 1 for line in lines[: other.first_line - first])
    taken = lines[other.first_line - first : other.last_line - first + 1]
    return _Edit(start, start + len("\n".join(taken)), _raw_block(pair, block, texts))


def _is_blank(source: Source, line: int) -> bool:
    """Tell whether a line of a note's file is a blank one of its text."""
    lines = source.text.split("\n")
    index = line - source.first_line
    return 0 <= index < len(lines) and not lines[index].strip()


def _raw_block(pair: NotePair, block: Block, texts: Answers) -> str:
    """Return a block as it stands in the original, with its texts translated."""
    source = pair.original.source
    lines = source.text.split("\n")
    first, last = block.first_line - source.first_line, block.last_line - source.first_line
    raw = "\n".join(lines[first : last + 1])
    offset = sum(len(line) + 1 for line in lines[:first])
    units = pair.original.units
    edits = [
        _replace(units[index], _keep_id(units[index], text, source))
        for index, text in texts.items()
    ]
    return _apply(raw, [_Edit(e.start - offset, e.end - offset, e.text) for e in edits])
