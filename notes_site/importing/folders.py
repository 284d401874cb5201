"""Folders of Markdown without a generator: docsify, Obsidian, Notion, Typora, and any other."""

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from notes_site.importing.blog import Blog, Post, Settings, SourceKind
from notes_site.importing.contents import place_chapters, read_list, read_nested
from notes_site.importing.languages import find_code, split_name
from notes_site.importing.notebooks import read_notebooks
from notes_site.importing.reading import (
    below,
    list_files,
    read_settings,
    read_text,
    split_front,
    text_of,
)

_HEX = re.compile(r"[ _-]?[0-9a-f]{32}$")
"""What Notion adds to names."""

_PROPERTY = re.compile(r"^(?P<key>[^\W\d_][\w /()-]{0,30}): (?P<value>.+)$")
_INSERTED = re.compile(r"image-20\d{12,15}\.\w+$")
_NOT_NOTES = {
    "_sidebar",
    "_navbar",
    "_coverpage",
    "_404",
    "SUMMARY",
    "LICENSE",
    "CONTRIBUTING",
    "CODE_OF_CONDUCT",
    "CHANGELOG",
}
_DATE = re.compile(r"(?P<date>\d{4}[-_.]?\d{2}[-_.]?\d{2})[-_. ]*")


def is_docsify(folder: Path) -> bool:
    """Tell whether a folder is a site of docsify: by its sidebar, or the page that runs it."""
    roots = (folder, folder / "docs")
    pages = (root / "index.html" for root in roots)
    return any(
        (root / name).is_file() for root in roots for name in ("_sidebar.md", "_coverpage.md")
    ) or any(page.is_file() and "$docsify" in read_text(page) for page in pages)


def is_obsidian(folder: Path) -> bool:
    """Tell whether a folder is a vault of Obsidian, or of Quartz, which publishes one."""
    return (
        is_quartz(folder)
        or (folder / ".obsidian").is_dir()
        or any((folder / name / ".obsidian").is_dir() for name in ("content", "docs", "vault"))
    )


def is_quartz(folder: Path) -> bool:
    """Tell whether a folder is a site of Quartz: a vault in `content`."""
    return (folder / "quartz.config.ts").is_file() and (folder / "content").is_dir()


def is_notion(folder: Path) -> bool:
    """Tell whether a folder is an export of Notion: half of its notes have 32 digits behind their names."""
    names = [path.stem for path in list_files(folder, ".md")]
    return bool(names) and sum(bool(_HEX.search(name)) for name in names) * 2 >= len(names)


def is_typora(folder: Path) -> bool:
    """Tell whether a folder is one of Typora.

    Its pictures lie in `name.assets` beside a note, or have the time of their insertion for a name.
    """
    return any(
        (path.parent / f"{path.stem}.assets").is_dir() for path in list_files(folder, ".md")
    ) or any(_INSERTED.match(path.name) for path in list_files(folder, ".png", ".jpg"))


def read_docsify(folder: Path) -> Blog:
    """Return the site of docsify in `folder`, or in its `docs`."""
    root = (
        folder / "docs"
        if (folder / "docs").is_dir() and not (folder / "_sidebar.md").is_file()
        else folder
    )
    index = root / "index.html"
    page = read_text(index) if index.is_file() else ""
    name = re.search(r"""\bname\s*:\s*["']([^"']+)""", page) or re.search(
        r"<title>([^<]+)</title>", page
    )
    blog = read_texts(folder, root, SourceKind.DOCSIFY)
    _order_chapters(blog, root, "_sidebar.md")
    blog.settings.title = name[1].strip() if name else blog.settings.title
    if page and "history" not in page:
        reason = "page of docsify, whose addresses stand behind `#`, where no server sees them"
        blog.unread[below(index, folder)] = reason
    return blog


def read_obsidian(folder: Path) -> Blog:
    """Return the vault of Obsidian in `folder`."""
    if is_quartz(folder):
        return _read_quartz(folder)
    root = next(
        (
            folder / name
            for name in ("content", "docs", "vault")
            if (folder / name / ".obsidian").is_dir()
        ),
        folder,
    )
    return read_texts(folder, root, SourceKind.OBSIDIAN)


def _read_quartz(folder: Path) -> Blog:
    """Return the vault that Quartz publishes, with its addresses.

    Rule: `slugifyFilePath` of Quartz.
    """
    blog = read_texts(folder, folder / "content", SourceKind.OBSIDIAN)
    config = read_text(folder / "quartz.config.ts")
    given = {
        match["key"]: match["value"]
        for match in re.finditer(
            r"^\s*(?P<key>pageTitle|baseUrl|locale)\s*:\s*[\"'`](?P<value>[^\n]*)[\"'`],",
            config,
            re.MULTILINE,
        )
    }
    settings = blog.settings
    settings.title = given.get("pageTitle") or settings.title
    settings.base_url = f"https://{given['baseUrl']}" if given.get("baseUrl") else ""
    settings.language = find_code(given.get("locale", ""))
    for post in blog.posts:
        place = re.sub(r"\.\w+$", "", post.path.removeprefix("content/"))
        for old, new in ((r"\s", "-"), ("&", "-and-"), ("%", "-percent"), (r"[?#]", "")):
            place = re.sub(old, new, place)
        place = re.sub(r"(?:^|/)index$", "/", place)
        post.old_urls = (f"/{place.lstrip('/')}",)
        permalink = text_of(post.front.get("permalink")).strip("/")
        if permalink:
            post.old_urls += (f"/{permalink}",)
        post.is_draft = _is_hidden(post.front)
    return blog


def _is_hidden(front: dict[str, object]) -> bool:
    return str(front.get("publish")).lower() == "false"


def read_notion(folder: Path) -> Blog:
    """Return the export of Notion in `folder`: names without their digits, properties as front matter."""
    blog = read_texts(folder, folder, SourceKind.NOTION)
    blog.posts += [_read_database(path, folder) for path in list_files(folder, ".csv")]
    blog.posts = [post for post in blog.posts if post.text.strip()]
    for post in blog.posts:
        post.name = "/".join(_HEX.sub("", part) for part in post.name.split("/"))
        if post.path.endswith(".md"):
            _take_properties(post)
    return blog


def _read_database(path: Path, folder: Path) -> Post:
    """Return a database of Notion as a note: a table whose first column leads to its notes."""
    below_it = {_HEX.sub("", note.stem): note for note in list_files(path.with_suffix(""), ".md")}
    rows = list(csv.reader(read_text(path).splitlines()))
    if path.stem.endswith("_all") or not rows:
        rows = []  # the same rows once more, without the filter of a view
    lines = []
    for number, row in enumerate(rows):
        cells = [_with_relations(" ".join(cell.split())).replace("|", r"\|") for cell in row]
        note = below_it.get(row[0].strip()) if number and row else None
        if note:
            cells[0] = f"[{cells[0]}]({quote(below(note, path.parent))})"
        lines.append(f"| {' | '.join(cells)} |")
        if not number:
            lines.append("| " + " | ".join("---" for _ in cells) + " |")
    place = below(path.with_suffix(""), folder)
    return Post(
        path=below(path, folder),
        front={"title": _HEX.sub("", path.stem)},
        text="\n".join(lines),
        name=place,
        folders=(path.parent,),
    )


def _with_relations(value: str) -> str:
    """Return a value with links in the place of paths of related notes."""

    def link(match: re.Match[str]) -> str:
        name = _HEX.sub("", unquote(match["path"]).rpartition("/")[2])
        return f"[{name}]({match['path']}.md)"

    return _RELATION.sub(link, value)


_RELATION = re.compile(r"(?P<path>[^\s,|()]*[0-9a-f]{32})\.(?:md|csv)")

_KNOWN_PROPERTIES = {
    "date": "date",
    "created": "date",
    "date_created": "date",
    "created_time": "date",
    "日期": "date",
    "创建时间": "date",
    "创建日期": "date",
    "updated": "updated",
    "last_edited_time": "updated",
    "最后编辑时间": "updated",
    "tags": "tags",
    "tag": "tags",
    "标签": "tags",
    "category": "categories",
    "categories": "categories",
    "author": "author",
    "authors": "authors",
    "description": "description",
    "summary": "summary",
}
"""Properties that are front matter, by name in lower case; the others stay in the text."""


def _take_properties(post: Post) -> None:
    """Take the lines `Tags: a, b` below the title for front matter, or leave them as a list."""
    match = re.match(r"\A\s*#[ \t]+(?P<title>[^\n]+)\n+(?P<rest>.*)", post.text, re.DOTALL)
    if match is None:
        return
    head, mark, text = match["rest"].partition("\n\n")
    found = [_PROPERTY.match(line) for line in head.rstrip("\n").split("\n")]
    kept = []
    for property_ in found if all(found) else []:
        if property_ is None:
            continue
        key = _KNOWN_PROPERTIES.get(property_["key"].lower().replace(" ", "_"))
        if key:
            post.front.setdefault(key, property_["value"])
        else:
            kept.append(f"- **{property_['key']}**: {_with_relations(property_['value'])}")
    post.front.setdefault("title", match["title"])
    is_taken = all(found)
    post.text = "\n".join(kept) + mark + text if is_taken else match["rest"]


def read_folder(folder: Path) -> Blog:
    """Return the notes of a folder of Markdown."""
    kind = SourceKind.TYPORA if is_typora(folder) else SourceKind.FOLDER
    blog = read_texts(folder, folder, kind)
    root = next(
        (
            root
            for root in (folder, folder / "docs", folder / "src")
            if (root / "SUMMARY.md").is_file()
        ),
        folder,
    )
    _order_chapters(blog, root, "SUMMARY.md")
    book = read_settings(folder, "_toc.yml")  # of Jupyter Book
    place_chapters(read_nested([{"file": book.get("root", "")}, *_groups(book)]), blog.posts)
    return blog


def _groups(book: Mapping[str, Any]) -> list[object]:
    """Return the parts, or the chapters, of a table of contents of Jupyter Book."""
    return next(
        (book[key] for key in ("parts", "chapters", "sections") if isinstance(book.get(key), list)),
        [],
    )


def _order_chapters(blog: Blog, root: Path, name: str) -> None:
    """Order the notes of a blog as a table of contents in `root` does, if there is one."""
    contents = root / name
    if contents.is_file():
        place_chapters(read_list(read_text(contents)), blog.posts, below(root, blog.folder))
        blog.unread[below(contents, blog.folder)] = ""


def read_texts(folder: Path, root: Path, kind: SourceKind) -> Blog:
    """Return the texts and notebooks in `root` and below, a folder of the blog in `folder`."""
    posts = []
    unread: dict[str, str] = {}
    for path in list_files(root, ".md", ".markdown"):
        if path.stem in _NOT_NOTES:
            if path.stem.startswith("_") or path.stem == "SUMMARY":
                unread[below(path, folder)] = "order of the notes, or page about them"
            continue
        front, text = split_front(read_text(path))
        if "excalidraw-plugin" in front:
            unread[below(path, folder)] = "drawing of Excalidraw"
        elif text.strip():
            posts.append(_make_post(folder, root, path, front, text))
        else:
            unread[below(path, folder)] = "empty file"
    for path, read in read_notebooks(root):
        if read.reason:
            unread[below(path, folder)] = read.reason
        else:
            posts.append(_make_post(folder, root, path, read.front, read.text))
    titles = (_heading(post) for post in posts if "/" not in post.name)
    title = next(filter(None, titles), "")
    settings = Settings(title=title or unquote(folder.name).replace("-", " "))
    return Blog(
        kind=kind,
        folder=folder,
        settings=settings,
        posts=posts,
        static=(root, folder),
        unread=unread,
    )


def _heading(post: Post) -> str:
    match = re.match(r"\A\s*#[ \t]+([^\n#]+)", post.text)
    return (
        match[1].strip()
        if match and post.path.rpartition("/")[2].lower().startswith("readme")
        else ""
    )


def _make_post(folder: Path, root: Path, path: Path, front: dict[str, object], text: str) -> Post:
    stem, language = split_name(path.stem)
    place = below(path.with_name(stem), root)
    above = place.split("/")[:-1]
    marked = next((code for part in above if (code := find_code(part))), "")
    if marked:  # `zh/a.md` and `en/a.md`
        place = (
            "/".join(part for part in place.split("/") if find_code(part) != marked or not part)
            or stem
        )
    elif code := find_code(stem):  # `a/zh.md` and `a/en.md`
        marked, place = code, "/".join(above) or stem
    if place.lower().endswith("readme"):
        place = "/".join(above) or "index"
    date = _DATE.match(path.stem)
    return Post(
        path=below(path, folder),
        front=dict(front),
        text=text,
        name=place,
        language=find_code(text_of(front.get("lang"))) or language or marked,
        key=place if language or marked else "",
        folders=(*_picture_roots(path, front), path.parent / f"{path.stem}.assets"),
        date_hint=re.sub(r"[_.]", "-", date["date"]) if date else "",
    )


def _picture_roots(path: Path, front: dict[str, object]) -> list[Path]:
    """Return the folders that addresses of pictures count from: that of `typora-root-url`, and the note's own."""
    root = text_of(front.get("typora-root-url"))
    return [path.parent / root, path.parent] if root else [path.parent]
