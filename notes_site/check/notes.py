"""Everything that is told of notes and settings once all pages are known."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from urllib.parse import quote

from notes_site.check.aliases import check_aliases
from notes_site.check.front_matter import check_keys
from notes_site.check.links import check_links
from notes_site.check.menu import check_menu
from notes_site.check.names import check_names
from notes_site.check.numbers import check_numbers, check_unused
from notes_site.config import SiteConfig
from notes_site.errors import Problem
from notes_site.model import RenderedNote, Url
from notes_site.pages import ALIAS, Page


def check_notes(  # noqa: PLR0913, PLR0917 - all that links may lead to
    notes: Sequence[RenderedNote],
    pages: Sequence[Page],
    copied: AbstractSet[str],
    files: Sequence[str],
    config: SiteConfig,
    coming: Iterable[Url] = (),
) -> Iterator[Problem]:
    """Yield what is wrong with what leads from note to note, or to any other file of the site.

    Args:
        notes: all that are shown.
        pages: of the site.
        copied: paths of the other files of the output.
        files: paths, below the site's folder, of all files that a note can show.
        config: `site.yaml`.
        coming: addresses of what is left out of this build only.
    """
    urls = {page.url for page in pages} | {Url(f"/{quote(path)}") for path in copied}
    urls.update(coming)
    yield from check_keys(notes)
    yield from check_links(notes, urls, files)
    yield from check_menu(config, urls)
    yield from check_numbers(notes)
    yield from check_unused(notes)
    yield from check_names(notes, config)
    lasting = {page.path for page in pages if page.template != ALIAS}
    yield from check_aliases(notes, lasting | copied)
