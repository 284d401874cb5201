"""Stages of a build, each made of what those before it have made."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from msgspec import Struct

from notes_site.authoring.theme_copies import find_old_copies
from notes_site.cache import Session, Store
from notes_site.check import check_copies, check_notes, check_template_policy
from notes_site.config import SiteConfig
from notes_site.config.warnings import apply_levels
from notes_site.errors import (
    Problem,
    as_mistakes,
    by_place,
)
from notes_site.flow.comparisons import compare_translations, find_drafted
from notes_site.flow.notes import ShownNotes
from notes_site.flow.options import BuildOptions
from notes_site.flow.page_cache import PageCache
from notes_site.flow.rendering import Rendering
from notes_site.flow.unchanged import STORE
from notes_site.inputs import STATIC, find_folder, theme_folders
from notes_site.load import Content
from notes_site.locales.words import read_words
from notes_site.model import OutputFile, RenderedNote
from notes_site.pages import (
    Page,
    Site,
    SiteInputs,
    assemble_site,
    list_pages,
    list_searched,
)
from notes_site.pictures import PictureReader
from notes_site.render import look_css, read_code_style
from notes_site.search import SearchIndexing
from notes_site.theme import MERMAID
from notes_site.translations import Comparison, read_drafts, read_records, read_terms
from notes_site.write import (
    AssetSet,
    find_assets,
    find_static,
    hash_output,
    replace_files,
)

_FIRST = 8
"""Notes at most that were saved together and whose pages are shown before all others are made."""

_LIBRARIES = {MERMAID.name: MERMAID}
"""Scripts of others that only pages with diagrams need."""


class BuildCache(Struct, frozen=True):
    """The cache of one build."""

    folder: Path
    store: Store
    session: Session
    waiting: Path | None = None
    """Where pages wait for their publication, if `folder` is still there then."""


def make_page_cache(cache: BuildCache, given: Rendering) -> PageCache:
    """Return the cache of pages made of the templates of the site and its theme."""
    own = find_folder(given.config.folder, "templates")
    folders = [*([own] if own else []), *theme_folders(given.config.theme.name, "templates")]
    bytecode = cache.folder / "templates"
    return PageCache(cache.store, folders, bytecode, cache.session, given.jobs, cache.waiting)


def assemble(
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


def list_own_pages(site: Site, given: Rendering) -> list[Page]:
    """Return the pages of `site`, without those that a file of the author's own replaces."""
    return [page for page in list_pages(site) if not _is_replaced(page, given.static)]


def compare(notes: Sequence[RenderedNote], given: Rendering) -> list[Comparison]:
    """Return all pairs of translations among `notes`, compared; none where the site does not want it."""
    config = given.config
    if not config.compares_translations:
        return []
    return compare_translations(
        notes,
        [language.code for language in config.languages],
        read_records(config.folder),
        given.terms,
        given.store,
        given.jobs,
        given.session.recent("comparisons"),
    )


def find_differences(
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


def settle(problems: Iterable[Problem], config: SiteConfig, options: BuildOptions) -> list[Problem]:
    """Return `problems` by place, as `site.yaml` and the command line want them."""
    # What is wrong with notes that are left out was told by the run that found it.
    left = [each for each in problems if each.place.path not in options.left_out]
    levelled = apply_levels(left, config.warnings)
    return by_place(as_mistakes(levelled) if options.is_strict else levelled)


def prepare(
    config: SiteConfig,
    options: BuildOptions,
    cache: BuildCache,
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


def check_rendered(
    rendered: ShownNotes,
    pages: Sequence[Page],
    copied: AbstractSet[str],
    content: Content,
    given: Rendering,
) -> Iterator[Problem]:
    """Yield what is wrong with the notes as they stand beside one another, with their links above all.

    Args:
        rendered: the notes; pages of faulty ones will be there once they are mended.
        pages: of the site.
        copied: paths of the files that are copied.
        content: has the other files that a note may show.
        given: has those of `static/`.
    """
    shown = [*content.files, *(f"{STATIC}/{path}" for path in given.static)]
    coming = [*rendered.left_out.values()]
    yield from check_notes(rendered.notes, pages, copied, shown, given.config, coming)


def check_theme(
    copies: Iterable[OutputFile], pages: Iterable[Page], config: SiteConfig
) -> list[Problem]:
    """Return what is wrong with the files and templates of the site and its theme."""
    return [
        *check_copies(copies, pages, config),
        *find_old_copies(config),
        *check_template_policy(config),
    ]


def find_own_assets(
    notes: Iterable[RenderedNote], given: Rendering, problems: list[Problem]
) -> AssetSet:
    """Return the assets of the site, the style sheets that settings make among them."""
    look = look_css(given.config)
    sheets = {"code.css": given.style.css, **({"settings.css": look} if look else {})}
    libraries = _LIBRARIES if any(note.needs.diagrams for note in notes) else {}
    return find_assets(given.config, sheets, libraries, problems, given.session)


def hash_present(options: BuildOptions, session: Session) -> dict[str, bytes]:
    """Return the digest of each file that the output has."""
    if not options.is_preview:  # the process of which goes on with the memory it has
        session.recall_digests(options.output)
    return hash_output(options.output, session.digests)


def show_changed(
    changed: Sequence[Page],
    page_cache: PageCache,
    given: Rendering,
    announce: Callable[[], None],
) -> int:
    """Publish the pages of `changed` notes if they are few, and return how many there were.

    Nothing is wrong with any note by then. Mistakes in templates, and files that would lie in the
    place of others, are told when all pages are made.
    """
    if len(changed) > _FIRST:
        return 0
    made = page_cache.render(changed, {}, [])
    shown = replace_files(made, given.options.output, given.config.folder)
    if shown:
        announce()
    return shown


def begin_search(site: Site, store: Store, options: BuildOptions) -> SearchIndexing:
    """Let other processes begin with the indexes of the search."""
    searching = SearchIndexing(list_searched(site), store)
    searching.begin(options.jobs)
    return searching


def prune(store: Store, notes: Iterable[RenderedNote], config: SiteConfig) -> None:
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
