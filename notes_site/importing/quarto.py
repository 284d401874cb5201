"""Quarto: `_quarto.yml`, posts as `.qmd` or Markdown anywhere."""

import json
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from notes_site.importing.blog import Blog, Chapter, Post, Settings, SourceKind
from notes_site.importing.contents import place_chapters, read_nested
from notes_site.importing.languages import find_code, split_name
from notes_site.importing.notebooks import read_notebooks
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
    "metadata-files", "profile", "theme", "jupyter", "engine", "freeze", "cache", "website.page-navigation", "website.draft-mode", "book.chapters", "book.appendices", "website.sidebar",
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
    chapters = list(_list_chapters(config))
    unread: dict[str, str] = {}
    posts = _read_posts(folder, {posixpath.normpath(each.path) for each in chapters}, unread)
    place_chapters(chapters, posts)
    for post in posts:
        if "book" in config:  # whose chapters have no dates
            post.is_page = post.name == "index"
        post.is_page = post.is_page and not post.chapter
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


def _read_posts(folder: Path, chapters: Collection[str], unread: dict[str, str]) -> list[Post]:
    """Return the texts and notebooks that Quarto makes pages of.

    Args:
        folder: of the site.
        chapters: paths of texts that are pages without front matter.
        unread: told of the others.
    """
    posts = []
    included: set[Path] = set()
    for path in list_files(folder, ".qmd", ".md", ".rmd"):
        place = below(path, folder)
        if _is_private(place) or path.stem in _NOT_NOTES:
            continue
        front, text = split_front(read_text(path))
        if "listing" in front:
            unread[place] = "page that a template fills"
        elif front or path.suffix != ".md" or place in chapters:
            text = _with_includes(_read_frozen(folder, place) or text, path.parent, included)
            posts.append(_make_post(folder, path, front, text))
    for path, read in read_notebooks(folder):
        place = below(path, folder)
        if read.reason and not _is_private(place):
            unread[place] = read.reason
        elif not _is_private(place):
            posts.append(_make_post(folder, path, read.front, read.text))
    unread |= {below(path, folder.resolve()): "" for path in included}
    return posts


def _is_private(place: str) -> bool:
    return any(part.startswith("_") for part in place.split("/"))


def _list_chapters(config: Mapping[str, Any]) -> Iterator[Chapter]:
    """Yield what a book, or the sidebar of a website, names in its order."""
    book, site = config.get("book"), config.get("website")
    if isinstance(book, Mapping):
        yield from read_nested(book.get("chapters"))
        yield from read_nested(book.get("appendices"))
    sidebar = site.get("sidebar") if isinstance(site, Mapping) else None
    for each in sidebar if isinstance(sidebar, list) else [sidebar]:
        if isinstance(each, Mapping):
            yield from read_nested(each.get("contents"))


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
