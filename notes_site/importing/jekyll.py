"""Jekyll, al-folio too: `_config.yml`, posts in `_posts`."""

import re
from pathlib import Path
from typing import Any

from notes_site.importing.addresses import as_note_pattern, fill_permalink
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

_NAMED = {
    "": "/:categories/:year/:month/:day/:title.html",
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}
_NAMED_COLLECTION = "/:collection/:path.html"

_READ = {
    "title", "description", "author", "author.name", "author.email", "first_name", "middle_name", "last_name", "email", "url", "baseurl",
    "lang", "locale", "timezone", "paginate", "permalink", "collections", "defaults", "exclude", "include", "plugins", "gems", "markdown",
    "kramdown", "highlighter", "sass", "encoding", "repository", "name", "future", "keep_files", "incremental", "compress_html", "whitelist",
    "safe", "lsi", "limit_posts", "theme", "remote_theme", "plugins_dir", "destination", "source", "excerpt_separator", "jekyll-minifier",
    "terser", "imagemagick", "third_party_libraries", "filtered_bibtex_keywords", "scholar", "highlight_theme_light", "highlight_theme_dark",
    "tables", "max_width", "navbar_fixed", "footer_fixed", "icon", "blog_name", "blog_description", "page_gen", "pagination",
}  # fmt: skip
"""Settings that are read, or that only run the tool."""

_DEFAULTS = ("permalink", "lang", "author", "categories", "tags", "published", "toc")
"""Front matter that is taken from the settings where a post has none."""

_DATED = re.compile(r"(?P<date>\d{4}-\d{1,2}-\d{1,2})-(?P<name>.+)")
_MADE = {
    "404",
    "archive",
    "search",
    "tags",
    "categories",
    "index",
    "feed",
    "sitemap",
    "news",
    "repositories",
    "publications",
    "README",
    "LICENSE",
    "CHANGELOG",
    "CONTRIBUTING",
    "CODE_OF_CONDUCT",
}


def is_jekyll(folder: Path) -> bool:
    """Tell whether a folder is a blog of Jekyll."""
    return (folder / "_posts").is_dir() or (
        (folder / "_config.yml").is_file() and (folder / "_layouts").is_dir()
    )


def read_jekyll(folder: Path) -> Blog:
    """Return the blog of Jekyll in `folder`."""
    config = read_settings(folder, "_config.yml", "_config.yaml")
    permalink = text_of(config.get("permalink"))
    permalink = _NAMED.get(permalink, permalink)
    author = config.get("author")
    named = " ".join(
        filter(None, (text_of(config.get(f"{part}_name")) for part in ("first", "middle", "last")))
    )
    title = text_of(config.get("title"))
    settings = Settings(
        title=named if title in {"", "blank"} else title,
        description=" ".join(text_of(config.get("description")).split()),
        author=text_of(author.get("name") if isinstance(author, dict) else author) or named,
        email=text_of(author.get("email") if isinstance(author, dict) else config.get("email")),
        base_url=f"{text_of(config.get('url')).rstrip('/')}{text_of(config.get('baseurl')).rstrip('/')}",
        language=find_code(text_of(config.get("lang") or config.get("locale"))),
        timezone=text_of(config.get("timezone")),
        per_page=_number(config.get("paginate")),
        permalink=as_note_pattern(permalink.replace(":categories/", "")),
        left_out=list_left(config, _READ),
    )
    unread: dict[str, str] = {}
    posts = [
        *_read_posts(folder, permalink, _read_defaults(config)),
        *_read_collections(folder, config, unread),
        *_read_pages(folder, unread),
    ]
    bibliographies = tuple(
        path
        for name in ("_bibliography", "assets/bibliography")
        for path in list_files(folder / name, ".bib")
    )
    return Blog(
        kind=SourceKind.JEKYLL,
        folder=folder,
        settings=settings,
        posts=posts,
        static=(folder,),
        bibliographies=bibliographies,
        dates_in_zone=True,
        unread=unread,
    )


def _number(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def _read_defaults(config: dict[str, Any]) -> dict[str, Any]:
    """Return the front matter that all posts have by the settings."""
    found: dict[str, Any] = {}
    rows = config.get("defaults")
    for row in rows if isinstance(rows, list) else []:
        scope, values = (row.get("scope"), row.get("values")) if isinstance(row, dict) else (0, 0)
        if not isinstance(scope, dict) or not isinstance(values, dict):
            continue
        is_of_posts = scope.get("type") == "posts" or not scope.get("type")
        if is_of_posts and text_of(scope.get("path")).strip("/") in {"", "_posts"}:
            found |= {key: values[key] for key in _DEFAULTS if key in values}
    return found


def _as_blocks(html: str) -> str:
    """Return HTML whose lines are not indented, so that none is code to a parser of Markdown."""
    parts = re.split(r"(<pre\b.*?</pre>)", html, flags=re.DOTALL | re.IGNORECASE)
    for index in range(0, len(parts), 2):
        parts[index] = re.sub(r"^[ \t]+", "", parts[index], flags=re.MULTILINE)
    return "".join(parts)


def _read_posts(folder: Path, permalink: str, defaults: dict[str, Any]) -> list[Post]:
    found = []
    for path in list_files(folder, ".md", ".markdown", ".html"):
        parts = below(path, folder).split("/")
        if "_posts" not in parts and "_drafts" not in parts:
            continue
        own, text = split_front(read_text(path))
        if path.suffix == ".html":
            text = _as_blocks(text)
        front = defaults | own
        match = _DATED.fullmatch(path.stem)
        stem, language = split_name(match["name"] if match else path.stem)
        above = parts[: parts.index("_posts" if "_posts" in parts else "_drafts")]
        values = {
            "title": text_of(front.get("slug")) or (match["name"] if match else path.stem),
            "slug": text_of(front.get("slug")) or (match["name"] if match else path.stem),
            "name": path.stem,
            "categories": "/".join(_categories(front, above)),
            "output_ext": ".html",
            **{
                part: f":{part}"
                for part in ("year", "month", "day", "i_month", "i_day", "y_day", "short_year")
            },
        }
        found.append(
            Post(
                path=below(path, folder),
                front=front,
                text=text,
                name=stem,
                language=find_code(text_of(front.get("lang"))) or language,
                key=text_of(front.get("ref")) or (stem if language else ""),
                is_draft="_drafts" in parts or not match,  # none that Jekyll would publish
                old_urls=(fill_permalink(text_of(front.get("permalink")) or permalink, values),),
                folders=(path.parent,),
                date_hint=match["date"] if match else "",
            )
        )
    return found


def _categories(front: dict[str, Any], above: list[str]) -> list[str]:
    given = front.get("categories") or front.get("category") or []
    words = (
        given.split() if isinstance(given, str) else given if isinstance(given, list) else [given]
    )
    return [str(word).lower().replace(" ", "%20") for word in [*above, *words]]


def _read_collections(folder: Path, config: dict[str, Any], unread: dict[str, str]) -> list[Post]:
    """Return what collections hold that have pages of their own; the others are told of."""
    found = []
    given = config.get("collections")
    for name, value in given.items() if isinstance(given, dict) else []:
        if name in {"posts", "pages"} or not (folder / f"_{name}").is_dir():
            continue
        options = value if isinstance(value, dict) else {}
        pattern = text_of(options.get("permalink")) or _NAMED_COLLECTION
        for path in list_files(folder / f"_{name}", ".md", ".markdown"):
            front, text = split_front(read_text(path))
            if not options.get("output"):
                unread[below(path, folder)] = f"text of the collection `{name}`, without a page"
            elif not re.search(r"\w", re.sub(r"\{%.*?%\}|<[^>]+>", "", text)):
                unread[below(path, folder)] = f"empty text of the collection `{name}`"
            else:
                found.append(_make_item(folder, path, front, text, pattern))
    return found


def _make_item(folder: Path, path: Path, front: dict[str, Any], text: str, pattern: str) -> Post:
    collection, _, place = below(path.with_suffix(""), folder).removeprefix("_").partition("/")
    match = _DATED.fullmatch(path.stem)
    slug = text_of(front.get("slug")) or path.stem
    values = {
        "collection": collection,
        "path": place,
        "name": path.stem,
        "title": slug,
        "slug": slug,
        "output_ext": ".html",
        **{part: f":{part}" for part in ("year", "month", "day")},
    }
    return Post(
        path=below(path, folder),
        front=front,
        text=text,
        name=f"{collection}/{match['name'] if match else path.stem}",
        language=find_code(text_of(front.get("lang"))),
        old_urls=(fill_permalink(text_of(front.get("permalink")) or pattern, values),),
        folders=(path.parent,),
        date_hint=match["date"] if match else "",
    )


def _read_pages(folder: Path, unread: dict[str, str]) -> list[Post]:
    """Return the pages: Markdown with front matter at the top, in `_pages` or in `pages`."""
    found = []
    candidates = [
        *folder.glob("*.md"),
        *list_files(folder / "_pages", ".md"),
        *list_files(folder / "pages", ".md"),
    ]
    for path in sorted(candidates):
        front, text = split_front(read_text(path))
        if not front:
            continue
        if not re.search(r"\w", re.sub(r"\{%.*?%\}|<[^>]+>", "", text)):
            unread[below(path, folder)] = "page that a template fills"
            continue
        if path.stem in _MADE:
            unread[below(path, folder)] = "page that is made by itself here"
            continue
        found.append(
            Post(
                path=below(path, folder),
                front=front,
                text=text,
                name=path.stem,
                is_page=True,
                old_urls=(text_of(front.get("permalink")) or f"/{path.stem}.html",),
                folders=(path.parent,),
            )
        )
    return found
