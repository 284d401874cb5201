"""Notes by the addresses, paths and names that they had."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import unquote, urlsplit

from notes_site.importing.blog import Blog
from notes_site.importing.plan import PlannedNote, new_url


def index_notes(blog: Blog, targets: Iterable[PlannedNote]) -> dict[str, str]:
    """Return old addresses, paths and names, in lower case → path of the note."""
    notes: dict[str, str] = {}
    names: dict[str, set[str]] = {}
    base = urlsplit(blog.settings.base_url).path.rstrip("/")
    for each in targets:
        post = each.post
        for url in dict.fromkeys((*each.urls, *each.head.aliases)):
            notes.setdefault(url.lower(), each.path)
            notes.setdefault(f"{base}{url}".lower(), each.path)
            notes.setdefault(url.rstrip("/").lower() + "/", each.path)
            notes.setdefault(f"{blog.settings.base_url.rstrip('/')}{url}".lower(), each.path)
        if post.title_id:
            notes.setdefault(f"id:{post.title_id}", each.path)
        bare = re.sub(r"\.\w+$", "", post.path).lower()
        for key in (
            post.path.lower(),
            bare,
            bare.removesuffix("/index"),
            bare.removesuffix("/readme"),
        ):
            notes.setdefault(key, each.path)
        for name in {
            bare.rpartition("/")[2],
            post.name.rpartition("/")[2].lower(),
            re.sub(r"^\d{4}-\d\d?-\d\d?-", "", bare.rpartition("/")[2]),
        }:
            names.setdefault(f"name:{name}", set()).add(each.path)
    return {**{name: min(paths) for name, paths in names.items() if len(paths) == 1}, **notes}


def find_old(
    address: str, blog: Blog, targets: Iterable[PlannedNote], notes: Mapping[str, str]
) -> tuple[str, str]:
    """Return the name of the page and the address of the note to which an old address leads."""
    base = blog.settings.base_url.rstrip("/")
    bare = unquote(address.removeprefix(base) if base.startswith("http") else address).lower()
    for key in (bare, bare.rstrip("/") + "/", f"{bare.rstrip('/')}.html", bare.lstrip("/")):
        path = notes.get(key, "")
        for each in targets:
            if path and each.path == path:
                url = new_url(blog.settings, each.language, each.name, each.head, is_page=False)
                return (each.name, "") if each.post.is_page else ("", url)
    return "", ""
