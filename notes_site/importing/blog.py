"""A blog of another tool, as read; and what is found out on the way."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from msgspec import Struct, field


class SourceKind(StrEnum):
    """The tool that a blog was made with."""

    HEXO = "hexo"
    HUGO = "hugo"
    JEKYLL = "jekyll"
    QUARTO = "quarto"
    DOCSIFY = "docsify"
    OBSIDIAN = "obsidian"
    NOTION = "notion"
    TYPORA = "typora"
    MKDOCS = "mkdocs"
    VITEPRESS = "vitepress"
    FOLDER = "folder"


class Chapter(Struct, frozen=True, kw_only=True):
    """An entry of a book's table of contents."""

    path: str
    """As the book names it."""

    part: str = ""
    """Title of the part that it stands in; empty for none."""

    title: str = ""
    """As the table has it; empty where the file says it."""


class Post(Struct, kw_only=True):
    """A file of the blog that becomes a note or a standing page."""

    path: str
    """Below the blog's folder, `/`-separated."""

    front: dict[str, Any]
    """Its front matter, whatever it was written in."""

    text: str
    """Behind the front matter."""

    name: str
    """Of the note's file, without suffix."""

    language: str = ""
    """Code; empty where only the blog's language tells."""

    key: str = ""
    """The same for posts that are translations of each other; empty for one that has none."""

    is_page: bool = False
    is_draft: bool = False
    old_urls: tuple[str, ...] = ()
    """Paths below the blog's address at which it was read, percent-decoded."""

    folders: tuple[Path, ...] = ()
    """Where its pictures may lie, the most likely first."""

    date_hint: str = ""
    """Of the file's name, `2020-01-31`; empty where it has none."""

    chapter: int = 0
    """Its place in the book, from 1 on; 0 for none."""

    part: str = ""
    """Of the book; empty where that has none."""

    menu_title: str = ""
    """In the book's table of contents."""

    title_id: str = ""
    """By which references name the heading that is its title."""


class MenuLink(Struct, frozen=True, kw_only=True):
    """An entry of the blog's menu."""

    titles: dict[str, str]
    """Code of a language → what it says there; the code is empty where there is one for all."""

    address: str
    """As written."""


class Settings(Struct, kw_only=True):
    """A blog's own configuration, as far as a site has a key for it."""

    title: str = ""
    description: str = ""
    author: str = ""
    email: str = ""
    base_url: str = ""
    language: str = ""
    """Code such as `zh`; empty where it does not say."""

    timezone: str = ""
    """Name of a time zone: `Asia/Shanghai`."""

    per_page: int = 0
    permalink: str = ""
    """As `urls.note` has it; empty for the default."""

    macros: dict[str, str] = field(default_factory=dict)
    """TeX macros, as `math.macros` has them."""

    titles: dict[str, str] = field(default_factory=dict)
    """Code of a language → the title in it, where there is one for each."""

    tagline: str = ""
    giscus: dict[str, str] = field(default_factory=dict)
    menu: list[MenuLink] = field(default_factory=list)
    social: dict[str, str] = field(default_factory=dict)
    """As `social` has them."""

    statistics: dict[str, str] = field(default_factory=dict)
    """As `statistics` has them."""

    signs: dict[str, str] = field(default_factory=dict)
    """Name of a `<meta>` by which a search engine knows whose the site is → its content."""

    licence: str = ""
    icp: str = ""
    police: str = ""
    favicon: str = ""
    """Address of a file of the blog."""

    code_styles: dict[str, str] = field(default_factory=dict)
    """`light`, `dark` → name of a Pygments style."""

    left_out: dict[str, int] = field(default_factory=dict)
    """Key that says something and has no counterpart here → how many values it holds."""


class ListAddresses(Struct, frozen=True, kw_only=True):
    """Addresses at which a blog had its lists."""

    archives: tuple[str, ...]
    tags_root: str
    """Such as `/tags/`."""

    categories_root: str
    name_tag: Callable[[str], str]
    """Returns a tag or a category as addresses have it."""


class Blog(Struct, kw_only=True):
    """A blog as read."""

    kind: SourceKind
    folder: Path
    settings: Settings
    posts: list[Post]
    static: tuple[Path, ...] = ()
    """Folders whose files lie at the blog's root, the first that has one counts."""

    bibliographies: tuple[Path, ...] = ()
    dates_in_zone: bool = False
    """Whether dates in addresses are those of the settings' time zone, and not of the post's own."""

    lists: ListAddresses | None = None
    """None where the tool makes none of itself."""

    unread: dict[str, str] = field(default_factory=dict)
    """Path of a text that becomes no note → what it is; empty where nothing of it is lost."""


class ImportReport(Struct, kw_only=True):
    """An account of an import: what it changed, left out and left to do."""

    kind: SourceKind
    source: str
    tool: str = ""
    """The tool without a reader that made the blog, which was read as a plain folder; empty for none."""

    notes: int = 0
    pages: int = 0
    written: list[str] = field(default_factory=list)
    made: dict[str, str] = field(default_factory=dict)
    """Path of a file below the site's folder → digest of what this import made of it."""

    unchanged: int = 0
    differing: list[str] = field(default_factory=list)
    """Files that are there already and are others: they were left alone."""

    rules: dict[str, dict[str, int]] = field(default_factory=dict)
    """What was changed → file → how often."""

    lost: dict[str, dict[str, int]] = field(default_factory=dict)
    """What was left out → file → how often."""

    drafts: dict[str, list[str]] = field(default_factory=dict)
    """Note that holds mistakes, and so was left as a draft → the mistakes."""

    in_code: dict[str, list[str]] = field(default_factory=dict)
    """Note with formulas that KaTeX cannot set, which it shows as code → the mistakes."""

    unlinked: dict[str, list[str]] = field(default_factory=dict)
    """Note → links that lead nowhere, of which the text was left."""

    to_drafts: dict[str, list[str]] = field(default_factory=dict)
    """Note → links to notes that are drafts, of which the text was left."""

    warnings: list[str] = field(default_factory=list)
    """What a build says of the others."""

    aliases: int = 0
    """Old addresses that still answer."""

    pictures: int = 0
    unused: int = 0
    """Pictures of the blog that no post shows."""

    remote: dict[str, list[str]] = field(default_factory=dict)
    """Post → addresses of its pictures that lie on other hosts, and stay there."""

    def did(self, rule: str, path: str, count: int = 1) -> None:
        """Count something that was changed."""
        if count:
            files = self.rules.setdefault(rule, defaultdict(int))
            files[path] = files.get(path, 0) + count

    def lose(self, what: str, path: str, count: int = 1) -> None:
        """Count something that was left out."""
        if count > 0:
            files = self.lost.setdefault(what, defaultdict(int))
            files[path] = files.get(path, 0) + count


Front = Mapping[str, Any]
