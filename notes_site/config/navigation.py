"""`navigation:` – the menu in the head of every page."""

import posixpath
import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from notes_site.config.text import LocalText, read_local_text
from notes_site.errors import Place
from notes_site.inputs import NOTE_SUFFIXES
from notes_site.text.suggest import closest
from notes_site.yaml.yaml_map import YamlMap

SECTIONS = ("home", "archive", "tags", "papers", "references", "terms", "search", "feed")
"""Pages that every language has; their names are words of the theme."""

_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+|/[^\s<>\"\\]*")


class MenuEntry(Struct, frozen=True, kw_only=True):
    """One entry of the menu: a page of the site's own, or an address."""

    page: str
    """One of `SECTIONS`, or the name of a standing page; empty where there is an address."""

    url: LocalText
    """Below the site where it begins with `/`; empty where there is a page."""

    title: LocalText
    """Empty for the page's own name."""

    place: Place


def read_navigation(
    site: YamlMap, folder: Path, languages: Sequence[str]
) -> tuple[MenuEntry, ...] | None:
    """Return the section `navigation`; None where it is absent, for the menu of all pages."""
    if "navigation" not in site:
        return None
    return tuple(
        _read_entry(entry, folder, languages) for entry in site.maps("navigation", short="page")
    )


def _read_entry(entry: YamlMap, folder: Path, languages: Sequence[str]) -> MenuEntry:
    page = entry.text("page")
    url = read_local_text(entry, "url", languages)
    if page.startswith("/") and not entry.is_map("url"):
        entry.report("page", f"`{page}` is an address; write {{title: …, url: {page}}}")
    elif page and "url" in entry:
        entry.report("url", "an entry leads to one place; write `page` or `url`, not both")
    elif page:
        _check_page(entry, page, folder, languages)
    else:
        entry.require("url", "/talks/")
        entry.require("title", "Talks")
    for address in {each for each in url.by_language.values() if each}:
        if not _ADDRESS.fullmatch(address):
            remedy = "write it as https://…, or as /talks/ for a page of this site"
            entry.report("url", f"`{address}` is no address; {remedy}")
    found = MenuEntry(
        page=page, url=url, title=read_local_text(entry, "title", languages), place=entry.start
    )
    entry.reject_unread()
    return found


def _check_page(entry: YamlMap, page: str, folder: Path, languages: Sequence[str]) -> None:
    """Report a page that is neither a section nor a standing page of any language."""
    names = set(standing_pages(folder, languages))
    if page in SECTIONS or page in names:
        return
    close = closest(page, [*SECTIONS, *sorted(names)])
    remedy = f"write `{close}`" if close else "write {title: …, url: https://…} for another site"
    missing = f"there is no page `{page}` in content/{languages[0]}/pages/" if languages else page
    entry.report("page", f"{missing}; {remedy}")


def standing_pages(folder: Path, languages: Sequence[str]) -> list[str]:
    """Return the names of the standing pages, as a menu calls them: `about`, `lab/people`."""
    found = set()
    for code in languages:
        pages = folder / "content" / code / "pages"
        for file in pages.rglob("*"):
            if file.suffix in NOTE_SUFFIXES:
                found.add(page_name(file.relative_to(pages).as_posix()))
    return sorted(found)


def page_name(path: str) -> str:
    """Return the name of the standing page at `path` below `pages/`."""
    return posixpath.splitext(path)[0].removesuffix("/index")
