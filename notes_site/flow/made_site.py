"""A site before it is published."""

from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from msgspec import Struct

from notes_site.errors import (
    Problem,
)
from notes_site.model import OutputFile, RenderedNote, Source, Url
from notes_site.pages import (
    output_path,
)
from notes_site.translations import Comparison


class MadeSite(Struct, frozen=True, kw_only=True):
    """All the files of a site, before they are published."""

    notes: tuple[RenderedNote, ...]
    pages: int
    files: tuple[OutputFile, ...]
    problems: tuple[Problem, ...]
    """By place. With a mistake among them, `files` has only what the sound notes make."""

    is_lasting: bool
    """As `BuildReport.is_lasting`."""

    comparisons: tuple[Comparison, ...]
    """Of all notes with their translations."""

    fresh: tuple[Url, ...]
    """As `BuildReport.fresh`."""

    awaited: frozenset[str]
    """Paths of the pages that a site without mistakes would have."""

    paths: frozenset[str]
    """Of all notes there are, those included that are not shown."""

    hidden: Sequence[Source]
    """As `ShownNotes.hidden`."""

    left_out: Mapping[str, Url]
    """Path of a note that is not shown for its mistakes → the address it would have; empty for
    one that could not be read at all."""

    shown: int
    """Pages that were published already, because someone waits for them."""

    def sources(self) -> dict[str, Source]:
        """Return path of a note's page in the output → the note as read."""
        return {output_path(note.url): note.source for note in self.notes}

    def find_faulty(self) -> frozenset[str]:
        """Return the paths of the notes with mistakes; none where anything else has some too."""
        paths = {problem.place.path for problem in self.problems if not problem.is_warning}
        return frozenset(paths) if paths <= self.paths else frozenset()

    def told(self) -> set[tuple[str, str]]:
        """Return the addresses of links that `problems` tell of: path and fragment."""
        places = {problem.place for problem in self.problems if problem.kind == "links"}
        return {
            (unquote(link.url or note.url), link.fragment)
            for note in self.notes
            for link in note.links
            if link.place in places
        }
