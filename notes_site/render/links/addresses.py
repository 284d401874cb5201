"""All that links can lead to."""

from collections.abc import Callable, Mapping
from functools import cached_property

from msgspec import Struct

from notes_site.model import Label, Url
from notes_site.pictures import PictureFiles
from notes_site.render.links.names import FileNames, NoteNames
from notes_site.render.old_addresses import OldAddresses


class NoteLabels(Struct):
    """Labels of the blocks of other notes: from a cached note, or parsed now."""

    known: dict[str, Mapping[str, Label]]
    """Path of a note → `id` of a block → what links say of it."""

    read: Callable[[str], Mapping[str, Label]]
    """Parses the note at a path that is not known yet."""

    def of(self, path: str) -> Mapping[str, Label]:
        """Return the labels of the note at `path`."""
        if path not in self.known:
            self.known[path] = self.read(path)
        return self.known[path]


class Addresses(Struct, frozen=True, kw_only=True, dict=True):
    """All that a link can lead to and that is known before notes are rendered."""

    notes: Mapping[str, Url]
    """Path of a note → its address."""

    titles: Mapping[str, str]
    """Path of a note → its title as typed."""

    hidden: Mapping[str, str]
    """Path of a note that has no page → what it is, such as `a draft`; empty where a mistake in
    that note tells."""

    left_out: frozenset[Url] = frozenset()
    """Those of `notes` that have no page for the mistakes in them, so that no link leads there."""

    files: Mapping[str, Url]
    """Path of a file of `static/` or beside a note → its address."""

    pictures: PictureFiles
    """The site's pictures, from `static/` and beside notes."""

    base_path: str
    """Path of `base_url`, which every address in the HTML begins with."""

    labels: NoteLabels
    """What links say of the blocks of notes."""

    aliases: frozenset[Url] = frozenset()
    """Further addresses of notes, which lead to theirs."""

    former_names: Mapping[str, tuple[str, ...]] = {}
    """Path of a note → last parts of addresses that it had at another tool."""

    static: frozenset[str] = frozenset()
    """Paths of the files of `static/`, below it."""

    @cached_property
    def old_addresses(self) -> OldAddresses:
        """The notes by what another tool may have called them; made once an address is none here."""
        return OldAddresses(self.notes, self.former_names)

    @cached_property
    def paths(self) -> Mapping[Url, str]:
        """The notes by address."""
        return {url: path for path, url in self.notes.items()}

    @cached_property
    def file_names(self) -> FileNames:
        """The files by what a note may call them; made once a path leads to none."""
        return FileNames(self.files)

    @cached_property
    def names(self) -> NoteNames:
        """The notes by what `[[name]]` may call them; made once there is such a link."""
        return NoteNames(self.titles)
