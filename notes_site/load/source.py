"""One file of `content/` as read."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo

from notes_site.cache import digest
from notes_site.errors import Place, Problem, SourceError, decode, refuse_mistakes
from notes_site.inputs import NOTEBOOK
from notes_site.load.discover import NoteFile
from notes_site.load.front_matter import read_head
from notes_site.load.hidden import find_control, without_comments, without_controls
from notes_site.load.limits import MOST_CHARACTERS
from notes_site.load.notebook import read_notebook_note, read_notebook_text
from notes_site.model import Source, is_whole_day

# The first place on Earth where a day begins is 14 hours ahead of UTC (Kiritimati).
_FIRST_MIDNIGHT = timedelta(hours=14)


def read_source(file: NoteFile, content: bytes) -> Source:
    """Return the note at `file`, whose bytes are `content`.

    Raises:
        SourceError: it is not UTF-8, or too long, or its front matter holds mistakes.
    """
    source = read_leniently(file, content)
    refuse_mistakes(source.problems)
    return source


def read_leniently(file: NoteFile, content: bytes, zone: tzinfo = UTC) -> Source:
    """Return what can be read of the note at `file`, whose bytes are `content`.

    Times without an offset are in `zone`.

    Raises:
        SourceError: it is not UTF-8, or too long.
    """
    if file.path.endswith(NOTEBOOK):
        return read_notebook_note(file, content, zone).source
    text = decode_note(content, file.path)
    controls = list(_tell_of_controls(text, file.path))
    text = without_controls(text) if controls else text
    head = read_head(text, file.path, file.kind, zone)
    front = head.front
    key = front.translation_key or f"{file.folder}/{file.name}".lstrip("/")
    return Source(
        path=file.path,
        language=file.language,
        kind=file.kind,
        key=key,
        name=file.name,
        folder=file.folder,
        front=front,
        digest=digest(text),
        text=without_comments(head.text),
        first_line=head.first_line,
        attachments=file.attachments,
        problems=(*controls, *head.problems),
    )


def _tell_of_controls(text: str, path: str) -> Iterator[Problem]:
    """Yield a warning where the text of a note holds characters that no page can hold."""
    start = find_control(text)
    if start >= 0:
        place = Place(
            path=path,
            line=text.count("\n", 0, start) + 1,
            column=start - text.rfind("\n", 0, start),
        )
        what = f"the control character U+{ord(text[start]):04X} stands here, and is left out; remove it"
        yield Problem(place=place, kind="text", text=what, is_warning=True)


def decode_note(content: bytes, path: str) -> str:
    r"""Return the text of a note's file, lines ended by `\n`.

    Raises:
        SourceError: it is not UTF-8, or longer than a build can take in reasonable time.
    """
    text = decode(content, path).replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > MOST_CHARACTERS:
        what = (
            f"this note has {len(text):,} characters, and {MOST_CHARACTERS:,} is the most; "
            "divide it, and put pictures and data into files of their own"
        )
        raise SourceError([Problem(place=Place(path=path), kind="files", text=what)])
    return text


def read_text(content: bytes, path: str) -> str:
    """Return a note's front matter and Markdown: a notebook's as one text.

    Raises:
        SourceError: it cannot be read, or is too long.
    """
    is_notebook = path.endswith(NOTEBOOK)
    return read_notebook_text(content, path).text if is_notebook else decode_note(content, path)


def is_held_back(source: Source, built_at: datetime) -> bool:
    """Tell whether the note's date is still to come at `built_at`.

    A date without a time has come once that day has begun anywhere on Earth, so that
    no author waits for midnight in another time zone.
    """
    date = source.front.date
    if date is None:
        return False
    return date > built_at + (_FIRST_MIDNIGHT if is_whole_day(date) else timedelta())
