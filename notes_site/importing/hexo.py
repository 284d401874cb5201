"""Hexo: `_config.yml`, posts in `source/_posts`."""

import re
from collections.abc import Callable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from zlib import crc32

from notes_site.importing.addresses import as_note_pattern, fill_permalink
from notes_site.importing.blog import Blog, ListAddresses, Post, Settings, SourceKind
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
from notes_site.importing.theme_settings import read_menu, read_theme

_READ = {
    "title", "description", "subtitle", "author", "url", "root", "language", "timezone", "per_page", "permalink", "theme", "source_dir",
    "public_dir", "tag_dir", "archive_dir", "category_dir", "code_dir", "i18n_dir", "skip_render", "new_post_name", "default_layout",
    "titlecase", "filename_case", "render_drafts", "post_asset_folder", "relative_link", "future", "default_category", "category_map",
    "tag_map", "date_format", "time_format", "updated_option", "include", "exclude", "ignore", "deploy", "pretty_urls", "highlight",
    "prismjs", "syntax_highlighter", "index_generator", "pagination_dir", "meta_generator", "use_date_for_updated", "external_link",
    "permalink_defaults", "theme_config", "abbrlink", "marked", "kramed", "pandoc", "archive_generator", "category_generator", "tag_generator", "post",
    "archive", "category", "tag", "nofollow", "lazyload", "minify", "all_minifier", "html_minifier", "css_minifier", "js_minifier",
}  # fmt: skip
"""Settings that are read, or that only run the tool."""

_NEEDLESS = {
    "menu", "menu_settings", "navbar.menu", "nav.menu", "local_search", "search", "math", "mathjax", "katex", "darkmode", "toc", "cache", "minify", "pjax",
    "motion", "vendors", "code_copy", "copy", "readmode", "lazyload", "mediumzoom", "fancybox", "override", "scheme", "codeblock.copy_button", "rss",
}  # fmt: skip
"""Settings of themes that are read, that are so here by themselves, or that only run the theme."""

_PERMALINK = ":year/:month/:day/:title/"


def is_hexo(folder: Path) -> bool:
    """Tell whether a folder is a blog of Hexo."""
    return (folder / "source" / "_posts").is_dir()


def read_hexo(folder: Path) -> Blog:
    """Return the blog of Hexo in `folder`."""
    config = read_settings(folder, "_config.yml", "_config.yaml")
    theme = _read_theme(folder, config)
    permalink = text_of(config.get("permalink")) or _PERMALINK
    subtitle = text_of(config.get("subtitle"))
    settings = Settings(
        title=text_of(config.get("title")),
        description=text_of(config.get("description")),
        tagline=subtitle,
        author=text_of(config.get("author")),
        base_url=_address(config),
        language=find_code(text_of(config.get("language"))),
        timezone=text_of(config.get("timezone")),
        per_page=_number(
            _mapping(config.get("index_generator")).get("per_page") or config.get("per_page")
        ),
        permalink=as_note_pattern(permalink),
        menu=read_menu(_find_menu(theme)),
    )
    own, others = read_theme(settings, config, theme)
    settings.left_out = list_left(own, _READ) | {
        f"theme.{key}": count for key, count in list_left(others, _NEEDLESS).items()
    }
    source = folder / "source"
    named = _make_name_pattern(text_of(config.get("new_post_name")) or ":title.md")
    shorten = _make_abbreviation(folder, config)
    unread: dict[str, str] = {}
    posts = [
        *_read_posts(folder, source / "_posts", permalink, named, shorten),
        *_read_posts(folder, source / "_drafts", permalink, named, shorten),
        *_read_pages(folder, source, _texts(config.get("skip_render")), unread),
    ]
    return Blog(
        kind=SourceKind.HEXO,
        folder=folder,
        settings=settings,
        posts=posts,
        static=(source,),
        dates_in_zone=True,
        lists=_find_lists(config),
        unread=unread,
    )


def _address(config: dict[str, Any]) -> str:
    url, root = text_of(config.get("url")), text_of(config.get("root")).strip("/")
    return f"{url.rstrip('/')}/{root}" if root and not url.rstrip("/").endswith(root) else url


def _number(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _read_theme(folder: Path, config: dict[str, Any]) -> dict[str, Any]:
    """Return the settings of the theme, those of the theme's own file the last to count.

    Rule: Hexo, "Alternate Theme Config": `theme_config`, then `_config.THEME.yml`, then the theme's; NexT has
    had `source/_data/next.yml` before.
    """
    name = text_of(config.get("theme"))
    named = [name] if name else [path.name for path in sorted((folder / "themes").glob("*"))][:1]
    found: dict[str, Any] = {}
    for each in named:
        for given in (
            read_settings(folder / "themes" / each, "_config.yml", "_config.yaml"),
            read_settings(folder / "source" / "_data", f"{each}.yml", f"{each}.yaml"),
            read_settings(folder, f"_config.{each}.yml", f"_config.{each}.yaml"),
            _mapping(config.get("theme_config")),
        ):
            found |= given
    return found or read_settings(folder, "_config.next.yml", "_config.butterfly.yml")


def _find_menu(theme: dict[str, Any]) -> object:
    """Return the menu of a theme: `menu`, or that of its bar."""
    bars = (_mapping(theme.get(name)) for name in ("navbar", "nav", "header", "navigation"))
    return theme.get("menu") or next((bar["menu"] for bar in bars if bar.get("menu")), None)


def _make_name_pattern(rule: str) -> re.Pattern[str]:
    """Return the pattern of posts' files, in which `title` is what addresses call the title.

    Rule: `parseFilename` of Hexo's processor of posts.
    """
    digits = {
        "year": r"\d{4}",
        "month": r"\d{2}",
        "day": r"\d{2}",
        "i_month": r"\d{1,2}",
        "i_day": r"\d{1,2}",
    }
    parts = re.split(r":(\w+)", rule.rpartition(".")[0] or rule)
    seen: set[str] = set()
    for index in range(1, len(parts), 2):
        name = parts[index]
        named = f"?P<{name}>" if name not in seen and name == "title" else "?:"
        parts[index] = f"({named}{digits.get(name, '.+?')})"
        parts[index - 1] = re.escape(parts[index - 1])
        seen.add(name)
    parts[-1] = re.escape(parts[-1])
    return re.compile("".join(parts))


def _find_title(place: str, named: re.Pattern[str]) -> str:
    """Return the title of a post as addresses have it, by the path of its file below `_posts`."""
    match = named.fullmatch(place)
    if match and "title" in match.groupdict():
        return match["title"]
    return _slugize(place)


def _slugize(text: str) -> str:
    """Return a name as addresses of Hexo have it. Rule: `slugize` of hexo-util."""
    return re.sub(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+", "-", text).strip("-")


_CASES = {1: str.lower, 2: str.upper}
"""Value of Hexo's `filename_case` → what it does to the names of lists."""


def _find_lists(config: dict[str, Any]) -> ListAddresses:
    """Return where lists are. Rule: `tag_dir` and the like."""

    def root(key: str, default: str) -> str:
        return f"/{(text_of(config.get(key)) or default).strip('/')}/"

    recase = _CASES.get(_number(config.get("filename_case")), str)
    maps = {**_mapping(config.get("tag_map")), **_mapping(config.get("category_map"))}

    def name(tag: str) -> str:
        return recase(_slugize(text_of(maps.get(tag)) or tag))

    return ListAddresses(
        archives=(root("archive_dir", "archives"),),
        tags_root=root("tag_dir", "tags"),
        categories_root=root("category_dir", "categories"),
        name_tag=name,
    )


def _texts(value: object) -> list[str]:
    return [str(each) for each in (value if isinstance(value, list) else [value]) if each]


def _make_abbreviation(folder: Path, config: dict[str, Any]) -> Callable[[str], str]:
    """Return what gives the abbreviation of a title, where the blog has the plugin that makes one.

    Rule: hexo-abbrlink 2, `lib/logic.js`: CRC-16/ARC or CRC-32 of the title in UTF-8, in decimal or hexadecimal digits.
    """
    packages = read_settings(folder, "package.json")
    if "abbrlink" not in config and "hexo-abbrlink" not in _mapping(packages.get("dependencies")):
        return lambda _title: ""
    options = _mapping(config.get("abbrlink"))
    sums = crc32 if text_of(options.get("alg")) == "crc32" else _crc16
    form = "x" if text_of(options.get("rep")) == "hex" else "d"
    return lambda title: format(sums(title.encode()), form) if title else ""


def _crc16(content: bytes) -> int:
    """Return the CRC-16/ARC of some bytes: polynomial 0x8005 reflected, from zero."""
    value = 0
    for byte in content:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0xA001 if value & 1 else 0)
    return value


def _read_posts(
    folder: Path,
    posts: Path,
    permalink: str,
    named: re.Pattern[str],
    shorten: Callable[[str], str],
) -> list[Post]:
    found = []
    for path in list_files(posts, ".md", ".markdown"):
        front, text = split_front(read_text(path))
        stem, language = split_name(path.stem)
        title = _find_title(below(path.with_suffix(""), posts), named)
        short = {"abbrlink": shorten(text_of(front.get("title")))}
        known = front if text_of(front.get("abbrlink")) else front | short
        found.append(
            Post(
                path=below(path, folder),
                front=front,
                text=text,
                name=split_name(title)[0],
                language=find_code(text_of(front.get("lang"))) or language,
                key=stem if language else "",
                is_draft=posts.name == "_drafts",
                old_urls=_old_urls(known, permalink, title),
                folders=(path.with_suffix(""), path.parent),
                date_hint=path.stem[:10],
            )
        )
    return found


def _old_urls(front: dict[str, Any], permalink: str, name: str) -> tuple[str, ...]:
    """Return the address of a post; its dates are still to be filled in, as `:year`.

    It is not known where the pattern wants an abbreviation that the post has not.
    """
    own = text_of(front.get("permalink"))
    wanted = [key for key in ("abbrlink", "urlname", "id") if f":{key}" in (own or permalink)]
    if not all(text_of(front.get(key)) for key in wanted):
        return ()
    values = {
        "title": name,
        "name": name.rpartition("/")[2],
        "post_title": name.rpartition("/")[2],
        "filename": name,
        "abbrlink": text_of(front.get("abbrlink")),
        "urlname": text_of(front.get("urlname")),
        "id": text_of(front.get("id")),
        "category": "/".join(map(str, _categories(front))) or "uncategorized",
        **{
            part: f":{part}"
            for part in ("year", "month", "day", "i_month", "i_day", "hour", "minute", "second")
        },
    }
    return (fill_permalink(own or permalink, values),)


def _categories(front: dict[str, Any]) -> list[object]:
    given = front.get("categories") or front.get("category") or []
    return given if isinstance(given, list) else [given]


def _read_pages(
    folder: Path, source: Path, skipped: list[str], unread: dict[str, str]
) -> list[Post]:
    """Return the pages beside the posts: `source/about/index.md`."""
    found = []
    for path in list_files(source, ".md", ".markdown"):
        place = below(path, source)
        if place.startswith("_"):
            continue
        front, text = split_front(read_text(path))
        name = place.removesuffix(path.suffix).removesuffix("/index")
        if any(fnmatch(place, pattern) for pattern in skipped):
            unread[below(path, folder)] = "text that the blog does not show as a page"
            continue
        if name.rpartition("/")[2] == "404":
            unread[below(path, folder)] = "page that is made by itself here"
            continue
        if not text.strip() or text_of(front.get("type")) in {"tags", "categories", "archives"}:
            continue  # the tool itself fills such pages
        is_folder = path.stem == "index"
        found.append(
            Post(
                path=below(path, folder),
                front=front,
                text=text,
                name=name or "index",
                is_page=True,
                old_urls=(
                    text_of(front.get("permalink")) or f"/{name}{'/' if is_folder else '.html'}",
                ),
                folders=(path.parent,),
            )
        )
    return found
