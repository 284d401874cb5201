"""Tables of contents of books: sidebars of docsify and VitePress, summaries of GitBook, chapters of Quarto, `nav` of MkDocs."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from notes_site.importing.blog import Chapter, Post

_LINE = re.compile(
    r"(?P<indent>[ \t]*)(?:(?P<bullet>[-*+]|\d+[.)])[ \t]+|#{1,6}[ \t]+)?(?P<rest>\S.*?)[ \t]*"
)
_LINK = re.compile(
    r"\[(?P<title>(?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?(?P<path>(?:[^()<>\"']|\([^()]*\))*?)>?\s*(?:[\"'][^\n]*)?\)"
)
_NO_PART = re.compile(r"summary|(?:table of )?contents|目录|目錄", re.IGNORECASE)
_SUFFIX = re.compile(r"\.(?:md|markdown|qmd|rmd|ipynb|html)$", re.IGNORECASE)


def read_list(text: str) -> list[Chapter]:
    """Return the chapters that a list of links in Markdown names.

    A part is a line that is no item of the list, or an item that has others below it.
    """
    lines = [match for line in text.split("\n") if (match := _LINE.fullmatch(line))]
    chapters = []
    part = above = ""
    for number, line in enumerate(lines):
        link = _LINK.search(line["rest"])
        title = _bare(link["title"] if link else line["rest"])
        depth = len(line["indent"].expandtabs(4))
        if not depth:
            following = lines[number + 1]["indent"] if number + 1 < len(lines) else ""
            part = above
            if not line["bullet"]:
                part = above = "" if _NO_PART.fullmatch(title) else title
            elif following:
                part = title
        if link and link["path"].strip():
            chapters.append(Chapter(path=link["path"].strip(), part=part, title=title))
    return [chapter for chapter in chapters if _is_own(chapter.path)]


def _bare(text: str) -> str:
    return re.sub(r"<[^>]*>|[*_`]", "", text).strip()


def _is_own(path: str) -> bool:
    return not re.match(r"[a-z][a-z0-9+.-]*:|//|#", path, re.IGNORECASE) and "*" not in path


_NAMES = ("part", "caption", "section", "text", "title")
_FILES = ("file", "href", "link", "path")
_BELOW = ("chapters", "sections", "contents", "items", "children", "pages")


def read_nested(value: object, part: str = "", title: str = "") -> Iterator[Chapter]:
    """Yield the chapters of lists in lists: Quarto's `chapters` and `contents`, the `nav` of MkDocs."""
    if isinstance(value, str):
        if _is_own(value) and (_SUFFIX.search(value) or value.endswith("/")):
            yield Chapter(path=value, part=part, title=title)
    elif isinstance(value, list):
        for each in value:
            yield from read_nested(each, part)
    elif isinstance(value, Mapping):
        yield from _read_entry(value, part)


def _read_entry(entry: Mapping[Any, Any], part: str) -> Iterator[Chapter]:
    name = next((str(entry[key]) for key in _NAMES if isinstance(entry.get(key), str)), "")
    below = next((entry[key] for key in _BELOW if key in entry), None)
    file = next((entry[key] for key in _FILES if key in entry), None)
    if below is None and file is None:
        for key, each in entry.items():  # MkDocs: a title and what it stands for
            yield from read_nested(
                each, part or ("" if isinstance(each, str) else str(key)), str(key)
            )
        return
    if _SUFFIX.search(name):
        file, name = name, posixpath.basename(_SUFFIX.sub("", name)).replace("-", " ")
    if isinstance(file, str) and _is_own(file):
        yield Chapter(path=file, part=part or (name if below else ""), title=name)
    yield from read_nested(below, part or name)


_SCRIPT = re.compile(
    r"(?P<open>[\[{])|(?P<close>[\]}])|(?P<key>\w+)\s*:\s*(?=[\[{])|(?:(?P<name>text|title|link|path|prefix)\s*:\s*)?(?P<quote>[\"'`])(?P<value>(?:\\.|(?!(?P=quote)).)*)(?P=quote)(?P<colon>\s*:)?",
)


def read_script(text: str) -> list[Chapter]:
    """Return the chapters of `sidebar` in a configuration of VitePress or VuePress."""
    found = re.search(r"\bsidebar\s*:\s*(?=[\[{])", text)
    if found is None:
        return []
    chapters: list[Chapter] = []
    names: list[str] = []
    """The name of each bracket that is open; empty for one that has none."""

    title = ""
    text = re.sub(r"(?<!:)//[^\n]*|/\*.*?\*/", "", text[found.end() :], flags=re.DOTALL)
    for match in _SCRIPT.finditer(text):
        if match["open"]:
            names.append(title if match["open"] == "[" else "")
            title = ""
        elif match["close"]:
            names.pop()
            if not names:
                break
        elif match["name"] in {"text", "title"}:
            title = match["value"]
        elif match["value"] is not None and not match["colon"] and match["name"] != "prefix":
            path = match["value"]
            if _is_own(path) and (match["name"] or path.startswith("/") or _SUFFIX.search(path)):
                part = next(filter(None, names), "")
                chapters.append(Chapter(path=path, part=part, title=title))
    return chapters


def place_chapters(chapters: Iterable[Chapter], posts: Iterable[Post], root: str = "") -> None:
    """Give posts their places in a book.

    Args:
        chapters: in their order.
        posts: of the blog.
        root: folder below the blog's that paths of chapters count from; empty for the blog's own.
    """
    known: dict[str, Post] = {}
    for post in posts:
        bare = _SUFFIX.sub("", post.path).lower()
        for name in (bare, re.sub(r"(?:^|/)(?:readme|index)$", "", bare)):
            known.setdefault(name, post)
    number = 0
    for chapter in chapters:
        path = unquote(re.split(r"[#?]", chapter.path)[0]).strip("/")
        path = posixpath.normpath(posixpath.join(root, path)).lower()
        found = known.get(_SUFFIX.sub("", path)) or known.get("" if path == "." else path)
        if found and not found.chapter:
            number += 1
            found.chapter, found.part = number, chapter.part
            found.menu_title = chapter.title
