"""Addresses → files of the output, and nothing else."""

import os
from pathlib import Path


def find_file(output: Path, path: str) -> Path | None:
    """Return the file below `output` that is served for `path`, or None.

    Args:
        output: the folder that is served.
        path: percent-decoded, below the site's address, without a `/` in front.

    The output holds no hidden files but the list of what notes-site wrote; so a dot in front
    is refused, and `..` with it. Links are followed, but not out of the folder.
    """
    parts = path.split("/")
    if not parts[-1]:
        parts[-1] = "index.html"
    if any(not part or part.startswith(".") or "\\" in part for part in parts):
        return None
    try:
        root = os.path.realpath(output, strict=True)
        file = Path(os.path.realpath(output.joinpath(*parts), strict=True))
    except (OSError, ValueError):  # ValueError: a NUL
        return None
    return file if file.is_file() and file.is_relative_to(root) else None
