"""Front matter, as its author declares it."""

from collections.abc import Mapping
from datetime import UTC, datetime, time

from msgspec import Struct


class Paper(Struct, frozen=True, kw_only=True):
    """The paper that a note is about, as front matter names it."""

    title: str
    authors: tuple[str, ...]
    venue: str
    year: str
    arxiv: str
    """Identifier such as `2103.00020`."""

    doi: str
    url: str
    code: str
    """Address of its code."""

    key: str = ""
    """Of its entry in the bibliography, where front matter names that alone."""


class Change(Struct, frozen=True, kw_only=True):
    """A change of a note, as its author says."""

    date: datetime
    text: str


class FrontMatter(Struct, frozen=True, kw_only=True):
    """The front matter of a note. Texts are empty where not given."""

    title: str
    date: datetime | None
    """None for standing pages only. A date without a time is midnight UTC."""

    updated: datetime | None
    tags: tuple[str, ...]
    series: str
    authors: tuple[str, ...]
    is_draft: bool
    is_partial: bool
    """Whether it is a translation under way, so that it lacks parts of the original."""

    description: str
    excerpt: str
    """Markdown that stands in for the automatic excerpt."""

    slug: str
    aliases: tuple[str, ...]
    former_names: tuple[str, ...]
    """Last parts of addresses that other tools gave the note, as `abbrlink` and `permalink` say."""

    bibliography: tuple[str, ...]
    """Files of entries, from the note's folder or the site's."""

    translation_key: str
    history: tuple[Change, ...]
    """Newest first."""

    id: str
    """Of the note in feeds, where it was brought along."""

    paper: Paper | None
    is_pinned: bool
    has_toc: bool
    macros: Mapping[str, str]
    """TeX macros of this note alone, as `math.macros` of `site.yaml`."""

    extra: Mapping[str, object]
    """Free values for a site's own templates."""

    lines: Mapping[str, int]
    """Key → 1-based line of the file where it stands."""


def is_whole_day(moment: datetime) -> bool:
    """Tell whether `moment` stands for a date without a time."""
    return moment.tzinfo is UTC and moment.time() == time.min
