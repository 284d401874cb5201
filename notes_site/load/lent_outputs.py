"""Outputs of a notebook in its translations: a note that has none shows those of the one that has.

A translation is Markdown with the same code, or a notebook that was not run.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from notes_site.model import ComputedCell, Source


def lend_outputs(sources: Iterable[Source]) -> list[Source]:
    """Return `sources`, each with the outputs that it shows; those lent before are lent anew."""
    owned = [_without_lent(source) for source in sources]
    lenders: dict[str, list[Source]] = defaultdict(list)
    for source in owned:
        if _has_outputs(source):
            lenders[source.key].append(source)
    return [
        _borrow(source, lenders[source.key])
        if source.key in lenders and not _has_outputs(source)
        else source
        for source in owned
    ]


def _has_outputs(source: Source) -> bool:
    return any(cell.outputs for cell in source.computed)


def _without_lent(source: Source) -> Source:
    """Return a note with nothing but its own."""
    if not source.lender:
        return source
    own = tuple(replace(cell, outputs=()) for cell in source.computed if cell.line)
    return replace(source, computed=own, files=source.files[: source.own_files], lender=b"")


def _borrow(source: Source, lenders: Sequence[Source]) -> Source:
    lender = min(lenders, key=lambda each: each.path)
    lent = [cell for cell in lender.computed if cell.outputs]
    cells = [replace(cell, line=0) for cell in lent]
    if source.computed:
        cells = _pair(source.computed, lender.computed)
    return replace(
        source,
        computed=tuple(cells),
        files=(*source.files, *lender.files),
        own_files=len(source.files),
        lender=lender.digest,
    )


def _pair(own: Sequence[ComputedCell], others: Sequence[ComputedCell]) -> list[ComputedCell]:
    """Return the cells of a notebook that was not run with the outputs of the one that was.

    The cells of both are in one order; where their numbers differ, those with the same code go
    together.
    """
    if len(own) == len(others):
        return [
            replace(cell, outputs=other.outputs) for cell, other in zip(own, others, strict=True)
        ]
    by_code = {"".join(cell.code.split()): cell.outputs for cell in reversed(others)}
    return [replace(cell, outputs=by_code.get("".join(cell.code.split()), ())) for cell in own]
