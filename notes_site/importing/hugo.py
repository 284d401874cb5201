"""Hugo: `hugo.toml` or `config.*`, posts in `content`."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from notes_site.importing.addresses import as_note_pattern, fill_permalink, urlize, urlize_path
from notes_site.importing.blog import Blog, ListAddresses, Post, Settings, SourceKind
from notes_site.importing.elements import as_blocks
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
from notes_site.importing.theme_settings import find_giscus, read_menu, read_theme

_CONFIGS = (
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
)
_READ = {
    "title", "params.description", "params.subtitle", "params.author", "author", "menu", "menus", "params.math", "params.katex", "params.search", "params.toc", "params.showtoc", "params.fuseopts", "baseurl", "defaultcontentlanguage", "languagecode", "locale",
    "timezone", "paginate", "pagination", "permalinks", "languages", "theme", "markup", "outputs", "outputformats", "module", "minify", "build",
    "buildfuture", "builddrafts", "buildexpired", "caches", "cascade", "defaultcontentlanguageinsubdir", "disablekinds", "enableemoji",
    "enablegitinfo", "enablerobotstxt", "hascjklanguage", "ignorefiles", "imaging", "mediatypes", "pluralizelisttitles", "pygmentscodefences",
    "pygmentsusesclasses", "pygmentsstyle", "pygmentsoptions", "related", "relativeurls", "canonifyurls", "rsslimit", "sitemap", "summarylength", "taxonomies",
    "themesdir", "uglyurls", "ignorelogs", "ignoreerrors", "security", "frontmatter", "disablepathtolower", "removepathaccents", "privacy", "titlecasestyle", "paginatepath", "enableinlineshortcodes",
}  # fmt: skip
"""Settings that are read, or that only run the tool."""

_WORTH_A_PAGE = 80
"""Characters of the text at the head of a list, from which on it becomes a page."""

_PAGES = {
    "about",
    "links",
    "contact",
    "now",
    "cv",
    "resume",
    "search",
    "archives",
    "friends",
    "me",
    "home",
}


class _Root(NamedTuple):
    """A folder of content."""

    path: Path
    language: str
    """Empty where files say it themselves."""

    prefix: str
    """What its addresses begin with."""


def is_hugo(folder: Path) -> bool:
    """Tell whether a folder is a blog of Hugo."""
    has_config = any((folder / name).is_file() for name in _CONFIGS)
    return (folder / "content").is_dir() and (
        has_config or (folder / "config" / "_default").is_dir()
    )


def read_hugo(folder: Path) -> Blog:
    """Return the blog of Hugo in `folder`."""
    config = _read_config(folder)
    params = _lower(_mapping(config.get("params")))
    author = params.get("author") or config.get("author") or ""
    permalinks = _permalinks(config)
    code = text_of(
        config.get("defaultcontentlanguage") or config.get("languagecode") or config.get("locale")
    )
    settings = Settings(
        title=text_of(config.get("title")),
        description=text_of(params.get("description")),
        tagline=text_of(params.get("subtitle")),
        author=text_of(author.get("name") if isinstance(author, Mapping) else author),
        email=text_of(author.get("email")) if isinstance(author, Mapping) else "",
        base_url=text_of(config.get("baseurl")),
        language=find_code(code),
        timezone=text_of(config.get("timezone")),
        per_page=_number(
            config.get("paginate") or _lower(_mapping(config.get("pagination"))).get("pagersize")
        ),
        permalink=_common_permalink(permalinks),
    )
    _read_languages(settings, config)
    (own,) = read_theme(settings, config)
    find_giscus(settings, folder)
    settings.left_out = list_left(own, _READ)
    unread: dict[str, str] = {}
    posts = [
        post
        for root in _roots(folder, config)
        for post in _read_posts(folder, root, permalinks, unread)
    ]
    static = tuple(
        folder / name for name in ("static", "assets", "content") if (folder / name).is_dir()
    )
    return Blog(
        kind=SourceKind.HUGO,
        folder=folder,
        settings=settings,
        posts=posts,
        static=static,
        lists=_find_lists(folder, posts),
        unread=unread,
    )


def _find_lists(folder: Path, posts: Iterable[Post]) -> ListAddresses:
    """Return where lists are: those of terms, and one for each folder of posts."""
    sections = {post.name.partition("/")[0] for post in posts if "/" in post.name}
    heads = {section for section in sections if (folder / "content" / section).is_dir()}
    return ListAddresses(
        archives=(
            "/archives/",
            *(f"/{urlize_path(section).lower()}/" for section in sorted(heads)),
        ),
        tags_root="/tags/",
        categories_root="/categories/",
        name_tag=lambda tag: urlize_path(tag).lower(),
    )


def _read_config(folder: Path) -> dict[str, Any]:
    """Return the whole configuration, keys in lower case.

    Rule: Hugo, "Configuration directory": `config/_default/params.toml` is the section `params`, and
    `menus.en.toml` the section `menus` of the language `en`.
    """
    config = _lower(read_settings(folder, *_CONFIGS))
    default = folder / "config" / "_default"
    for path in sorted(default.glob("*")) if default.is_dir() else ():
        name, _, code = path.stem.lower().partition(".")
        if path.suffix not in {".toml", ".yaml", ".yml", ".json"}:
            continue
        given = read_settings(default, path.name)
        if name in {"hugo", "config"}:
            config |= _lower(given)
        elif code:
            languages = config.setdefault("languages", {})
            languages.setdefault(code, {})[name] = given
        else:
            config[name] = {**_mapping(config.get(name)), **given}
    return config


def _read_languages(settings: Settings, config: Mapping[str, Any]) -> None:
    """Read titles and menus of each language, those of the default one first."""
    languages = {
        find_code(code): _lower(_mapping(given))
        for code, given in _mapping(config.get("languages")).items()
        if find_code(code)
    }
    first = settings.language
    menus = _mapping(config.get("menus")) or _mapping(config.get("menu"))
    named = {find_code(name): menus[name] for name in menus if find_code(name)}
    main = menus.get("main") or next((menus[name] for name in menus), None)
    settings.menu = read_menu(main, first if languages or named else "")
    for code in sorted({*languages, *named}, key=lambda code: code != first):
        own = languages.get(code, {})
        inner = _mapping(own.get("menus")) or _mapping(own.get("menu"))
        settings.menu += read_menu(inner.get("main") or named.get(code), code)
        if title := text_of(own.get("title")):
            settings.titles[code] = title
    settings.title = settings.title or settings.titles.get(first, "")


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _lower(config: Mapping[str, Any]) -> dict[str, Any]:
    return {key.lower(): value for key, value in config.items()}


def _number(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def _permalinks(config: Mapping[str, Any]) -> dict[str, str]:
    given = _mapping(config.get("permalinks"))
    pages = _mapping(given.get("page")) or given
    return {key: value for key, value in pages.items() if isinstance(value, str)}


def _common_permalink(permalinks: Mapping[str, str]) -> str:
    found = {
        as_note_pattern(value)
        for key, value in permalinks.items()
        if key in {"posts", "post", "blog"}
    }
    return found.pop() if len(found) == 1 else ""


def _roots(folder: Path, config: Mapping[str, Any]) -> Iterator[_Root]:
    """Yield each folder of content, its language, and what its addresses begin with.

    The language is empty where files say it themselves.
    """
    languages = _mapping(config.get("languages"))
    default = text_of(config.get("defaultcontentlanguage")) or "en"
    in_folder = bool(config.get("defaultcontentlanguageinsubdir"))
    found = set()
    for code, given in languages.items():
        options = _lower(_mapping(given))
        root = folder / text_of(options.get("contentdir"))
        if options.get("contentdir") and root.is_dir() and root not in found:
            found.add(root)
            yield _Root(root, find_code(code), code if code != default or in_folder else "")
    content = folder / "content"
    if content in found or not content.is_dir():
        return
    known = [path for path in sorted(content.iterdir()) if path.is_dir() and find_code(path.name)]
    for path in known:
        if path not in found:
            yield _Root(path, find_code(path.name), path.name)
    if not any(root.is_relative_to(content) for root in found):
        yield _Root(content, "", "")


_TEXTS = (".md", ".markdown", ".mdown", ".html")


def _is_leaf(path: Path) -> bool:
    """Tell whether a file makes its folder a post. Rule: Hugo, "Page bundles": an `index`, in any language."""
    return split_name(path.stem)[0] == "index"


def _read_posts(
    folder: Path, where: _Root, permalinks: Mapping[str, str], unread: dict[str, str]
) -> Iterator[Post]:
    root, language, prefix = where
    apart = (
        [path for path in root.iterdir() if path.is_dir() and find_code(path.name)]
        if not language
        else []
    )
    bundles = {path.parent for path in list_files(root, *_TEXTS) if _is_leaf(path)}
    for path in list_files(root, *_TEXTS):
        if any(path.is_relative_to(each) for each in apart):
            continue
        front, text = split_front(read_text(path))
        if path.suffix == ".html":
            if not front:
                continue  # no page of its own
            text = as_blocks(text)
        stem, marked = split_name(path.stem)
        if not bundles.isdisjoint(path.parents if not _is_leaf(path) else path.parent.parents):
            unread[below(path, folder)] = "text that lies beside a post, and has no page"
            continue
        is_bundle = stem == "index"
        place = below(path.parent if is_bundle else path.with_name(stem), root)
        is_head = stem == "_index" and len(text.strip()) < _WORTH_A_PAGE
        if is_head or place in {".", "_index"}:
            continue  # the head of a list, which a list here has not
        name = place.removesuffix("/_index")
        section = name.partition("/")[0] if "/" in name else ""
        is_page = stem == "_index" or (not section and (name in _PAGES or not front.get("date")))
        yield Post(
            path=below(path, folder),
            front=front,
            text=text,
            name=name,
            language=marked or language,
            key=name,
            is_page=is_page,
            old_urls=(_address(front, name, section, prefix, permalinks),),
            folders=(path.parent,),
            date_hint=stem[:10] if not is_bundle else path.parent.name[:10],
        )


def _address(
    front: Mapping[str, Any], name: str, section: str, prefix: str, permalinks: Mapping[str, str]
) -> str:
    """Return the address of a post; its dates are still to be filled in, as `:year`."""
    if own := text_of(front.get("url")):
        return own if own.startswith("/") else f"/{own}"
    pattern = (
        permalinks.get(section)
        or permalinks.get(prefix)
        or permalinks.get("posts" if section else "")
    )
    last = name.rpartition("/")[2]
    own_slug = text_of(front.get("slug"))
    slug = (urlize(own_slug) if own_slug else urlize_path(last)).lower()
    if pattern and (section or prefix):
        values = {
            "slug": urlize(text_of(front.get("slug")) or text_of(front.get("title"))).lower(),
            "title": urlize(text_of(front.get("title"))).lower(),
            "filename": urlize_path(last).lower(),
            "contentbasename": urlize_path(last).lower(),
            "slugorfilename": slug,
            "slugorcontentbasename": slug,
            "section": section or prefix,
            "sections": name.rpartition("/")[0] or prefix,
            **{part: f":{part}" for part in ("year", "month", "day", "monthname", "yearday")},
        }
        return fill_permalink(pattern, values)
    parent = "/".join(part for part in (prefix, name.rpartition("/")[0]) if part)
    return f"/{urlize_path(parent).lower()}/{slug}/".replace("//", "/")
