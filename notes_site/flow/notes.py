"""The notes that are shown: read, addressed, and rendered now or before."""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from msgspec import Struct

from notes_site.cache import Key, Recent, Session, Store, content_digest, make_key
from notes_site.citations.library import Bibliography, Library, parse_bibliography
from notes_site.citations.style import read_style
from notes_site.config import SiteConfig
from notes_site.config.citations import DEFAULT_FILES
from notes_site.config.feed import FeedContent
from notes_site.errors import Problem, SourceError, as_problem, read_bytes
from notes_site.flow.note_cache import is_valid, make_note_cache, with_digest
from notes_site.flow.options import BuildOptions
from notes_site.inputs import NOTEBOOK
from notes_site.load import (
    Content,
    NoteFile,
    alias_url,
    find_newest,
    is_held_back,
    lend_outputs,
    map_urls,
    read_leniently,
    read_notebook_note,
)
from notes_site.locales.words import Words
from notes_site.model import Label, RenderedNote, Source, Url
from notes_site.notebooks import file_key
from notes_site.pages.notebook_links import notebook_url
from notes_site.pictures import PictureFiles, is_picture
from notes_site.render import Addresses, CodeStyle, NoteLabels, RenderSettings, render_settings
from notes_site.render.katex import LazyKatex
from notes_site.translations import Term

LAST_GOOD = "last good notes"
"""Kind of values of a session: path of a note → as a preview has shown it last."""

Item = TypeVar("Item")
Made = TypeVar("Made")


def run_stage(
    stage: Callable[[Item], Made], items: Iterable[Item], problems: list[Problem]
) -> Iterator[Made]:
    """Yield what `stage` makes of each of `items`; add the mistakes to `problems`."""
    for item in items:
        try:
            yield stage(item)
        except SourceError as error:
            problems += error.problems


class Rendering(Struct, frozen=True):
    """The arguments of rendering that all notes share."""

    config: SiteConfig
    terms: tuple[Term, ...]
    options: BuildOptions
    words: Mapping[str, Words]
    style: CodeStyle
    static: Mapping[str, Path]
    """Path in the output → file."""

    store: Store
    store_path: Path
    session: Session

    @property
    def jobs(self) -> int:
        """Processes at most; 0 for as many as there are processors."""
        return self.options.jobs if self.session.may_fork else 1


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
    config, options = given.config, given.options
    settings = render_settings(config, given.style.coloured, given.words, given.terms)
    cache = make_note_cache(given.store, settings, given.session.recent("notes"))
    keys: dict[str, Key] = {}

    def find_key(file: NoteFile) -> NoteFile:
        keys[file.path] = cache.key(file, _find_digest(file, given))
        return file

    files = list(run_stage(find_key, content.notes, problems))  # without those gone meanwhile
    cached = {note.source.path: note for note in cache.find(keys.values()).values()}

    def read(file: NoteFile) -> Source:
        known = cached.get(file.path)
        if known:
            return known.source
        content = read_bytes(config.folder / file.path, config.folder)
        keys[file.path] = cache.key(file, content_digest(content))  # it may have changed again
        return _read_note(file, content, given)

    hidden = {file.path: "" for file in files}
    sources: list[Source] = []
    unshown: list[Source] = []
    is_lasting = True
    for source in run_stage(read, files, problems):
        is_lasting = is_lasting and not is_held_back(source, options.built_at)
        hidden[source.path] = _hidden_because(source, options)
        (unshown if hidden[source.path] else sources).append(source)
    sources = lend_outputs(sources)
    hidden = {path: hidden[path] for path in hidden.keys() - {source.path for source in sources}}
    urls, clashes = map_urls(sources, config)
    problems += clashes
    left_out = {path: url for path, url in urls.items() if path in options.left_out}
    attachments = _map_attachments(
        [source for source in sources if source.path not in left_out], urls
    )
    # Beside what lies in the folder of a note, which is published anyway, all that a note may show.
    shared = {path: _shared_address(path) for path in content.files}
    addresses = Addresses(
        notes=urls,
        # The preview has a page at their addresses, which tells what is wrong with them.
        left_out=frozenset(() if options.is_preview else left_out.values()),
        hidden=hidden,
        titles={source.path: source.front.title for source in sources},
        files=shared | attachments,
        pictures=_find_pictures(given, shared | attachments, cached.values(), sources),
        base_path=config.base_path,
        labels=_make_labels(settings, sources, cached),
        aliases=frozenset(alias_url(alias) for source in sources for alias in source.front.aliases),
        static=frozenset(given.static),
        former_names={
            source.path: source.front.former_names
            for source in sources
            if source.front.former_names
        },
    )
    library = _make_library(given)
    sources = [source for source in sources if source.path not in left_out]
    in_feeds: frozenset[str] = frozenset()
    if config.feed.content is FeedContent.FULL:
        in_feeds = find_newest(sources, config.feed.entries)
    notes = [
        note
        for source in sources
        if (note := cached.get(source.path))
        and note.source.lender == source.lender
        and is_valid(note, addresses, in_feeds, library)
    ]
    fresh: frozenset[Url] = frozenset()
    done = {note.source.path for note in notes}
    missing = [source for source in sources if source.path not in done]
    if missing:
        from notes_site.flow.render_jobs import RenderJob, render_notes

        job = RenderJob(
            settings=settings,
            addresses=addresses,
            in_feeds=in_feeds,
            store_path=given.store_path,
            library=library,
            katex=given.session.engine(LazyKatex),
        )
        rendered = render_notes(
            missing, job, given.jobs, lambda count: advance(count, len(missing))
        )
        if not options.is_preview:  # which has to typeset again soon
            given.session.engine(LazyKatex).close()
        sound = [note for note in rendered if not note.is_faulty]
        notes += cache.add({keys[note.source.path]: note for note in sound})
        notes += (with_digest(note) for note in rendered if note.is_faulty)
        fresh = frozenset(note.url for note in sound)
    problems += _check_citations(library, notes, sources)
    attachments |= _find_used(shared, notes) | _map_notebooks(sources, urls, config)
    return ShownNotes(
        notes=[*notes, *_find_last_good(given, left_out)],
        fresh=fresh,
        attachments=attachments,
        is_lasting=is_lasting,
        hidden=unshown,
        left_out=left_out,
    )


def _read_note(file: NoteFile, content: bytes, given: Rendering) -> Source:
    """Return what can be read of a note; the pictures in a notebook go into the store.

    Raises:
        SourceError: nothing can be read of it.
    """
    if not file.path.endswith(NOTEBOOK):
        return read_leniently(file, content, given.config.zone)
    notebook = read_notebook_note(file, content, given.config.zone)
    given.store.add({file_key(each): each for each in notebook.files.values()})
    given.store.flush()  # whoever meets many pictures must not hold them all
    return notebook.source


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


def _make_labels(
    settings: RenderSettings, sources: Iterable[Source], cached: Mapping[str, RenderedNote]
) -> NoteLabels:
    """Return what links say of the blocks of notes: those of changed notes have to be parsed.

    The entry of a cached note is right even where its own links have to be made anew: labels depend
    on nothing but the note and the settings, which are its key.
    """
    by_path = {source.path: source for source in sources}

    def read(path: str) -> Mapping[str, Label]:
        from notes_site.parse import NoteParser

        return NoteParser(settings.parsing).parse(by_path[path]).labels

    known = {path: cached[path].labels for path in by_path if path in cached}
    return NoteLabels(known, read)


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


def _find_digest(file: NoteFile, given: Rendering) -> bytes:
    folder = given.config.folder
    try:
        return given.session.digests.find(f"{folder}/{file.path}")
    except OSError as error:
        raise SourceError([as_problem(error, folder)]) from error


def _hidden_because(source: Source, options: BuildOptions) -> str:
    """Return what a note is that is not shown; empty if it is."""
    if source.front.is_draft and not options.shows_drafts:
        return "a draft"
    if is_held_back(source, options.built_at) and not options.shows_future:
        return "a note that is still to come"
    return ""


def _map_attachments(sources: Sequence[Source], urls: Mapping[str, Url]) -> dict[str, Url]:
    """Return path of a file beside a note → its address, below the note's."""
    return {
        path: Url(
            urls[source.path] + quote(path.removeprefix(f"{posixpath.dirname(source.path)}/"))
        )
        for source in sources
        for path in source.attachments
    }


def _map_notebooks(
    sources: Iterable[Source], urls: Mapping[str, Url], config: SiteConfig
) -> dict[str, Url]:
    """Return path of a notebook that is published → the address of its file, beside its page."""
    return {
        source.path: notebook_url(source.path, urls[source.path])
        for source in sources
        if config.notebooks.has_download and source.path.endswith(NOTEBOOK)
    }


def _find_used(shared: Mapping[str, Url], notes: Iterable[RenderedNote]) -> dict[str, Url]:
    """Return those of the `shared` files that notes show or link to."""
    used = {url for note in notes for url in note.targets.values()}
    return {path: url for path, url in shared.items() if url in used}


def _shared_address(path: str) -> Url:
    """Return the address of a file of `content/` that lies in the folder of no note."""
    return Url(f"/files/{quote(path.partition('/')[2])}")


def _find_pictures(
    given: Rendering,
    attachments: Mapping[str, Url],
    cached: Iterable[RenderedNote],
    sources: Iterable[Source],
) -> PictureFiles:
    """Return the site's pictures, with the digests of those that `cached` notes show."""
    folder = given.config.folder
    static = given.static.items()
    found = {Url(f"/{quote(path)}"): file for path, file in static if is_picture(path)}
    found |= {url: folder / path for path, url in attachments.items() if is_picture(path)}
    digests = {}
    for url in {url for note in cached for url in note.pictures} & found.keys():
        with suppress(OSError):  # whoever copies it tells
            digests[url] = given.session.digests.find(found[url])
    stored = {file.url: file for source in sources for file in source.files}
    return PictureFiles(found, stored, digests)
