"""Texts of notes out for translation, and their answers back into the notes."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from msgspec import Struct

from notes_site.authoring.mark_current import keep_records
from notes_site.config import SiteConfig
from notes_site.errors import Place, Problem, SourceError, by_place
from notes_site.load import find_notes, read_source
from notes_site.load.discover import NoteFile
from notes_site.load.front_matter import split_front_matter
from notes_site.load.source import decode_note
from notes_site.model import Block, BlockKind, Source
from notes_site.parse import make_markdown
from notes_site.parse.outline import text_digest
from notes_site.text.whole_files import write_whole
from notes_site.translations.align import AlignedPair, align
from notes_site.translations.exchange.answers import check_answer, shows
from notes_site.translations.exchange.file import Entry, Exchanged, State
from notes_site.translations.exchange.units import ReadNote, Unit, read_units
from notes_site.translations.record import Records, read_drafts, read_records
from notes_site.translations.staleness import Record, make_record

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


class NotePair(Struct, frozen=True, kw_only=True):
    """A note and its counterpart in another language, there or still to be written."""

    original: ReadNote
    translation: ReadNote | None
    path: str
    """Of the translation, there or still to be written."""

    target: str
    record: Record
    """What is remembered of both, the original first."""

    partners: Mapping[int, Unit]
    """Index of a text of the original → its translation."""


def export_notes(config: SiteConfig, paths: Iterable[Path], target: str) -> list[Exchanged]:
    """Return the texts that are new, or have changed since they were marked current.

    Args:
        config: of the site.
        paths: notes, or folders of notes; those that are in `target` already are left out.
        target: code of the language to translate into.

    Raises:
        SourceError: one of `paths` holds no note, or a note holds mistakes.
    """
    md = make_markdown(allows_html=config.markdown.allows_html)
    files = find_notes(config)[0]
    found = []
    for path in paths:
        wanted = path.resolve()
        chosen = [
            file
            for file in files
            if file.language != target
            and (config.folder / file.path).resolve().is_relative_to(wanted)
        ]
        if not chosen:
            text = f"there is no note here that could be translated into `{target}`; name a note, or a folder"
            raise SourceError([Problem(place=Place(path=str(path)), text=text)])
        found += chosen
    records = read_records(config.folder)
    sources = [read_source(file, (config.folder / file.path).read_bytes()) for file in files]
    originals = [source for source in sources if source.path in {file.path for file in found}]
    exchanged = []
    for source in originals:
        pair = _read_pair(source, sources, target, records, config, md)
        entries = tuple(_entries(pair))
        if entries:
            exchanged.append(
                Exchanged(path=source.path, source=source.language, target=target, entries=entries)
            )
    return exchanged


def read_pairs(config: SiteConfig, paths: Sequence[Path] = ()) -> Iterator[NotePair]:
    """Yield each article, or those at `paths`, with each of the site's other languages.

    The original is the note in the first language that has the article.
    """
    md = make_markdown(allows_html=config.markdown.allows_html)
    records = read_records(config.folder)
    codes = [language.code for language in config.languages]
    wanted = [path.resolve() for path in paths]
    sources = [
        read_source(file, (config.folder / file.path).read_bytes())
        for file in find_notes(config)[0]
    ]
    articles: dict[str, list[Source]] = {}
    for source in sorted(sources, key=lambda source: (codes.index(source.language), source.path)):
        articles.setdefault(source.key, []).append(source)
    for group in articles.values():
        files = [(config.folder / source.path).resolve() for source in group]
        if wanted and not any(file.is_relative_to(each) for file in files for each in wanted):
            continue
        for code in codes:
            if code != group[0].language:
                yield _read_pair(group[0], group, code, records, config, md)


def _entries(pair: NotePair) -> Iterable[Entry]:
    known = {left for left, right in pair.record if left and right}
    before: list[str] = []
    blocks = iter(pair.original.blocks)
    block = next(blocks, None)
    for index, unit in enumerate(pair.original.units):
        while block and unit.block and block.first_line < unit.block.first_line:
            if shown := _describe(block):
                before.append(shown)
            block = next(blocks, None)
        if unit.block and unit.block.digest in known:
            continue
        partner = pair.partners.get(index)
        if unit.key and pair.record and partner:
            continue  # the front matter is not remembered; where it was translated, it stays
        yield Entry(
            number=index + 1,
            kind=unit.kind,
            state=_state(pair, partner),
            digest=text_digest(_typed(unit)),
            original=unit.text.show(),
            answer=shows(partner.text, unit.text) if partner else "",
            before="; ".join(before[-3:]),
        )
        before.clear()


def _state(pair: NotePair, partner: Unit | None) -> State:
    if partner is None:
        return State.NEW
    return State.CHANGED if pair.record else State.UNMARKED


def _describe(block: Block) -> str:
    """Return what a block that does not go out is, for whoever translates what follows."""
    if block.kind is BlockKind.CODE:
        lines = block.content.count("\n")
        return f"code, {block.language or 'plain'}, {lines} lines"
    if block.kind is BlockKind.FORMULA:
        return "a formula: " + " ".join(block.content.split())[:80].replace("--", "- -")
    return ""


def _typed(unit: Unit) -> str:
    return "".join(piece if isinstance(piece, str) else piece.typed for piece in unit.text.pieces)


def _read_pair(  # noqa: PLR0913, PLR0917 - a pair is made of these
    source: Source,
    sources: Sequence[Source],
    target: str,
    records: Records,
    config: SiteConfig,
    md: MarkdownIt,
) -> NotePair:
    original = read_units(source, md)
    other = next(
        (each for each in sources if each.language == target and each.key == source.key), None
    )
    translation = read_units(other, md) if other else None
    order = [language.code for language in config.languages]
    codes = sorted([source.language, target], key=order.index)
    record = records.get((source.key, codes[0], codes[1]), ())
    if codes[0] != source.language:
        record = tuple((right, left) for left, right in record)
    path = other.path if other else f"content/{target}/{source.path.split('/', 2)[2]}"
    partners = _find_partners(original, translation) if translation else {}
    return NotePair(
        original=original,
        translation=translation,
        path=path,
        target=target,
        record=record,
        partners=partners,
    )


def _find_partners(original: ReadNote, translation: ReadNote) -> dict[int, Unit]:
    """Return index of a text of the original → its translation."""
    heads = {unit.key: unit for unit in translation.units if unit.key}
    by_block: dict[int, list[Unit]] = {}
    for unit in translation.units:
        if unit.block:
            by_block.setdefault(id(unit.block), []).append(unit)
    counterparts = {
        id(pair.left): by_block.get(id(pair.right), [])
        for pair in align(original.blocks, translation.blocks)
        if pair.left and pair.right
    }
    own: dict[int, list[int]] = {}
    partners = {}
    for index, unit in enumerate(original.units):
        if unit.key:
            if unit.key in heads:
                partners[index] = heads[unit.key]
        else:
            own.setdefault(id(unit.block), []).append(index)
    for block, indices in own.items():
        others = counterparts.get(block, [])
        if len(others) == len(indices):
            partners.update(zip(indices, others, strict=True))
    return partners


# Back


class _Accepted(Struct, frozen=True):
    index: int
    unit: Unit
    text: str


def import_notes(
    config: SiteConfig, notes: Sequence[Exchanged], path: str, *, by: str, is_partial: bool
) -> Imported:
    """Put answers into the counterparts of notes.

    Args:
        config: of the site.
        notes: what came back.
        path: of the file that they came in, for messages.
        by: who translated: a person, or a program.
        is_partial: whether texts without mistakes are written although others have some.

    Raises:
        SourceError: all that is wrong with the answers, by place; nothing was written.
    """
    md = make_markdown(allows_html=config.markdown.allows_html)
    files = {file.path: file for file in find_notes(config)[0]}
    sources = {
        name: read_source(file, (config.folder / name).read_bytes()) for name, file in files.items()
    }
    records = dict(read_records(config.folder))
    drafts = {key: dict(made) for key, made in read_drafts(config.folder).items()}
    problems: list[Problem] = []
    planned: list[tuple[NotePair, list[_Accepted], bool]] = []
    for note in notes:
        source = sources.get(note.path)
        if source is None:
            text = f"{note.path} is no note of this site; export anew"
            problems.append(Problem(place=Place(path=path, line=note.line), text=text))
            continue
        pair = _read_pair(source, list(sources.values()), note.target, records, config, md)
        accepted, wrong = _check_note(note, pair, path, md)
        problems += wrong
        planned.append((pair, accepted, bool(wrong)))
    if problems and not is_partial:
        raise SourceError(by_place(problems))
    written = []
    count = 0
    for pair, accepted, has_faults in planned:
        if not accepted:
            continue
        _write_translation(config, files, pair, accepted, is_whole=not has_faults)
        written.append(pair.path)
        count += len(accepted)
        _remember(config, pair, accepted, records, drafts, md, by)
    if written:
        there = [file for file in find_notes(config)[0] if file.path not in sources]
        read = (read_source(file, (config.folder / file.path).read_bytes()) for file in there)
        keep_records(config, records, drafts, [*sources.values(), *read])
    return Imported(written=tuple(written), blocks=count, left=tuple(by_place(problems)))


def _check_note(
    note: Exchanged, pair: NotePair, path: str, md: MarkdownIt
) -> tuple[list[_Accepted], list[Problem]]:
    """Return the answers of a note that are right and new, and what is wrong with the others."""
    accepted: list[_Accepted] = []
    problems: list[Problem] = []
    expected = [entry.number for entry in _entries(pair)]
    seen: list[int] = []

    def tell(line: int, text: str) -> None:
        problems.append(Problem(place=Place(path=path, line=line), text=text))

    for entry in note.entries:
        if wrong := _misplaced(entry, note, pair, seen):
            tell(entry.line, wrong)
            continue
        seen.append(entry.number)
        unit = pair.original.units[entry.number - 1]
        partner = pair.partners.get(entry.number - 1)
        present = shows(partner.text, unit.text) if partner else ""
        if partner and _folded(entry.answer) == _folded(present):
            continue  # as it was: the note's bytes stay
        checked = check_answer(
            entry.answer, unit, pair.target, md, present=present, allows_order=entry.is_reordered
        )
        for fault in checked.faults:
            where = f"unit {entry.number}, {pair.original.source.place(unit.line)}"
            tell(entry.line + fault.line, f"{where}: {fault.text}")
        if not checked.faults:
            accepted.append(_Accepted(entry.number - 1, unit, checked.text))
    if missing := [number for number in expected if number not in seen]:
        shown = ", ".join(map(str, missing[:_SHOWN])) + " …" * (len(missing) > _SHOWN)
        what = f"{len(missing)} units of {note.path} are missing: {shown}"
        tell(note.line, f"{what}; get the whole file, or export anew")
    return accepted, problems


def _misplaced(entry: Entry, note: Exchanged, pair: NotePair, seen: Sequence[int]) -> str:
    """Return what is wrong with the place of an answer; empty where it is right."""
    units = pair.original.units
    if not 1 <= entry.number <= len(units):
        return f"unit {entry.number} is no text of {note.path}; export anew"
    unit = units[entry.number - 1]
    if text_digest(_typed(unit)) != entry.digest:
        place = pair.original.source.place(unit.line)
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


def _write_translation(
    config: SiteConfig,
    files: Mapping[str, NoteFile],
    pair: NotePair,
    accepted: Sequence[_Accepted],
    *,
    is_whole: bool,
) -> None:
    file = config.folder / pair.path
    if pair.translation is None:
        base = config.folder / pair.original.source.path
        edits = [(each.unit, each.text) for each in accepted]
        text = _edit(_read(base), edits, pair.original.source)
        if not is_whole or len(accepted) < len(pair.original.units):
            text = re.sub(r"\A---[ \t]*\n", "---\ntranslation: partial\n", text)
        file.parent.mkdir(parents=True, exist_ok=True)
        for attachment in files[pair.original.source.path].attachments:
            copy = config.folder / f"content/{pair.target}/{attachment.split('/', 2)[2]}"
            copy.parent.mkdir(parents=True, exist_ok=True)
            if not copy.exists():
                copy.write_bytes((config.folder / attachment).read_bytes())
    else:
        replaced = [
            (pair.partners[each.index], each.text)
            for each in accepted
            if each.index in pair.partners
        ]
        text = _edit(_read(file), replaced, pair.translation.source)
        added = [each for each in accepted if each.index not in pair.partners]
        if added:
            text = _insert(text, added, pair, replaced)
    write_whole(file, text.encode())


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
    grown = [(unit.line, typed.count("\n") - _typed(unit).count("\n")) for unit, typed in replaced]
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


def _remember(  # noqa: PLR0913, PLR0917 - what both are, and what is known of them
    config: SiteConfig,
    pair: NotePair,
    accepted: Sequence[_Accepted],
    records: dict[tuple[str, str, str], Record],
    drafts: dict[tuple[str, str], dict[str, str]],
    md: MarkdownIt,
    by: str,
) -> None:
    """Remember that imported blocks say the same as their originals, and who made them."""
    source = pair.original.source
    file = next(file for file in find_notes(config)[0] if file.path == pair.path)
    translation = read_units(read_source(file, (config.folder / file.path).read_bytes()), md)
    imported = {each.unit.block.digest for each in accepted if each.unit.block}
    aligned = align(pair.original.blocks, translation.blocks)
    fresh = make_record(
        [
            AlignedPair(each.left, each.right)
            for each in aligned
            if each.left and each.left.digest in imported
        ]
    )
    made = drafts.setdefault((source.key, pair.target), {})
    made.update({right: by for _, right in fresh if right})
    kept = [item for item in pair.record if item[0] not in imported and item not in fresh]
    record = (*kept, *fresh)
    order = [language.code for language in config.languages]
    codes = sorted([source.language, pair.target], key=order.index)
    if codes[0] != source.language:
        record = tuple((right, left) for left, right in record)
    records[source.key, codes[0], codes[1]] = record
