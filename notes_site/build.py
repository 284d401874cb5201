"""The flow, one call a stage. Start reading here."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TypeVar
from urllib.parse import quote

import msgspec

from notes_site.again import CACHE, STORE
from notes_site.cards import find_cards
from notes_site.check import check_aliases, check_links, check_names, check_numbers
from notes_site.config import SiteConfig
from notes_site.config.feed import FeedContent
from notes_site.errors import (
    BuildErrors,
    ConfigError,
    Place,
    Problem,
    SourceError,
    as_mistakes,
    as_source_error,
    by_place,
    read_bytes,
)
from notes_site.load import (
    NoteFile,
    find_newest,
    find_notes,
    is_held_back,
    language_root,
    map_urls,
    newest_first,
    read_source,
)
from notes_site.memory import Memory
from notes_site.model import FragmentCount, Kind, OutputFile, RenderedNote, Source, Url
from notes_site.note_cache import is_valid, make_note_cache
from notes_site.page_cache import PageCache
from notes_site.pages import (
    ALIAS,
    Page,
    Site,
    assemble_site,
    list_cards,
    list_pages,
    list_searched,
    output_path,
)
from notes_site.pictures import PictureFiles, find_variants, is_picture, picture_key
from notes_site.render import Addresses, CodeStyle, RenderSettings, read_code_style
from notes_site.search import FOLDER, SearchIndexing
from notes_site.store import Store, content_digest, remove_store
from notes_site.theme import MERMAID, TEMPLATES
from notes_site.translations import Comparison, compare_translations, read_records
from notes_site.words import Words, read_words
from notes_site.write import (
    AssetSet,
    Published,
    alone_in,
    check_output,
    find_assets,
    find_static,
    hash_output,
    publish,
    update,
)

_WAITING = "waiting"
"""Folder in the cache for what is not published yet."""

_LIBRARIES = {MERMAID.name: MERMAID}
"""Scripts of others that only pages with diagrams need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """What the command line says of a build."""

    output: Path
    built_at: datetime
    shows_drafts: bool = False
    shows_future: bool = False
    is_strict: bool = False
    is_preview: bool = False
    """True for `serve`: the output changes file by file, which is faster."""

    makes_indexes: bool = True
    """False leaves the search as it was, where it is not in the cache: `serve` makes it later."""

    uses_cache: bool = True
    jobs: int = 0
    """Processes at most; 0 for as many as there are processors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build did."""

    notes: int
    pages: int
    published: Published
    formulas: FragmentCount
    code_blocks: FragmentCount
    warnings: tuple[Problem, ...]
    is_lasting: bool
    """False where a note is still to come: what the site consists of changes with time."""

    seconds: Mapping[str, float]
    """Stage → seconds, in the order of the flow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeSite:
    """All the files of a site, before they are published."""

    notes: tuple[RenderedNote, ...]
    pages: int
    files: tuple[OutputFile, ...]
    warnings: tuple[Problem, ...]
    is_lasting: bool
    """As `BuildReport.is_lasting`."""

    comparisons: tuple[Comparison, ...]
    """Of all notes with their translations."""

    def sources(self) -> dict[str, Source]:
        """Return path of a note's page in the output → the note as read."""
        return {output_path(note.url): note.source for note in self.notes}


@dataclass(slots=True)
class Clock:
    """Measures stages that follow one another."""

    seconds: dict[str, float] = field(default_factory=dict)
    last: float = field(default_factory=perf_counter)

    def stage(self, name: str) -> None:
        """Write down the time since the last stage as that of `name`."""
        now = perf_counter()
        self.seconds[name] = self.seconds.get(name, 0.0) + now - self.last
        self.last = now


def build_site(
    config: SiteConfig,
    options: BuildOptions,
    advance: Callable[[int, int], None] = lambda _done, _total: None,
    memory: Memory | None = None,
) -> BuildReport:
    """Write the whole site that `config` describes, or nothing, after any build under way.

    Args:
        config: `site.yaml`.
        options: what the command line says.
        advance: told how many notes are rendered, and of how many.
        memory: of this process's builds of the same site before; None has none.

    Raises:
        BuildErrors: all the mistakes found in notes, templates and links, by place.
        ConfigError: the output folder cannot be used, or `locales/` holds mistakes.
    """
    clock = Clock()
    check_output(options.output, config.folder)
    with ExitStack() as stack:
        stack.enter_context(alone_in(config.folder))
        stack.callback(shutil.rmtree, config.folder / CACHE / _WAITING, ignore_errors=True)
        memory = memory or stack.enter_context(Memory())
        made = make_site(config, options, clock, memory, advance)
        if options.is_preview:
            published = update(made.files, options.output, memory.digests)
        else:
            spare = config.folder / CACHE / "spare" if options.uses_cache else None
            published = publish(made.files, options.output, config.folder, memory.digests, spare)
        clock.stage("write")
        memory.turn()
    return BuildReport(
        notes=len(made.notes),
        pages=made.pages,
        published=published,
        formulas=_sum(note.formulas for note in made.notes),
        code_blocks=_sum(note.code_blocks for note in made.notes),
        warnings=made.warnings,
        is_lasting=made.is_lasting,
        seconds={**clock.seconds, "total": sum(clock.seconds.values())},
    )


def make_site(
    config: SiteConfig,
    options: BuildOptions,
    clock: Clock,
    memory: Memory,
    advance: Callable[[int, int], None] = lambda _done, _total: None,
) -> MadeSite:
    """Return all the files of the site, and write nothing but the cache.

    A cache that turns out to be damaged, or is held by another program, is done without.

    Raises:
        BuildErrors: all the mistakes found in notes, templates and links, by place.
        ConfigError: `locales/` holds mistakes.
    """
    cache = config.folder / CACHE
    if options.uses_cache and (store := _open_store(cache / STORE, memory)):
        try:
            lasting = _Cache(cache, store, memory, cache / _WAITING)
            return _make_site(config, options, lasting, clock, advance)
        except (sqlite3.DatabaseError, msgspec.DecodeError):
            memory.forget()
            remove_store(cache / STORE)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="notes-site-") as folder,
            Store(Path(folder) / STORE) as store,
            Memory() as passing,
        ):
            once = _Cache(Path(folder), store, passing)
            return _make_site(config, options, once, clock, advance)
    except sqlite3.OperationalError as error:  # an entry that is missing is a fault of the program
        text = f"{error}; make room on the disk, or name another folder by TMPDIR"
        place = Place(path=tempfile.gettempdir(), line=1)
        raise ConfigError([Problem(place=place, text=text)]) from error


def _open_store(path: Path, memory: Memory) -> Store | None:
    """Return the store at `path`; None where there can be none, or another program holds it."""
    with suppress(OSError, sqlite3.DatabaseError):
        return memory.open_store(path)
    return None


@dataclass(frozen=True, slots=True)
class _Cache:
    """What was made before."""

    folder: Path
    store: Store
    memory: Memory
    waiting: Path | None = None
    """Where the pages of a large site wait for their publication, if `folder` is still there then."""


def _make_site(
    config: SiteConfig,
    options: BuildOptions,
    cache: _Cache,
    clock: Clock,
    advance: Callable[[int, int], None],
) -> MadeSite:
    store, memory = cache.store, cache.memory
    problems: list[Problem] = []
    files, found = find_notes(config)
    problems += found
    with memory.using(store), ExitStack() as stack:
        words = {each.code: read_words(each, config.folder, store) for each in config.languages}
        style = read_code_style(config.code, store)
        static = find_static(config.folder, problems)
        rendered = _render_notes(
            _Rendering(config, options, words, style, static, cache),
            files,
            problems,
            advance,
        )
        notes, attachments = rendered.notes, rendered.attachments
        clock.stage("notes")

        codes = [language.code for language in config.languages]
        records = read_records(config.folder)
        comparisons = compare_translations(
            notes, codes, records, store, _jobs(options, memory), memory.comparisons
        )
        problems += (each for pair in comparisons for each in pair.differences)
        clock.stage("translations")

        libraries = _LIBRARIES if any(note.has_diagrams for note in notes) else {}
        sheets = {"code.css": style.css}
        assets = find_assets(config.folder, sheets, libraries, problems, memory)
        clock.stage("assets")

        site = assemble_site(
            notes, comparisons, config, words, assets.urls, memory.read, options.built_at, memory
        )
        searching = stack.enter_context(_begin_search(site, store, options))
        pages = [page for page in list_pages(site) if not _is_replaced(page, static)]
        problems += (each for note in notes for each in note.warnings)
        if all(problem.is_warning for problem in problems):  # a note left out breaks links to it
            known = {page.url for page in pages} | set(attachments.values())
            copied = [*static, *(file.path for file in assets.files)]
            problems += check_links(notes, known | {Url(f"/{quote(path)}") for path in copied})
            problems += check_numbers(notes)
            problems += check_names(notes, config)
            lasting = {output_path(page.url) for page in pages if page.template != ALIAS}
            problems += check_aliases(notes, lasting.union(copied))
        copies = [*_copies(config.folder, assets, static, attachments)]
        problems += _check_copies(copies, pages, config)
        clock.stage("pages")

        present = hash_output(options.output, memory.digests)
        folders = [config.folder / "templates", TEMPLATES]
        page_cache = PageCache(
            store,
            folders,
            present,
            cache.folder / "templates",
            memory,
            _jobs(options, memory),
            cache.waiting,
        )
        made = page_cache.render(pages, problems)
        problems = by_place(as_mistakes(problems) if options.is_strict else problems)
        if not all(problem.is_warning for problem in problems):
            raise BuildErrors(problems)
        copies += find_cards(list_cards(site), present, store)
        variants = (variant for note in notes for variant in note.variants)
        copies += find_variants(variants, present, store)
        clock.stage("templates")

        copies += searching.files(present)
        _mark_used(notes, store)
        store.prune()
        clock.stage("search")
    return MadeSite(
        notes=tuple(notes),
        pages=sum(page.template.endswith(".html") for page in pages),
        files=(*made, *copies),
        warnings=tuple(problems),
        is_lasting=rendered.is_lasting,
        comparisons=tuple(comparisons),
    )


def make_file(config: SiteConfig, options: BuildOptions, path: str, memory: Memory) -> bytes | None:
    """Return one file of the site while the others are still being made, in another process.

    For who waits for the first page of a large site: a note, or a first index page, made of no
    note but those that stand on it. It lacks what others add to it, such as links from them.

    Args:
        config: `site.yaml`.
        options: what the command line says.
        path: of the file in the output.
        memory: of calls before.

    Returns:
        None where the file is not there, or takes more than a few notes to make.

    Raises:
        SourceError: a mistake in what it is made of.
    """
    problems: list[Problem] = []
    cache = _Cache(config.folder / CACHE, memory.open_store(config.folder / CACHE / STORE), memory)
    with memory.using(cache.store):
        words = {
            each.code: read_words(each, config.folder, cache.store) for each in config.languages
        }
        style = read_code_style(config.code, cache.store)
        sheets = {"code.css": style.css}
        assets = find_assets(config.folder, sheets, _LIBRARIES, problems, memory)
        static = find_static(config.folder, problems)
        rendering = _Rendering(config, options, words, style, static, cache, only=path)
        copied = {file.path: file.content for file in assets.files} | dict(static)
        if path in copied:
            return _read(copied[path], config.folder)
        files, _ = find_notes(config)
        rendered = _render_notes(rendering, files, problems, lambda _done, _total: None)
        notes = rendered.notes
        for file, url in rendered.attachments.items():
            if output_path(url) == path:
                return read_bytes(config.folder / file, config.folder)
        if not notes:
            return None
        site = assemble_site(
            notes, [], config, words, assets.urls, memory.read, options.built_at, memory
        )
        pages = [page for page in list_pages(site) if output_path(page.url) == path]
        folders = [config.folder / "templates", TEMPLATES]
        bytecode, mistakes = cache.folder / "templates", list[Problem]()
        page_cache = PageCache(cache.store, folders, {}, bytecode, memory, options.jobs, None)
        made = page_cache.render(pages, mistakes)
        if mistakes:
            raise SourceError(mistakes)
    return _read(made[0].content, config.folder) if made else None


def _read(content: bytes | Path | None, folder: Path) -> bytes | None:
    return read_bytes(content, folder) if isinstance(content, Path) else content


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


@dataclass(frozen=True, slots=True)
class _Rendering:
    """What rendering needs to know."""

    config: SiteConfig
    options: BuildOptions
    words: Mapping[str, Words]
    style: CodeStyle
    static: Mapping[str, Path]
    """Path in the output → file."""

    cache: _Cache
    only: str | None = None
    """The file of the output that is to be made; None for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """The notes that are shown."""

    notes: list[RenderedNote]
    attachments: Mapping[str, Url]
    """Path of a file beside a note → its address."""

    is_lasting: bool
    """False where any note is still to come, shown or not."""


def _render_notes(
    given: _Rendering,
    files: Sequence[NoteFile],
    problems: list[Problem],
    advance: Callable[[int, int], None],
) -> _Shown:
    """Return all notes that are shown, rendered now or before."""
    config, options = given.config, given.options
    settings = RenderSettings(
        base_url=config.base_url,
        macros=config.math.macros,
        excerpt=config.excerpt,
        code=config.code,
        coloured=given.style.coloured,
        allows_html=config.markdown.allows_html,
        allows_scripts="script-src" in config.allow,
        has_search=config.has_search,
        words={code: each.texts for code, each in given.words.items()},
    )
    cache = make_note_cache(given.cache.store, settings, config.math, given.cache.memory.notes)
    keys: dict[str, bytes] = {}

    def find_key(file: NoteFile) -> NoteFile:
        path = config.folder / file.path
        with as_source_error(config.folder):
            keys[file.path] = cache.key(file, given.cache.memory.digests.find(path))
        return file

    files = list(run_stage(find_key, files, problems))  # without those gone meanwhile
    cached = {note.source.path: note for note in cache.find(keys.values()).values()}

    def read(file: NoteFile) -> Source:
        known = cached.get(file.path)
        if known:
            return known.source
        content = read_bytes(config.folder / file.path, config.folder)
        keys[file.path] = cache.key(file, content_digest(content))  # it may have changed again
        return read_source(file, content)

    hidden = {file.path: "" for file in files}
    sources = []
    is_lasting = True
    for source in run_stage(read, files, problems):
        is_lasting = is_lasting and not is_held_back(source, options.built_at)
        hidden[source.path] = reason = _hidden_because(source, options)
        if not reason:
            sources.append(source)
            del hidden[source.path]
    urls, clashes = map_urls(sources, config)
    problems += clashes
    attachments = _map_attachments(sources, urls)
    addresses = Addresses(
        notes=urls,
        hidden=hidden,
        titles={source.path: source.front.title for source in sources},
        files=attachments,
        pictures=_find_pictures(given, attachments, cached.values()),
        base_path=config.base_path,
    )
    if given.only is not None:
        sources = _notes_on(given.only, sources, urls, config)
    in_feeds: frozenset[str] = frozenset()
    if config.feed.content is FeedContent.FULL:
        in_feeds = find_newest(sources, config.feed.entries)
    notes = [
        note
        for source in sources
        if (note := cached.get(source.path)) and is_valid(note, addresses, in_feeds)
    ]
    done = {note.source.path for note in notes}
    missing = [source for source in sources if source.path not in done]
    if missing:
        from notes_site.jobs import RenderJob, render_notes

        job = RenderJob(
            settings=settings,
            math=config.math,
            addresses=addresses,
            in_feeds=in_feeds,
            store_path=given.cache.folder / STORE,
            katex=given.cache.memory.katex,
        )
        jobs = _jobs(options, given.cache.memory)
        rendered = render_notes(missing, job, jobs, lambda count: advance(count, len(missing)))
        if not options.is_preview:  # which has to typeset again soon
            given.cache.memory.katex.close()
        problems += rendered.problems
        notes += rendered.notes
        cache.add({keys[note.source.path]: note for note in rendered.notes})
    return _Shown(notes=notes, attachments=attachments, is_lasting=is_lasting)


def _notes_on(
    path: str, sources: Sequence[Source], urls: Mapping[str, Url], config: SiteConfig
) -> list[Source]:
    """Return the notes that stand on the page at `path`: one, or those of a first index page."""
    own = [source for source in sources if output_path(urls[source.path]) == path]
    if own:
        return own
    for language in config.languages:
        if path == output_path(Url(f"{language_root(language.code, config)}/")):
            listed = newest_first(
                source
                for source in sources
                if source.language == language.code and source.kind is Kind.NOTE
            )
            return sorted(listed, key=lambda source: not source.front.is_pinned)[
                : config.index.per_page
            ]
    return []


def _jobs(options: BuildOptions, memory: Memory) -> int:
    return options.jobs if memory.may_fork else 1


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
            urls[source.path] + quote(path.removeprefix(source.path.removesuffix("index.md")))
        )
        for source in sources
        for path in source.attachments
    }


def _find_pictures(
    given: _Rendering, attachments: Mapping[str, Url], cached: Iterable[RenderedNote]
) -> PictureFiles:
    """Return the site's pictures, with the digests of those that `cached` notes show."""
    folder = given.config.folder
    static = given.static.items()
    found = {Url(f"/{quote(path)}"): file for path, file in static if is_picture(path)}
    found |= {url: folder / path for path, url in attachments.items() if is_picture(path)}
    digests = {}
    for url in {url for note in cached for url in note.pictures} & found.keys():
        with suppress(OSError):  # whoever copies it tells
            digests[url] = given.cache.memory.digests.find(found[url])
    return PictureFiles(found, digests)


def _copies(
    folder: Path, assets: AssetSet, static: Mapping[str, Path], attachments: Mapping[str, Url]
) -> Iterator[OutputFile]:
    """Yield the files that are not pages."""
    yield OutputFile(path=".nojekyll", content=b"")  # or GitHub Pages runs Jekyll over a branch
    yield from assets.files
    for path, file in static.items():
        yield OutputFile(path=path, content=file)
    for path, url in attachments.items():
        yield OutputFile(path=output_path(url), content=folder / path)


def _begin_search(site: Site, store: Store, options: BuildOptions) -> SearchIndexing:
    searching = SearchIndexing(list_searched(site), store)
    if options.makes_indexes:
        searching.begin(options.jobs)
    return searching


def _mark_used(notes: Iterable[RenderedNote], store: Store) -> None:
    """Keep what `notes` refer to, though it is not read."""
    for note in notes:
        store.mark([note.body, note.parts, note.feed_body, note.outline, note.search_text])
        store.mark([*note.formulas.keys, *note.code_blocks.keys])
        store.mark(picture_key(*picture) for picture in note.pictures.items())


def _is_replaced(page: Page, static: Mapping[str, Path]) -> bool:
    """Tell whether a file of the author's own stands in for what is no page: `static/robots.txt`."""
    return not page.template.endswith(".html") and output_path(page.url) in static


def _check_copies(
    copies: Iterable[OutputFile], pages: Iterable[Page], config: SiteConfig
) -> Iterator[Problem]:
    """Yield a mistake for each file of the author that would lie where something else does."""
    taken = {output_path(page.url) for page in pages}
    if config.has_search:
        taken.add(FOLDER)
    folders = {parent for path in taken for parent in _parents(path)}
    for file in copies:
        parents = set(_parents(file.path))
        if isinstance(file.content, Path) and (
            file.path in taken or file.path in folders or not taken.isdisjoint(parents)
        ):
            place = Place(path=file.content.relative_to(config.folder).as_posix(), line=1)
            text = f"the site has /{file.path} already; rename this file"
            yield Problem(place=place, text=text)
            continue
        taken.add(file.path)
        folders |= parents


def _parents(path: str) -> Iterator[str]:
    """Yield the folders that `path` lies in."""
    end = path.rfind("/")
    while end > 0:
        yield path[:end]
        end = path.rfind("/", 0, end)


def _sum(counts: Iterable[FragmentCount]) -> FragmentCount:
    listed = list(counts)
    return FragmentCount(
        keys=frozenset().union(*(count.keys for count in listed)),
        total=sum(count.total for count in listed),
        rendered=sum(count.rendered for count in listed),
    )
