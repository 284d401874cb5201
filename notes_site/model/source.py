"""One file of `content/` as read."""

from datetime import UTC, datetime
from enum import Enum
from typing import NewType

from msgspec import Struct

from notes_site.cache.keys import Key
from notes_site.errors import Place, Problem
from notes_site.model.cells import CellStart, ComputedCell, find_in_cells
from notes_site.model.front_matter import FrontMatter

Url = NewType("Url", str)
"""Site-relative and percent-encoded address; begins with `/`, without the path of `base_url`."""


class Kind(Enum):
    """The kind of page that a file of `content/` becomes."""

    NOTE = "note"
    """An article with a date, listed in the index."""

    PAGE = "page"
    """A standing page such as About, without a date."""


class StoredFile(Struct, frozen=True, kw_only=True):
    """A file of the site whose bytes lie in the store: a picture of a notebook."""

    url: Url
    key: Key
    digest: bytes
    """Of its bytes."""


class Source(Struct, frozen=True, kw_only=True):
    """One file of `content/` as read."""

    path: str
    """Below the site folder: `content/zh/clip.md`."""

    language: str
    """Code of one of the site's languages."""

    kind: Kind
    key: str
    """The same for all translations of an article: its path below the language, or
    the `translation_key` of its front matter."""

    name: str
    """File name without suffix, or the folder's for `index.md`."""

    folder: str
    """Folder of the note below its language, `/`-separated; empty at the top."""

    front: FrontMatter
    digest: bytes
    """Of the whole file, whatever its line ends."""

    text: str
    """The Markdown after the front matter, lines ended by `\\n`."""

    first_line: int
    """1-based line of the file where `text` begins."""

    attachments: tuple[str, ...]
    """Paths of the other files in the folder of a note that is an `index.md`."""

    problems: tuple[Problem, ...]
    """What is wrong with its front matter."""

    cells: tuple[CellStart, ...] = ()
    """Of a notebook: where each begins in the text."""

    computed: tuple[ComputedCell, ...] = ()
    """The code cells whose outputs it shows, in order: its own, or those of a notebook that it
    translates."""

    files: tuple[StoredFile, ...] = ()
    """The pictures in these outputs, and those attached to cells."""

    own_files: int = 0
    """How many of `files` are its own, where it shows outputs of another."""

    lender: bytes = b""
    """Digest of the notebook whose outputs it shows; empty where they are its own."""

    def place(self, line: int, column: int = 0) -> Place:
        """Return a line of the text, its front matter counted, as a place in the file."""
        return find_in_cells(self.path, self.cells, line, column)

    @property
    def date(self) -> datetime:
        """Date of publication; the beginning of time for a standing page."""
        return self.front.date or datetime.min.replace(tzinfo=UTC)
