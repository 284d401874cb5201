"""The time zone of the machine that a new site is made on."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from zoneinfo import available_timezones

_NO_PLACE = {"Etc/UTC", "Etc/UCT", "UCT", "Universal", "Zulu", "Etc/Universal", "Etc/Zulu"}
"""Other names of `UTC`, which is the default anyway."""


def machine_zone(environment: Mapping[str, str], root: Path = Path("/")) -> str:
    """Return the name of the machine's time zone in the database of zones; empty if it has none.

    Args:
        environment: its variables; `TZ` goes first, as in POSIX (8.3).
        root: of the file system, with `etc/localtime` as systemd and macOS link it and
            `etc/timezone` as Debian writes it.
    """
    known = available_timezones()
    for name in _names(environment, root):
        if name in known:
            return "" if name in _NO_PLACE or name == "UTC" else name
    return ""


def _names(environment: Mapping[str, str], root: Path) -> list[str]:
    names = [environment.get("TZ", "").removeprefix(":").rpartition("zoneinfo/")[2]]
    with suppress(OSError):  # no such file, or a copy
        link = (root / "etc/localtime").readlink().as_posix()
        names.append(link.rpartition("zoneinfo/")[2])
    with suppress(OSError):
        names.append((root / "etc/timezone").read_text(encoding="ascii", errors="replace").strip())
    return names
