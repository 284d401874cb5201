"""The files of `content/`."""

import os
from collections.abc import Iterator, Mapping, Sequence
from stat import S_ISDIR, S_ISLNK, S_ISREG

from msgspec import Struct, field
from msgspec.structs import replace

from notes_site.config import SiteConfig
from notes_site.errors import Place, Problem
from notes_site.foreign.files import NO_NOTES, PARTIAL, TEXT_FILES
from notes_site.inputs import (
    CONTENT,
    NOTE_SUFFIXES,
    NOTEBOOK,
    Folder,
    check_folder,
    find_folder,
    list_files,
    list_folder,
)
from notes_site.model import Kind

PAGES = "pages"
_MARKDOWN = (".md", ".markdown")
_DRAWING = ".excalidraw.md"
_BUNDLES = ("index.md", "index.markdown", f"index{NOTEBOOK}")


class NoteFile(Struct, frozen=True, kw_only=True):
    """One file of a note, Markdown or a notebook, and what its path says."""

    path: str
    """Below the site folder."""

    language: str
    kind: Kind
    name: str
    """File name without suffix, or the folder's for `index.md`."""

    folder: str
    """Folder of the note below its language; empty at the top."""

    attachments: tuple[str, ...]
    """Paths of the files that belong to a note that is an `index.md`."""


class Content(Struct, frozen=True, kw_only=True):
    """The notes and other files of `content/`."""

    notes: tuple[NoteFile, ...]
    files: tuple[str, ...]
    """Paths of the files that are neither notes nor in the folder of one: pictures, data."""

    problems: tuple[Problem, ...]


def find_notes(config: SiteConfig) -> tuple[list[NoteFile], list[Problem]]:
    """Return the notes of all languages, by path, and problems."""
    content = find_content(config)
    return list(content.notes), list(content.problems)


def find_content(config: SiteConfig) -> Content:
    """Return the notes of all languages and the other files, by path, and problems."""
    # Without its notes a good site would give way to an empty one.
    lost = [replace(problem, is_warning=False) for problem in check_folder(config.folder, CONTENT)]
    found = _Finder(problems=lost)
    content = find_folder(config.folder, CONTENT)
    codes = [language.code for language in config.languages]
    for entry in list_folder(content, found.problems) if content else []:
        if entry.folder is None:
            if is_note(entry.name):
                remedy = f"move it to {CONTENT}/{codes[0]}/"
                found.warn(entry.path, f"this note has no language; {remedy}")
            else:
                found.files.append(entry.path)
        elif entry.name in codes:
            found.read_language(entry.folder, entry.name)
        else:
            found.read_other(entry.folder, entry.name)
    problems = (*found.problems, *_left_out(found.foreign))
    return Content(notes=tuple(found.notes), files=tuple(found.files), problems=problems)


def is_note(name: str) -> bool:
    """Tell whether a file of this name is a note."""
    lower = name.lower()
    is_other = lower in NO_NOTES or lower.startswith("_") or lower.endswith(_DRAWING)
    return name.endswith(NOTE_SUFFIXES) and not is_other


def _left_out(files: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """Yield a warning for each kind of file that holds a text of another tool, and is left out."""
    for kind, paths in sorted(files.items()):
        count = f"{len(paths)} files like this are" if len(paths) > 1 else "this file is"
        place = Place(path=paths[0])
        text = f"{count} left out; {TEXT_FILES.get(kind) or NO_NOTES[kind]}"
        yield Problem(place=place, kind="files", text=text, is_warning=True)


class _Finder(Struct):
    """Notes, files and problems found so far."""

    problems: list[Problem]
    notes: list[NoteFile] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    foreign: dict[str, list[str]] = field(default_factory=dict)
    """Suffix or name of a file of another tool → the paths of those."""

    def warn(self, path: str, text: str) -> None:
        place = Place(path=path)
        self.problems.append(Problem(place=place, kind="files", text=text, is_warning=True))

    def read_language(self, folder: Folder, language: str) -> None:
        below = folder.path.split("/")[2:]
        kind = Kind.PAGE if below[:1] == [PAGES] else Kind.NOTE
        entries = list_folder(folder, self.problems)
        bundle = next((entry.name for entry in entries if entry.name in _BUNDLES), "")
        if not bundle and _is_pipe(f"{folder.location}/{_BUNDLES[0]}"):
            bundle = _BUNDLES[0]
        attachments: tuple[str, ...] = ()
        if below and bundle:
            attachments = tuple(
                file.path
                for file in list_files(folder, self.problems)
                if not file.name.endswith(NOTE_SUFFIXES)
            )
            note = NoteFile(
                path=f"{folder.path}/{bundle}",
                language=language,
                kind=kind,
                name=below[-1],
                folder="/".join(below[:-1]),
                attachments=attachments,
            )
            self.notes.append(note)
            entries = [entry for entry in entries if entry.name != bundle]
        for entry in entries:
            if entry.folder is not None:
                self.read_language(entry.folder, language)
            elif is_note(entry.name):
                note = NoteFile(
                    path=entry.path,
                    language=language,
                    kind=kind,
                    name=entry.name.rpartition(".")[0],
                    folder="/".join(below),
                    attachments=(),
                )
                self.notes.append(note)
            elif entry.path not in attachments:
                self.add_file(entry.name, entry.path)

    def read_other(self, folder: Folder, name: str) -> None:
        """Read a folder that is no language: its files may be shown, its notes are not."""
        files = [*list_files(folder, self.problems)]
        if not files or any(is_note(file.name) for file in files):
            text = f"`{name}` is no language of site.yaml, so its notes are left out"
            self.warn(folder.path, f"{text}; add it to `languages`")
        self.files += (file.path for file in files if not file.name.endswith(NOTE_SUFFIXES))

    def add_file(self, name: str, path: str) -> None:
        is_drawing = name.lower().endswith(_DRAWING)
        suffix = _DRAWING if is_drawing else f".{name.rpartition('.')[2].lower()}"
        if name.lower() in NO_NOTES:
            self.foreign.setdefault(name.lower(), []).append(path)
        elif suffix in TEXT_FILES:
            self.foreign.setdefault(suffix, []).append(path)
        elif name.startswith("_") and name.endswith(NOTE_SUFFIXES):
            self.foreign.setdefault(PARTIAL, []).append(path)
        else:
            self.files.append(path)


def _is_pipe(path: str) -> bool:
    """Tell whether there is a pipe or a device: it is told as a note that cannot be read."""
    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return False
    return not (S_ISREG(mode) or S_ISDIR(mode) or S_ISLNK(mode))
