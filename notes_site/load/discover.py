"""The files of `content/`."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from notes_site.config import SiteConfig
from notes_site.errors import Place, Problem
from notes_site.model import Kind

CONTENT = "content"
PAGES = "pages"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFile:
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
    """Return the Markdown files of all languages, by path, and warnings.

    Hidden files and folders are left out, and so is everything that a symbolic link
    leads to outside the site's folder.
    """
    notes: list[NoteFile] = []
    warnings: list[Problem] = []
    root = config.folder / CONTENT
    codes = [language.code for language in config.languages]
    for entry in _list_folder(root):
        path = f"{CONTENT}/{entry.name}"
        if not entry.is_dir():
            if entry.suffix == ".md":
                remedy = f"move it to {CONTENT}/{codes[0]}/"
                warnings.append(_warning(path, f"this note has no language; {remedy}"))
        elif entry.name not in codes:
            text = f"`{entry.name}` is no language of site.yaml, so its notes are left out"
            warnings.append(_warning(path, f"{text}; add it to `languages`"))
        else:
            notes.extend(_find_notes_in(entry, path, entry.name, config.folder.resolve()))
    return notes, warnings


def _warning(path: str, text: str) -> Problem:
    return Problem(place=Place(path=path, line=1), text=text, is_warning=True)


def _list_folder(folder: Path) -> list[Path]:
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - only the names are sorted
    except FileNotFoundError:
        return []
    return [folder / name for name in names if not name.startswith(".")]


def _find_notes_in(
    folder: Path, path: str, language: str, site: Path, seen: frozenset[Path] = frozenset()
) -> Iterator[NoteFile]:
    real = folder.resolve()
    if real in seen or not real.is_relative_to(site):
        return
    below = path.split("/")[2:]
    kind = Kind.PAGE if below[:1] == [PAGES] else Kind.NOTE
    entries = _list_folder(folder)
    if below and any(entry.name == "index.md" for entry in entries):
        attachments = _find_attachments(folder, path, site)
        yield NoteFile(
            path=f"{path}/index.md",
            language=language,
            kind=kind,
            name=below[-1],
            folder="/".join(below[:-1]),
            attachments=tuple(attachments),
        )
        entries = [entry for entry in entries if entry.name != "index.md"]
    for entry in entries:
        entry_path = f"{path}/{entry.name}"
        if entry.is_dir():
            yield from _find_notes_in(entry, entry_path, language, site, seen | {real})
        elif entry.suffix == ".md" and entry.resolve().is_relative_to(site):
            yield NoteFile(
                path=entry_path,
                language=language,
                kind=kind,
                name=entry.stem,
                folder="/".join(below),
                attachments=(),
            )


def _find_attachments(
    folder: Path, path: str, site: Path, seen: frozenset[Path] = frozenset()
) -> Iterator[str]:
    real = folder.resolve()
    if real in seen:
        return
    for entry in _list_folder(folder):
        if not entry.resolve().is_relative_to(site):
            continue
        if entry.is_dir():
            yield from _find_attachments(entry, f"{path}/{entry.name}", site, seen | {real})
        elif entry.suffix != ".md" and entry.is_file():
            yield f"{path}/{entry.name}"
