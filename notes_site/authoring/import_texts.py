"""Answers back into the notes: `translate import`."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from notes_site.authoring.export_texts import list_entries
from notes_site.authoring.note_pairs import NotePair, SiteNotes
from notes_site.config import SiteConfig
from notes_site.errors import Place, Problem, SourceError, by_place
from notes_site.load.front_matter import split_front_matter
from notes_site.load.source import decode_note
from notes_site.model import Source
from notes_site.text.whole_files import write_whole
from notes_site.translations.align import AlignedPair, align
from notes_site.translations.exchange.answers import check_answer, shows
from notes_site.translations.exchange.file import Entry, Exchanged
from notes_site.translations.exchange.units import Unit
from notes_site.translations.staleness import make_record

_SHOWN = 5
"""Numbers of missing texts that a message names at most."""


class Imported(Struct, frozen=True, kw_only=True):
    """The result of an import."""

    written: tuple[str, ...]
    """Paths of the notes that were written."""

    blocks: int
    """Texts that were put in."""

    left: tuple[Problem, ...]
    """What was left out by `--partial`: mistakes, by place."""


class _Accepted(Struct, frozen=True):
    """An answer that is right and new."""

    index: int
    unit: Unit
    text: str


class _Answered(Struct, frozen=True):
    """A note with the answers that came back for it."""

    pair: NotePair
    accepted: tuple[_Accepted, ...]
    is_whole: bool
    """Whether no answer was wrong or missing."""


def import_notes(
    config: SiteConfig, exchanged: Sequence[Exchanged], path: str, *, by: str, is_partial: bool
) -> Imported:
    """Put answers into the counterparts of notes.

    Args:
        config: of the site.
        exchanged: what came back.
        path: of the file that they came in, for messages.
        by: who translated: a person, or a program.
        is_partial: whether texts without mistakes are written although others have some.

    Raises:
        SourceError: all that is wrong with the answers, by place; nothing was written.
    """
    notes = SiteNotes(config)
    answered, problems = _check_notes(notes, exchanged, path)
    if problems and not is_partial:
        raise SourceError(by_place(problems))
    answered = [each for each in answered if each.accepted]
    for each in answered:
        _write_translation(notes, each)
    if answered:
        written = SiteNotes(config)
        for each in answered:
            _remember(written, each, by)
        written.remembered.forget_others(written.sources.values())
        written.remembered.write()
    return Imported(
        written=tuple(each.pair.path for each in answered),
        blocks=sum(len(each.accepted) for each in answered),
        left=tuple(by_place(problems)),
    )


def _check_notes(
    notes: SiteNotes, exchanged: Sequence[Exchanged], path: str
) -> tuple[list[_Answered], list[Problem]]:
    """Return the notes with those answers that are right, and what is wrong with the others."""
    answered: list[_Answered] = []
    problems: list[Problem] = []
    for given in exchanged:
        source = notes.sources.get(given.path)
        if source is None:
            text = f"{given.path} is no note of this site; export anew"
            problems.append(Problem(place=Place(path=path, line=given.line), text=text))
            continue
        pair = notes.pair(source, given.target)
        accepted, wrong = _check_note(notes, given, pair, path)
        problems += wrong
        answered.append(_Answered(pair, tuple(accepted), not wrong))
    return answered, problems


def _check_note(
    notes: SiteNotes, given: Exchanged, pair: NotePair, path: str
) -> tuple[list[_Accepted], list[Problem]]:
    """Return the answers of a note that are right and new, and what is wrong with the others."""
    accepted: list[_Accepted] = []
    problems: list[Problem] = []
    seen: list[int] = []

    def tell(line: int, text: str) -> None:
        problems.append(Problem(place=Place(path=path, line=line), text=text))

    for entry in given.entries:
        if wrong := _misplaced(entry, pair, seen):
            tell(entry.line, wrong)
            continue
        seen.append(entry.number)
        unit = pair.original.units[entry.number - 1]
        partner = pair.partners.get(entry.number - 1)
        present = shows(partner.text, unit.text) if partner else ""
        if partner and _folded(entry.answer) == _folded(present):
            continue  # as it was: the note's bytes stay
        checked = check_answer(
            entry.answer,
            unit,
            pair.target,
            notes.md,
            present=present,
            allows_order=entry.is_reordered,
        )
        for fault in checked.faults:
            where = f"unit {entry.number}, {pair.original.source.place(unit.line)}"
            tell(entry.line + fault.line, f"{where}: {fault.text}")
        if not checked.faults:
            accepted.append(_Accepted(entry.number - 1, unit, checked.text))
    expected = [entry.number for entry in list_entries(pair)]
    if missing := [number for number in expected if number not in seen]:
        shown = ", ".join(map(str, missing[:_SHOWN])) + " …" * (len(missing) > _SHOWN)
        what = f"{len(missing)} units of {given.path} are missing: {shown}"
        tell(given.line, f"{what}; get the whole file, or export anew")
    return accepted, problems


def _misplaced(entry: Entry, pair: NotePair, seen: Sequence[int]) -> str:
    """Return what is wrong with the place of an answer; empty where it is right."""
    units, source = pair.original.units, pair.original.source
    if not 1 <= entry.number <= len(units):
        return f"unit {entry.number} is no text of {source.path}; export anew"
    unit = units[entry.number - 1]
    if unit.digest != entry.digest:
        place = source.place(unit.line)
        return f"the original, {place}, is another since this went out; export anew"
    if entry.number in seen:
        return f"unit {entry.number} stands here twice; take one out"
    if seen and entry.number < max(seen):
        return (
            f"unit {entry.number} stands behind unit {max(seen)}; "
            "put the units in the order in which they went out"
        )
    return ""


def _folded(text: str) -> str:
    return " ".join(text.split())


def _write_translation(notes: SiteNotes, answered: _Answered) -> None:
    """Write the counterpart of a note with the answers in it, and beside a new one its figures."""
    pair, folder = answered.pair, notes.config.folder
    file = folder / pair.path
    if pair.translation is None:
        text = _begin(folder / pair.original.source.path, answered)
        file.parent.mkdir(parents=True, exist_ok=True)
        _copy_attachments(notes, pair)
    else:
        replaced = [
            (pair.partners[each.index], each.text)
            for each in answered.accepted
            if each.index in pair.partners
        ]
        text = _edit(_read(file), replaced, pair.translation.source)
        added = [each for each in answered.accepted if each.index not in pair.partners]
        if added:
            text = _insert(text, added, pair, replaced)
    write_whole(file, text.encode())


def _begin(file: Path, answered: _Answered) -> str:
    """Return the original, which is `file`, with answers in the places of its texts."""
    original = answered.pair.original
    edits = [(each.unit, each.text) for each in answered.accepted]
    text = _edit(_read(file), edits, original.source)
    if answered.is_whole and len(answered.accepted) == len(original.units):
        return text
    return re.sub(r"\A---[ \t]*\n", "---\ntranslation: partial\n", text)


def _copy_attachments(notes: SiteNotes, pair: NotePair) -> None:
    folder = notes.config.folder
    for attachment in notes.files[pair.original.source.path].attachments:
        copy = folder / f"content/{pair.target}/{attachment.split('/', 2)[2]}"
        copy.parent.mkdir(parents=True, exist_ok=True)
        if not copy.exists():
            copy.write_bytes((folder / attachment).read_bytes())


def _read(file: Path) -> str:
    return decode_note(file.read_bytes(), str(file))


def _edit(text: str, edits: Sequence[tuple[Unit, str]], source: Source) -> str:
    """Return a note's file with other texts in the place of some units."""
    split = split_front_matter(text, source.path)
    head, body = text[: len(text) - len(split.text)], split.text
    lines = head.split("\n")
    for unit, typed in edits:
        if unit.key:
            lines[unit.line - 1] = f"{unit.key}: {json.dumps(typed, ensure_ascii=False)}"
    for unit, typed in sorted(edits, key=lambda edit: -edit[0].start):
        if not unit.key:
            shown = typed.replace("\n", f"\n{unit.indent}")
            body = body[: unit.start] + shown + body[unit.end :]
    return "\n".join(lines) + body


def _insert(
    text: str, added: Sequence[_Accepted], pair: NotePair, replaced: Sequence[tuple[Unit, str]]
) -> str:
    """Return a translation with blocks that it had not, each behind the one before it in the original.

    Args:
        text: of the translation's file, in which `replaced` stand already.
        added: texts without a counterpart.
        pair: both notes as they were read.
        replaced: units of the translation, and what stands in their place.
    """
    lines = text.split("\n")
    grown = [(unit.line, typed.count("\n") - unit.typed.count("\n")) for unit, typed in replaced]
    for each in added:
        if each.unit.key:
            lines[1:1] = [f"{each.unit.key}: {json.dumps(each.text, ensure_ascii=False)}"]
            grown.append((1, 1))
    blocks: dict[int, list[_Accepted]] = {}
    for each in added:
        if each.unit.block:
            blocks.setdefault(each.unit.block.first_line, []).append(each)
    inserted = []
    for first_line, parts in sorted(blocks.items()):
        at = _line_before(pair, first_line)
        at += sum(more for line, more in grown if line <= at)
        inserted.append((at, _raw_block(pair.original.source, parts)))
    for at, raw in reversed(inserted):  # each moves what is below it
        lines[at:at] = raw
    return "\n".join(lines)


def _line_before(pair: NotePair, line: int) -> int:
    """Return the line of the translation behind which a block of the original, at `line`, belongs."""
    blocks = pair.translation.blocks if pair.translation else ()
    ends = [
        (match.left.last_line, match.right.last_line)
        for match in align(pair.original.blocks, blocks)
        if match.left and match.right and match.left.last_line < line
    ]
    first = pair.translation.source.first_line if pair.translation else 1
    return max(ends)[1] if ends else first - 1


def _raw_block(source: Source, parts: Sequence[_Accepted]) -> list[str]:
    """Return a block as it stands in the original, with its texts translated, and the blank line above it."""
    block = parts[0].unit.block
    if block is None:
        raise ValueError("only blocks are inserted")
    lines = source.text.split("\n")
    first, last = block.first_line - source.first_line, block.last_line - source.first_line
    raw = "\n".join(lines[first : last + 1])
    offset = sum(len(line) + 1 for line in lines[:first])
    for part in sorted(parts, key=lambda part: -part.unit.start):
        start, end = part.unit.start - offset, part.unit.end - offset
        typed = part.text.replace("\n", f"\n{part.unit.indent}")
        raw = raw[:start] + typed + raw[end:]
    is_apart = first > 0 and not lines[first - 1].strip()
    return [*([""] if is_apart else []), raw]


def _remember(notes: SiteNotes, answered: _Answered, by: str) -> None:
    """Remember that imported blocks say the same as their originals, and who made them.

    Args:
        notes: as they are since the import.
        answered: a note with the answers that were put in.
        by: who translated.
    """
    source, target = answered.pair.original.source, answered.pair.target
    translation = notes.sources[answered.pair.path]
    imported = {each.unit.block.digest for each in answered.accepted if each.unit.block}
    fresh = make_record(
        [
            AlignedPair(each.left, each.right)
            for each in align(answered.pair.original.blocks, notes.blocks(translation))
            if each.left and each.left.digest in imported
        ]
    )
    made = notes.remembered.drafts(source.key, target)
    made.update({right: by for _, right in fresh if right})
    record = answered.pair.record
    kept = [item for item in record if item[0] not in imported and item not in fresh]
    notes.remembered.keep(source.key, source.language, target, (*kept, *fresh))
