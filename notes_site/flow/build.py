"""The flow, one call a stage. Start reading here."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import unquote

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from notes_site.authoring.schemas import write_schema
from notes_site.authoring.theme_copies import find_old_copies
from notes_site.cache import Session, Store, remove_store
from notes_site.cards import find_cards
from notes_site.check import check_copies, check_notes, check_template_policy
from notes_site.config import SiteConfig
from notes_site.config.warnings import apply_levels
from notes_site.errors import (
    BuildErrors,
    ConfigError,
    Place,
    Problem,
    as_mistakes,
    by_place,
    has_mistakes,
)
from notes_site.flow.comparisons import compare_translations, find_drafted
from notes_site.flow.notes import LAST_GOOD, make_notes
from notes_site.flow.options import BuildOptions
from notes_site.flow.page_cache import PageCache
from notes_site.flow.progress import NOBODY, Clock, Listener
from notes_site.flow.rendering import Rendering
from notes_site.flow.report import BuildReport
from notes_site.flow.unchanged import CACHE, STORE
from notes_site.inputs import STATIC, find_folder, theme_folders
from notes_site.load import Content, find_content
from notes_site.locales.words import read_words
from notes_site.model import FragmentCount, OutputFile, RenderedNote, Source, Url
from notes_site.pages import (
    Page,
    Site,
    SiteInputs,
    assemble_site,
    list_cards,
    list_pages,
    list_searched,
    output_path,
)
from notes_site.pictures import PictureReader, find_stored, stored_path
from notes_site.render import look_css, read_code_style
from notes_site.search import SearchIndexing
from notes_site.theme import MERMAID
from notes_site.translations import Comparison, read_drafts, read_records, read_terms
from notes_site.write import (
    AssetSet,
    alone_in,
    check_output,
    find_assets,
    find_static,
    hash_output,
    list_copies,
    publish,
    replace_files,
    update,
)

_WAITING = "waiting"
"""Folder in the cache for what is not published yet."""

_FIRST = 8
"""Notes at most that were saved together and whose pages are shown before all others are made."""

_LIBRARIES = {MERMAID.name: MERMAID}
"""Scripts of others that only pages with diagrams need."""


class MadeSite(Struct, frozen=True, kw_only=True):
    """All the files of a site, before they are published."""

    notes: tuple[RenderedNote, ...]
    pages: int
    files: tuple[OutputFile, ...]
    problems: tuple[Problem, ...]
    """By place. With a mistake among them, `files` has only what the sound notes make."""

    is_lasting: bool
    """As `BuildReport.is_lasting`."""

    comparisons: tuple[Comparison, ...]
    """Of all notes with their translations."""

    fresh: tuple[Url, ...]
    """As `BuildReport.fresh`."""

    awaited: frozenset[str]
    """Paths of the pages that a site without mistakes would have."""

    paths: frozenset[str]
    """Of all notes there are, those included that are not shown."""

    hidden: Sequence[Source]
    """As `ShownNotes.hidden`."""

    left_out: Mapping[str, Url]
    """Path of a note that is not shown for its mistakes → the address it would have; empty for
    one that could not be read at all."""

    shown: int
    """Pages that were published already, because someone waits for them."""

    def sources(self) -> dict[str, Source]:
        """Return path of a note's page in the output → the note as read."""
        return {output_path(note.url): note.source for note in self.notes}

    def find_faulty(self) -> frozenset[str]:
        """Return the paths of the notes with mistakes; none where anything else has some too."""
        paths = {problem.place.path for problem in self.problems if not problem.is_warning}
        return frozenset(paths) if paths <= self.paths else frozenset()

    def told(self) -> set[tuple[str, str]]:
        """Return the addresses of links that `problems` tell of: path and fragment."""
        places = {problem.place for problem in self.problems if problem.kind == "links"}
        return {
            (unquote(link.url or note.url), link.fragment)
            for note in self.notes
            for link in note.links
            if link.place in places
        }


def build_site(
    config: SiteConfig,
    options: BuildOptions,
    listener: Listener = NOBODY,
    session: Session | None = None,
) -> BuildReport:
    """Write the whole site that `config` describes, or nothing, after any build under way.

    Args:
        config: `site.yaml`.
        options: what the command line says.
        listener: told how it gets on.
        session: of this process's builds of the same site before; None has none.

    Raises:
        BuildErrors: all the mistakes found in notes, templates and links, by place.
        ConfigError: the output folder cannot be used, or `locales/` holds mistakes.
    """
    clock = Clock()
    check_output(options.output, config.folder)
    with ExitStack() as stack:
        stack.enter_context(alone_in(config.folder))
        stack.callback(shutil.rmtree, config.folder / CACHE / _WAITING, ignore_errors=True)
        session = session or stack.enter_context(Session())
        made = make_site(config, options, clock, session, listener)
        problems = made.problems
        while options.leaves_out_faulty and (faulty := made.find_faulty()):
            options = replace(options, left_out=faulty.union(options.left_out))
            made = make_site(config, options, clock, session, listener)
            problems += made.problems
        if has_mistakes(made.problems):
            raise BuildErrors(by_place(problems))
        if options.is_preview:
            for note in made.notes:
                session.recent(LAST_GOOD)[note.source.path] = note
            later = update(made.files, options.output, config.folder, session.digests)
            published = replace(
                later, written=later.written + made.shown, unchanged=later.unchanged - made.shown
            )
        else:
            spare = config.folder / CACHE / "spare" if options.uses_cache else None
            published = publish(made.files, options.output, config.folder, session.digests, spare)
            session.keep_digests(options.output)
        if options.uses_cache:
            with suppress(OSError):  # an editor can do without it
                write_schema(config.folder / CACHE)
        clock.stage("write")
        session.turn()
    return BuildReport(
        notes=len(made.notes),
        pages=made.pages,
        published=published,
        formulas=_sum(note.formulas for note in made.notes),
        code_blocks=_sum(note.code_blocks for note in made.notes),
        problems=tuple(by_place(problems)),
        left_out=made.left_out,
        hidden=made.hidden,
        is_lasting=made.is_lasting,
        fresh=made.fresh,
        seconds={**clock.seconds, "total": sum(clock.seconds.values())},
    )


def make_site(
    config: SiteConfig,
    options: BuildOptions,
    clock: Clock,
    session: Session,
    listener: Listener = NOBODY,
) -> MadeSite:
    """Return all the files of the site, and write nothing but the cache and what is announced.

    A cache that turns out to be damaged, or is held by another program, is done without. All
    mistakes in notes, templates and links are among the problems of what is returned.

    Raises:
        ConfigError: `locales/` holds mistakes.
    """
    cache = config.folder / CACHE
    if options.uses_cache and (store := _open_store(cache / STORE, session)):
        try:
            lasting = _Cache(cache, store, session, cache / _WAITING)
            return _make_site(config, options, lasting, clock, listener)
        except (sqlite3.DatabaseError, msgspec.DecodeError):
            session.forget()
            remove_store(cache / STORE)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="notes-site-") as folder,
            Store(Path(folder) / STORE) as store,
            Session() as passing,
        ):
            once = _Cache(Path(folder), store, passing)
            return _make_site(config, options, once, clock, listener)
    except sqlite3.OperationalError as error:  # an entry that is missing is a fault of the program
        text = f"{error}; make room on the disk, or name another folder by TMPDIR"
        place = Place(path=tempfile.gettempdir())
        raise ConfigError([Problem(place=place, text=text)]) from error


def _open_store(path: Path, session: Session) -> Store | None:
    """Return the store at `path`; None where there can be none, or another program holds it."""
    with suppress(OSError, sqlite3.DatabaseError):
        return session.open_store(path)
    return None


class _Cache(Struct, frozen=True):
    """The cache of one build."""

    folder: Path
    store: Store
    session: Session
    waiting: Path | None = None
    """Where pages wait for their publication, if `folder` is still there then."""


def _make_site(
    config: SiteConfig,
    options: BuildOptions,
    cache: _Cache,
    clock: Clock,
    listener: Listener,
) -> MadeSite:
    store, session = cache.store, cache.session
    problems: list[Problem] = []
    content = find_content(config)
    problems += content.problems
    with session.using(store), ExitStack() as stack:
        given = _prepare(config, options, cache, problems)
        rendered = make_notes(given, content, problems, listener.advance)
        notes = rendered.notes
        clock.stage("notes")

        comparisons = _compare(notes, given) if config.compares_translations else []
        problems += _differences(comparisons, notes)
        clock.stage("translations")

        assets = _find_assets(notes, given, problems)
        clock.stage("assets")

        problems += (each for note in notes for each in note.problems)
        site = _assemble(notes, comparisons, given, assets)
        begun = None
        if options.makes_indexes and not has_mistakes(problems):
            begun = stack.enter_context(_begin_search(site, store, options))
        pages = _list_pages(site, given)
        awaited = frozenset(page.path for page in pages)
        sound = [note for note in notes if not note.is_faulty]
        copies = [*list_copies(config.folder, assets, given.static, rendered.attachments)]
        stored = [each for note in notes for each in note.source.files]
        copied = {*(file.path for file in copies), *map(stored_path, stored)}
        # Those of faulty notes too, which will be there once they are mended.
        coming = [*rendered.left_out.values()]
        problems += check_notes(notes, pages, copied, _list_files(content, given), config, coming)
        if len(sound) < len(notes):
            site = _assemble(sound, comparisons, given, assets)
            pages = _list_pages(site, given)
        clock.stage("pages")

        page_cache = _make_page_cache(cache, given)
        shown = 0
        if listener.announce and not has_mistakes(problems):
            changed = [page for page in pages if page.url in rendered.fresh]
            shown = _show(changed, page_cache, options.output, config.folder, listener.announce)
        present = {} if options.makes_all else _hash_output(options, session)
        copies += find_stored(stored, present, store)
        problems += [
            *check_copies(copies, pages, config),
            *find_old_copies(config),
            *check_template_policy(config),
        ]
        made = page_cache.render(pages, present, problems)
        problems = _settle(problems, config, options)
        copies += find_cards(list_cards(site), present, store)
        copies += find_stored((each for note in sound for each in note.variants), present, store)
        clock.stage("templates")

        if options.makes_all or not has_mistakes(problems):
            searching = begun or SearchIndexing(list_searched(site), store)
            copies += searching.files(present)
            _prune(store, notes, config)
        clock.stage("search")
    return MadeSite(
        notes=tuple(notes),
        pages=sum(page.template.endswith(".html") for page in pages),
        files=(*made, *copies),
        problems=tuple(problems),
        is_lasting=rendered.is_lasting,
        comparisons=tuple(comparisons),
        fresh=tuple(sorted(rendered.fresh)),
        awaited=awaited,
        paths=frozenset(file.path for file in content.notes),
        hidden=rendered.hidden,
        left_out={path: rendered.left_out.get(path, Url("")) for path in sorted(options.left_out)},
        shown=shown,
    )


def _make_page_cache(cache: _Cache, given: Rendering) -> PageCache:
    """Return the cache of pages made of the templates of the site and its theme."""
    own = find_folder(given.config.folder, "templates")
    folders = [*([own] if own else []), *theme_folders(given.config.theme.name, "templates")]
    bytecode = cache.folder / "templates"
    return PageCache(cache.store, folders, bytecode, cache.session, given.jobs, cache.waiting)


def _assemble(
    notes: Sequence[RenderedNote],
    comparisons: Iterable[Comparison],
    given: Rendering,
    assets: AssetSet,
) -> Site:
    """Return the site that `notes` make."""
    paths = {note.source.path for note in notes}
    compared = [each for each in comparisons if {each.left, each.right} <= paths]
    drafted = find_drafted(notes, read_drafts(given.config.folder), given.store)
    return assemble_site(
        notes,
        compared,
        drafted,
        SiteInputs(
            config=given.config,
            words=given.words,
            terms=given.terms,
            assets=assets.urls,
            in_page=assets.in_page,
            built_at=given.options.built_at,
            session=given.session,
        ),
    )


def _list_pages(site: Site, given: Rendering) -> list[Page]:
    """Return the pages of `site`, without those that a file of the author's own replaces."""
    return [page for page in list_pages(site) if not _is_replaced(page, given.static)]


def _compare(notes: Sequence[RenderedNote], given: Rendering) -> list[Comparison]:
    """Return all pairs of translations among `notes`, compared."""
    codes = [language.code for language in given.config.languages]
    folder = given.config.folder
    return compare_translations(
        *(notes, codes, read_records(folder), given.terms),
        *(given.store, given.jobs, given.session.recent("comparisons")),
    )


def _differences(
    comparisons: Iterable[Comparison], notes: Iterable[RenderedNote]
) -> Iterator[Problem]:
    """Yield in what translations differ that are meant to be equal: none is under way."""
    under_way = {
        note.source.path
        for note in notes
        if note.source.front.is_draft or note.source.front.is_partial
    }
    for pair in comparisons:
        if not {pair.left, pair.right} & under_way:
            yield from pair.differences


def _settle(
    problems: Iterable[Problem], config: SiteConfig, options: BuildOptions
) -> list[Problem]:
    """Return `problems` by place, as `site.yaml` and the command line want them."""
    # What is wrong with notes that are left out was told by the run that found it.
    left = [each for each in problems if each.place.path not in options.left_out]
    levelled = apply_levels(left, config.warnings)
    return by_place(as_mistakes(levelled) if options.is_strict else levelled)


def _prepare(
    config: SiteConfig,
    options: BuildOptions,
    cache: _Cache,
    problems: list[Problem],
) -> Rendering:
    """Return what rendering needs."""
    store = cache.store
    words = {each.code: read_words(each, config, store) for each in config.languages}
    style = read_code_style(config.code, store)
    static = find_static(config.folder, problems)
    path, session = cache.folder / STORE, cache.session
    terms = read_terms(config.folder, [each.code for each in config.languages])
    return Rendering(config, terms, options, words, style, static, store, path, session)


def _list_files(content: Content, given: Rendering) -> list[str]:
    """Return the paths of all files that a note may show, but for those in its own folder."""
    return [*content.files, *(f"{STATIC}/{path}" for path in given.static)]


def _find_assets(
    notes: Iterable[RenderedNote], given: Rendering, problems: list[Problem]
) -> AssetSet:
    """Return the assets of the site, the style sheets that settings make among them."""
    look = look_css(given.config)
    sheets = {"code.css": given.style.css, **({"settings.css": look} if look else {})}
    libraries = _LIBRARIES if any(note.needs.diagrams for note in notes) else {}
    return find_assets(given.config, sheets, libraries, problems, given.session)


def _hash_output(options: BuildOptions, session: Session) -> dict[str, bytes]:
    if not options.is_preview:  # the process of which goes on with the memory it has
        session.recall_digests(options.output)
    return hash_output(options.output, session.digests)


def _show(
    changed: Sequence[Page],
    page_cache: PageCache,
    output: Path,
    site_folder: Path,
    announce: Callable[[], None],
) -> int:
    """Publish the pages of `changed` notes if they are few, and return how many there were.

    Nothing is wrong with any note by then. Mistakes in templates, and files that would lie in the
    place of others, are told when all pages are made.
    """
    if len(changed) > _FIRST:
        return 0
    shown = replace_files(page_cache.render(changed, {}, []), output, site_folder)
    if shown:
        announce()
    return shown


def _begin_search(site: Site, store: Store, options: BuildOptions) -> SearchIndexing:
    searching = SearchIndexing(list_searched(site), store)
    searching.begin(options.jobs)
    return searching


def _prune(store: Store, notes: Iterable[RenderedNote], config: SiteConfig) -> None:
    """Remove what was not used, but for what `notes` refer to, though it was not read."""
    pictures = PictureReader(store, config.pictures.widths_px)
    for note in notes:
        store.mark([note.body, note.parts, note.feed_body, note.outline, note.search_text])
        store.mark([*note.formulas.keys, *note.code_blocks.keys])
        store.mark(pictures.key(*picture) for picture in note.pictures.items())
    store.prune()


def _is_replaced(page: Page, static: Mapping[str, Path]) -> bool:
    """Tell whether a file of the author's own stands in for what is no page: `static/robots.txt`."""
    return not page.template.endswith(".html") and page.path in static


def _sum(counts: Iterable[FragmentCount]) -> FragmentCount:
    listed = list(counts)
    return FragmentCount(
        keys=frozenset().union(*(count.keys for count in listed)),
        total=sum(count.total for count in listed),
        rendered=sum(count.rendered for count in listed),
    )
