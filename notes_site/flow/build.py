"""The flow, one call a stage. Start reading here."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from pathlib import Path

import msgspec
from msgspec.structs import replace

from notes_site.authoring.schemas import write_schema
from notes_site.cache import Session, Store, remove_store
from notes_site.cards import find_cards
from notes_site.config import SiteConfig
from notes_site.errors import (
    BuildErrors,
    ConfigError,
    Place,
    Problem,
    by_place,
    has_mistakes,
)
from notes_site.flow.made_site import MadeSite
from notes_site.flow.notes import LAST_GOOD, make_notes
from notes_site.flow.options import BuildOptions
from notes_site.flow.progress import NOBODY, Clock, Listener
from notes_site.flow.report import BuildReport
from notes_site.flow.stages import (
    BuildCache,
    assemble,
    begin_search,
    check_rendered,
    check_theme,
    compare,
    find_differences,
    find_own_assets,
    hash_present,
    list_own_pages,
    make_page_cache,
    prepare,
    prune,
    settle,
    show_changed,
)
from notes_site.flow.unchanged import CACHE, STORE
from notes_site.load import find_content
from notes_site.model import FragmentCount, Url
from notes_site.pages import list_cards, list_searched
from notes_site.pictures import find_stored, stored_path
from notes_site.search import SearchIndexing
from notes_site.write import Published, alone_in, check_output, list_copies, publish, update

_WAITING = "waiting"
"""Folder in the cache for what is not published yet."""


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
        made, problems = _make_sound(config, options, clock, session, listener)
        published = _publish(made, config, options, session)
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


def _make_sound(
    config: SiteConfig, options: BuildOptions, clock: Clock, session: Session, listener: Listener
) -> tuple[MadeSite, tuple[Problem, ...]]:
    """Return a site without mistakes, and all that is wrong, with the notes left out for theirs too.

    Raises:
        BuildErrors: there are mistakes, by place.
    """
    made = make_site(config, options, clock, session, listener)
    of_left_out: tuple[Problem, ...] = ()
    while options.leaves_out_faulty and (faulty := made.find_faulty()):
        of_left_out += tuple(each for each in made.problems if each.place.path in faulty)
        options = replace(options, left_out=faulty.union(options.left_out))
        made = make_site(config, options, clock, session, listener)
    problems = of_left_out + made.problems
    if has_mistakes(made.problems):
        raise BuildErrors(by_place(problems))
    return made, problems


def _publish(
    made: MadeSite, config: SiteConfig, options: BuildOptions, session: Session
) -> Published:
    """Put the files of a site into the output; a preview changes them one by one."""
    if not options.is_preview:
        spare = config.folder / CACHE / "spare" if options.uses_cache else None
        published = publish(made.files, options.output, config.folder, session.digests, spare)
        session.keep_digests(options.output)
        return published
    for note in made.notes:
        session.recent(LAST_GOOD)[note.source.path] = note
    later = update(made.files, options.output, config.folder, session.digests)
    return replace(
        later, written=later.written + made.shown, unchanged=later.unchanged - made.shown
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
            lasting = BuildCache(cache, store, session, cache / _WAITING)
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
            once = BuildCache(Path(folder), store, passing)
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


def _make_site(
    config: SiteConfig,
    options: BuildOptions,
    cache: BuildCache,
    clock: Clock,
    listener: Listener,
) -> MadeSite:
    store, session = cache.store, cache.session
    problems: list[Problem] = []
    content = find_content(config)
    problems += content.problems
    with session.using(store), ExitStack() as stack:
        given = prepare(config, options, cache, problems)
        rendered = make_notes(given, content, problems, listener.advance)
        notes = rendered.notes
        clock.stage("notes")

        comparisons = compare(notes, given)
        problems += find_differences(comparisons, notes)
        clock.stage("translations")

        assets = find_own_assets(notes, given, problems)
        clock.stage("assets")

        problems += (each for note in notes for each in note.problems)
        site = assemble(notes, comparisons, given, assets)
        begun = None
        if options.makes_indexes and not has_mistakes(problems):
            begun = stack.enter_context(begin_search(site, store, options))
        pages = list_own_pages(site, given)
        awaited = frozenset(page.path for page in pages)
        sound = [note for note in notes if not note.is_faulty]
        copies = [*list_copies(config.folder, assets, given.static, rendered.attachments)]
        stored = [each for note in notes for each in note.source.files]
        copied = {*(file.path for file in copies), *map(stored_path, stored)}
        problems += check_rendered(rendered, pages, copied, content, given)
        if len(sound) < len(notes):
            site = assemble(sound, comparisons, given, assets)
            pages = list_own_pages(site, given)
        clock.stage("pages")

        page_cache = make_page_cache(cache, given)
        shown = 0
        if listener.announce and not has_mistakes(problems):
            changed = [page for page in pages if page.url in rendered.fresh]
            shown = show_changed(changed, page_cache, given, listener.announce)
        present = {} if options.makes_all else hash_present(options, session)
        copies += find_stored(stored, present, store)
        problems += check_theme(copies, pages, config)
        made = page_cache.render(pages, present, problems)
        problems = settle(problems, config, options)
        copies += find_cards(list_cards(site), present, store)
        copies += find_stored((each for note in sound for each in note.variants), present, store)
        clock.stage("templates")

        if options.makes_all or not has_mistakes(problems):
            searching = begun or SearchIndexing(list_searched(site), store)
            copies += searching.files(present)
            prune(store, notes, config)
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


def _sum(counts: Iterable[FragmentCount]) -> FragmentCount:
    listed = list(counts)
    return FragmentCount(
        keys=frozenset().union(*(count.keys for count in listed)),
        total=sum(count.total for count in listed),
        rendered=sum(count.rendered for count in listed),
    )
