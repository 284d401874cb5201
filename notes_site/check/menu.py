"""Entries of the menu that lead to addresses of the site: each must exist."""

from collections.abc import Collection, Iterator
from urllib.parse import quote, unquote

from notes_site.config import SiteConfig
from notes_site.errors import Problem
from notes_site.model import Url
from notes_site.text.suggest import closest


def check_menu(config: SiteConfig, known: Collection[Url]) -> Iterator[Problem]:
    """Yield a mistake for each entry of `navigation` that leads nowhere on this site.

    Args:
        config: has the entries.
        known: addresses of all pages and files of the site.
    """
    for entry in config.navigation or ():
        for written in sorted({*entry.url.by_language.values()}):
            path = quote(
                unquote(written.partition("#")[0].partition("?")[0]), safe="/~:@!$&'()*+,;="
            )
            if not path.startswith("/") or path in known or f"{path}/" in known:
                continue
            close = closest(path, known)
            remedy = f"write `{unquote(close)}`" if close else "correct the address"
            text = f"an entry of `navigation` leads nowhere: {written}; {remedy}"
            yield Problem(place=entry.place, kind="settings", text=text)
