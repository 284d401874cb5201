"""Blocks of a translation that have fallen behind a change of the original."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from notes_site.errors import Place, Problem
from notes_site.model import Block, BlockKind
from notes_site.translations.align import AlignedPair
from notes_site.translations.compared_note import ComparedNote

_TRANSLATED = {
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.ITEM,
    BlockKind.QUOTE,
    BlockKind.DEFINITION,
    BlockKind.FOOTNOTE,
    BlockKind.TABLE,
    BlockKind.FIGURE,
}
"""Blocks with words in them; formulas and code are compared themselves."""

Record = tuple[tuple[str, str], ...]
"""Digests of blocks that said the same when both notes were in accord, left and right; empty
where there was none, and on the whole of a side that was still to be written."""


class StaleBlock(Struct, frozen=True, kw_only=True):
    """A block that has not followed a change of its counterpart."""

    place: Place
    """Where the block stands, or would stand, in the note that has fallen behind."""

    other: Place
    """What has changed."""

    kind: BlockKind
    is_gone: bool
    """True when the counterpart has been taken out."""

    def problem(self) -> Problem:
        """Return what an author is told."""
        remedy = f"then run `notes-site check --mark-current {self.place.path}`"
        if self.is_gone:
            text = f"what this {self.kind.value} says is no longer in {self.other.path}"
            return self._told(f"{text}; take it out, {remedy}")
        text = f"the {self.kind.value} at {self.other} has changed since this was translated"
        return self._told(f"{text}; bring this up to date, {remedy}")

    def _told(self, text: str) -> Problem:
        return Problem(place=self.place, kind="stale", text=text, is_warning=True)


def make_record(pairs: Sequence[AlignedPair]) -> Record:
    """Return what is to be remembered of two notes in accord."""
    return tuple(
        (_digest(pair.left), _digest(pair.right))
        for pair in pairs
        if _digest(pair.left) or _digest(pair.right)
    )


def find_stale(
    record: Record, pairs: Sequence[AlignedPair], notes: tuple[ComparedNote, ComparedNote]
) -> list[StaleBlock]:
    """Return the blocks of two notes that have fallen behind each other, right ones first.

    A block has, when its counterpart has changed since the record was made and it has
    not itself: whoever changes both has brought along what belonged to it.

    Args:
        record: of the time when both were in accord; an empty one tells nothing.
        pairs: both notes as they are now.
        notes: the left one and the right one.
    """
    turned = [AlignedPair(pair.right, pair.left) for pair in pairs]
    turned_record = tuple((right, left) for left, right in record)
    return [
        *_find_behind(record, pairs, notes),
        *_find_behind(turned_record, turned, notes[::-1]),
    ]


def _find_behind(
    record: Record, pairs: Sequence[AlignedPair], notes: tuple[ComparedNote, ComparedNote]
) -> Iterator[StaleBlock]:
    """Yield the right blocks that have not followed the left ones."""
    known = {left for left, _ in record if left}
    known_right = {right for _, right in record if right}
    if not known:
        return
    present = {_digest(pair.left) for pair in pairs}
    gone = {right for left, right in record if left and left not in present}
    line = next((pair.right.first_line for pair in pairs if pair.right), 1)
    for left, right in ((pair.left, pair.right) for pair in pairs):
        line = right.first_line if right else line
        if _digest(left) and left and left.digest not in known:
            if not (right and known_right and right.digest not in known_right):
                other, place = notes[0].of(left), notes[1].place(line)
                yield StaleBlock(place=place, other=other, kind=left.kind, is_gone=False)
        elif right and right.digest in gone:
            other, place = Place(path=notes[0].path), notes[1].of(right)
            yield StaleBlock(place=place, other=other, kind=right.kind, is_gone=True)


def _digest(block: Block | None) -> str:
    return block.digest if block and block.kind in _TRANSLATED else ""
