"""Texts out for translation in Markdown, for people and models."""

import re
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from notes_site.errors import Place, Problem, SourceError
from notes_site.translations.exchange.texts import HOW, Entry, Exchanged, State

_NOTE = re.compile(r"<!-- note (?P<path>\S.*?) from (?P<source>[\w-]+) to (?P<target>[\w-]+) -->")
_UNIT = re.compile(
    r"<!-- unit (?P<number>[0-9]+)(?P<reordered> reordered)? (?P<kind>[a-z ]+?) (?P<state>new|changed|unmarked) (?P<digest>[0-9a-f]+) -->"
)
_END = "<!-- end -->"
_COMMENT = re.compile(r"<!-- (?:terms|here|how): .*? -->", re.DOTALL)


def write_markdown(notes: Sequence[Exchanged]) -> str:
    """Return the file of the texts of `notes`."""
    parts = [f"<!-- how: {HOW} -->"]
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


def read_markdown(text: str, path: str) -> list[Exchanged]:
    """Return what a file that came back holds.

    Raises:
        SourceError: it is no such file any more, or was cut off.
    """
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
