"""The files of `content/`."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from notes_site.config import SiteConfig
from notes_site.errors import Place, Problem
from notes_site.load.folders import list_folder
from notes_site.model import Kind

CONTENT = "content"
PAGES = "pages"
_MARKDOWN = ".md"


class NoteFile(Struct, frozen=True, kw_only=True):
    """One Markdown file and what its path says."""

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


class _Walk(Struct, frozen=True):
    """What holds for the whole of `content/`."""

    root: Path
    """The site folder, which no symbolic link may lead out of."""

    problems: list[Problem]


def find_notes(config: SiteConfig) -> tuple[list[NoteFile], list[Problem]]:
    """Return the Markdown files of all languages, by path, and problems.

    Hidden files and folders are left out, and so is everything that a symbolic link
    leads to outside the site's folder.
    """
    notes: list[NoteFile] = []
    walk = _Walk(config.folder.resolve(), [])
    codes = [language.code for language in config.languages]
    for entry in list_folder(config.folder / CONTENT, CONTENT, walk.root, walk.problems):
        path = f"{CONTENT}/{entry.name}"
        if not entry.is_dir():
            if entry.name.endswith(_MARKDOWN):
                remedy = f"move it to {CONTENT}/{codes[0]}/"
                walk.problems.append(_warning(path, f"this note has no language; {remedy}"))
        elif entry.name not in codes:
            text = f"`{entry.name}` is no language of site.yaml, so its notes are left out"
            walk.problems.append(_warning(path, f"{text}; add it to `languages`"))
        else:
            notes.extend(_find_notes_in(Path(entry), path, entry.name, walk))
    return notes, walk.problems


def _warning(path: str, text: str) -> Problem:
    return Problem(place=Place(path=path, line=1), kind="files", text=text, is_warning=True)


def _find_notes_in(
    folder: Path, path: str, language: str, walk: _Walk, seen: frozenset[Path] = frozenset()
) -> Iterator[NoteFile]:
    real = folder.resolve()
    if real in seen or not real.is_relative_to(walk.root):
        return
    below = path.split("/")[2:]
    kind = Kind.PAGE if below[:1] == [PAGES] else Kind.NOTE
    entries = list_folder(folder, path, walk.root, walk.problems)
    if below and any(entry.name == "index.md" for entry in entries):
        yield NoteFile(
            path=f"{path}/index.md",
            language=language,
            kind=kind,
            name=below[-1],
            folder="/".join(below[:-1]),
            attachments=tuple(_find_attachments(folder, path, walk)),
        )
        entries = [entry for entry in entries if entry.name != "index.md"]
    for entry in entries:
        entry_path = f"{path}/{entry.name}"
        if entry.is_dir():
            yield from _find_notes_in(Path(entry), entry_path, language, walk, seen | {real})
        elif entry.name.endswith(_MARKDOWN) and entry.is_file():
            yield NoteFile(
                path=entry_path,
                language=language,
                kind=kind,
                name=entry.name.removesuffix(_MARKDOWN),
                folder="/".join(below),
                attachments=(),
            )


def _find_attachments(
    folder: Path, path: str, walk: _Walk, seen: frozenset[Path] = frozenset()
) -> Iterator[str]:
    real = folder.resolve()
    if real in seen:
        return
    for entry in list_folder(folder, path, walk.root, walk.problems):
        if entry.is_dir():
            yield from _find_attachments(Path(entry), f"{path}/{entry.name}", walk, seen | {real})
        elif not entry.name.endswith(_MARKDOWN) and entry.is_file():
            yield f"{path}/{entry.name}"
