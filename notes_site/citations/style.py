"""Styles of citations: what a note shows of its entries, as Markdown that a template writes."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from notes_site.citations.entry import Entry, Name
from notes_site.citations.latex import escape_markdown
from notes_site.config.citations import STYLES, style_file
from notes_site.errors import Place, Problem, SourceError

if TYPE_CHECKING:
    from jinja2.environment import TemplateModule

_MOST_NAMES = 2
"""Names in a citation; of more there is the first."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_BEFORE_MARK = re.compile(r"[ \t]*\n[ \t\n]*(?=[,.;:)\]，；）])")
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


class ShownWork(Struct, frozen=True, kw_only=True):
    """A work in a citation."""

    entry: ShownEntry
    prefix: str
    suffix: str
    has_author: bool
    href: str


class Style(Struct, frozen=True, dict=True):
    """A style, read from a template with the macros `citation` and `reference`."""

    path: str
    """For messages."""

    source: str

    @cached_property
    def _module(self) -> "TemplateModule":
        from jinja2 import Environment, StrictUndefined, TemplateError

        environment = Environment(  # noqa: S701 - it writes Markdown
            undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        try:
            return environment.from_string(self.source).module
        except TemplateError as error:
            raise self._mistake(error) from error

    def _mistake(self, error: Exception) -> SourceError:
        line = getattr(error, "lineno", None) or 1
        place = Place(path=self.path, line=line)
        text = f"{error}; correct the template"
        return SourceError([Problem(place=place, kind="templates", text=text)])

    @property
    def is_numbered(self) -> bool:
        """True where the list has numbers, in the order in which the note cites the works."""
        return bool(getattr(self._module, "is_numbered", False))

    def citation(
        self, works: Sequence[ShownWork], form: str, words: Mapping[str, str], language: str
    ) -> str:
        """Return the Markdown of one citation: `group` in brackets, `text` within its sentence."""
        return self._call("citation", works, form, words, language.startswith("zh"))

    def names(self, entry: ShownEntry, words: Mapping[str, str]) -> str:
        """Return the Markdown of who wrote a work, as within a sentence: `Hu and Shen`."""
        return self._call("short", entry, words)

    def reference(self, entry: ShownEntry, words: Mapping[str, str], language: str) -> str:
        """Return the Markdown of one entry of the list."""
        return self._call("reference", entry, words, language.startswith("zh"))

    def _call(self, name: str, *given: object) -> str:
        from jinja2 import TemplateError

        try:
            said = str(getattr(self._module, name)(*given))
        except (TemplateError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise self._mistake(error) from error
        said = _BEFORE_MARK.sub("", said)  # where the template has a new line
        return re.sub(r"[ \t\n]+", " ", said).strip(" ")


def read_style(name: str, folder: Path) -> Style:
    """Return the style with a name of the site in `folder`."""
    path = style_file(name, folder)
    if path is None:  # reading `site.yaml` has told of it
        return Style("", "")
    return Style(f"templates/{STYLES}/{path.name}", path.read_text("utf-8"))


def show_entries(entries: Sequence[Entry], style: Style) -> dict[str, ShownEntry]:
    """Return key → entry as it is shown, in the order of the list.

    Args:
        entries: in the order in which the note cites them.
        style: tells whether that order stays.
    """
    ordered = list(entries)
    if not style.is_numbered:
        ordered.sort(key=_sort_key)
    letters = _letters(ordered)
    return {
        entry.key: _show(entry, number, letters.get(entry.key, ""))
        for number, entry in enumerate(ordered, 1)
    }


def _sort_key(entry: Entry) -> tuple[bytes, str, str, str]:
    """Return where an entry stands: by names, Chinese ones after others and by pinyin."""
    people = entry.authors or entry.editors
    names = [f"{name.family} {name.given}" for name in people] or [entry.title.lstrip("*\\$")]
    decomposed = unicodedata.normalize("NFKD", "; ".join(names).casefold())
    base = "".join(each for each in decomposed if not unicodedata.combining(each))
    return base.encode("gb18030", "replace"), entry.year, entry.title, entry.key


def _letters(ordered: Sequence[Entry]) -> dict[str, str]:
    """Return key → letter behind the year, for works that a citation could not tell apart."""
    groups: dict[tuple[object, ...], list[str]] = {}
    for entry in ordered:
        people = entry.authors or entry.editors
        if people:
            is_short = len(people) <= _MOST_NAMES and not entry.has_others
            names = people if is_short else people[:1]
            families = [name.family for name in names] + [""] * (not is_short)
            groups.setdefault((*families, entry.year), []).append(entry.key)
    return {
        key: letter
        for keys in groups.values()
        if len(keys) > 1
        for key, letter in zip(keys, _LETTERS, strict=False)
    }


def _show(entry: Entry, number: int, letter: str) -> ShownEntry:
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
        url=_web_address(entry.url),
        url_text=escape_markdown(_web_address(entry.url)),
        doi_url=_web_address(f"https://doi.org/{entry.doi}") if entry.doi else "",
        arxiv_url=f"https://arxiv.org/abs/{entry.arxiv}" if entry.arxiv else "",
    )


def _web_address(url: str) -> str:
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
