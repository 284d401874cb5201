"""Quarto: `_quarto.yml`, posts as `.qmd` or Markdown anywhere."""

import json
import re
from pathlib import Path, PurePosixPath
from typing import Any

from notes_site.importing.blog import Blog, Post, Settings, SourceKind
from notes_site.importing.languages import find_code, split_name
from notes_site.importing.reading import (
    below,
    list_files,
    list_left,
    read_settings,
    read_text,
    split_front,
    text_of,
)

_READ = {
    "project", "lang", "title", "author", "bibliography", "csl", "filters", "execute", "format", "website.title", "website.description", "website.site-url",
    "website.author", "website.repo-url", "website.navbar.title", "book.title", "book.author", "book.description", "book.site-url", "editor",
    "metadata-files", "profile", "theme", "jupyter", "engine", "freeze", "cache", "website.page-navigation", "website.draft-mode",
}  # fmt: skip
"""Settings that are read, or that only run the tool."""

_NOT_NOTES = {"README", "LICENSE", "CONTRIBUTING", "CODE_OF_CONDUCT", "CHANGELOG", "NEWS"}
_INCLUDE = re.compile(r"^\{\{<\s*include\s+(?P<name>\S+?)\s*>\}\}[ \t]*$", re.MULTILINE)
_OPTION = re.compile(r"^[ \t]*#\|\s*(?P<key>[\w-]+)\s*:\s*(?P<value>.*?)\s*$", re.MULTILINE)


def is_quarto(folder: Path) -> bool:
    """Tell whether a folder is a site of Quarto."""
    return any((folder / name).is_file() for name in ("_quarto.yml", "_quarto.yaml"))


def read_quarto(folder: Path) -> Blog:
    """Return the site of Quarto in `folder`."""
    config = read_settings(folder, "_quarto.yml", "_quarto.yaml")
    site = config.get("website") or config.get("book") or {}
    site = site if isinstance(site, dict) else {}
    settings = Settings(
        title=text_of(site.get("title") or config.get("title")),
        description=text_of(site.get("description")),
        author=text_of(config.get("author") or site.get("author")),
        base_url=text_of(site.get("site-url")),
        language=find_code(text_of(config.get("lang"))),
        left_out=list_left(config, _READ),
    )
    posts = []
    unread: dict[str, str] = {}
    included: set[Path] = set()
    for path in list_files(folder, ".qmd", ".md", ".rmd"):
        place = below(path, folder)
        if any(part.startswith("_") for part in place.split("/")) or path.stem in _NOT_NOTES:
            continue
        front, text = split_front(read_text(path))
        if "listing" in front:
            unread[place] = "page that a template fills"
        elif front or path.suffix != ".md":
            text = _read_frozen(folder, place) or text
            posts.append(
                _make_post(folder, path, front, _with_includes(text, path.parent, included))
            )
    if "book" in config:  # whose chapters have no dates
        for post in posts:
            post.is_page = post.name == "index"
    unread |= {below(path, folder.resolve()): "" for path in included}
    bibliographies = tuple(path for path in list_files(folder, ".bib"))
    return Blog(
        kind=SourceKind.QUARTO,
        folder=folder,
        settings=settings,
        posts=posts,
        static=(folder,),
        bibliographies=bibliographies,
        unread=unread,
    )


def _read_frozen(folder: Path, place: str) -> str:
    """Return the text of a file as Quarto has frozen it: with what its cells gave; empty for none."""
    path = _frozen(folder, place) / "execute-results" / "html.json"
    if not path.is_file():
        return ""
    result = json.loads(read_text(path)).get("result")
    text = result.get("markdown") if isinstance(result, dict) else ""
    stem = PurePosixPath(place).stem
    text = split_front(str(text or ""))[1]
    return re.sub(rf"(?<=[(\"']){re.escape(stem)}_files/", f"{stem}/", text)


def _frozen(folder: Path, place: str) -> Path:
    return folder / "_freeze" / PurePosixPath(place).with_suffix("")


def _make_post(folder: Path, path: Path, front: dict[str, Any], text: str) -> Post:
    place = below(path, folder)
    stem, language = split_name(path.stem)
    name = below(path.parent if stem == "index" else path.with_name(stem), folder)
    url = f"/{place.removesuffix(path.suffix)}.html"
    return Post(
        path=place,
        front={"draft": front.pop("draft", False), **front},
        text=text,
        name=name,
        language=find_code(text_of(front.get("lang"))) or language,
        key=name if language else "",
        is_page="/" not in place and not front.get("date"),
        old_urls=tuple(dict.fromkeys((url, url.removesuffix("index.html")))),
        folders=(path.parent, _frozen(folder, place).parent),
        date_hint=path.parent.name[:10] if stem == "index" else stem[:10],
    )


def _with_includes(text: str, folder: Path, included: set[Path], depth: int = 0) -> str:
    """Return `text` with the files that it includes, which may include others.

    Args:
        text: of the file.
        folder: that paths count from.
        included: is told of the files.
        depth: how many files stand around this one.
    """

    def include(match: re.Match[str]) -> str:
        path = folder / match["name"]
        if depth > 5 or not path.is_file():  # noqa: PLR2004 - a file that includes itself has no end
            return match[0]
        included.add(path.resolve())
        return _with_includes(split_front(read_text(path))[1], path.parent, included, depth + 1)

    return _INCLUDE.sub(include, text)
