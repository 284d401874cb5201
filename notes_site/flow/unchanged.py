"""A build of what was built before: nothing is loaded to find out that there is nothing to do.

What a whole build leaves is a value like any other in the cache: it is known by all that it is
made of. That is what `inputs.py` lists, and the program itself.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from notes_site.cache import FileDigests, Key, Session, make_key
from notes_site.flow.options import BuildOptions
from notes_site.inputs import list_inputs

CACHE = ".notes-site"
"""Folder of the cache, below the site's."""

STORE = "store.sqlite"


class Wanted(Struct, frozen=True, kw_only=True):
    """A build as the command line asks for it."""

    config_path: Path
    base_url: str
    """In the place of the one in `site.yaml`; empty for that one."""

    options: BuildOptions

    @property
    def store(self) -> Path:
        """Path of the store."""
        return self.config_path.resolve().parent / CACHE / STORE


class _Built(Struct, frozen=True, kw_only=True):
    """The report and the output of a build."""

    built_at: datetime
    report: Mapping[str, Any]
    """As `--report` writes it."""

    files: Mapping[str, bytes]
    """Path of each file of the output → digest of its bytes."""


def build_key(wanted: Wanted, digests: FileDigests) -> Key | None:
    """Return the key of all that the build is made of as it is now.

    None where that cannot be said: something is not there, or may not be read.
    """
    options = wanted.options
    flags = (
        options.shows_drafts,
        options.shows_future,
        options.is_strict,
        options.leaves_out_faulty,
    )
    parts: list[str | bytes] = [wanted.base_url, repr(flags)]
    try:
        for path, file in list_inputs(wanted.config_path):
            parts += (path, digests.find(file) if file else b"folder")
    except OSError:
        return None
    return make_key("build", str(options.output), *parts)


def find_built(wanted: Wanted, key: Key, session: Session) -> dict[str, Any] | None:
    """Return the report of the build with `key` if the output is still what it left."""
    output = wanted.options.output
    if not wanted.store.is_file() or output.is_symlink():
        return None
    with suppress(OSError, sqlite3.DatabaseError, msgspec.DecodeError):
        found = session.open_store(wanted.store).find([key])
        if key in found:
            session.recall_digests(output)
            built = msgspec.msgpack.decode(found[key], type=_Built)
            # Before that moment, notes that it shows were still to come.
            is_later = wanted.options.built_at >= built.built_at
            if is_later and built.files == _hash_files(output, session.digests):
                session.keep_digests(output)
                return dict(built.report)
    return None


def keep_built(
    wanted: Wanted,
    key: Key,
    report: Mapping[str, Any],
    files: Mapping[str, bytes],
    session: Session,
) -> None:
    """Remember that the build with `key` has left these `files`, by path, with their digests.

    Not for one whose notes are in part still to come: what it leaves changes with time.
    """
    if key != build_key(wanted, session.digests):
        return  # something was saved meanwhile
    rendered = {kind: {**report[kind], "rendered": 0} for kind in ("formulas", "code_blocks")}
    with suppress(OSError, sqlite3.DatabaseError):
        unchanged = report["written"] + report["unchanged"]
        counts = {"written": 0, "unchanged": unchanged, "removed": 0}
        kept = {**report, **counts, **rendered}
        built = _Built(built_at=wanted.options.built_at, report=kept, files=files)
        store = session.open_store(wanted.store)
        store.add({key: msgspec.msgpack.encode(built)})
        store.flush()


def _hash_files(output: Path, digests: FileDigests) -> dict[str, bytes]:
    files = _list_files(output, "")
    return {path.removeprefix("/"): digests.find(file) for path, file in files}


def _list_files(folder: Path | str, path: str) -> Iterator[tuple[str, str]]:
    """Yield path, and where it lies, of all files in `folder`, whose own path is `path`.

    Raises:
        OSError: a folder cannot be read, or is a symbolic link.
    """
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    for entry in listed:
        if entry.is_dir(follow_symlinks=False):
            yield from _list_files(entry.path, f"{path}/{entry.name}")
        elif entry.is_symlink() and entry.is_dir():
            raise NotADirectoryError(entry.path)
        else:
            yield f"{path}/{entry.name}", entry.path
