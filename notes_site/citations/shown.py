"""Entries and works as a style gets them, their texts in Markdown."""

import re

from msgspec import Struct

from notes_site.citations.entry import Entry, Name
from notes_site.citations.latex import escape_markdown

_UNSAFE = re.compile(r"[\s<>]")


class ShownName(Struct, frozen=True, kw_only=True):
    """A name in a list of references; texts are Markdown."""

    family: str
    """With what stands before it: `van den Oord`."""

    given: str
    initials: str
    """`A. B.`"""

    full: str
    suffix: str
    is_chinese: bool


class ShownEntry(Struct, frozen=True, kw_only=True):
    """An entry as a template gets it; texts are Markdown."""

    key: str
    kind: str
    number: int
    """Place in the list, from 1 on."""

    title: str
    authors: tuple[ShownName, ...]
    """Editors where there are no authors."""

    editors: tuple[ShownName, ...]
    has_others: bool
    year: str
    """With a letter where two of one list would look the same: `2020a`."""

    month: str
    container: str
    series: str
    volume: str
    number_of: str
    """The issue of a journal, the number of a report."""

    edition: str
    pages: str
    publisher: str
    address: str
    note: str
    doi: str
    arxiv: str
    url: str
    """Empty for one that no page may lead to."""

    url_text: str
    doi_url: str
    arxiv_url: str
    entry: Entry
    """What it was made from, with `letter`."""

    letter: str
    """Behind the year; empty for none."""


class ShownWork(Struct, frozen=True, kw_only=True):
    """A work in a citation."""

    entry: ShownEntry
    prefix: str
    suffix: str
    has_author: bool
    href: str


def show_entry(entry: Entry, number: int, letter: str) -> ShownEntry:
    """Return an entry as a template gets it; `number` is its place in the list."""
    return ShownEntry(
        key=entry.key,
        kind=entry.kind,
        number=number,
        title=entry.title,
        authors=tuple(map(_show_name, entry.authors or entry.editors)),
        editors=tuple(map(_show_name, entry.editors)),
        has_others=entry.has_others,
        year=f"{escape_markdown(entry.year)}{letter}",
        month=escape_markdown(entry.month),
        container=entry.container,
        series=entry.series,
        volume=entry.volume,
        number_of=entry.number,
        edition=entry.edition,
        pages=entry.pages,
        publisher=entry.publisher,
        address=entry.address,
        note=entry.note,
        doi=escape_markdown(entry.doi),
        arxiv=escape_markdown(entry.arxiv),
        url=web_address(entry.url),
        url_text=escape_markdown(web_address(entry.url)),
        doi_url=web_address(f"https://doi.org/{entry.doi}") if entry.doi else "",
        arxiv_url=f"https://arxiv.org/abs/{entry.arxiv}" if entry.arxiv else "",
        entry=entry,
        letter=letter,
    )


def web_address(url: str) -> str:
    """Return an address as it may stand in a link of Markdown; empty for one that is none."""
    return _UNSAFE.sub("", url) if url.startswith(("https://", "http://")) else ""


def _show_name(name: Name) -> ShownName:
    parts = re.split(r"[\s.]+", name.given)
    initials = [
        "-".join(f"{half[0]}." for half in part.split("-") if half) for part in parts if part
    ]
    family = f"{name.particle} {name.family}".strip()
    return ShownName(
        family=escape_markdown(family),
        given=escape_markdown(name.given),
        initials=escape_markdown(" ".join(initials)),
        full=escape_markdown(name.full),
        suffix=escape_markdown(name.suffix),
        is_chinese=name.is_chinese,
    )
