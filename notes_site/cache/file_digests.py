"""Digests of files, read anew only where a file has changed."""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from errno import EINVAL
from pathlib import Path
from stat import S_ISREG
from time import time_ns

from notes_site.cache.digest import content_digest
from notes_site.cache.recent import Recent

_SETTLED_NS = 2_000_000_000
"""A file that changed less than this before it was read may change again at the same time: file
systems write times down in steps, FAT in steps of two seconds."""

Stamp = tuple[int, int, int, int, int]
"""Device, inode, size, and the times of a file's change, of its bytes and of itself, in nanoseconds."""


class FileDigests:
    """The digests of files' bytes.

    Each file is read when it is first asked for. After that, as long as it is the same file of
    the same size, and the times of its change, which lay well back when it was read, are the same.
    """

    def __init__(self) -> None:
        self._known: Recent[str, tuple[Stamp, bytes]] = Recent()

    def find(self, path: Path | str) -> bytes:
        """Return the digest of the bytes of the file at `path`.

        Raises:
            OSError: it cannot be read, or is no file.
        """
        name = os.fspath(path)
        status = os.stat(name)  # noqa: PTH116 - of thousands of files, and a Path costs more than the call
        if not S_ISREG(status.st_mode):  # a pipe or a device, which may never end
            raise OSError(EINVAL, "it is no file", name)
        known = self._known.get(name)
        if known is not None and known[0] == _stamp(status):
            return known[1]
        with open(name, "rb", buffering=0) as file:  # noqa: PTH123 - as above
            stamp = _stamp(os.fstat(file.fileno()))
            found = content_digest(file.readall())
        if time_ns() - max(stamp[-2:]) > _SETTLED_NS:
            self._known[name] = stamp, found
        return found

    def relink(self, paths: Iterable[str]) -> None:
        """Know the digests of files that have just been given another hard link.

        That counts as a change of the file itself, and of nothing else about it (link(2)).
        """
        for path in paths:
            known = self._known.get(path)
            if known is not None:
                with suppress(OSError):
                    stamp = _stamp(os.stat(path))  # noqa: PTH116 - of thousands of files, and a Path costs more than the call
                    if stamp[:-1] == known[0][:-1]:
                        self._known[path] = stamp, known[1]

    def below(self, folder: Path) -> dict[str, tuple[Stamp, bytes]]:
        """Return what is known of the files in `folder`, for `recall` in another process."""
        start = f"{folder}/"
        found = self._known.of_this_build().items()
        return {name: known for name, known in found if name.startswith(start)}

    def recall(self, known: Mapping[str, tuple[Stamp, bytes]]) -> None:
        """Know what another process knew by `below`; it counts as long as the files are the same."""
        self._known.recall(known)

    def turn(self) -> None:
        """Begin the next build."""
        self._known.turn()


def _stamp(stat: os.stat_result) -> Stamp:
    return (stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
