"""One build at a time."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone_in(site_folder: Path) -> Iterator[None]:
    """Wait until no other build of the site in `site_folder` is under way, and keep others waiting.

    Two builds at once would take each other's staging folders for leftovers.

    Rule: flock(2) of the folder itself, which leaves nothing behind and which the system
    lets go when the process ends, however it does. Windows locks no folders, but bytes of a file.
    """
    if sys.platform == "win32":
        with _alone_on_windows(site_folder):
            yield
        return
    import fcntl

    descriptor = os.open(site_folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt
    from contextlib import suppress

    @contextmanager
    def _alone_on_windows(site_folder: Path) -> Iterator[None]:
        """Lock the first byte of a file in the cache, which the system lets go as it does there."""
        path = site_folder / ".notes-site" / "lock"
        path.parent.mkdir(exist_ok=True)
        with path.open("ab") as file:
            while True:
                with suppress(OSError):  # LK_LOCK gives up after ten tries, one a second
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
            try:
                yield
            finally:
                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
