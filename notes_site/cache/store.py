"""The cache: values by the digest of all that they are made of.

An entry is never wrong, only unused: whatever goes into a value goes into its key,
engine versions and options included. So a cache that is missing, damaged or written
by another version costs time and nothing else.
"""

import os
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Self

from notes_site.cache.keys import Key

# Not WITHOUT ROWID: the HTML of notes would lie in the tree of keys, and adding it costs twice as much.
_SCHEMA = "CREATE TABLE IF NOT EXISTS entry (key BLOB PRIMARY KEY, value BLOB)"
_FORMAT = 2
_WAIT_S = 10
_AT_ONCE = 500
_SPARE = 1000
"""Unused entries that are not worth removing."""


class Store:
    """One SQLite file, shared by the processes of a build.

    What one process adds is there for the others once it closes its store, or flushes it.
    """

    def __init__(self, path: Path | None) -> None:
        """Open the store at `path`; None keeps it in memory.

        Raises:
            OSError, sqlite3.OperationalError: there can be no file at `path`, or
                another program holds it.
        """
        self._path = path
        self._owner = os.getpid()
        self._connection = self._open()
        self._inode = 0 if path is None else path.stat().st_ino
        self._inherited: sqlite3.Connection | None = None
        self._added: dict[Key, bytes] = {}
        """Entries that are not in the file yet."""

        self._used: set[Key] = set()
        self._has_grown = False
        self._empty_at = 0 if self._has_entries() else self._data_version()
        """SQLite's `data_version` at which the file was empty; 0 once it is not."""

    def _open(self) -> sqlite3.Connection:
        if self._path is None:
            return _connect(":memory:")
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _connect(str(self._path))
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:  # damaged: begin anew
            remove_store(self._path)
            return _connect(str(self._path))

    def _leave_inherited(self) -> None:
        """Open a connection of this process's own, if it was forked from the one that has this.

        Rule: a connection must not cross a fork, not even to be closed (How To Corrupt An SQLite
        Database File, 2.6).
        """
        if self._path is not None and self._owner != os.getpid():
            self._owner, self._inherited = os.getpid(), self._connection
            self._connection = self._open()
            self._empty_at = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.flush()
        self.close()

    def close(self) -> None:
        """End the use of the store; what was added and not flushed is lost."""
        self._connection.close()

    def lies_at(self, path: Path) -> bool:
        """Tell whether `path` is still the file that this store has open."""
        try:
            return path == self._path and path.stat().st_ino == self._inode
        except OSError:
            return False

    def begin(self) -> None:
        """Count the entries that are used from now on, for `prune`."""
        self._used.clear()
        self._has_grown = False

    def find(self, keys: Collection[Key]) -> dict[Key, bytes]:
        """Return the values that are there, by key."""
        self._leave_inherited()
        self._used.update(keys)
        found = {key: self._added[key] for key in keys if key in self._added}
        wanted = [] if self._is_empty() else [key for key in keys if key not in found]
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            query = f"SELECT key, value FROM entry WHERE key IN ({marks})"  # noqa: S608 - marks only
            found.update(self._connection.execute(query, some))
        return found

    def read(self, key: Key) -> bytes:
        """Return the value at `key`.

        Raises:
            sqlite3.DatabaseError: it is gone, though it was written with what named it.
        """
        try:
            return self.find([key])[key]
        except KeyError as error:
            raise sqlite3.DatabaseError(f"there is no entry {key.hex()}") from error

    def add(self, entries: Mapping[Key, bytes]) -> None:
        """Write `entries`, in the place of those that are there already."""
        self._used.update(entries)
        self._added.update(entries)

    def flush(self) -> None:
        """Write what was added into the file, in one transaction."""
        if self._added:
            with self._connection:
                self._connection.executemany(
                    "INSERT OR REPLACE INTO entry VALUES (?, ?)", self._added.items()
                )
            self._added.clear()
            self._empty_at = 0
            self._has_grown = True

    def _is_empty(self) -> bool:
        """Tell whether nothing can be found, as in the whole of a first build."""
        if self._empty_at and self._empty_at != self._data_version():
            self._empty_at = 0  # another process has written
        return self._empty_at > 0

    def _data_version(self) -> int:
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        return int(version)

    def _has_entries(self) -> bool:
        return self._connection.execute("SELECT key FROM entry LIMIT 1").fetchone() is not None

    def _count(self) -> int:
        (count,) = self._connection.execute("SELECT count(*) FROM entry").fetchone()
        return int(count)

    def mark(self, keys: Iterable[Key]) -> None:
        """Take `keys` for used, though another process or an earlier build asked for them."""
        self._used.update(keys)

    def prune(self) -> None:
        """Remove what was not used since the store was opened, once as much again has gathered."""
        self.flush()
        if not self._has_grown:  # to count the entries takes longer than all else of such a build
            return
        if self._count() <= 2 * len(self._used) + _SPARE:
            return
        with self._connection:
            keys = {key for (key,) in self._connection.execute("SELECT key FROM entry")}
            self._connection.executemany(
                "DELETE FROM entry WHERE key = ?", [(key,) for key in keys - self._used]
            )


def remove_store(path: Path) -> None:
    """Remove the store at `path`, if that can be done."""
    for suffix in ("", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink()


def _connect(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(name, timeout=_WAIT_S)
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version not in {0, _FORMAT}:
            connection.execute("DROP TABLE IF EXISTS entry")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(_SCHEMA)
        connection.execute(f"PRAGMA user_version = {_FORMAT}")
        connection.execute("SELECT key FROM entry LIMIT 1").fetchone()
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection
