"""Leftovers of an import: texts, data, settings and files that nothing here shows."""

import re
from collections.abc import Collection
from pathlib import Path, PurePosixPath

from notes_site.importing.blog import Blog, ImportReport
from notes_site.importing.pictures import SUFFIXES
from notes_site.importing.reading import below, list_files

_TEXTS = (
    ".md", ".markdown", ".qmd", ".ipynb", ".rmd", ".mdx", ".org", ".rst", ".tex", ".adoc", ".docx", ".html", ".htm",
)  # fmt: skip
_DATA = (".yml", ".yaml", ".json", ".toml", ".csv", ".bib")
_DATA_FOLDERS = re.compile(r"(?:^|/)(?:_data|data|i18n|_bibliography|assets/json)/")
_MACHINERY = re.compile(
    r"^(?:_includes|_layouts|_sass|_plugins|_extensions|_freeze|docs/_coverpage|layouts|themes|archetypes|scaffolds|scripts|bin|quartz|i18n|resources)/"
    r"|(?:^|/)(?:LICENSE|CONTRIBUTING|CODE_OF_CONDUCT|CHANGELOG|SECURITY)\b[^/]*$|^(?:README|package-lock|package|tsconfig)\b[^/]*$"
)
"""Parts of a tool and its theme, and what is about the blog's own files."""

_NAMED = re.compile(
    r"chapter|comment|disqus|giscus|utteranc|gitalk|valine|twikoo|waline|analytics|verif|menu|nav|social|math|katex|search|feed|rss|licen[cs]e",
    re.IGNORECASE,
)
"""Settings that readers of a blog notice the lack of: each is told by its name."""

_FILES = (
    ".pdf",
    ".zip",
    ".mp4",
    ".mp3",
    ".ppt",
    ".pptx",
    ".doc",
    ".docx",
    ".xls",
    ".xlsx",
    ".epub",
    ".gz",
    ".txt",
    ".webm",
)


def tell_left(
    blog: Blog, notes: Collection[str], placed: Collection[Path], report: ImportReport
) -> None:
    """Tell of all that a blog holds and that is not in the site.

    Args:
        blog: as read.
        notes: paths of the files that became notes and pages.
        placed: files that were copied.
        report: told.
    """
    used = {*notes, *(below(path, blog.folder.resolve()) for path in placed)}
    used |= {below(path, blog.folder) for path in blog.bibliographies}
    for path in list_files(blog.folder):
        place = below(path, blog.folder)
        if place in used or _MACHINERY.search(place):
            continue
        if what := _name(place, path.suffix.lower(), blog):
            report.lose(what, place)
    for key, count in blog.settings.left_out.items():
        named = bool(_NAMED.search(key))
        report.lose(f"setting `{key}`" if named else "other settings", key, count)


def _name(place: str, suffix: str, blog: Blog) -> str:
    """Return what a file is that was left out; empty for one that is not worth a word."""
    if place in blog.unread:
        return blog.unread[place]
    if suffix in _TEXTS:
        return f"`{suffix}` file"
    if suffix in _DATA and _DATA_FOLDERS.search(place):
        return "data file"
    if suffix in _FILES:
        return f"`{suffix}` file that no note links to"
    if PurePosixPath(place).name in {"CNAME", "robots.txt"}:
        return f"`{PurePosixPath(place).name}`"
    return ""


def count_unused(blog: Blog, placed: Collection[Path]) -> int:
    """Return how many pictures of the blog no post shows."""
    return sum(path.resolve() not in placed for path in list_files(blog.folder, *SUFFIXES))
