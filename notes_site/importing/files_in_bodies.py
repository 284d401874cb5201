"""Tags that show a file of the blog: `include_code`, `include-code`, `include_relative`."""

import re
from collections.abc import Iterable
from pathlib import Path

from notes_site.importing.blog import Blog, ImportReport, Post, SourceKind
from notes_site.importing.reading import read_text, split_front
from notes_site.parse.tag_arguments import read_arguments

_CODE = re.compile(
    r"\{%-?\s*include_code\s+(?P<arguments>[^%\n]*?)\s*-?%\}"
    r"|\{\{[<%]\s*(?:include-?code|code-?file|codefile|readfile|source-?code)\s+(?P<shortcode>[^>%\n]*?)\s*/?[>%]\}\}"
)
_TEXT = re.compile(
    r"\{%-?\s*include_relative\s+(?P<path>[^\s%]+)\s*-?%\}"
    r"|\{\{[<%]\s*include\s+[\"'](?P<shortcode>[^\"'\n]+)[\"']\s*/?[>%]\}\}"
)
_MOST_BYTES = 200_000
"""Of a file that is shown; a larger one is data."""

_SUFFIXES = {"py": "python", "js": "javascript", "ts": "typescript", "sh": "bash", "rb": "ruby", "rs": "rust", "h": "c", "md": "markdown", "txt": "text"}  # fmt: skip


def show_files(text: str, post: Post, blog: Blog, report: ImportReport) -> str:
    """Return `text` with what stands in files in the place of the tags that show it.

    Rule: Hexo, "Tag Plugins", Include Code: `{% include_code [title] [lang:language] [from:line] [to:line] path %}`,
    of `source/downloads/code`.
    """

    def code(match: re.Match[str]) -> str:
        given = read_arguments(match["arguments"] or match["shortcode"] or "")
        address = given.first("file", "path", "src") or (given.others or [""])[-1]
        found = _find(address, post, blog)
        if found is None:
            return match[0]
        rows = read_text(found).rstrip("\n").split("\n")
        first, last = _number(given.first("from")), _number(given.first("to"))
        shown = "\n".join(rows[max(first - 1, 0) : last or None])
        suffix = found.suffix.lstrip(".").lower()
        language = given.first("language", "lang")
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`{3,}", shown)), 3)
        title = " ".join(given.others[:-1]) if match["arguments"] else ""
        report.did("code in files of the blog", post.path)
        head = f"**{title}**\n\n" if title else ""
        return f"\n{head}{fence}{language or _SUFFIXES.get(suffix, suffix)}\n{shown}\n{fence}\n"

    def include(match: re.Match[str]) -> str:
        found = _find(match["path"] or match["shortcode"], post, blog)
        if found is None:
            return match[0]
        report.did("texts in files of the blog", post.path)
        _, shown = split_front(read_text(found))
        if match["path"]:
            return shown
        block = re.sub(r"\n[ \t]*\n+", "\n", shown.strip())  # HTML ends at a blank line
        return f"\n{block}\n"

    return _TEXT.sub(include, _CODE.sub(code, text))


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


def _find(address: str, post: Post, blog: Blog) -> Path | None:
    """Return the file of the blog that a tag names; None where there is none."""
    folder = blog.folder
    roots: Iterable[Path] = (
        (folder / "source" / "downloads" / "code", folder / "source", *post.folders)
        if blog.kind is SourceKind.HEXO
        else (*post.folders, folder, folder / "static", folder / "assets", folder / "content")
    )
    for root in roots:
        path = root / address.lstrip("/")
        is_own = path.is_file() and path.resolve().is_relative_to(folder.resolve())
        if is_own and path.stat().st_size < _MOST_BYTES:
            return path
    return None
