"""Notes parsed and rendered, by one process or shared among several."""

import os
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread

from notes_site.config.math import MathConfig
from notes_site.errors import Problem, SourceError
from notes_site.model import RenderedNote, Source
from notes_site.parse import make_markdown, parse_note
from notes_site.render import Addresses, RenderSettings
from notes_site.render.note import NoteRenderer
from notes_site.store import Store

_SHARE_BYTES = 200_000
"""Markdown that is worth a process of its own: about 0.2 seconds of work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderJob:
    """What every worker needs to know."""

    settings: RenderSettings
    math: MathConfig
    addresses: Addresses
    in_feeds: frozenset[str]
    """Paths of the notes that feeds show whole."""

    store_path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """What came of some notes."""

    notes: tuple[RenderedNote, ...]
    problems: tuple[Problem, ...]
    """Mistakes; the warnings are with the notes."""


def render_notes(
    sources: Sequence[Source],
    job: RenderJob,
    jobs: int,
    advance: Callable[[int], None] = lambda _: None,
) -> Rendered:
    """Return all `sources` rendered, in no particular order.

    Args:
        sources: the notes that have to be rendered.
        job: what all of them need.
        jobs: processes at most; 0 for as many as there are processors.
        advance: told the number of notes done since it was last called.
    """
    shares = _share(sources, jobs or os.cpu_count() or 1)
    if len(shares) == 1:
        rendered = _render_share(shares[0], job)
        advance(len(sources))
        return rendered
    results = []
    # fork: a worker starts in milliseconds with all modules loaded. There are no threads
    # yet; each worker boots its own V8.
    with ProcessPoolExecutor(
        len(shares), mp_context=get_context("fork"), initializer=_end_with_parent
    ) as pool:
        for share, rendered in zip(
            shares, pool.map(_render_share, shares, [job] * len(shares)), strict=True
        ):
            results.append(rendered)
            advance(len(share))
    return Rendered(
        notes=tuple(note for rendered in results for note in rendered.notes),
        problems=tuple(problem for rendered in results for problem in rendered.problems),
    )


def _end_with_parent() -> None:
    """Let this worker end when the process that forked it does, even by SIGKILL.

    It would wait for work for ever, and hold the lock of `alone_in`, which it inherited.
    """
    parent = parent_process()
    if parent is None:
        raise RuntimeError("only a worker has a parent to end with")

    def end() -> None:
        parent.join()
        os._exit(1)

    Thread(target=end, daemon=True).start()


def _share(sources: Sequence[Source], jobs: int) -> list[list[Source]]:
    """Return `sources` in shares of about the same size, translations side by side.

    The two languages of an article have most formulas and code in common, so the one
    that comes second finds them in the store.
    """
    total = sum(len(source.text) for source in sources)
    count = max(1, min(jobs, len(sources), total // _SHARE_BYTES))
    articles: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        articles[source.key].append(source)
    shares: list[list[Source]] = [[] for _ in range(count)]
    sizes = [0] * count
    by_size = {key: sum(len(each.text) for each in group) for key, group in articles.items()}
    for key in sorted(by_size, key=lambda key: (-by_size[key], key)):
        lightest = sizes.index(min(sizes))
        shares[lightest].extend(articles[key])
        sizes[lightest] += by_size[key]
    return shares


def _render_share(sources: Sequence[Source], job: RenderJob) -> Rendered:
    notes = []
    problems: list[Problem] = []
    md = make_markdown()
    with Store(job.store_path) as store:
        renderer = NoteRenderer(job.settings, job.addresses, job.in_feeds, store, md)
        try:
            for source in sources:
                try:
                    notes.append(renderer.render(parse_note(source, md, job.math)))
                except SourceError as error:
                    problems += error.problems
        finally:
            renderer.close()
    return Rendered(notes=tuple(notes), problems=tuple(problems))
