"""Notes parsed and rendered, by one process or shared among several."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from msgspec import Struct

from notes_site.cache import Store
from notes_site.citations.library import Library
from notes_site.flow.workers import share_out
from notes_site.model import RenderedNote, Source
from notes_site.render import Addresses, RenderSettings
from notes_site.render.katex import LazyKatex
from notes_site.render.note import NoteRenderer

_SHARE_BYTES = 100_000
"""Markdown that is handed to a process at once: about 0.1 seconds of work."""


class RenderJob(Struct, frozen=True, kw_only=True):
    """The values that every worker needs."""

    settings: RenderSettings
    addresses: Addresses
    in_feeds: frozenset[str]
    """Paths of the notes that feeds show whole."""

    store_path: Path
    library: Library
    katex: LazyKatex
    """Of this process; workers boot their own."""

    @contextmanager
    def begin(self) -> Iterator[Callable[[Sequence[Source]], list[RenderedNote]]]:
        """Give what renders a share of the notes, with one V8 and one store."""
        with Store(self.store_path) as store:
            renderer = NoteRenderer(
                self.settings, self.addresses, self.in_feeds, store, self.katex, self.library
            )
            try:
                yield partial(_render_share, renderer)
            finally:
                self.katex.leave()


def render_notes(
    sources: Sequence[Source],
    job: RenderJob,
    jobs: int,
    advance: Callable[[int], None] = lambda _: None,
) -> list[RenderedNote]:
    """Return all `sources` rendered, in no particular order.

    Args:
        sources: the notes that have to be rendered.
        job: what all of them need.
        jobs: processes at most; 0 for as many as there are processors.
        advance: told the number of notes done since it was last called.
    """
    shares = _share(sources)
    notes = []
    for share, rendered in zip(shares, share_out(job.begin, shares, jobs), strict=True):
        notes += rendered
        advance(len(share))
    return notes


def _share(sources: Sequence[Source]) -> list[list[Source]]:
    """Return `sources` in shares of about the same size, the largest first.

    The two languages of an article have most formulas and code in common, so they stand side by
    side, and the one that comes second finds them in the store.
    """
    articles: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        articles[source.key].append(source)
    by_size = {key: sum(len(each.text) for each in group) for key, group in articles.items()}
    count = max(1, min(len(articles), sum(by_size.values()) // _SHARE_BYTES))
    shares: list[list[Source]] = [[] for _ in range(count)]
    sizes = [0] * count
    for key in sorted(by_size, key=lambda key: (-by_size[key], key)):
        lightest = sizes.index(min(sizes))
        shares[lightest].extend(articles[key])
        sizes[lightest] += by_size[key]
    return shares


def _render_share(renderer: NoteRenderer, sources: Sequence[Source]) -> list[RenderedNote]:
    notes = [renderer.render(renderer.parser.parse(source)) for source in sources]
    renderer.store.flush()
    return notes
