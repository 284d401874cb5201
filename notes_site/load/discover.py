"""The files of `content/`."""

import os
from collections.abc import Iterator
from stat import S_ISDIR, S_ISLNK, S_ISREG

from msgspec import Struct

from notes_site.config import SiteConfig
from notes_site.errors import Place, Problem
from notes_site.inputs import CONTENT, Folder, check_folder, find_folder, list_files, list_folder
from notes_site.model import Kind

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


def find_notes(config: SiteConfig) -> tuple[list[NoteFile], list[Problem]]:
    """Return the Markdown files of all languages, by path, and problems."""
    problems: list[Problem] = [*check_folder(config.folder, CONTENT)]
    content = find_folder(config.folder, CONTENT)
    notes: list[NoteFile] = []
    codes = [language.code for language in config.languages]
    for entry in list_folder(content, problems) if content else []:
        if entry.folder is None:
            if entry.name.endswith(_MARKDOWN):
                remedy = f"move it to {CONTENT}/{codes[0]}/"
                problems.append(_warning(entry.path, f"this note has no language; {remedy}"))
        elif entry.name not in codes:
            text = f"`{entry.name}` is no language of site.yaml, so its notes are left out"
            problems.append(_warning(entry.path, f"{text}; add it to `languages`"))
        else:
            notes.extend(_find_notes_in(entry.folder, entry.name, problems))
    return notes, problems


def _warning(path: str, text: str) -> Problem:
    return Problem(place=Place(path=path), kind="files", text=text, is_warning=True)


def _find_notes_in(folder: Folder, language: str, problems: list[Problem]) -> Iterator[NoteFile]:
    below = folder.path.split("/")[2:]
    kind = Kind.PAGE if below[:1] == [PAGES] else Kind.NOTE
    entries = list_folder(folder, problems)
    if below and (
        any(entry.name == "index.md" for entry in entries)
        or _is_pipe(f"{folder.location}/index.md")
    ):
        yield NoteFile(
            path=f"{folder.path}/index.md",
            language=language,
            kind=kind,
            name=below[-1],
            folder="/".join(below[:-1]),
            attachments=tuple(
                file.path
                for file in list_files(folder, problems)
                if not file.name.endswith(_MARKDOWN)
            ),
        )
        entries = [entry for entry in entries if entry.name != "index.md"]
    for entry in entries:
        if entry.folder is not None:
            yield from _find_notes_in(entry.folder, language, problems)
        elif entry.name.endswith(_MARKDOWN):
            yield NoteFile(
                path=entry.path,
                language=language,
                kind=kind,
                name=entry.name.removesuffix(_MARKDOWN),
                folder="/".join(below),
                attachments=(),
            )


def _is_pipe(path: str) -> bool:
    """Tell whether there is a pipe or a device: it is told as a note that cannot be read."""
    try:
        mode = os.lstat(path).st_mode
    except OSError:
        return False
    return not (S_ISREG(mode) or S_ISDIR(mode) or S_ISLNK(mode))
