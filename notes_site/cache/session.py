"""Values that one process keeps from one build of a site to the next.

A cache on disk spares rendering; this spares reading and decoding what a process has seen.
Nothing here is ever wrong, only forgotten: a value is known by all that it is made of, as in the
store. A command that builds once begins with an empty session, and runs the same code.
"""

import sqlite3
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol, Self, TypeVar

import msgspec

from notes_site.cache.file_digests import FileDigests, Stamp
from notes_site.cache.keys import Key, make_key
from notes_site.cache.recent import Recent
from notes_site.cache.store import Store


class Engine(Protocol):
    """Something that is slow to start, and so stays from build to build."""

    @property
    def is_running(self) -> bool:
        """True once it has started; its threads would not come along in a fork."""

    def close(self) -> None:
        """End it; it starts again when it is needed."""


AnyEngine = TypeVar("AnyEngine", bound=Engine)

_DIGESTS = msgspec.msgpack.Decoder(dict[str, tuple[Stamp, bytes]])


def _digests_key(output: Path) -> Key:
    """Return the one key whose value changes: each digest in it counts for one state of a file."""
    return make_key("digests of files", str(output))


class Session:
    """Values that the builds of one site in one process share."""

    def __init__(self) -> None:
        self._engines: dict[Callable[[], Engine], Engine] = {}
        self._begin()

    def _begin(self) -> None:
        self.digests = FileDigests()
        self._kinds: Recent[Hashable, Recent[Any, Any]] = Recent()
        """Kind of value → values by key."""

        self._kept: dict[str, tuple[Stamp, bytes]] = {}
        """Digests of the output that the store has."""

        self._own: Store | None = None
        """The store of the site, open from one build to the next."""

        self._store: Store | None = None
        """The one that the build under way uses."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close_store()
        for engine in self._engines.values():
            engine.close()

    def recent(self, kind: Hashable) -> Recent[Any, Any]:
        """Return the values of one kind that this process has had in its hands, by key.

        Whoever keeps them says what their key is made of.
        """
        values = self._kinds.get(kind)
        if values is None:
            values = self._kinds[kind] = Recent()
        return values

    def engine(self, make: Callable[[], AnyEngine]) -> AnyEngine:
        """Return what `make` makes, which stays until the session ends."""
        if make not in self._engines:
            self._engines[make] = make()
        engine: AnyEngine = self._engines[make]  # type: ignore[assignment]  # made by this `make`
        return engine

    @property
    def may_fork(self) -> bool:
        """False while an engine runs: its threads would not come along."""
        return not any(engine.is_running for engine in self._engines.values())

    def forget(self) -> None:
        """Begin anew, since the store is not what it was: the notes refer to it."""
        self._close_store()
        self._begin()

    def _close_store(self) -> None:
        if self._own is not None:
            self._own.close()
            self._own = None

    def open_store(self, path: Path) -> Store:
        """Return the store at `path`: the one of the build before, if that still lies there.

        Raises:
            OSError, sqlite3.DatabaseError: there can be none.
        """
        if self._own is not None and not self._own.lies_at(path):
            self.forget()
        if self._own is None:
            self._own = Store(path)
        self._own.begin()
        return self._own

    def recall_digests(self, output: Path) -> None:
        """Know the digests of those files of `output` that are as the last build found them.

        Only of these, which this program writes: an author's files are read at every build.
        """
        if self._own is not None:
            key = _digests_key(output)
            for kept in self._own.find([key]).values():
                self._kept = _DIGESTS.decode(kept)
                self.digests.recall(self._kept)

    def keep_digests(self, output: Path) -> None:
        """Keep the digests of the files of `output` for `recall_digests`, if they are others."""
        known = self.digests.below(output)
        if self._own is not None and known != self._kept:
            self._own.add({_digests_key(output): msgspec.msgpack.encode(known)})
            with suppress(sqlite3.DatabaseError):  # there is no room: they are found anew
                self._own.flush()

    @contextmanager
    def using(self, store: Store) -> Iterator[None]:
        """Let `read` read from `store` while the context lasts; keep what was added to it."""
        self._store = store
        try:
            yield
        finally:
            self._store = None
            store.flush()

    def read(self, key: Key) -> bytes:
        """Return the value at `key` in the store of the build under way.

        What is kept from build to build refers to the store by this, since each opens its own.

        Raises:
            sqlite3.DatabaseError: it is gone.
        """
        if self._store is None:
            raise RuntimeError("no build is under way")
        return self._store.read(key)

    def turn(self) -> None:
        """Begin the next build; not after one that stopped half-way, which asked for little."""
        self.digests.turn()
        for values in self._kinds.of_this_build().values():
            values.turn()
        self._kinds.turn()
