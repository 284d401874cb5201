"""MkDocs: `mkdocs.yml`, notes in `docs`."""

import re
from pathlib import Path
from typing import Any

import yaml

from notes_site.importing.blog import Blog, Post, Settings, SourceKind
from notes_site.importing.contents import place_chapters, read_nested
from notes_site.importing.folders import read_texts
from notes_site.importing.languages import find_code
from notes_site.importing.reading import below, list_left, read_text, text_of

_NAMES = ("mkdocs.yml", "mkdocs.yaml")
_READ = {
    "site_name", "site_description", "site_url", "site_author", "docs_dir", "site_dir", "nav", "theme", "repo_url", "repo_name", "edit_uri",
    "markdown_extensions", "plugins", "extra_css", "use_directory_urls", "remote_branch", "remote_name", "watch", "dev_addr", "hooks", "strict",
}  # fmt: skip
"""Settings that are read, or that only run the tool."""

_SNIPPET = re.compile(
    r"^[ \t]*-{1,}8<-{1,}[ \t]+[\"'](?P<name>[^\"'\n:]+)[\"'][ \t]*$", re.MULTILINE
)


class _Loader(yaml.SafeLoader):
    """Reads what a tag of Python or of the environment stands at as its text."""


def _as_text(_loader: yaml.SafeLoader, _suffix: str, node: yaml.Node) -> str:
    return text_of(getattr(node, "value", ""))


_Loader.add_multi_constructor("", _as_text)


def is_mkdocs(folder: Path) -> bool:
    """Tell whether a folder is a site of MkDocs."""
    return any((folder / name).is_file() for name in _NAMES)


def read_mkdocs(folder: Path) -> Blog:
    """Return the site of MkDocs in `folder`."""
    config = _read_config(folder)
    root = folder / text_of(config.get("docs_dir") or "docs")
    theme = config.get("theme")
    language = theme.get("language") if isinstance(theme, dict) else ""
    blog = read_texts(folder, root, SourceKind.MKDOCS)
    blog.settings = Settings(
        title=text_of(config.get("site_name")),
        description=text_of(config.get("site_description")),
        author=text_of(config.get("site_author")),
        base_url=text_of(config.get("site_url")),
        language=find_code(text_of(language)),
        left_out=list_left(config, _READ),
    )
    for post in blog.posts:
        post.old_urls = _old_urls(post, below(root, folder), config)
        post.text = _SNIPPET.sub(lambda match: _include(match, (root, folder)), post.text)
    place_chapters(read_nested(config.get("nav")), blog.posts, below(root, folder))
    return blog


def _read_config(folder: Path) -> dict[str, Any]:
    path = next(folder / name for name in _NAMES if (folder / name).is_file())
    try:
        found = yaml.load(read_text(path), _Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _old_urls(post: Post, root: str, config: dict[str, Any]) -> tuple[str, ...]:
    """Return the addresses of a page.

    Rule: `use_directory_urls` in MkDocs' configuration; `index` and `README` are their folder's page.
    """
    place = re.sub(r"\.\w+$", "", post.path.removeprefix(f"{root}/"))
    bare = re.sub(r"(?:^|/)(?:index|README)$", "", place)
    if config.get("use_directory_urls") is False:
        return (f"/{place}.html" if bare == place else f"/{bare}/index.html".replace("//", "/"),)
    return (f"/{bare}/",)


def _include(match: re.Match[str], roots: tuple[Path, ...]) -> str:
    """Return the file that a line of `--8<--` names; the line where it is nowhere."""
    paths = (root / match["name"] for root in roots)
    found = next((path for path in paths if path.is_file()), None)
    return read_text(found).strip("\n") if found else match[0]
