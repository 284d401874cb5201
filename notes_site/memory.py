"""What one process keeps from one build to the next.

A cache on disk spares rendering; this spares reading and decoding what a process has seen.
Nothing here is ever wrong, only forgotten: a value is known by all that it is made of, as in the
store. A command that builds once begins with an empty memory, and runs the same code.
"""

import os
import sqlite3
from collections.abc import Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from errno import EINVAL
from pathlib import Path
from stat import S_ISREG
from time import time_ns
from typing import TYPE_CHECKING, Generic, Self, TypeVar

import msgspec

from notes_site.store import Store, content_digest, digest

if TYPE_CHECKING:
    from notes_site.model import RenderedNote
    from notes_site.pages.shell import Shell
    from notes_site.pages.template import Templates
    from notes_site.render.katex import LateKatex
    from notes_site.translations import Comparison
    from notes_site.write import AssetSet

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

    def of_this_build(self) -> dict[Key, Value]:
        """Return what was set or asked for in the build under way."""
        return dict(self._now)

    def recall(self, values: Mapping[Key, Value]) -> None:
        """Take `values` for those of a build before."""
        self._before = {**self._before, **values}

    def turn(self) -> None:
        """Begin the next build."""
        self._before, self._now = self._now, {}


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
        status = os.stat(name)  # noqa: PTH116 - thousands
        if not S_ISREG(status.st_mode):  # a pipe or a device, which may never end
            raise OSError(EINVAL, "it is no file", name)
        known = self._known.get(name)
        if known is not None and known[0] == _stamp(status):
            return known[1]
        with open(name, "rb", buffering=0) as file:  # noqa: PTH123 - thousands
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
                    stamp = _stamp(os.stat(path))  # noqa: PTH116 - thousands
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


_DIGESTS = msgspec.msgpack.Decoder(dict[str, tuple[Stamp, bytes]])


def _digests_key(output: Path) -> bytes:
    """Return the one key whose value changes: each digest in it counts for one state of a file."""
    return digest("digests of files", str(output))


class Memory:
    """What the builds of one site in one process have in common."""

    def __init__(self) -> None:
        self._katex: LateKatex | None = None
        self._begin()

    def _begin(self) -> None:
        self.digests = FileDigests()
        self.notes: Recent[bytes, RenderedNote] = Recent()
        """Key in the cache of notes → note."""

        self.comparisons: Recent[bytes, Comparison] = Recent()
        """Key in the store → what two translations have in common."""

        self.assets: Recent[bytes, AssetSet] = Recent()
        """Digest of what they are made of → assets."""

        self.pages: Recent[bytes, bytes] = Recent()
        """What the cache of pages has: key of a page's inputs → key of its context → digest of its
        bytes."""

        self.templates: Recent[bytes, Templates] = Recent()
        """Digest of all templates → the templates."""

        self._kept: dict[str, tuple[Stamp, bytes]] = {}
        """Digests of the output that the store has."""

        self._shell: Shell | None = None
        self._own: Store | None = None
        """The store of the site, open from one build to the next."""

        self._store: Store | None = None
        """The one that the build under way uses."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close_store()
        if self._katex is not None:
            self._katex.close()

    @property
    def katex(self) -> "LateKatex":
        """KaTeX, which stays once it was needed."""
        if self._katex is None:
            from notes_site.render.katex import LateKatex

            self._katex = LateKatex()
        return self._katex

    @property
    def may_fork(self) -> bool:
        """False while V8 runs: its threads would not come along."""
        return self._katex is None or not self._katex.is_running

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

    def keep_shell(self, shell: "Shell") -> "Shell":
        """Return the shell of the build before if it is equal, with all that was made of it."""
        if self._shell != shell:
            self._shell = shell
        return self._shell

    @contextmanager
    def using(self, store: Store) -> Iterator[None]:
        """Let `read` read from `store` while the context lasts; keep what was added to it."""
        self._store = store
        try:
            yield
        finally:
            self._store = None
            store.flush()

    def read(self, key: bytes) -> bytes:
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
        for each in (
            self.digests,
            self.notes,
            self.comparisons,
            self.assets,
            self.pages,
            self.templates,
        ):
            each.turn()
        if self._shell is not None:
            self._shell.made.turn()
