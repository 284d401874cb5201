"""The files of a folder that a site may show."""

import os
import re
from pathlib import Path

from notes_site.errors import Place, Problem

# Control characters, and the surrogates that Python has for bytes that are not UTF-8.
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def list_folder(
    folder: Path, path: str, root: Path, problems: list[Problem]
) -> list[os.DirEntry[str]]:
    """Return what lies in `folder`, by name; nothing if it is no folder.

    Hidden entries are left out, and so is every symbolic link that leads out of `root`,
    to nothing, or to itself.

    Args:
        folder: to list.
        path: of `folder` below the site's, for messages.
        root: the folder that links may lead into.
        problems: gets a mistake for each name that can be no part of an address.
    """
    try:
        with os.scandir(folder) as found:  # knows what each is without another call
            listed = sorted(found, key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return []
    entries = []
    for entry in listed:
        name = entry.name
        if name.startswith(".") or (entry.is_symlink() and not _leads_within(entry.path, root)):
            continue
        if _FORBIDDEN.search(name):
            shown = _FORBIDDEN.sub(lambda match: ascii(match[0])[1:-1], name)
            place = Place(path=f"{path}/{shown}", line=1)
            text = "this name cannot be part of an address; rename the file"
            problems.append(Problem(place=place, kind="addresses", text=text))
            continue
        entries.append(entry)
    return entries


def _leads_within(link: str, root: Path) -> bool:
    try:
        return Path(link).resolve(strict=True).is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # Python 3.12 and older raise RuntimeError for a loop
        return False
