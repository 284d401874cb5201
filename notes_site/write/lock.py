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
    lets go when the process ends, however it does. Windows has no such lock.
    """
    if sys.platform == "win32":
        yield
        return
    import fcntl

    descriptor = os.open(site_folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
