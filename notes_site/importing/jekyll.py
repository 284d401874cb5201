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
    )
    posts = [*_read_posts(folder, permalink), *_read_pages(folder)]
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
    )


def _number(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def _read_posts(folder: Path, permalink: str) -> list[Post]:
    found = []
    for path in list_files(folder, ".md", ".markdown"):
        parts = below(path, folder).split("/")
        if "_posts" not in parts and "_drafts" not in parts:
            continue
        front, text = split_front(read_text(path))
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
                is_draft="_drafts" in parts,
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


def _read_pages(folder: Path) -> list[Post]:
    """Return the pages: Markdown with front matter at the top, in `_pages` or in `pages`."""
    found = []
    candidates = [
        *folder.glob("*.md"),
        *list_files(folder / "_pages", ".md"),
        *list_files(folder / "pages", ".md"),
    ]
    for path in sorted(candidates):
        front, text = split_front(read_text(path))
        if (
            not front
            or path.stem in _MADE
            or not re.search(r"\w", re.sub(r"\{%.*?%\}|<[^>]+>", "", text))
        ):
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
