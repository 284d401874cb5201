"""Jekyll, al-folio too: `_config.yml`, posts in `_posts`."""

import re
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from msgspec import Struct

from notes_site.importing.addresses import as_note_pattern, fill_permalink
from notes_site.importing.blog import Blog, ListAddresses, MenuLink, Post, Settings, SourceKind
from notes_site.importing.elements import as_blocks
from notes_site.importing.languages import find_code, split_name
from notes_site.importing.reading import (
    below,
    list_files,
    list_left,
    read_data,
    read_settings,
    read_text,
    split_front,
    text_of,
)
from notes_site.importing.theme_settings import find_giscus, read_menu, read_theme

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
    "menu", "nav", "navigation", "navbar-links", "header_pages", "tagline", "subtitle", "search", "mathjax", "katex", "math", "toc", "tables", "max_width", "navbar_fixed", "footer_fixed", "icon", "blog_name", "blog_description", "page_gen", "pagination",
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


class _Default(Struct, frozen=True, kw_only=True):
    """Front matter that files have by the settings."""

    path: str
    """A folder, or a pattern; empty for all."""

    kind: str
    """`posts`, `pages` or the name of a collection; empty for all."""

    values: dict[str, Any]


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
    defaults = _read_defaults(config)
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
        tagline=text_of(config.get("tagline") or config.get("subtitle")),
        language=find_code(text_of(config.get("lang") or config.get("locale"))),
        timezone=text_of(config.get("timezone")),
        per_page=_number(config.get("paginate")),
        permalink=as_note_pattern(
            (
                text_of(_defaults_of(defaults, "_posts", "posts").get("permalink")) or permalink
            ).replace(":categories/", "")
        ),
        menu=_read_menu(folder, config),
    )
    contact = {"social": read_data(folder / "_data", "contact.yml", "socials.yml", "social.yml")}
    own, _ = read_theme(settings, config, contact)
    find_giscus(settings, folder)
    settings.left_out = list_left(own, _READ)
    unread: dict[str, str] = {}
    posts = [
        *_read_posts(folder, permalink, defaults),
        *_read_collections(folder, config, defaults, unread),
        *_read_pages(folder, permalink, defaults, unread),
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
        lists=_find_lists(config),
        unread=unread,
    )


def _number(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def _read_menu(folder: Path, config: dict[str, Any]) -> list[MenuLink]:
    """Return the menu: of `_data`, of the configuration, or the pages that say that they are in it."""
    data = read_data(
        folder / "_data", "navigation.yml", "navigation.yaml", "menu.yml", "menus.yml", "nav.yml"
    )
    given = data.get("main") or data.get("header") or data if isinstance(data, dict) else data
    names = ("navbar-links", "navigation", "nav", "menu", "menus", "navbar", "header_pages")
    given = given or next((config[name] for name in names if config.get(name)), None)
    if found := read_menu(given):
        return found
    rows = []
    for path in (
        *sorted(folder.glob("*.md")),
        *list_files(folder / "_pages", ".md"),
        *list_files(folder / "_tabs", ".md"),
    ):
        front, _ = split_front(read_text(path))
        is_tab = path.parent.name == "_tabs"
        if front.get("nav") is True or is_tab:
            order = front.get("nav_order") or front.get("order") or 0
            address = text_of(front.get("permalink")) or f"/{path.stem}/"
            rows.append(
                (
                    order if isinstance(order, int) else 0,
                    text_of(front.get("title")) or path.stem,
                    address,
                )
            )
    return [MenuLink(titles={"": title}, address=address) for _, title, address in sorted(rows)]


def _find_lists(config: dict[str, Any]) -> ListAddresses | None:
    """Return where lists are; None without the plugin that makes them.

    Rule: jekyll-archives: `permalinks`, and `Utils.slugify` for names.
    """
    options = config.get("jekyll-archives")
    if not isinstance(options, dict):
        return None
    given = options.get("permalinks")
    patterns = given if isinstance(given, dict) else {}

    def root(kind: str, default: str) -> str:
        pattern = text_of(patterns.get(kind)) or default
        return f"/{pattern.partition(':name')[0].strip('/')}/"

    return ListAddresses(
        archives=("/archives/",),
        tags_root=root("tag", "/tag/:name/"),
        categories_root=root("category", "/category/:name/"),
        name_tag=_slug,
    )


def _read_defaults(config: dict[str, Any]) -> list[_Default]:
    """Return the front matter that files have by the settings."""
    found = []
    rows = config.get("defaults")
    for row in rows if isinstance(rows, list) else []:
        scope, values = (row.get("scope"), row.get("values")) if isinstance(row, dict) else (0, 0)
        if isinstance(scope, dict) and isinstance(values, dict):
            kept = {key: values[key] for key in _DEFAULTS if key in values}
            path = text_of(scope.get("path")).strip("/")
            found.append(_Default(path=path, kind=text_of(scope.get("type")), values=kept))
    return found


def _defaults_of(defaults: Iterable[_Default], path: str, kind: str) -> dict[str, Any]:
    """Return the front matter that a file has by the settings.

    Rule: Jekyll, "Front Matter Defaults": all whose path and type fit, those of a longer path over those of a shorter.
    """
    fitting = [
        each
        for each in defaults
        if each.kind in {"", kind}
        and (not each.path or f"{path}/".startswith(f"{each.path}/") or fnmatch(path, each.path))
    ]
    found: dict[str, Any] = {}
    for each in sorted(fitting, key=lambda each: len(each.path)):
        found |= each.values
    return found


def _read_posts(folder: Path, permalink: str, defaults: list[_Default]) -> list[Post]:
    found = []
    for path in list_files(folder, ".md", ".markdown", ".html"):
        parts = below(path, folder).split("/")
        if "_posts" not in parts and "_drafts" not in parts:
            continue
        own, text = split_front(read_text(path))
        if path.suffix == ".html":
            text = as_blocks(text)
        front = _defaults_of(defaults, below(path, folder), "posts") | own
        match = _DATED.fullmatch(path.stem)
        stem, language = split_name(match["name"] if match else path.stem)
        above = parts[: parts.index("_posts" if "_posts" in parts else "_drafts")]
        values = {
            "title": _pretty(text_of(front.get("slug")) or (match["name"] if match else path.stem)),
            "slug": _slug(text_of(front.get("slug")) or (match["name"] if match else path.stem)),
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


def _pretty(text: str) -> str:
    """Return a title in an address, its case kept.

    Rule: `Utils.slugify` of Jekyll, mode `pretty`: letters, marks, digits and `._~!$&'()+,;=@` stay.
    """
    return re.sub(r"[^\w.~!$&'()+,;=@]+", "-", text).strip("-")


def _slug(text: str) -> str:
    """Return a slug in an address. Rule: `Utils.slugify` of Jekyll, mode `default`."""
    return re.sub(r"[\W_]+", "-", text).strip("-").lower()


def _categories(front: dict[str, Any], above: list[str]) -> list[str]:
    """Return the categories of an address. Rule: `pluralized_array_from_hash` of Jekyll: only the plural is split."""
    one, many = front.get("category"), front.get("categories")
    words = [str(one)] if one else []
    words += many.split() if isinstance(many, str) else many if isinstance(many, list) else []
    return list(dict.fromkeys(str(word).lower() for word in [*above, *words]))


def _read_collections(
    folder: Path, config: dict[str, Any], defaults: list[_Default], unread: dict[str, str]
) -> list[Post]:
    """Return what collections hold that have pages of their own; the others are told of."""
    found = []
    given = config.get("collections")
    for name, value in given.items() if isinstance(given, dict) else []:
        if name in {"posts", "pages", "tabs"} or not (folder / f"_{name}").is_dir():
            continue
        options = value if isinstance(value, dict) else {}
        pattern = text_of(options.get("permalink")) or _NAMED_COLLECTION
        for path in list_files(folder / f"_{name}", ".md", ".markdown"):
            own, text = split_front(read_text(path))
            front = _defaults_of(defaults, below(path, folder), name) | own
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
        "title": _pretty(slug),
        "slug": _slug(slug),
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


def _read_pages(
    folder: Path, permalink: str, defaults: list[_Default], unread: dict[str, str]
) -> list[Post]:
    """Return the pages: Markdown with front matter at the top, in `_pages` or in `pages`."""
    found = []
    candidates = [
        *folder.glob("*.md"),
        *list_files(folder / "_pages", ".md"),
        *list_files(folder / "pages", ".md"),
        *list_files(folder / "_tabs", ".md"),
    ]
    for path in sorted(candidates):
        own, text = split_front(read_text(path))
        if not own:
            continue
        kind = "tabs" if path.parent.name == "_tabs" else "pages"
        front = _defaults_of(defaults, below(path, folder), kind) | own
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
                old_urls=(_page_url(below(path.with_suffix(""), folder), front, permalink),),
                folders=(path.parent,),
            )
        )
    return found


def _page_url(place: str, front: dict[str, Any], permalink: str) -> str:
    """Return the address of a page.

    Rule: `Page#template` and `Utils.add_permalink_suffix` of Jekyll: pages end as the posts' pattern does.
    """
    name = place.rpartition("/")[2]
    if own := text_of(front.get("permalink")):
        return fill_permalink(own, {"title": name, "path": place, "basename": name, "name": name})
    if permalink.endswith("/"):
        return f"/{place}/"
    return f"/{place}.html" if permalink.endswith((":output_ext", ".html")) else f"/{place}"
