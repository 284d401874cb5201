"""Changes below the site's folder, gathered until they pause."""

import asyncio
import os
from collections.abc import Iterator, Mapping
from functools import partial
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

from notes_site.config.citations import DEFAULT_FILES
from notes_site.inputs import (
    SITE_FILES,
    SITE_FOLDERS,
    Folder,
    find_folder,
    is_ignored,
    list_links,
    list_site_files,
    program_folder,
    program_folders,
)

_QUIET_S = 0.005
"""A pause this long ends a batch: one save is several events, a checkout is hundreds."""

_LONGEST_S = 0.25
"""A batch without a pause is built after this time; what comes later is the next batch."""

_RENAMING_S = 0.1
"""How long files that are all new are waited for to be renamed: many programs, `sed -i` among them,
save by writing another file, which then takes the place of the note."""

_MOST_HOPS = 40
"""Links that lead to one another: as many as Linux follows (path_resolution(7))."""

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

    @property
    def are_new(self) -> bool:
        """True when nothing changed that was there before, and something that was not."""
        return bool(self.paths) and all(self.paths.values())

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
        self._may_have_links = True
        """Whether something came or went since the folders were looked through for links."""

        self._observer: BaseObserver = Observer()
        self._whole: dict[Path, ObservedWatch] = {}
        """Folders that are watched with all below them."""

        self._single: dict[Path, _Handler] = {}
        """Folders of which some names are watched."""

    def __enter__(self) -> Self:
        """Begin to watch.

        Raises:
            OSError: not even polling works.
        """
        try:
            self._begin()
        except OSError:  # the system's watches are used up (inotify(7), max_user_watches)
            self._observer.stop()
            self._whole.clear()
            self._single.clear()
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
            if self._changes.are_new and monotonic() - self._changes.since < _RENAMING_S:
                await asyncio.sleep(_QUIET_S)
                continue
            self._stirred.clear()
            changes, self._changes = self._changes, Changes()
            if self._may_have_links:
                self._watch_folders()
            if changes.paths:
                return changes

    def _begin(self) -> None:
        # Not recursive: here lie the output, the cache and much that is not the site's. It
        # tells of site.yaml, and of folders that come, go or change places.
        files = (self._config_name, *SITE_FILES, *list_site_files(self._site), *DEFAULT_FILES)
        names = {name: name for name in (*files, *SITE_FOLDERS)}
        self._watch(self._site, names)
        self._watch_folders()
        self._observer.start()

    def _watch_folders(self) -> None:
        """Watch what a build reads and is not watched yet, behind links too.

        The system's watches do not follow links, so each end of one is watched by itself.
        """
        self._may_have_links = False
        for name in program_folders():
            self._watch_all(program_folder(name))
        folders = [found for name in SITE_FOLDERS if (found := find_folder(self._site, name))]
        for folder in folders:
            self._watch_ends(Path(folder.location), folder.path)
            self._watch_all(folder)
        for folder in folders:
            for link in list_links(folder):
                self._watch_ends(Path(link.location), link.path)
                if link.folder is not None:
                    self._watch_all(link.folder)

    def _watch_all(self, folder: Folder) -> None:
        """Watch `folder` and all below it, unless one above is watched or nothing is there."""
        real = Path(folder.real)
        if any(real.is_relative_to(place) for place in self._whole) or not real.is_dir():
            return
        handler = _Handler(self, real, folder.path)
        self._whole[real] = self._observer.schedule(
            handler, str(real), recursive=True, event_filter=_EVENTS
        )

    def _watch_ends(self, link: Path, path: str) -> None:
        """Watch what a link leads to, which may be another link; `path` is the first one's."""
        for place in _hops(link):
            self._watch(place.parent, {place.name: path})

    def _watch(self, place: Path, names: Mapping[str, str]) -> None:
        """Watch what lies in the folder `place` under one of `names`, each with its path."""
        if any(place.is_relative_to(each) for each in self._whole) or not place.is_dir():
            return
        handler = self._single.get(place)
        if handler is None:
            self._single[place] = handler = _Handler(self, place, None)
            self._observer.schedule(handler, str(place), event_filter=_EVENTS)
        handler.names |= names

    def note(self, handler: "_Handler", kind: str, path: Path, *, is_folder: bool) -> None:
        """Note an event; called by watchdog's thread."""
        add = partial(self._add, handler, kind, path, is_folder=is_folder)
        self._loop.call_soon_threadsafe(add)

    def _add(self, handler: "_Handler", kind: str, path: Path, *, is_folder: bool) -> None:
        below = path.relative_to(handler.place).as_posix()
        if any(is_ignored(part, is_folder=True) for part in below.split("/")[:-1]):
            return
        if is_ignored(path.name, is_folder=is_folder):
            return  # an editor's own file; builds skip it too
        if handler.path is not None:
            name = handler.path if below == "." else f"{handler.path}/{below}"
        elif below in handler.names:
            name = handler.names[below]
            # Another folder may be in its place, even under the same inode: watch it anew.
            for place in [each for each in self._whole if each.is_relative_to(path.resolve())]:
                self._observer.unschedule(self._whole.pop(place))
        else:
            return
        self._may_have_links = self._may_have_links or kind != "modified"
        self._changes.add(name, kind)
        self._stirred_at = monotonic()
        self._stirred.set()


def _hops(link: Path) -> Iterator[Path]:
    """Yield where a link leads, step by step, without the link itself; nothing for no link."""
    place = link
    for _ in range(_MOST_HOPS):
        if not place.is_symlink():
            return
        place = place.parent / place.readlink()
        place = place.parent.resolve() / place.name
        yield place


class _Handler(FileSystemEventHandler):
    """Passes on what watchdog tells of one folder."""

    def __init__(self, watcher: Watcher, place: Path, path: str | None) -> None:
        """Tell `watcher` of the folder at `place`.

        `path` is how the author knows it; None where only what `names` holds counts.
        """
        self.watcher = watcher
        self.place = place
        self.path = path
        self.names: dict[str, str] = {}
        """Name of a file or folder in it → its path as the author knows it."""

    def dispatch(self, event: FileSystemEvent) -> None:
        """Tell the watcher; a move is a file that went and one that came."""
        kind = "deleted" if event.event_type == "moved" else event.event_type
        for each, path in ((kind, event.src_path), ("modified", event.dest_path)):
            found = Path(os.fsdecode(path)) if path else None
            if found is not None and found.is_relative_to(self.place):
                self.watcher.note(self, each, found, is_folder=event.is_directory)
