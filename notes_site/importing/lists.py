"""Old addresses of lists: archive, tags and categories lead to those here."""

from collections.abc import Collection, Iterable, Mapping
from html import escape
from typing import Any

from msgspec import Struct

from notes_site.importing.blog import ListAddresses
from notes_site.text.slug import slug

_MOST = 2000
"""Redirects at most: a blog with more tags than that has made them by itself."""


class Listed(Struct, frozen=True, kw_only=True):
    """A note, as lists know it."""

    front: Mapping[str, Any]
    """As the old tool had it."""

    root: str
    """What addresses of its language begin with: empty, or `/en`."""


def make_redirects(
    lists: ListAddresses, notes: Iterable[Listed], taken: Collection[str]
) -> dict[str, bytes]:
    """Return a page for each old address of a list that is no address here: path below `static/` → HTML.

    Args:
        lists: of the old tool.
        notes: that are no drafts, those in the default language first.
        taken: addresses of notes and pages, old ones too.
    """
    leads = dict.fromkeys(lists.archives, "/archive/")
    leads |= dict.fromkeys((lists.tags_root, lists.categories_root), "/tags/")
    own = {"/", ""}
    for note in notes:
        for word in _words(note.front, "tags", "tag", "categories", "category"):
            own.add(
                f"/tags/{slug(word)}/"
            )  # in the first language too, where another's notes are listed
        for tag in _words(note.front, "tags", "tag"):
            new = f"{note.root}/tags/{slug(tag)}/"
            leads.setdefault(f"{lists.tags_root}{lists.name_tag(tag)}/", new)
        above = lists.categories_root
        for category in _words(note.front, "categories", "category"):
            new = f"{note.root}/tags/{slug(category)}/"
            leads.setdefault(f"{lists.categories_root}{lists.name_tag(category)}/", new)
            above += f"{lists.name_tag(category)}/"
            leads.setdefault(above, new)
    # Addresses that differ in case alone are one file on many machines.
    known = {url.lower().rstrip("/") for url in (*taken, *leads.values(), *own)}
    made: dict[str, bytes] = {}
    for old, new in leads.items():
        bare = old.lower().rstrip("/")
        if bare not in known and len(made) < _MOST and "//" not in old and ".." not in old:
            known.add(bare)
            made[f"{old.strip('/')}/index.html"] = _redirect(old, new).encode()
    return made


def _words(front: Mapping[str, Any], *keys: str) -> Iterable[str]:
    for key in keys:
        given = front.get(key)
        for each in given if isinstance(given, list) else [given]:
            for word in each if isinstance(each, list) else [each]:
                if word is not None and not isinstance(word, bool) and slug(str(word)):
                    yield str(word).strip()


def _redirect(old: str, new: str) -> str:
    """Return a page that leads on, by a path that is right below any `base_url`."""
    href = escape("../" * old.strip("/").count("/") + "../" + new.lstrip("/"))
    return (
        '<!doctype html>\n<meta charset="utf-8">\n<title>→</title>\n<meta name="robots" content="noindex">\n'
        f'<meta http-equiv="refresh" content="0; url={href}">\n<p><a href="{href}">{escape(new)}</a></p>\n'
    )
