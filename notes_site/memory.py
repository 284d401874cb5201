"""What one process keeps from one build to the next.

A cache on disk spares rendering; this spares reading and decoding what a process has seen.
Nothing here is ever wrong, only forgotten: a value is known by all that it is made of, as in the
store. A command that builds once begins with an empty memory, and runs the same code.
"""

import os
from collections.abc import Hashable
from pathlib import Path
from time import time_ns
from typing import Generic, TypeVar

from notes_site.store import content_digest

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")

_SETTLED_NS = 2_000_000_000
"""A file that changed less than this before it was read may change again at the same time: file
systems write times down in steps, FAT in steps of two seconds."""


class Recent(Generic[Key, Value]):
    """A dict that forgets what nobody asked for during a whole build."""

    def __init__(self) -> None:
        self._now: dict[Key, Value] = {}
        self._before: dict[Key, Value] = {}

    def __setitem__(self, key: Key, value: Value) -> None:
        self._now[key] = value

    def get(self, key: Key) -> Value | None:
        """Return the value at `key`, or None."""
        value = self._now.get(key)
        if value is None and (value := self._before.get(key)) is not None:
            self._now[key] = value
        return value

    def turn(self) -> None:
        """Begin the next build."""
        self._before, self._now = self._now, {}


class FileDigests:
    """The digests of files' bytes.

    Each file is read when it is first asked for. After that, as long as it is the same file of
    the same size, and the times of its change, which lay well back when it was read, are the same.
    """

    def __init__(self) -> None:
        self._known: Recent[str, tuple[tuple[int, ...], bytes]] = Recent()

    def find(self, path: Path | str) -> bytes:
        """Return the digest of the bytes of the file at `path`.

        Raises:
            OSError: it cannot be read.
        """
        name = os.fspath(path)
        known = self._known.get(name)
        if known is not None and known[0] == _stamp(os.stat(name)):  # noqa: PTH116 - thousands
            return known[1]
        with open(name, "rb", buffering=0) as file:  # noqa: PTH123 - thousands
            stamp = _stamp(os.fstat(file.fileno()))
            digest = content_digest(file.readall())
        if time_ns() - max(stamp[-2:]) > _SETTLED_NS:
            self._known[name] = stamp, digest
        return digest

    def turn(self) -> None:
        """Begin the next build."""
        self._known.turn()


def _stamp(stat: os.stat_result) -> tuple[int, ...]:
    return (stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)


class Memory:
    """What the builds of one site in one process have in common."""

    def __init__(self) -> None:
        self.digests = FileDigests()

    def turn(self) -> None:
        """Begin the next build; not after one that stopped half-way, which asked for little."""
        self.digests.turn()
