"""`site.yaml` of an imported site, and what lies beside it."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct

from notes_site.authoring.new_site import HANDBOOK, SKELETON
from notes_site.authoring.requirement import own_requirement
from notes_site.importing.blog import MenuLink, Settings
from notes_site.importing.languages import LABELS, TAGS

_UNSET = re.compile(r"//(?:www\.)?(?:example\.(?:com|org)|yoursite\.com)\b|localhost")
"""Addresses of configurations that nobody has filled in."""

_SECTIONS = (
    (re.compile(r"/(?:index\.html)?|(?:/(?:zh|cn|en)(?:-\w+)?)?/(?:home/?)?"), "home"),
    (
        re.compile(
            r"(?:/\w\w)?/(?:archives?|timeline|blog|posts?|articles)(?:/|\.html|/index\.html)?"
        ),
        "archive",
    ),
    (re.compile(r"(?:/\w\w)?/(?:tags?|categor(?:y|ies)|topics)(?:/|\.html|/index\.html)?"), "tags"),
    (re.compile(r"(?:/\w\w)?/search(?:/|\.html)?"), "search"),
    (re.compile(r"(?:/\w\w)?/(?:atom|feed|rss|rss2|index)\.xml"), "feed"),
)
"""Addresses in menus → the page here that shows the like."""

_THEMES_OWN = {"home", "archives", "archive", "tags", "categories", "category", "about", "search"}
"""Titles in menus that themes translate, as the page's own name here is."""


class MenuEntry(Struct, kw_only=True):
    """An entry of `navigation`."""

    page: str
    """Empty for an address."""

    url: str = ""
    titles: dict[str, str]


def make_menu(
    links: Iterable[MenuLink], find: Callable[[str], tuple[str, str]], tell: Callable[[str], None]
) -> list[MenuEntry]:
    """Return the entries of the menu, each page once.

    Args:
        links: of the blog's menu.
        find: returns the name of the standing page and the address of the note that an old address leads to; both empty for none.
        tell: is told of an address that leads nowhere here.
    """
    entries: list[MenuEntry] = []
    for link in links:
        address = link.address if link.address.startswith(("http", "/")) else f"/{link.address}"
        if address.startswith(("/#", "/javascript:", "/mailto:")):
            continue  # opens what stands below it
        page, url = find(address)
        if not page and not url:
            page = next((name for form, name in _SECTIONS if form.fullmatch(address)), "")
        if not page and not url and re.match(r"https?://", address):
            url = address
        if not page and not url:
            tell(f"{next(iter(link.titles.values()))}: {address}")
            continue
        known = next((each for each in entries if (each.page, each.url) == (page, url)), None)
        if known is None:
            entries.append(MenuEntry(page=page, url=url, titles=dict(link.titles)))
        else:
            known.titles = link.titles | known.titles
    return entries


def write_settings(settings: Settings, languages: Sequence[str], menu: Sequence[MenuEntry]) -> str:
    """Return `site.yaml`: what the blog says, and in comments what can be set.

    Args:
        settings: of the blog.
        languages: codes, the most frequent first.
        menu: entries of `navigation`; empty for that of all pages.
    """
    first = settings.language if settings.language in languages else languages[0]
    ordered = [first, *(code for code in languages if code != first)]
    handbook = f"{HANDBOOK}/zh" if first == "zh" else HANDBOOK
    blocks = (
        _name_site(settings, ordered),
        _describe_languages(settings, ordered),
        ["", "# The index", *_show_index(settings)],
        ["", "# Head and foot", *_show_edges(settings, ordered, menu)],
        ["", "# Readers", *_show_readers(settings)],
        ["", "# Code and formulas", *_show_texts(settings)],
    )
    head = [
        "# yaml-language-server: $schema=.notes-site/site.schema.json",
        "# Made by `notes-site import` of what the blog's own settings say.",
        f"# Every key is described in {handbook}/notes/configuration/",
        "",
    ]
    return "\n".join([*head, *(row for block in blocks for row in block)]) + "\n"


def _name_site(settings: Settings, languages: Sequence[str]) -> list[str]:
    base = settings.base_url.strip()
    is_address = bool(re.match(r"https?://[^\s/]+", base)) and not _UNSET.search(base)
    titles = {code: settings.titles[code] for code in languages if settings.titles.get(code)}
    title = titles if len({*titles.values()}) > 1 else settings.title or "Notes"
    rows = [f"title: {_quote(title)}"]
    if settings.author:
        email = f", email: {_quote(settings.email)}" if "@" in settings.email else ""
        rows.append(f"author: {{name: {_quote(settings.author)}{email}}}")
    address = base.rstrip("/") + "/" if is_address else "https://name.github.io/"
    rows.append(f"{'' if is_address else '# '}base_url: {_quote(address)}")
    return rows


def _describe_languages(settings: Settings, languages: Sequence[str]) -> list[str]:
    rows = ["languages:"]
    rows += (
        f"  {code}: {{label: {LABELS.get(code, code)}, tag: {TAGS.get(code, code)}}}"
        for code in languages
    )
    zone = settings.timezone
    rows.append(
        f"timezone: {zone}" if zone else "# timezone: Asia/Shanghai   # of times without an offset"
    )
    if settings.permalink:
        rows.append(f"urls: {{note: {_quote(settings.permalink)}}}   # as the blog has it")
    return rows


def _show_index(settings: Settings) -> list[str]:
    rows = [f"tagline: {_quote(settings.tagline)}   # below the title"]
    if settings.description:
        rows.append(f"description: {_quote(settings.description)}")
    if settings.per_page:
        rows.append(f"index: {{per_page: {min(settings.per_page, 50)}}}")
    return rows


def _show_edges(
    settings: Settings, languages: Sequence[str], menu: Sequence[MenuEntry]
) -> list[str]:
    rows = ["navigation:   # the blog's menu"] if menu else []
    rows += (f"  - {_show_entry(entry, languages)}" for entry in menu)
    if not menu:
        rows.append("# navigation: [home, archive, tags, about]   # without it: all of them")
    if settings.social:
        rows.append(f"social: {_as_flow(settings.social)}")
    else:
        rows.append("# social: {github: name, email: name@example.org, feed: true}")
    foot = {"licence": settings.licence, "icp": settings.icp, "police": settings.police}
    if said := {name: value for name, value in foot.items() if value}:
        rows.append(f"footer: {_as_flow(said)}")
    if settings.favicon:
        rows.append(f"favicon: {_quote(settings.favicon)}")
    return rows


def _show_entry(entry: MenuEntry, languages: Sequence[str]) -> str:
    titles = {code: entry.titles.get(code) or entry.titles.get("", "") for code in languages}
    said = {code: title for code, title in titles.items() if title}
    shown = _quote(next(iter(said.values())) if len({*said.values()}) == 1 else said)
    if entry.url:
        return f"{{title: {shown}, url: {_quote(entry.url)}}}"
    is_for_all = len(languages) == 1 or "" not in entry.titles
    is_own = not said or any(title.lower() in _THEMES_OWN for title in said.values())
    if is_own or not is_for_all or len(said) < len(languages):
        return _quote(entry.page)
    return f"{{page: {_quote(entry.page)}, title: {shown}}}"


def _show_readers(settings: Settings) -> list[str]:
    rows = []
    if settings.giscus:
        rows.append(f"comments: {{giscus: {_as_flow(settings.giscus)}}}")
    else:
        rows.append(
            "# comments: {giscus: {repo: name/notes, repo_id: R_…, category: Announcements, category_id: DIC_…}}"
        )
    if settings.statistics:
        rows.append(f"statistics: {_as_flow(settings.statistics)}")
    return rows


def _show_texts(settings: Settings) -> list[str]:
    rows = []
    if settings.code_styles:
        rows.append(f"code: {_as_flow(settings.code_styles)}")
    if settings.macros:
        rows.append("math:\n  macros:")
        rows += (
            f"    {_quote(name)}: {_quote(text)}" for name, text in sorted(settings.macros.items())
        )
    return rows or ["# code: {light: xcode, dark: github-dark}"]


def _quote(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _as_flow(values: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{name}: {_quote(value)}" for name, value in values.items()) + "}"


def write_signs(settings: Settings) -> str:
    """Return the part of `<head>` by which search engines know whose the site is; empty for none."""
    return "".join(
        f'<meta name="{name}" content="{code}">\n' for name, code in settings.signs.items()
    )


def write_publishing() -> dict[str, bytes]:
    """Return the files beside `site.yaml` that `init` writes too: path → content."""
    paths = (".gitignore", ".github/workflows/publish.yml")
    files = {path: (SKELETON / path).read_bytes() for path in paths}
    return {**files, "requirements.txt": f"{own_requirement().line}\n".encode()}
