"""The notes that are shown: read, addressed, and rendered now or before."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct

from notes_site.cache import Key, Recent, make_key
from notes_site.citations.library import Bibliography, Library, parse_bibliography
from notes_site.citations.style import read_style
from notes_site.config import SiteConfig
from notes_site.config.citations import DEFAULT_FILES
from notes_site.config.feed import FeedContent
from notes_site.errors import Problem, read_bytes
from notes_site.flow.note_addresses import (
    make_addresses,
    map_attachments,
    map_notebooks,
    shared_address,
)
from notes_site.flow.note_cache import is_valid, make_note_cache, with_digest
from notes_site.flow.read_notes import read_notes
from notes_site.flow.rendering import Rendering
from notes_site.load import (
    Content,
    find_newest,
    map_urls,
)
from notes_site.model import RenderedNote, Source, Url
from notes_site.render import Addresses, RenderSettings, render_settings
from notes_site.render.katex import LazyKatex

LAST_GOOD = "last good notes"
"""Kind of values of a session: path of a note → as a preview has shown it last."""


class ShownNotes(Struct, frozen=True, kw_only=True):
    """The notes that are shown."""

    notes: list[RenderedNote]
    """With the faulty ones."""

    fresh: frozenset[Url]
    """The addresses of those that were rendered now."""

    attachments: Mapping[str, Url]
    """Path of a file beside a note → its address."""

    is_lasting: bool
    """False where any note is still to come, shown or not."""

    hidden: Sequence[Source]
    """Drafts, and notes that are still to come, which are not shown."""

    left_out: Mapping[str, Url]
    """Path of a note that is not shown for its mistakes → the address it would have."""


def make_notes(
    given: Rendering,
    content: Content,
    problems: list[Problem],
    advance: Callable[[int, int], None],
) -> ShownNotes:
    """Return all notes that are shown, rendered now or before."""
    config = given.config
    settings = render_settings(config, given.style.coloured, given.words, given.terms)
    cache = make_note_cache(given.store, settings, given.session.recent("notes"))
    read = read_notes(content.notes, cache, given, problems)
    urls, clashes = map_urls(read.sources, config)
    problems += clashes
    left_out = {path: url for path, url in urls.items() if path in given.options.left_out}
    sources = [source for source in read.sources if source.path not in left_out]
    attachments = map_attachments(sources, urls)
    # Beside what lies in the folder of a note, which is published anyway, all that a note may show.
    shared = {path: shared_address(path) for path in content.files}
    work = _Work(
        settings=settings,
        addresses=make_addresses(read, urls, shared | attachments, given, settings),
        in_feeds=_list_in_feeds(sources, config),
        library=_make_library(given),
    )
    notes = [*_find_valid(sources, read.cached, work)]
    done = {note.source.path for note in notes}
    missing = [source for source in sources if source.path not in done]
    rendered = _render(missing, work, given, advance) if missing else []
    sound = [note for note in rendered if not note.is_faulty]
    notes += cache.add({read.keys[note.source.path]: note for note in sound})
    notes += (with_digest(note) for note in rendered if note.is_faulty)
    problems += _check_citations(work.library, notes, sources)
    attachments |= _find_used(shared, notes) | map_notebooks(sources, urls, config)
    return ShownNotes(
        notes=[*notes, *_find_last_good(given, left_out)],
        fresh=frozenset(note.url for note in sound),
        attachments=attachments,
        is_lasting=read.is_lasting,
        hidden=read.unshown,
        left_out=left_out,
    )


class _Work(Struct, frozen=True, kw_only=True):
    """All that the rendering of a note depends on beside the note."""

    settings: RenderSettings
    addresses: Addresses
    in_feeds: frozenset[str]
    """Paths of the notes that feeds show whole."""

    library: Library


def _list_in_feeds(sources: Sequence[Source], config: SiteConfig) -> frozenset[str]:
    if config.feed.content is FeedContent.FULL:
        return find_newest(sources, config.feed.entries)
    return frozenset()


def _find_valid(
    sources: Iterable[Source], cached: Mapping[str, RenderedNote], work: _Work
) -> Iterator[RenderedNote]:
    """Yield the notes that were rendered before and whose links still lead to the same."""
    for source in sources:
        note = cached.get(source.path)
        if (
            note is not None
            and note.source.lender == source.lender
            and is_valid(note, work.addresses, work.in_feeds, work.library)
        ):
            yield note


def _render(
    sources: Sequence[Source],
    work: _Work,
    given: Rendering,
    advance: Callable[[int, int], None],
) -> list[RenderedNote]:
    from notes_site.flow.render_jobs import RenderJob, render_notes

    katex = given.session.engine(LazyKatex)
    job = RenderJob(
        settings=work.settings,
        addresses=work.addresses,
        in_feeds=work.in_feeds,
        store_path=given.store_path,
        library=work.library,
        katex=katex,
    )
    rendered = render_notes(sources, job, given.jobs, lambda count: advance(count, len(sources)))
    if not given.options.is_preview:  # which has to typeset again soon
        katex.close()
    return rendered


def _check_citations(
    library: Library, notes: Iterable[RenderedNote], sources: Iterable[Source]
) -> list[Problem]:
    """Return what is wrong with the papers that all notes cite."""
    cited = [(note.source, key) for note in notes for key in note.cited]
    return [*library.check(cited), *chain(*map(library.find_missing, sources))]


def _find_last_good(given: Rendering, left_out: Mapping[str, Url]) -> Iterator[RenderedNote]:
    """Yield the notes that are left out as they were before, where a preview has shown them.

    So nothing around them changes while their author is at work on them.
    """
    good = given.session.recent(LAST_GOOD)
    for path, url in left_out.items():
        known: RenderedNote | None = good.get(path)
        if known is not None and known.url == url:
            yield known


def _make_library(given: Rendering) -> Library:
    """Return what notes can cite; files are read once a note does."""
    config, digests = given.config, given.session.digests
    folder = config.folder
    wanted = config.citations.files or DEFAULT_FILES
    decoded: Recent[Key, Bibliography] = given.session.recent("bibliographies")

    def read(path: str) -> Bibliography:
        key = make_key("bibliography", path, digests.find(folder / path))
        found = decoded.get(key)
        if found is None:
            content = read_bytes(folder / path, folder)
            found = decoded[key] = parse_bibliography(content, path, given.store)
        return found

    return Library(
        files=tuple(name for name in wanted if (folder / name).is_file()),
        is_file=lambda path: (folder / path).is_file(),
        read=read,
        style=read_style(config.citations.style, folder),
    )


def _find_used(shared: Mapping[str, Url], notes: Iterable[RenderedNote]) -> dict[str, Url]:
    """Return those of the `shared` files that notes show or link to."""
    used = {url for note in notes for url in note.targets.values()}
    return {path: url for path, url in shared.items() if url in used}
