"""Notes read from the cache or from their files, and which of them are shown."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from msgspec import Struct

from notes_site.cache import Key, content_digest
from notes_site.errors import Problem, SourceError, as_problem, read_bytes
from notes_site.flow.note_cache import NoteCache
from notes_site.flow.options import BuildOptions
from notes_site.flow.rendering import Rendering
from notes_site.inputs import NOTEBOOK
from notes_site.load import NoteFile, is_held_back, lend_outputs, read_leniently, read_notebook_note
from notes_site.model import RenderedNote, Source
from notes_site.notebooks import file_key

Item = TypeVar("Item")
Made = TypeVar("Made")


def run_stage(
    stage: Callable[[Item], Made], items: Iterable[Item], problems: list[Problem]
) -> Iterator[Made]:
    """Yield what `stage` makes of each of `items`; add the mistakes to `problems`."""
    for item in items:
        try:
            yield stage(item)
        except SourceError as error:
            problems += error.problems


class ReadNotes(Struct, frozen=True, kw_only=True):
    """All notes of a site as read."""

    sources: Sequence[Source]
    """Those that may be shown."""

    unshown: Sequence[Source]
    """Drafts, and notes that are still to come, which are not shown."""

    hidden: Mapping[str, str]
    """Path of a file that is no page → what it is instead; empty for one that could not be read."""

    keys: Mapping[str, Key]
    """Path → key of the rendered note."""

    cached: Mapping[str, RenderedNote]
    """Path → the note as it was rendered before."""

    is_lasting: bool
    """False where any note is still to come, shown or not."""


def read_notes(
    files: Iterable[NoteFile], cache: NoteCache, given: Rendering, problems: list[Problem]
) -> ReadNotes:
    """Return what can be read of all notes; those in the cache are not read again."""
    folder = given.config.folder
    keys: dict[str, Key] = {}

    def find_key(file: NoteFile) -> NoteFile:
        keys[file.path] = cache.key(file, _find_digest(file, given))
        return file

    there = list(run_stage(find_key, files, problems))  # without those gone meanwhile
    cached = {note.source.path: note for note in cache.find(keys.values()).values()}

    def read(file: NoteFile) -> Source:
        known = cached.get(file.path)
        if known:
            return known.source
        content = read_bytes(folder / file.path, folder)
        keys[file.path] = cache.key(file, content_digest(content))  # it may have changed again
        return _read_note(file, content, given)

    hidden = {file.path: "" for file in there}
    sources: list[Source] = []
    unshown: list[Source] = []
    is_lasting = True
    for source in run_stage(read, there, problems):
        is_lasting = is_lasting and not is_held_back(source, given.options.built_at)
        hidden[source.path] = _hidden_because(source, given.options)
        (unshown if hidden[source.path] else sources).append(source)
    sources = lend_outputs(sources)
    pages = {source.path for source in sources}
    return ReadNotes(
        sources=sources,
        unshown=unshown,
        hidden={path: hidden[path] for path in hidden.keys() - pages},
        keys=keys,
        cached=cached,
        is_lasting=is_lasting,
    )


def _read_note(file: NoteFile, content: bytes, given: Rendering) -> Source:
    """Return what can be read of a note; the pictures in a notebook go into the store.

    Raises:
        SourceError: nothing can be read of it.
    """
    if not file.path.endswith(NOTEBOOK):
        return read_leniently(file, content, given.config.zone)
    notebook = read_notebook_note(file, content, given.config.zone)
    given.store.add({file_key(each): each for each in notebook.files.values()})
    given.store.flush()  # whoever meets many pictures must not hold them all
    return notebook.source


def _find_digest(file: NoteFile, given: Rendering) -> bytes:
    folder = given.config.folder
    try:
        return given.session.digests.find(f"{folder}/{file.path}")
    except OSError as error:
        raise SourceError([as_problem(error, folder)]) from error


def _hidden_because(source: Source, options: BuildOptions) -> str:
    """Return what a note is that is not shown; empty if it is."""
    if source.front.is_draft and not options.shows_drafts:
        return "a draft"
    if is_held_back(source, options.built_at) and not options.shows_future:
        return "a note that is still to come"
    return ""
