"""The addresses of notes, known before any of them is rendered."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from urllib.parse import quote

from notes_site.config import SiteConfig
from notes_site.errors import Place, Problem
from notes_site.model import Kind, Source, Url
from notes_site.text.slug import slug

RESERVED = frozenset(
    [
        "notes",
        "tags",
        "series",
        "archive",
        "search",
        "page",
        "assets",
        "pagefind",
        "papers",
        "references",
        "files",
        "feed.xml",
        "sitemap.xml",
    ]
)
"""First parts of addresses that are the site's own."""


_DATED = re.compile(r"\{(?:year|month|day)\}")

BILINGUAL = "bilingual/"
"""What the address of an article in both languages ends in, behind that of a note."""


def map_urls(
    sources: Sequence[Source], config: SiteConfig
) -> tuple[Mapping[str, Url], list[Problem]]:
    """Return path of a note → its address, and the mistakes.

    Two notes at one address are one, and two notes of one language with the key of one article.
    """
    urls: dict[str, Url] = {}
    owners: dict[Url, Source] = {}
    problems = [*_double_keys(sources)]
    taken = RESERVED | {language.code for language in config.languages}
    own = config.urls.note.split("/")[1]  # where notes may be, such as `notes`
    for source in sources:
        url = _note_url(source, config)
        place = Place(path=source.path, line=source.front.lines.get("slug", 0))
        is_dated = source.front.date is not None or source.kind is Kind.PAGE
        if not is_dated and _DATED.search(config.urls.note):
            urls[source.path] = url  # that the date is missing is told
            continue
        first = owners.setdefault(url, source)
        if first is not source:
            remedy = "write another `slug`"
            if source.name == first.name and source.folder != first.folder:
                pattern = config.urls.note.replace("{slug}", "{path}")
                remedy += f", or `urls: {{note: {pattern}}}` in site.yaml, which has the folders"
            elif source.front.date and first.front.date and source.front.date != first.front.date:
                pattern = config.urls.note.replace("{slug}", "{year}/{month}/{day}/{slug}")
                remedy += f", or `urls: {{note: {pattern}}}` in site.yaml, which has the dates"
            text = f"this note has the address {url}, as {first.path} has; {remedy}"
            problems.append(Problem(place=place, kind="addresses", text=text))
        root = language_root(source.language, config)
        below = url.removeprefix(f"{root}/").split("/")[0]
        if below in taken and not (source.kind is Kind.NOTE and below == own):
            text = f"the address {url} is the site's own; rename the file, or write a `slug`"
            problems.append(Problem(place=place, kind="addresses", text=text))
        urls[source.path] = url
    if config.has_bilingual:
        problems += _below_others(owners)
    return urls, problems


def _below_others(owners: Mapping[Url, Source]) -> Iterator[Problem]:
    """Yield a mistake for each note that lies where another one is shown in both languages."""
    for url, source in owners.items():
        other = owners.get(Url(url.removesuffix(BILINGUAL)))
        if other is not None and other is not source:
            line = source.front.lines.get("slug", 0)
            text = (
                f"{url} is for {other.path} in both languages; rename the file, or write a `slug`"
            )
            yield Problem(place=Place(path=source.path, line=line), kind="addresses", text=text)


def _double_keys(sources: Sequence[Source]) -> Iterator[Problem]:
    """Yield a mistake for each note whose `translation_key` another one of its language has."""
    owners: dict[tuple[str, str], Source] = {}
    for source in sources:
        first = owners.setdefault((source.language, source.key), source)
        if first is source:
            continue
        # The one that writes the key; paths alone can clash as addresses only.
        second, first = (source, first) if source.front.translation_key else (first, source)
        if second.front.translation_key:
            line = first.front.lines.get("translation_key", 1)
            text = (
                f"the note at {first.path}:{line} is the article `{second.key}` in this language "
                "already; write another `translation_key`"
            )
            place = Place(path=second.path, line=second.front.lines["translation_key"])
            yield Problem(place=place, kind="addresses", text=text)


def language_root(code: str, config: SiteConfig) -> str:
    """Return what the addresses of a language begin with: empty, or `/en`."""
    return "" if code == config.default_language.code else f"/{code}"


def _note_url(source: Source, config: SiteConfig) -> Url:
    name = source.front.slug or slug(source.name) or "note"
    root = language_root(source.language, config)
    if source.kind is Kind.PAGE:
        return _page_address(root, source.folder, name)
    date = source.front.date
    day = (date.year, date.month, date.day) if date else None  # equal dates may be different days
    return _note_address(root, source.folder, name, day, config.urls.note)


@cache
def _page_address(root: str, folder: str, name: str) -> Url:
    below = _folder_address(folder).removeprefix("pages").strip("/")
    return Url(quote(f"{root}/{below}/{name}/".replace("//", "/")))


@cache
def _note_address(
    root: str, folder: str, name: str, day: tuple[int, int, int] | None, pattern: str
) -> Url:
    path = pattern.format(
        slug=name,
        path=f"{_folder_address(folder)}/{name}".lstrip("/"),
        year=str(day[0]) if day else "",
        month=f"{day[1]:02}" if day else "",
        day=f"{day[2]:02}" if day else "",
    )
    return Url(quote(f"{root}{path}"))


def _folder_address(folder: str) -> str:
    return "/".join(filter(None, map(slug, folder.split("/"))))


def alias_url(alias: str) -> Url:
    """Return the address of the page that stands at a former address, as `aliases` names it.

    Hosts serve a page at `/old` from `/old/`.
    """
    path = quote(alias, safe="/-._~!$&'()*+,;=:@%")
    return Url(path if path.endswith(("/", ".html", ".htm")) else f"{path}/")
