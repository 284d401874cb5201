"""The pages of an index."""

from collections.abc import Sequence

from notes_site.model import RenderedNote, Url
from notes_site.pages.sitewide import OfNotes


class Pager(OfNotes, frozen=True, kw_only=True):
    """One page of an index."""

    number: int
    """1-based."""

    count: int
    notes: tuple[RenderedNote, ...]


def paginate(notes: Sequence[RenderedNote], per_page: int) -> list[Pager]:
    """Return the pages that show `notes` in order; at least one, if only an empty one."""
    count = max(1, -(-len(notes) // per_page))
    return [
        Pager(
            number=number,
            count=count,
            notes=tuple(notes[(number - 1) * per_page : number * per_page]),
        )
        for number in range(1, count + 1)
    ]


def pager_url(root: Url, number: int) -> Url:
    """Return the address of page `number` of the index at `root`."""
    return root if number == 1 else Url(f"{root}page/{number}/")
