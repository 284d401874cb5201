"""The options of a build, as the command line gives them."""

from datetime import datetime
from pathlib import Path

from msgspec import Struct


class BuildOptions(Struct, frozen=True, kw_only=True):
    """The options of a build, from the command line."""

    output: Path
    built_at: datetime
    shows_drafts: bool = False
    shows_future: bool = False
    is_strict: bool = False
    is_preview: bool = False
    """True for `serve`: the output changes file by file, which is faster."""

    makes_indexes: bool = True
    """False leaves the search as it was, where it is not in the cache: `serve` makes it later."""

    leaves_out_faulty: bool = False
    """True publishes the site without the notes that hold mistakes, as if they were drafts."""

    left_out: frozenset[str] = frozenset()
    """Paths of the notes whose mistakes are known, so that they are not shown."""

    makes_all: bool = False
    """True for `check`, which looks through all that can be made of a site with mistakes."""

    uses_cache: bool = True
    jobs: int = 0
    """Processes at most; 0 for as many as there are processors."""
