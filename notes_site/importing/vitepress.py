"""VitePress and VuePress: `.vitepress/config.ts`, notes beside it."""

import re
from pathlib import Path

from notes_site.importing.blog import Blog, Post, Settings, SourceKind
from notes_site.importing.contents import place_chapters, read_script
from notes_site.importing.folders import read_texts
from notes_site.importing.languages import find_code
from notes_site.importing.reading import below, read_text

_FOLDERS = (".vitepress", ".vuepress")
_SUFFIXES = (".ts", ".mts", ".js", ".mjs", ".cts", ".cjs")
_SETTING = re.compile(
    r"(?<![\w.])(?P<key>title|description|base|lang|srcDir|hostname)\s*:\s*(?P<quote>[\"'`])(?P<value>.*?)(?P=quote)"
)
_CODE = re.compile(r"^<<<[ \t]+(?P<at>@/)?(?P<name>[^\s{#\[]+)[^\n]*$", re.MULTILINE)


def find_root(folder: Path) -> Path | None:
    """Return the folder of a site's notes; None for no site of VitePress or VuePress."""
    for root in (folder, folder / "docs", folder / "src"):
        if any((root / name).is_dir() for name in _FOLDERS):
            return root
    return None


def is_vitepress(folder: Path) -> bool:
    """Tell whether a folder is a site of VitePress or VuePress."""
    return find_root(folder) is not None


def read_vitepress(folder: Path) -> Blog:
    """Return the site of VitePress or VuePress in `folder`."""
    root = find_root(folder) or folder
    scripts = [
        read_text(path)
        for name in _FOLDERS
        for path in sorted((root / name).glob("config*")) + sorted((root / name).glob("config/*"))
        if path.suffix in _SUFFIXES
    ]
    given: dict[str, str] = {}
    for match in (match for text in scripts for match in _SETTING.finditer(text)):
        given.setdefault(match["key"], match["value"])
    root /= given.get("srcDir", "")
    blog = read_texts(folder, root, SourceKind.VITEPRESS)
    blog.static = (root / "public", root / ".vuepress" / "public", *blog.static)
    host = given.get("hostname", "").rstrip("/")
    blog.settings = Settings(
        title=given.get("title", "") or blog.settings.title,
        description=given.get("description", ""),
        base_url=f"{host}{given.get('base', '/')}" if host else "",
        language=find_code(given.get("lang", "")),
    )
    place = below(root, folder)
    kept = []
    for post in blog.posts:
        if post.front.get("home") or post.front.get("layout") in {"home", "Blog", "BlogHome"}:
            blog.unread[post.path] = "page that a template fills"
            continue
        post.old_urls = _old_urls(post, place)
        post.text = _with_code(post.text, folder / post.path, root)
        kept.append(post)
    blog.posts = kept
    place_chapters((each for text in scripts for each in read_script(text)), kept, place)
    return blog


def _old_urls(post: Post, root: str) -> tuple[str, ...]:
    """Return the addresses of a page, with `cleanUrls` and without; `README` is VuePress's `index`."""
    place = re.sub(r"\.\w+$", "", post.path.removeprefix(f"{root}/"))
    bare = re.sub(r"(?:^|/)(?:index|README)$", "/", place)
    return (f"/{place}.html", f"/{place}") if bare == place else (f"/{bare.lstrip('/')}",)


def _with_code(text: str, note: Path, root: Path) -> str:
    """Return `text` with the files that lines of `<<<` name, as code; the line where a file is nowhere."""

    def include(match: re.Match[str]) -> str:
        path = (root if match["at"] else note.parent) / match["name"]
        if not path.is_file():
            return match[0]
        return f"```{path.suffix.lstrip('.')}\n{read_text(path).strip()}\n```"

    return _CODE.sub(include, text)
