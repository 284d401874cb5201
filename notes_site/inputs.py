"""Inputs of a build: the site's folders and files, and those that come with the program.

The one list of them. Discovery of notes, templates and static files goes through it, so does the
key of an unchanged build, and `serve` watches it: what one of them reads, the others know of.
"""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from notes_site.errors import Place, Problem
from notes_site.theme import (
    ASSETS,
    KATEX,
    LOCALES,
    MERMAID,
    SOCIAL_ICONS,
    TEMPLATES,
    installed_themes,
)

CONTENT = "content"
STATIC = "static"

NOTEBOOK = ".ipynb"
NOTE_SUFFIXES = (".md", ".markdown", NOTEBOOK)
"""What the names of notes end in, below `content/`."""

SITE_FOLDERS = (CONTENT, "templates", STATIC, "locales")
"""What is read of a site's folder, beside `site.yaml`. The output is not among them."""

TERMS = "terms.yaml"

SITE_FILES = (TERMS,)
"""What is read of a site's folder beside them, where it is there."""
SITE_SUFFIXES = (".bib", ".json")
"""Files beside `site.yaml` that are read too: bibliographies."""

PROGRAM_FOLDERS = {
    "templates": TEMPLATES,
    "static/assets": ASSETS,
    "locales": LOCALES,
    "katex": KATEX,
    "mermaid": MERMAID.parent,
    "icons": SOCIAL_ICONS,
}
"""Path as an author knows it → the folder that comes with the program."""

THEMES = "themes"
"""What the paths of themes begin with that other distributions bring."""

# Control characters, and the surrogates that Python has for bytes that are not UTF-8.
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class Folder(Struct, frozen=True, kw_only=True):
    """A folder, and where it was come upon."""

    path: str
    """Below the site's folder, as the author knows it: without what a link stands for."""

    location: str
    """Where it is opened."""

    real: str
    """Where it lies, all links followed."""

    roots: tuple[str, ...]
    """Where links in it may lead: below one of these."""

    above: frozenset[str] = frozenset()
    """`real` of the folders that it was come upon in: a link to one of them goes round in a circle."""


class Entry(Struct, frozen=True, kw_only=True):
    """An entry of a folder: a file, or another folder."""

    name: str
    path: str
    """As `Folder.path`."""

    location: str
    is_link: bool
    folder: Folder | None
    """None for a file."""


def find_folder(site: Path, name: str) -> Folder | None:
    """Return one of `SITE_FOLDERS`, or a folder in one; None where there is none.

    It may be a link to anywhere for templates and words, which are the author's own part of the
    program; what is published lies in the site's folder.
    """
    location = f"{site}/{name}"
    real = os.path.realpath(location)
    root = os.path.realpath(site)
    first, *deeper = name.split("/")
    roots = (root,) if first in {CONTENT, STATIC} else (root, real)
    if not os.path.isdir(real) or not _is_below(real, roots):  # noqa: PTH112 - a build that has nothing to do
        return None
    above = {os.path.realpath(f"{site}/{first}")} if deeper else set[str]()
    return Folder(path=name, location=location, real=real, roots=roots, above=frozenset(above))


def program_folders() -> Mapping[str, Path]:
    """Return `PROGRAM_FOLDERS`, and the folders of all installed themes below `themes/`."""
    themes = {f"{THEMES}/{name}": folder for name, folder in installed_themes().items()}
    return {**PROGRAM_FOLDERS, **themes}


def theme_folders(theme: str, name: str) -> list[Folder]:
    """Return the folders `name`, such as `templates`, of a theme and of the one built in.

    The first that has a file counts.
    """
    place = installed_themes().get(theme)
    if place is None or not (place / name).is_dir():
        return [program_folder(name)]
    real = os.path.realpath(place / name)
    own = Folder(path=name, location=os.fspath(place / name), real=real, roots=(real,))
    return [own, program_folder(name)]


def program_folder(name: str) -> Folder:
    """Return one of `program_folders`."""
    place = program_folders()[name]
    real = os.path.realpath(place)
    return Folder(path=name, location=os.fspath(place), real=real, roots=(real,))


def check_folder(site: Path, name: str) -> Iterator[Problem]:
    """Yield a warning where a folder of the site is a link that leads out of it."""
    location = site / name
    if location.is_symlink() and location.is_dir() and find_folder(site, name) is None:
        text = "this link leads out of the site's folder, so it is left out; put the files here"
        yield Problem(place=Place(path=name), kind="files", text=text, is_warning=True)


def list_folder(folder: Folder, problems: list[Problem]) -> list[Entry]:
    """Return the files and folders in `folder`, by name; none if it is gone.

    Left out are hidden ones, what editors keep beside a file, such as `a.md~`, and symbolic links
    that lead out of the site, to nothing, or round in a circle.

    Args:
        folder: to list.
        problems: gets a mistake for each name that can be no part of an address.
    """
    try:
        with os.scandir(folder.location) as found:  # knows what each is without another call
            listed = sorted(found, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return []
    above = folder.above | {folder.real}
    entries = []
    for each in listed:
        name = each.name
        is_link = each.is_symlink()
        real = _resolve(each.path, folder.roots) if is_link else f"{folder.real}/{name}"
        if real is None or is_ignored(name, is_folder=each.is_dir()) or real in above:
            continue
        path = f"{folder.path}/{name}"
        if _FORBIDDEN.search(name):
            problems.append(_unfit(path))
            continue
        below = None
        if each.is_dir():
            below = Folder(
                path=path, location=each.path, real=real, roots=folder.roots, above=above
            )
        elif not each.is_file():  # a pipe or a device, which may never end
            continue
        entries.append(
            Entry(name=name, path=path, location=each.path, is_link=is_link, folder=below)
        )
    return entries


def list_files(folder: Folder, problems: list[Problem]) -> Iterator[Entry]:
    """Yield the files in `folder` and in those below it, as `list_folder` lists them."""
    for entry in list_folder(folder, problems):
        if entry.folder is None:
            yield entry
        else:
            yield from list_files(entry.folder, problems)


def list_site_files(site: Path) -> list[str]:
    """Return the names of the bibliographies that lie beside `site.yaml`."""
    with os.scandir(site) as found:
        return sorted(
            each.name for each in found if each.name.endswith(SITE_SUFFIXES) and each.is_file()
        )


def list_inputs(config_path: Path) -> Iterator[tuple[str, str | None]]:
    """Yield path of all that the build of a site reads → the file; None for a folder.

    Raises:
        OSError: a folder may not be read.
    """
    yield config_path.name, os.fspath(config_path)
    site = config_path.resolve().parent
    for name in SITE_FILES:
        if (site / name).is_file():
            yield name, f"{site}/{name}"
    for name in list_site_files(site):
        yield name, os.fspath(site / name)
    for name in SITE_FOLDERS:
        if folder := find_folder(site, name):
            yield from _list_below(folder)
    for name in program_folders():
        for path, file in _list_below(program_folder(name)):
            yield f"program/{path}", file


def _list_below(folder: Folder) -> Iterator[tuple[str, str | None]]:
    yield folder.path, None  # an empty one may be told of too
    for entry in list_folder(folder, []):
        if entry.folder is None:
            yield entry.path, entry.location
        else:
            yield from _list_below(entry.folder)


def list_links(folder: Folder) -> Iterator[Entry]:
    """Yield the links in `folder` and below it that a build follows."""
    for entry in list_folder(folder, []):
        if entry.is_link:
            yield entry
        if entry.folder is not None:
            yield from list_links(entry.folder)


def is_ignored(name: str, *, is_folder: bool) -> bool:
    """Tell whether a file or folder of this name is none of the site's: hidden, or an editor's own."""
    is_backup = name.endswith("~") or (name.startswith("#") and name.endswith("#"))
    return name.startswith(".") or (is_backup and not is_folder)


def _unfit(path: str) -> Problem:
    shown = _FORBIDDEN.sub(lambda match: ascii(match[0])[1:-1], path)
    text = "this name cannot be part of an address; rename the file"
    return Problem(place=Place(path=shown), kind="addresses", text=text)


def _resolve(link: str, roots: tuple[str, ...]) -> str | None:
    """Return where a link leads; None for nowhere, to itself, or out of `roots`."""
    try:
        real = os.path.realpath(link, strict=True)
    except OSError:
        return None
    return real if _is_below(real, roots) else None


def _is_below(real: str, roots: tuple[str, ...]) -> bool:
    return any(real == root or real.startswith(f"{root}{os.sep}") for root in roots)
