"""Changes below the site's folder, gathered until they pause."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Self

from msgspec import Struct, field
from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from notes_site.flow.unchanged import SOURCES
from notes_site.theme import ASSETS, TEMPLATES

_QUIET_S = 0.005
"""A pause this long ends a batch: one save is several events, a checkout is hundreds."""

_LONGEST_S = 0.25
"""A batch without a pause is built after this time; what comes later is the next batch."""

# Neither opening nor closing: builds open the files, so those would go round in circles.
_EVENTS: list[type[FileSystemEvent]] = [
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]


class Changes(Struct):
    """Paths that changed since `since`."""

    since: float = 0.0
    """Time of the first, by `time.monotonic`."""

    paths: dict[str, bool] = field(default_factory=dict)
    """Path as the author knows it → whether it is new in this batch."""

    def add(self, path: str, kind: str) -> None:
        """Note that `path` was `created`, `modified` or `deleted`."""
        if kind == "deleted" and self.paths.get(path):
            del self.paths[path]  # an editor's temporary file, come and gone
            return
        if not self.paths:
            self.since = monotonic()
        self.paths.setdefault(path, kind == "created")

    def merge(self, later: "Changes") -> None:
        """Add what changed `later`."""
        self.paths = later.paths | self.paths

    def __str__(self) -> str:
        """Return the first path and how many more there are."""
        first, *others = sorted(self.paths)
        return f"{first} and {len(others)} more" if others else first


class Watcher:
    """Watches what builds read. To be used within the event loop."""

    def __init__(self, config_path: Path) -> None:
        """Watch the folder of the `site.yaml` at `config_path` from `__enter__` on."""
        self._site = config_path.resolve().parent
        self._config_name = config_path.name
        self._loop = asyncio.get_running_loop()
        self._stirred = asyncio.Event()
        self._stirred_at = 0.0
        self._changes = Changes()
        self._observer: BaseObserver = Observer()
        self._watches: dict[Path, ObservedWatch] = {}

    def __enter__(self) -> Self:
        """Begin to watch.

        Raises:
            OSError: not even polling works.
        """
        try:
            self._begin()
        except OSError:  # the system's watches are used up (inotify(7), max_user_watches)
            self._observer.stop()
            self._watches.clear()
            self._observer = PollingObserver()
            self._begin()
        return self

    def __exit__(self, *_: object) -> None:
        self._observer.stop()
        self._observer.join()

    @property
    def has_changes(self) -> bool:
        """True when something changed since `wait` returned."""
        return bool(self._changes.paths)

    async def wait(self) -> Changes:
        """Return the changes since the last call, as soon as there are some and they pause."""
        while True:
            await self._stirred.wait()
            end = monotonic() + _LONGEST_S
            while (rest := min(self._stirred_at + _QUIET_S, end) - monotonic()) > 0:  # noqa: ASYNC110 - a pause is no event
                await asyncio.sleep(rest)
            self._stirred.clear()
            changes, self._changes = self._changes, Changes()
            self._watch_folders()
            if changes.paths:
                return changes

    def _begin(self) -> None:
        # Not recursive: here lie the output, the cache and much that is not the site's. It
        # tells of site.yaml, and of folders that come, go or change places.
        self._observer.schedule(
            _Handler(self, "", self._site), str(self._site), event_filter=_EVENTS
        )
        self._watch_folders()
        self._observer.start()

    def _folders(self) -> Iterator[tuple[str, Path]]:
        """Yield name and folder, without links: inotify does not follow them."""
        for name in SOURCES:
            if (self._site / name).is_dir():
                yield name, (self._site / name).resolve()
        for name, folder in (("templates", TEMPLATES), ("static/assets", ASSETS)):
            if folder.is_dir() and not folder.is_relative_to(self._site):
                yield name, folder

    def _watch_folders(self) -> None:
        """Watch the folders that are not watched yet."""
        for name, folder in self._folders():
            if folder not in self._watches:
                handler = _Handler(self, name, folder)
                self._watches[folder] = self._observer.schedule(
                    handler, str(folder), recursive=True, event_filter=_EVENTS
                )

    def note(self, root: "_Handler", kind: str, path: Path) -> None:
        """Note an event; called by watchdog's thread."""
        self._loop.call_soon_threadsafe(self._add, root, kind, path)

    def _add(self, root: "_Handler", kind: str, path: Path) -> None:
        below = path.relative_to(root.folder).as_posix()
        if not root.name:
            if below in SOURCES:  # another folder, even under the same inode: watch it anew
                watch = self._watches.pop(path.resolve(), None)
                if watch is not None:
                    self._observer.unschedule(watch)
            elif below != self._config_name:
                return
        if any(part.startswith(".") or part.endswith("~") for part in below.split("/")):
            return  # an editor's own files; builds skip them too
        self._changes.add(f"{root.name}/{below}".lstrip("/"), kind)
        self._stirred_at = monotonic()
        self._stirred.set()


class _Handler(FileSystemEventHandler):
    """Passes on what watchdog tells of one folder."""

    def __init__(self, watcher: Watcher, name: str, folder: Path) -> None:
        self.watcher = watcher
        self.name = name
        self.folder = folder

    def dispatch(self, event: FileSystemEvent) -> None:
        """Tell the watcher; a move is a file that went and one that came."""
        kind = "deleted" if event.event_type == "moved" else event.event_type
        for each, path in ((kind, event.src_path), ("modified", event.dest_path)):
            found = Path(os.fsdecode(path)) if path else None
            if found is not None and found.is_relative_to(self.folder):
                self.watcher.note(self, each, found)
