"""Index pages: the latest notes, twelve a page."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from notes_site.model import Needs, Url
from notes_site.pages.entries import Entry, Listed, begins_with_math, make_entries
from notes_site.pages.frame import Frame, PageFacts, list_in_sitemap, make_frame
from notes_site.pages.identity import Banner, make_banner
from notes_site.pages.metadata import blog_data, list_metadata
from notes_site.pages.page import Page
from notes_site.pages.paginate import Pager, pager_url, paginate
from notes_site.pages.site import Site
from notes_site.pages.sitewide import Sitewide

_FIRST_SCREEN = 3
"""Entries that a reader sees at once."""


class PagerLink(Struct, frozen=True, kw_only=True):
    """One number of the pager."""

    number: int
    href: str
    is_current: bool


class PagerLinks(Struct, frozen=True, kw_only=True):
    """The pager as it stands below a list."""

    links: tuple[PagerLink | None, ...]
    """None stands for numbers that are left out."""

    newer: str
    """Address of the page before; empty on the first."""

    older: str
    """Address of the page behind; empty on the last."""


class IndexContext(Struct, frozen=True, kw_only=True):
    """Context of `index.html`."""

    frame: Frame
    banner: Banner | None
    heading: str
    place: str
    """`Page 2 of 3`; empty on the first page."""

    entries: tuple[Entry, ...]
    pager: PagerLinks | None
    """None where there is only one page."""


def index_pages(site: Site, language: str) -> Iterator[Page]:
    """Yield the index pages of `language`."""
    per_page = site.sitewide.config.index.per_page
    counts = tuple(
        len(paginate(site.notes[each.code], per_page)) for each in site.sitewide.config.languages
    )
    notes = sorted(site.notes[language], key=lambda note: not note.source.front.is_pinned)
    for pager in paginate(notes, per_page):
        url = pager_url(site.sitewide.root(language), pager.number)
        counterparts = _counterparts(site.sitewide, pager.number, counts)
        in_sitemap = partial(list_in_sitemap, site.sitewide, url, counterparts, pager.notes)
        listed = site.with_translations(pager.notes)
        yield site.sitewide.page(
            url, "index.html", _make_index, in_sitemap, language, pager, listed, counts
        )


def _counterparts(sitewide: Sitewide, number: int, counts: Sequence[int]) -> Mapping[str, Url]:
    """Return the addresses of index page `number` in the languages that have so many."""
    return {
        each.code: pager_url(sitewide.root(each.code), number)
        for each, count in zip(sitewide.config.languages, counts, strict=True)
        if number <= count
    }


def _make_index(
    sitewide: Sitewide,
    language: str,
    pager: Pager,
    notes: tuple[Listed, ...],
    counts: tuple[int, ...],
) -> IndexContext:
    """Return what one index page says; `counts` has the number of them in each language."""
    config = sitewide.config
    root = sitewide.root(language)
    place = sitewide.words[language].fill("page_of", number=pager.number, count=pager.count)
    metadata = list_metadata(sitewide, language, pager.notes)
    if pager.number == 1:
        metadata = replace(metadata, json_ld=blog_data(sitewide, language))
    facts = PageFacts(
        language=language,
        url=pager_url(root, pager.number),
        metadata=metadata,
        title="" if pager.number == 1 else place,
        counterparts=_counterparts(sitewide, pager.number, counts),
        needs=Needs(math=any(note.needs.math for note in pager.notes)),
        begins_with_math=any(map(begins_with_math, pager.notes[:_FIRST_SCREEN])),
    )
    return IndexContext(
        frame=make_frame(sitewide, facts),
        banner=make_banner(sitewide, language),
        heading=config.index.heading[language],
        place="" if pager.number == 1 else place,
        entries=make_entries(sitewide, language, notes),
        pager=make_pager_links(sitewide, root, pager),
    )


_AROUND = 2
"""Numbers shown on each side of the current one."""


def make_pager_links(sitewide: Sitewide, root: Url, pager: Pager) -> PagerLinks | None:
    """Return the links below page `pager` of the list at `root`."""
    if pager.count == 1:
        return None

    def href(number: int) -> str:
        return sitewide.href(pager_url(root, number)) if 1 <= number <= pager.count else ""

    links: list[PagerLink | None] = []
    for number in range(1, pager.count + 1):
        if number in {1, pager.count} or abs(number - pager.number) <= _AROUND:
            is_current = number == pager.number
            links.append(PagerLink(number=number, href=href(number), is_current=is_current))
        elif links[-1] is not None:
            links.append(None)
    return PagerLinks(
        links=tuple(links), newer=href(pager.number - 1), older=href(pager.number + 1)
    )
