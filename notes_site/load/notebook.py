"""A notebook as a note."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, tzinfo

from msgspec import Struct
from msgspec.structs import replace

from notes_site.cache import content_digest
from notes_site.errors import Place, Problem, SourceError
from notes_site.load.discover import NoteFile
from notes_site.load.front_matter import read_head
from notes_site.load.hidden import find_control, without_comments, without_controls
from notes_site.load.limits import MOST_CHARACTERS
from notes_site.model import CellStart, Source, StoredFile, Url, find_in_cells
from notes_site.notebooks import METADATA, NotebookText, file_key, make_text, read_notebook

_WHERE = (
    f"in a first cell between two lines `---`, or below `{METADATA}` in the notebook's metadata"
)


class NotebookNote(Struct, frozen=True):
    """A notebook as read, and the bytes of the pictures in it."""

    source: Source
    files: Mapping[Url, bytes]


def read_notebook_note(file: NoteFile, content: bytes, zone: tzinfo = UTC) -> NotebookNote:
    """Return the notebook at `file`, whose bytes are `content`.

    Raises:
        SourceError: it is no notebook, or its text is too long.
    """
    made = read_notebook_text(content, file.path)
    text = without_controls(made.text) if find_control(made.text) >= 0 else made.text
    head = read_head(text, file.path, file.kind, zone)
    front = head.front
    source = Source(
        path=file.path,
        language=file.language,
        kind=file.kind,
        key=front.translation_key or f"{file.folder}/{file.name}".lstrip("/"),
        name=file.name,
        folder=file.folder,
        front=front,
        digest=content_digest(content),
        text=without_comments(head.text),
        first_line=head.first_line,
        attachments=file.attachments,
        problems=(*_locate(head.problems, made), *made.problems),
        cells=made.cells,
        computed=made.computed,
        files=tuple(
            StoredFile(url=url, key=file_key(each), digest=content_digest(each))
            for url, each in made.files.items()
        ),
    )
    return NotebookNote(source, made.files)


def read_notebook_text(content: bytes, path: str) -> NotebookText:
    """Return the notebook at `path` as one text.

    Raises:
        SourceError: it is no notebook, or its text is too long.
    """
    made = make_text(read_notebook(content, path), path)
    _refuse_length(made, path)
    return made


def _locate(problems: Sequence[Problem], made: NotebookText) -> Iterator[Problem]:
    """Yield what is wrong with the head, at its cell."""
    for problem in problems:
        place = problem.place
        located = find_in_cells(place.path, made.cells, place.line, place.column)
        is_absent = not made.has_head and "is missing" in problem.text
        text = f"{problem.text} {_WHERE}" if is_absent else problem.text
        place = Place(path=place.path) if is_absent else located
        yield replace(problem, place=place, text=text)


def _refuse_length(made: NotebookText, path: str) -> None:
    """Refuse a notebook with more text than a build can take; its pictures do not count.

    Raises:
        SourceError: it is too long.
    """
    outputs = {
        cell.line: sum(len(output.content) for output in cell.outputs) for cell in made.computed
    }
    total = len(made.text) + sum(outputs.values())
    if total <= MOST_CHARACTERS:
        return
    what = (
        f"the text of this notebook has {total:,} characters, and {MOST_CHARACTERS:,} is the most"
    )
    line = max(outputs, key=lambda line: outputs[line], default=0)
    place, remedy = Place(path=path), "divide it"
    if outputs.get(line, 0) > len(made.text):
        place = _cell_of(line, made.cells, path)
        remedy = f"the outputs of this cell alone have {outputs[line]:,}: print less"
    raise SourceError([Problem(place=place, kind="files", text=f"{what}; {remedy}")])


def _cell_of(line: int, cells: Sequence[CellStart], path: str) -> Place:
    return find_in_cells(path, cells, line)
