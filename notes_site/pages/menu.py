"""The menu in the head of every page."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from notes_site.config import SiteConfig
from notes_site.config.navigation import MenuEntry, page_name
from notes_site.load import language_root
from notes_site.locales.words import Words
from notes_site.model import RenderedNote
from notes_site.pages.feed_urls import ATOM
from notes_site.translations import Term


def menu_links(  # noqa: PLR0913 - a menu is made of these seven
    code: str,
    config: SiteConfig,
    words: Words,
    *,
    papers: Sequence[RenderedNote],
    citing: Sequence[RenderedNote],
    standing: Sequence[RenderedNote],
    terms: Sequence[Term],
) -> Iterator[tuple[str, str]]:
    """Yield label and target of each entry of the menu in a language.

    A target that begins with `/` is an address of the site, without the path of `base_url`.
    An entry whose page the language does not have is left out.

    Args:
        code: of the language.
        config: has the entries, unless they are all the sections and standing pages.
        words: of the language.
        papers: its notes that are about a paper.
        citing: its notes that cite works.
        standing: its standing pages.
        terms: those of the site.
    """
    root = language_root(code, config)
    pages = {
        "home": (words["home"], f"{root}/"),
        "archive": (words["archive"], f"{root}/archive/"),
        "tags": (words["tags"], f"{root}/tags/"),
        **({"papers": (words["papers"], f"{root}/papers/")} if papers else {}),
        **({"references": (words["references"], f"{root}/references/")} if citing else {}),
        **({"terms": (words["terms"], f"{root}/terms/")} if has_words(terms, code) else {}),
        **{_name(note): (note.title_text, str(note.url)) for note in standing},
    }
    if config.navigation is None:
        yield from pages.values()
        return
    pages["feed"] = (words["feed"], f"{root}/{ATOM}")
    if config.has_search:
        pages["search"] = (words["search"], f"{root}/search/")
    for entry in config.navigation:
        yield from _links(entry, code, pages)


def _links(
    entry: MenuEntry, code: str, pages: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    if not entry.page:
        yield entry.title[code], entry.url[code]
    elif entry.page in pages:
        label, target = pages[entry.page]
        yield entry.title[code] or label, target


def has_words(terms: Sequence[Term], code: str) -> bool:
    """Tell whether any of `terms` has a word in a language, so that it has a page of them."""
    return any(term.word(code) for term in terms)


def _name(note: RenderedNote) -> str:
    """Return what a menu calls a standing page, below `content/<language>/pages/`."""
    return page_name("/".join(PurePosixPath(note.source.path).parts[3:]))
