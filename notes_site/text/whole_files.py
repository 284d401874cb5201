"""Files that authors own, written whole or not at all."""

import os
import shutil
from pathlib import Path


def write_whole(file: Path, content: bytes) -> None:
    """Write `content` in the place of `file`.

    Nothing of what stood there is lost to a full disk or a kill: the new content stands beside it, hidden,
    until all of it is written. The file keeps its mode, and a symbolic link leads where it led.

    Raises:
        OSError: it could not be written; what stood there still does.
    """
    target = file.resolve()
    beside = target.with_name(f".{target.name}.new")
    try:
        with beside.open("wb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
