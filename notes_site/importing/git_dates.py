"""Dates at which files came into a repository of git."""

import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_LONGEST_S = 120


def find_first_commit(path: Path, folder: Path) -> str:
    """Return the day of git's first commit of a file; empty for one that git does not know.

    Args:
        path: of the file.
        folder: of the blog, all of whose dates are asked for at once.
    """
    return _read_dates(folder).get(path.relative_to(folder).as_posix(), "")


@cache
def _read_dates(folder: Path) -> Mapping[str, str]:
    """Return path below `folder` → day of its first commit; that of its first name for a renamed file."""
    command = [
        "git", "-C", str(folder), "log", "--reverse", "--relative", "--find-renames", "--diff-filter=AR",
        "--name-status", "-z", "--format=%x01%as",
    ]  # fmt: skip
    try:
        result = subprocess.run(command, capture_output=True, timeout=_LONGEST_S, check=False)  # noqa: S603 - git itself
    except (OSError, subprocess.TimeoutExpired):
        return {}
    dates: dict[str, str] = {}
    for commit in result.stdout.decode("utf-8", "surrogateescape").split("\x01")[1:]:
        # 2020-01-02 \0 \n A \0 a.md \0 R100 \0 b.md \0 c.md \0
        day, *fields = commit.replace("\n", "").rstrip("\0").split("\0")
        names = iter(fields)
        for status in names:
            if status.startswith("R"):
                old, new = next(names, ""), next(names, "")
                dates[new] = dates.get(old, day)
            elif status:
                dates.setdefault(next(names, ""), day)
    return dates
