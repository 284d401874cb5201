"""Front matter of other tools, field by field, as a note has it."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from notes_site.importing.blog import ImportReport, Post
from notes_site.importing.git_dates import find_first_commit
from notes_site.importing.reading import text_of

_DATE = re.compile(
    r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?"
    r"(?:[T\s]+(?P<time>\d{1,2}:\d{1,2}(?::\d{1,2})?)(?:\.\d+)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_AMERICAN = re.compile(r"(?P<month>\d{1,2})[-/](?P<day>\d{1,2})[-/](?P<year>\d{4})")
_WORDED = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%b %d %Y", "%B %d %Y")
_FIRST_HEADING = re.compile(r"\A\s*#[ \t]+(?P<title>[^\n]+?)[ \t]*#*[ \t]*\n")
_UNDERLINED = re.compile(r"\A\s*(?P<title>[^\n#>\-*`|]+)\n=+[ \t]*\n")

_DATES = (
    "date",
    "publishDate",
    "publishdate",
    "pubDate",
    "pubDatetime",
    "created",
    "create_time",
    "published_at",
    "time",
)
_UPDATES = (
    "updated",
    "lastmod",
    "last_modified_at",
    "last-modified",
    "date-modified",
    "modified",
    "update",
    "modDatetime",
    "updatedDate",
    "last_modified",
)
_DESCRIPTIONS = (
    "description",
    "summary",
    "excerpt",
    "subtitle",
    "desc",
    "abstract",
    "spoiler",
    "tldr",
)
_TAGS = ("tags", "tag", "categories", "category", "keywords", "topics")
_AUTHORS = ("authors", "author", "by")
_SERIES = ("series", "collection")
_MOST_TAGS = 100
_READ = {
    "title", "permalink", "abbrlink", "url", "slug", "aliases", "alias", "redirect_from", "draft", "published", "hide", "hidden", "visible",
    "top", "sticky", "pinned", "pin", "toc", "bibliography", "lang", "language", "translationKey", "ref", "type", "layout", "typora-root-url",
    *_DATES, *_UPDATES, *_DESCRIPTIONS, *_TAGS, *_AUTHORS, *_SERIES,
}  # fmt: skip
"""Keys that are read, or say what `Post` says otherwise."""


class Head(Struct, kw_only=True):
    """The front matter of a note."""

    title: str
    date: str
    updated: str = ""
    tags: tuple[str, ...] = ()
    series: str = ""
    authors: tuple[str, ...] = ()
    description: str = ""
    slug: str = ""
    aliases: tuple[str, ...] = ()
    translation_key: str = ""
    is_draft: bool = False
    is_pinned: bool = False
    has_toc: bool = True

    def as_yaml(self, *, is_page: bool) -> str:
        """Return the lines between `---`, those lines included."""
        rows = self.as_rows(is_page=is_page)
        lines = [f"{name}: {_as_yaml(name, value)}" for name, value in rows]
        return "\n".join(["---", *lines, "---", ""])

    def as_rows(self, *, is_page: bool) -> list[tuple[str, object]]:
        """Return the keys that say something, in their order, and their values."""
        rows: list[tuple[str, object]] = [("title", self.title)]
        if not is_page:
            rows.append(("date", self.date))
        texts = (
            ("updated", self.updated),
            ("tags", self.tags),
            ("series", self.series),
            ("authors", self.authors),
            ("description", self.description),
            ("slug", self.slug),
            ("aliases", self.aliases),
            ("translation_key", self.translation_key),
        )
        rows += ((name, value) for name, value in texts if value)
        rows += [("draft", True)] * self.is_draft + [("pinned", True)] * self.is_pinned
        rows += [("toc", False)] * (not self.has_toc)
        return rows


def _as_yaml(name: str, value: object) -> str:
    if name in {"date", "updated"}:
        return str(value)
    return json.dumps(value, ensure_ascii=False)  # JSON is YAML


def make_head(post: Post, timezone: str, folder: Path, report: ImportReport) -> tuple[Head, str]:
    """Return the front matter of a note, and the text without a heading that is its title.

    Args:
        post: the note as read.
        timezone: of times without an offset; empty for UTC.
        folder: of the blog, for the date of git's first commit.
        report: told what was made up and what was left out.
    """
    front = post.front
    title, text = _find_title(post)
    found = _first(front, _DATES)
    moment = _find_moment(found, timezone) or _find_moment(post.date_hint, timezone)
    if moment is None and not post.is_page:
        moment, whence = _date_of_file(folder / post.path, folder)
        report.did(f"date taken from {whence}", post.path)
    head = Head(
        title=title,
        date=moment or "",
        updated=_find_moment(_first(front, _UPDATES), timezone) or "",
        tags=tuple(dict.fromkeys(tag for key in _TAGS for tag in _texts(front.get(key)))),
        series=next((name for key in _SERIES for name in _texts(front.get(key))), ""),
        authors=tuple(dict.fromkeys(name for key in _AUTHORS for name in _texts(front.get(key)))),
        description=_one_line(text_of(_first(front, _DESCRIPTIONS))),
        is_draft=post.is_draft
        or _is_true(front.get("draft"))
        or front.get("published") is False
        or _is_hidden(front),
        is_pinned=any(_is_true(front.get(key)) for key in ("top", "sticky", "pinned", "pin")),
        has_toc=front.get("toc") is not False,
        aliases=tuple(dict.fromkeys([*post.old_urls, *_old_aliases(front)])),
    )
    if _is_hidden(front):
        report.lose("note that the blog hides from its lists, a draft here: file", post.path)
    report.lose("tag beyond the hundredth", post.path, len(head.tags) - _MOST_TAGS)
    head.tags = head.tags[:_MOST_TAGS]
    for key in front.keys() - _READ:
        report.lose(f"front matter `{key}`", post.path)
    return head, text


def has_date(post: Post) -> bool:
    """Tell whether a post, or its name, says when it was written."""
    return bool(_find_moment(_first(post.front, _DATES), "") or _find_moment(post.date_hint, ""))


def _find_title(post: Post) -> tuple[str, str]:
    """Return the title, and the text without the heading that it stands in."""
    given = _one_line(text_of(post.front.get("title")))
    match = _FIRST_HEADING.match(post.text) or _UNDERLINED.match(post.text)
    if match:
        bare = re.sub(r"\s*\{[#.-][^{}]*\}\s*$", "", match["title"]).strip()
        given_id = re.search(r"\{#([^\s{}]+)[^{}]*\}\s*$", match["title"])
        if not given or _folded(bare) == _folded(given):
            post.title_id = given_id[1] if given_id else ""
            return given or bare, post.text[match.end() :]
    name = re.sub(r"[-_]", " ", post.name.rpartition("/")[2]).strip()
    return given or post.menu_title or name, post.text


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _first(front: Mapping[str, Any], keys: Iterable[str]) -> Any:  # noqa: ANN401 - whatever YAML holds
    """Return the first of the values at `keys` that says something."""
    return next((value for key in keys if (value := front.get(key)) or value == 0), None)


def _texts(value: object) -> list[str]:
    """Return the words of a list, or of a text such as `a, b`."""
    if value is None or value is False or value is True:
        return []
    if isinstance(value, Mapping):
        return _texts(value.get("name") or value.get("title") or [*value.values()][:1])
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    text = str(value).strip()
    parts = re.split(r"\s*[,，、;；]\s*", text) if re.search(r"[,，、;；]", text) else [text]
    return [part.strip().lstrip("#") for part in parts if part.strip()]


def _is_hidden(front: Mapping[str, Any]) -> bool:
    """Tell whether a post is in no list of the blog."""
    is_hidden = _is_true(front.get("hide")) or _is_true(front.get("hidden"))
    return is_hidden or front.get("visible") is False


def _is_true(value: object) -> bool:
    if isinstance(value, str):
        return value.strip().lower() in {"true", "yes", "1", "on"}
    return bool(value) and not isinstance(value, list)  # Material for MkDocs hides parts of a page


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _old_aliases(front: Mapping[str, Any]) -> list[str]:
    found = [url for key in ("aliases", "alias", "redirect_from") for url in _texts(front.get(key))]
    return [url if url.startswith("/") else f"/{url}" for url in found if "://" not in url]


def _find_moment(value: object, timezone: str) -> str | None:
    """Return a date, or a time with its offset, as front matter has it; None for what is none."""
    if isinstance(value, datetime):
        return _show(value, timezone)
    if isinstance(value, date):
        return value.isoformat()
    text = text_of(value)
    if match := _DATE.search(text):
        return _from_parts(match, timezone)
    if match := _AMERICAN.fullmatch(text):
        return _from_parts(match, timezone)
    for form in _WORDED:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).date().isoformat()
        except ValueError:
            continue
    return None


def _from_parts(match: re.Match[str], timezone: str) -> str | None:
    given = match.groupdict()
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
        if not given.get("time"):
            return day.isoformat()
        hour, minute, *second = map(int, given["time"].split(":"))
        at = datetime.combine(day, time(hour % 24, minute, second[0] if second else 0))
    except ValueError:
        return None
    zone = given.get("zone")
    if zone:
        at = datetime.fromisoformat(f"{at.isoformat()}{zone.replace('Z', '+00:00')}")
    return _show(at, timezone)


def _show(moment: datetime, timezone: str) -> str:
    if moment.tzinfo is None:
        if moment.time() == time.min:
            return moment.date().isoformat()
        try:
            moment = moment.replace(tzinfo=ZoneInfo(timezone) if timezone else UTC)
        except (ZoneInfoNotFoundError, ValueError):
            moment = moment.replace(tzinfo=UTC)
    return moment.replace(microsecond=0).isoformat()


def _date_of_file(path: Path, folder: Path) -> tuple[str, str]:
    """Return the date of git's first commit of a file, or when it was last changed; and whence it is."""
    if day := find_first_commit(path, folder):
        return day, "git's first commit"
    return datetime.fromtimestamp(
        path.stat().st_mtime, UTC
    ).date().isoformat(), "the file's last change"
