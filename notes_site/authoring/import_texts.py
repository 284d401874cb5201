"""Answers back into the notes: `translate import`."""

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from notes_site.authoring.export_texts import list_entries
from notes_site.authoring.note_pairs import NotePair, SiteNotes
from notes_site.authoring.translated_file import Answers, begin_file, edit_file
from notes_site.config import SiteConfig
from notes_site.config.warnings import apply_levels
from notes_site.errors import Place, Problem, SourceError, by_place
from notes_site.inputs import NOTEBOOK
from notes_site.load.source import read_text
from notes_site.text.whole_files import write_whole
from notes_site.translations import compare_notes
from notes_site.translations.align import AlignedPair, align
from notes_site.translations.exchange.answers import check_answer, shows
from notes_site.translations.exchange.texts import Entry, Exchanged
from notes_site.translations.staleness import make_record

_EMPTY_LINE = re.compile(r"\n[ \t]*\n")
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

    differences: tuple[Problem, ...]
    """What the notes that were written and their originals still differ in, by place."""


class _Answered(Struct, frozen=True):
    """A note with the answers that came back for it."""

    pair: NotePair
    answers: Answers
    """Those that are right and new, by the index of their text."""


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
    answered = [each for each in answered if each.answers]
    for each in answered:
        _write_translation(notes, each.pair, each.answers)
    differences: list[Problem] = []
    if answered:
        written = SiteNotes(config)
        for each in answered:
            _remember(written, each, by)
            differences += _compare(written, each.pair)
        written.remembered.forget_others(written.sources.values())
        written.remembered.write()
    return Imported(
        written=tuple(each.pair.path for each in answered),
        blocks=sum(len(each.answers) for each in answered),
        left=tuple(by_place(problems)),
        differences=tuple(apply_levels(by_place(differences), config.warnings)),
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
        if pair.path.endswith(NOTEBOOK):
            text = f"{pair.path} is a notebook, and answers are written into Markdown alone; put them in by hand"
            problems.append(Problem(place=Place(path=path, line=given.line), text=text))
            continue
        answers, wrong = _check_note(notes, given, pair, path)
        problems += wrong
        answered.append(_Answered(pair, answers))
    return answered, problems


def _check_note(
    notes: SiteNotes, given: Exchanged, pair: NotePair, path: str
) -> tuple[Answers, list[Problem]]:
    """Return the answers of a note that are right and new, and what is wrong with the others."""
    answers: dict[int, str] = {}
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
            answers[entry.number - 1] = checked.text
    expected = [entry.number for entry in list_entries(pair)]
    if missing := [number for number in expected if number not in seen]:
        shown = ", ".join(map(str, missing[:_SHOWN])) + " …" * (len(missing) > _SHOWN)
        what = f"{len(missing)} units of {given.path} are missing: {shown}"
        tell(given.line, f"{what}; get the whole file, or export anew")
    return answers, problems


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
    """Return a text with blanks for its line breaks, but for empty lines, which divide it."""
    return "\n\n".join(" ".join(part.split()) for part in _EMPTY_LINE.split(text.strip()))


def _write_translation(notes: SiteNotes, pair: NotePair, answers: Answers) -> None:
    """Write the counterpart of a note with the answers in it, and beside a new one its figures."""
    folder = notes.config.folder
    file = folder / pair.path
    original = _read(folder / pair.original.source.path)
    if pair.translation is None:
        text = begin_file(pair, original, original, answers)
        file.parent.mkdir(parents=True, exist_ok=True)
        _copy_attachments(notes, pair)
    elif pair.is_empty:
        text = begin_file(pair, original, _read(file), answers)
    else:
        text = edit_file(pair, _read(file), answers)
    write_whole(file, text.encode())


def _copy_attachments(notes: SiteNotes, pair: NotePair) -> None:
    folder = notes.config.folder
    for attachment in notes.files[pair.original.source.path].attachments:
        copy = folder / f"content/{pair.target}/{attachment.split('/', 2)[2]}"
        copy.parent.mkdir(parents=True, exist_ok=True)
        if not copy.exists():
            copy.write_bytes((folder / attachment).read_bytes())


def _read(file: Path) -> str:
    return read_text(file.read_bytes(), str(file))


def _compare(notes: SiteNotes, pair: NotePair) -> Sequence[Problem]:
    """Return what a build will say of a note and its translation; nothing as long as one is under way."""
    config = notes.config
    sources = [notes.sources[pair.original.source.path], notes.sources[pair.path]]
    if not config.compares_translations or any(
        source.front.is_draft or source.front.is_partial for source in sources
    ):
        return ()
    codes = [language.code for language in config.languages]
    left, right = sorted(sources, key=lambda source: codes.index(source.language))
    record = notes.remembered.find(left.key, left.language, right.language)
    return compare_notes(
        notes.compared(left), notes.compared(right), record, notes.terms
    ).differences


def _remember(notes: SiteNotes, answered: _Answered, by: str) -> None:
    """Remember that imported blocks say the same as their originals, and who made them.

    Args:
        notes: as they are since the import.
        answered: a note with the answers that were put in.
        by: who translated.
    """
    original, target = answered.pair.original, answered.pair.target
    source = original.source
    translation = notes.sources[answered.pair.path]
    units = [original.units[index] for index in answered.answers]
    imported = {unit.block.digest for unit in units if unit.block}
    kept = [item for item in answered.pair.record if item[0] not in imported]
    fresh = make_record(
        [
            AlignedPair(each.left, each.right)
            for each in align(original.blocks, notes.blocks(translation), kept)
            if each.left and each.left.digest in imported
        ]
    )
    made = notes.remembered.drafts(source.key, target)
    made.update({right: by for _, right in fresh if right})
    added = [item for item in fresh if item not in kept]
    notes.remembered.keep(source.key, source.language, target, (*kept, *added))
