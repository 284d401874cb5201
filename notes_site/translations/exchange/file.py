"""A file of texts that are out for translation: Markdown, gettext's PO, or JSON."""

import io
import json
import re
from collections.abc import Sequence
from enum import StrEnum
from json import JSONDecodeError

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from notes_site.errors import Place, Problem, SourceError


class Format(StrEnum):
    """The format of a file of texts."""

    MARKDOWN = "md"
    PO = "po"
    JSON = "json"


class State(StrEnum):
    """The reason why a text is to be translated."""

    NEW = "new"
    CHANGED = "changed"
    UNMARKED = "unmarked"
    """There is a translation, and nobody has said that it is current."""


class Entry(Struct, frozen=True, kw_only=True):
    """A text that is out."""

    number: int
    """1-based, among the texts of its note."""

    kind: str
    state: State
    digest: str
    """Of the original as typed."""

    original: str
    """With placeholders, as `answer`."""

    answer: str
    """The present translation, until somebody writes another; empty where there is none."""

    before: str = ""
    """What stands in the note in front of it and stays there: `code: python, 12 lines`."""

    terms: tuple[str, ...] = ()
    """Terms that occur: `attention = 注意力`."""

    line: int = 0
    """Of the exchanged file, 1-based, where the answer begins; 0 before it is written."""

    is_reordered: bool = False
    """Whether its placeholders may stand in another order."""


class Exchanged(Struct, frozen=True, kw_only=True):
    """The texts of one note that are out."""

    path: str
    """Of the note."""

    source: str
    """Code of its language."""

    target: str
    """Code of the language that it is translated into."""

    entries: tuple[Entry, ...]
    line: int = 1
    """Of the exchanged file, where the note begins."""


_HOW = (
    "Write the translation below each quoted original, in the place of what stands there. Leave the lines "
    "`<!-- … -->` and the quotations as they are. Placeholders such as ⟦1:x⟧ stand for formulas, code and addresses: each "
    "belongs into the translation once, in the order of the original; where the sentence wants another order, write `reordered` "
    "behind the unit's number. Then: notes-site translate import FILE"
)
_NOTE = re.compile(r"<!-- note (?P<path>\S.*?) from (?P<source>[\w-]+) to (?P<target>[\w-]+) -->")
_UNIT = re.compile(
    r"<!-- unit (?P<number>[0-9]+)(?P<reordered> reordered)? (?P<kind>[a-z ]+?) (?P<state>new|changed|unmarked) (?P<digest>[0-9a-f]+) -->"
)
_END = "<!-- end -->"
_CONTEXT = re.compile(r'^msgctxt[ \t]+(?P<strings>(?:"(?:[^"\\]|\\.)*"\s*)+)', re.MULTILINE)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
"""Pieces of a string of PO: a tool may have divided it among lines."""

_COMMENT = re.compile(r"<!-- (?:terms|here|how): .*? -->", re.DOTALL)


def write_exchange(notes: Sequence[Exchanged], form: Format) -> str:
    """Return the file of the texts of `notes`."""
    return {Format.MARKDOWN: _write_markdown, Format.PO: _write_po, Format.JSON: _write_json}[form](
        notes
    )


def read_exchange(text: str, path: str, form: Format) -> list[Exchanged]:
    """Return what a file that came back holds.

    Raises:
        SourceError: it is not such a file any more, or was cut off.
    """
    return {Format.MARKDOWN: _read_markdown, Format.PO: _read_po, Format.JSON: _read_json}[form](
        text, path
    )


def find_format(name: str) -> Format:
    """Return the format of a file by its name."""
    suffix = name.rpartition(".")[2].lower()
    return Format(suffix) if suffix in {"po", "json"} else Format.MARKDOWN


def _write_markdown(notes: Sequence[Exchanged]) -> str:
    parts = [f"<!-- how: {_HOW} -->"]
    for note in notes:
        parts.append(f"<!-- note {note.path} from {note.source} to {note.target} -->")
        for entry in note.entries:
            if entry.before:
                parts.append(f"<!-- here: {entry.before} -->")
            if entry.terms:
                parts.append(f"<!-- terms: {'; '.join(entry.terms)} -->")
            quoted = "\n".join(f"> {line}".rstrip() for line in entry.original.split("\n"))
            head = f"<!-- unit {entry.number} {entry.kind} {entry.state} {entry.digest} -->"
            parts.append(f"{head}\n\n{quoted}")
            parts.append(entry.answer or "")
    return "\n\n".join([*parts, _END]) + "\n"


def _read_markdown(text: str, path: str) -> list[Exchanged]:
    reading = _MarkdownReading(path, text.replace("\r\n", "\n").lstrip("\ufeff").split("\n"))
    for index, line in enumerate(reading.lines):
        if line.strip() == _END:
            reading.close(index)
            return reading.finish()
        reading.read(line.strip(), index)
    if not reading.notes:
        raise reading.mistake(0, "this is no file of `notes-site translate export`; export anew")
    what = f"the file is cut off: its last line `{_END}` is missing; get the rest of it"
    raise reading.mistake(len(reading.lines) - 1, what)


class _MarkdownReading(Struct):
    """The state of reading a Markdown file."""

    path: str
    lines: list[str]
    notes: list[Exchanged] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    """Of the last note."""

    head: re.Match[str] | None = None
    """Of the unit that is open."""

    begin: int = 0
    """Index of the line behind it."""

    def read(self, line: str, index: int) -> None:
        """Read a line that may begin a note or a unit."""
        if match := _NOTE.fullmatch(line):
            self.close(index)
            self._end_note()
            note = Exchanged(
                path=match["path"],
                source=match["source"],
                target=match["target"],
                entries=(),
                line=index + 1,
            )
            self.notes.append(note)
        elif match := _UNIT.fullmatch(line):
            if not self.notes:
                raise self.mistake(
                    index, "no line `<!-- note … -->` stands before this; export anew"
                )
            self.close(index)
            self.head, self.begin = match, index + 1
        elif line.startswith(("<!-- unit", "<!-- note", "<!-- end")):
            raise self.mistake(index, "this line was altered; write it as it went out")

    def close(self, end: int) -> None:
        """Keep the unit that is open, which ends before the line with index `end`."""
        if self.head is None:
            return
        start = self.begin
        while start < end and not self.lines[start].strip():
            start += 1
        while start < end and self.lines[start].startswith(">"):  # the original, quoted
            start += 1
        answer = "\n".join(self.lines[start:end])
        answer = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), answer)
        blank = answer[: len(answer) - len(answer.lstrip())]
        entry = Entry(
            number=int(self.head["number"]),
            kind=self.head["kind"],
            state=State(self.head["state"]),
            digest=self.head["digest"],
            original="",
            answer=answer.strip(),
            line=start + 1 + blank.count("\n"),
            is_reordered=bool(self.head["reordered"]),
        )
        self.entries.append(entry)
        self.head = None

    def finish(self) -> list[Exchanged]:
        """Return all notes."""
        if not self.notes:
            raise self.mistake(0, "this is no file of `notes-site translate export`; export anew")
        self._end_note()
        return self.notes

    def mistake(self, index: int, text: str) -> SourceError:
        """Return what is wrong with the line with that index."""
        return SourceError([Problem(place=Place(path=self.path, line=index + 1), text=text)])

    def _end_note(self) -> None:
        if self.notes:
            self.notes[-1] = replace(self.notes[-1], entries=tuple(self.entries))
        self.entries.clear()


class _JsonFile(Struct, kw_only=True):
    notes: tuple[Exchanged, ...]
    end: bool


def _write_json(notes: Sequence[Exchanged]) -> str:
    plain = msgspec.to_builtins(_JsonFile(notes=tuple(notes), end=True))
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _read_json(text: str, path: str) -> list[Exchanged]:
    try:
        plain = json.loads(text)
        notes = list(msgspec.convert(plain, _JsonFile).notes)
    except JSONDecodeError as error:
        what = f"this is not JSON, or is cut off: {error.msg}; get the whole file"
        place = Place(path=path, line=error.lineno)
        raise SourceError([Problem(place=place, text=what)]) from error
    except msgspec.ValidationError as error:
        what = f"this is no file of `notes-site translate export`: {error}; export anew"
        raise SourceError([Problem(place=Place(path=path), text=what)]) from error
    # Lines of the answers, for messages: their keys come in the order of the entries.
    lines = [number for number, line in enumerate(text.split("\n"), 1) if '"answer":' in line]
    count = 0
    placed = []
    for note in notes:
        entries = []
        for entry in note.entries:
            line = lines[count] if count < len(lines) else 1
            entries.append(replace(entry, line=line))
            count += 1
        placed.append(replace(note, entries=tuple(entries)))
    return placed


def _write_po(notes: Sequence[Exchanged]) -> str:
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    first = notes[0]
    catalog = Catalog(locale=first.target.replace("-", "_"), fuzzy=False)
    catalog.header_comment = f"# {_HOW}"
    for note in notes:
        for entry in note.entries:
            context = f"{note.path}|{note.source}|{note.target}|{entry.number}|{entry.kind}|{entry.digest}"
            comments = [*entry.terms, *([entry.before] if entry.before else [])]
            catalog.add(
                entry.original,
                entry.answer or "",
                context=context,
                auto_comments=comments,
                flags=["fuzzy"] if entry.state is State.CHANGED and entry.answer else [],
            )
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=0, omit_header=False)
    return buffer.getvalue().decode()


def _refuse_doubles(text: str, path: str) -> None:
    """Refuse a PO file in which a text stands twice, of which Babel would keep one.

    Raises:
        SourceError: it does.
    """
    seen: set[str] = set()
    for match in _CONTEXT.finditer(text):
        context = "".join(_QUOTED.findall(match["strings"]))
        if context in seen:
            line = text.count("\n", 0, match.start()) + 1
            what = f"the text with this `msgctxt`, {context}, stands here twice; take one out"
            raise SourceError([Problem(place=Place(path=path, line=line), text=what)])
        seen.add(context)


def _read_po(text: str, path: str) -> list[Exchanged]:
    from babel.messages.pofile import PoFileError, read_po

    _refuse_doubles(text, path)
    try:
        catalog = read_po(io.BytesIO(text.encode()), abort_invalid=True)
    except (PoFileError, ValueError, UnicodeError) as error:
        what = f"this is not a PO file, or is cut off: {error}; get the whole file"
        line = getattr(error, "lineno", 0) or 1
        raise SourceError([Problem(place=Place(path=path, line=line), text=what)]) from error
    found: dict[tuple[str, str, str], list[Entry]] = {}
    for message in catalog:
        if not message.id:
            continue
        parts = (message.context or "").split("|")
        if len(parts) != 6 or not parts[3].isdigit():  # noqa: PLR2004 - as `_write_po` joins them
            what = "the `msgctxt` of this text was altered; write it as it went out"
            place = Place(path=path, line=message.lineno or 1)
            raise SourceError([Problem(place=place, text=what)])
        note, source, target, number, kind, digest = parts
        found.setdefault((note, source, target), []).append(
            Entry(
                number=int(number),
                kind=kind,
                state=State.CHANGED if message.fuzzy else State.NEW,
                digest=digest,
                original=str(message.id),
                answer=str(message.string).strip(),
                line=message.lineno or 1,
                is_reordered="reordered" in message.flags,
            )
        )
    return [
        Exchanged(path=path, source=source, target=target, entries=tuple(entries))
        for (path, source, target), entries in found.items()
    ]
