"""Messages between the process that serves and the one that builds, as lines of JSON."""

from collections.abc import Mapping

from msgspec import Struct


class Order(Struct, frozen=True, kw_only=True):
    """A build to make."""

    config: str
    """Path of `site.yaml`."""

    output: str
    """Path of the folder that is served."""

    shows_drafts: bool
    """Drafts, and notes whose date is still to come."""

    makes_indexes: bool = False
    """True for the search too, which takes longer than all else of a build."""


class Mistake(Struct, frozen=True, kw_only=True):
    """A mistake and the line it stands in."""

    text: str
    """`path:line:column: what is wrong; what to write instead`."""

    source: str = ""
    """The line, or what stands around the mistake in a long one; empty where it is not known."""

    column: int = 0
    """1-based, in characters of `source`; 0 where it is not known."""

    url: str = ""
    """Address of the note that it is in, with the path that all begin with; empty for one that
    concerns all pages."""


class Unshown(Struct, frozen=True, kw_only=True):
    """A note that has no page in the preview."""

    path: str
    """Of its file, below the site's folder."""

    what: str
    """What it is, such as `a draft`."""

    remedy: str
    """How to see it."""

    mistakes: tuple[Mistake, ...] = ()
    """What is wrong with it, where that is the reason."""


class Outcome(Struct, frozen=True, kw_only=True):
    """The outcome of a build."""

    mistakes: tuple[Mistake, ...] = ()
    """By place."""

    is_published: bool = False
    """Whether the site was published: with mistakes, then, only in notes, which are left out."""

    unshown: Mapping[str, Unshown] = {}
    """Address of a note, not percent-encoded, below the path that all begin with → the note."""

    warnings: tuple[str, ...] = ()
    written: int = 0
    """Files of the output that changed, those removed among them."""

    fresh: tuple[str, ...] = ()
    """Addresses of the notes that were rendered, below `base_path`."""

    notes: int = 0
    is_under_way: bool = False
    """True for the news that the pages of the notes that were saved are there; what came of the
    whole build follows."""

    base_path: str | None = None
    """The path that all addresses begin with; None where `site.yaml` holds mistakes."""
