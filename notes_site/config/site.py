"""Settings of a site: all keys of `site.yaml`."""

import re
from collections.abc import Mapping
from datetime import UTC, tzinfo
from pathlib import Path
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from notes_site.config.allow import read_allow
from notes_site.config.author import Author, read_author
from notes_site.config.banner import BannerConfig, read_banner
from notes_site.config.citations import CitationsConfig, read_citations
from notes_site.config.code import CodeConfig, read_code
from notes_site.config.comments import Giscus, read_comments
from notes_site.config.excerpt import ExcerptConfig, read_excerpt
from notes_site.config.feed import FeedConfig, read_feed
from notes_site.config.footer import FooterConfig, read_footer
from notes_site.config.footnotes import FootnotePlace, read_footnotes
from notes_site.config.index import IndexConfig, read_index
from notes_site.config.languages import Language, read_languages
from notes_site.config.logo import LogoConfig, read_favicon, read_logo
from notes_site.config.markdown import MarkdownConfig, read_markdown
from notes_site.config.math import MathConfig, read_math
from notes_site.config.names import Names, read_names
from notes_site.config.navigation import MenuEntry, read_navigation
from notes_site.config.notebooks import NotebooksConfig, read_notebooks
from notes_site.config.numbers import NumbersConfig, read_numbers
from notes_site.config.pictures import PicturesConfig, read_pictures
from notes_site.config.social import Account, read_social
from notes_site.config.statistics import Counter, read_statistics
from notes_site.config.text import LocalText, read_local_text
from notes_site.config.theme import ThemeConfig, read_theme
from notes_site.config.typography import TypographyConfig, read_typography
from notes_site.config.urls import UrlConfig, read_urls
from notes_site.config.warnings import Level, read_warnings
from notes_site.errors import ConfigError, Place, Problem, SourceError, by_place, decode
from notes_site.text.suggest import closest
from notes_site.yaml.document import YamlDocument
from notes_site.yaml.reading import parse_yaml_map
from notes_site.yaml.yaml_map import YamlMap

_KEYS = [
    "title",
    "tagline",
    "description",
    "base_url",
    "timezone",
    "author",
    "languages",
    "index",
    "excerpt",
    "urls",
    "math",
    "numbers",
    "footnotes",
    "citations",
    "markdown",
    "notebooks",
    "typography",
    "code",
    "feed",
    "search",
    "social_cards",
    "bilingual",
    "term_hints",
    "compare_translations",
    "pictures",
    "markdown_copies",
    "llms",
    "comments",
    "navigation",
    "social",
    "logo",
    "favicon",
    "theme",
    "banner",
    "footer",
    "statistics",
    "tags",
    "series",
    "allow",
    "warnings",
]

_HOST = re.compile(r"(?:[^\s@:<>\"'\\\[\]]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")
"""Without a name and password: those would stand on every page."""

_STRAY = re.compile(r"[\0-\x20\x7f<>\"\\]|/\.{1,2}(?:/|$)")
"""What no address has."""


class SiteConfig(Struct, frozen=True, kw_only=True):
    """Everything `site.yaml` says, typed and checked. It holds no state of a run."""

    folder: Path
    """Where `site.yaml` is."""

    title: LocalText
    tagline: LocalText
    """Shown in the banner below the title. Default: `INCOMING TRANSMISSION`."""

    description: LocalText
    """One sentence about the site, for search engines and feeds. Default: the title."""

    base_url: str
    """Address of the site without a final `/`. Default: `http://localhost`."""

    timezone: str
    """Name in the database of time zones, where times without an offset are. Default: `UTC`."""

    author: Author
    languages: tuple[Language, ...]
    """In the order of `site.yaml`; the first is the default."""

    index: IndexConfig
    excerpt: ExcerptConfig
    urls: UrlConfig
    math: MathConfig
    numbers: NumbersConfig
    footnotes: FootnotePlace
    """Default: `margin`."""

    citations: CitationsConfig
    markdown: MarkdownConfig
    notebooks: NotebooksConfig
    typography: TypographyConfig
    code: CodeConfig
    feed: FeedConfig
    has_search: bool
    """Default: true."""

    has_social_cards: bool
    """Whether pages have a picture for where they are shared. Default: false."""

    has_bilingual: bool
    """Whether an article has a page with both languages side by side. Default: as
    `compares_translations`."""

    has_term_hints: bool
    """Whether the first use of a term in a note shows its word in another language. Default: false."""

    compares_translations: bool
    """Whether an article's languages are compared: in what they differ, and which sections are the
    same. Default: true."""

    pictures: PicturesConfig
    has_markdown_copies: bool
    """Whether a note's Markdown lies beside its page. Default: true."""

    has_llms: bool
    """Whether there are `llms.txt` and `llms-full.txt`. Default: true."""

    giscus: Giscus | None
    navigation: tuple[MenuEntry, ...] | None
    """None for a menu of all sections and standing pages."""

    social: tuple[Account, ...]
    logo: LogoConfig
    favicon: str
    """Path below `static/`; empty for the theme's."""

    theme: ThemeConfig
    banner: BannerConfig
    footer: FooterConfig
    statistics: tuple[Counter, ...]
    tags: Names

    series: Names

    allow: Mapping[str, tuple[str, ...]]
    """Directive of the Content Security Policy → other hosts that it lets in."""

    warnings: Mapping[str, Level]
    """Kind of warnings → what is made of them; kinds that are not named are told. Default: none."""

    @property
    def base_path(self) -> str:
        """The path that all addresses of the site begin with: `/notes`, or empty."""
        return urlsplit(self.base_url).path

    @property
    def zone(self) -> tzinfo:
        """The time zone that `timezone` names."""
        if self.timezone == "UTC":
            return UTC
        from zoneinfo import ZoneInfo

        return ZoneInfo(self.timezone)

    @property
    def default_language(self) -> Language:
        """The language that lives at `/`."""
        return self.languages[0]

    def language(self, code: str) -> Language:
        """Return the language with `code`, which must be one of `languages`."""
        return next(language for language in self.languages if language.code == code)


def read_config(path: Path, base_url: str = "") -> SiteConfig:
    """Return what the `site.yaml` at `path` says.

    Args:
        path: the file; the folder it lies in is the site's.
        base_url: replaces the file's `base_url` unless empty.

    Raises:
        ConfigError: all the mistakes in the file.
    """
    if path.exists() and not path.is_file():
        text = "it is no file; run `notes-site init`, or name the file by `--config`"
        raise ConfigError([Problem(place=Place(path=path.name), kind="settings", text=text)])
    try:
        content = path.read_bytes()
    except OSError as error:
        text = f"{error.strerror}; run `notes-site init`, or name the file by `--config`"
        raise ConfigError(
            [Problem(place=Place(path=path.name), kind="settings", text=text)]
        ) from error
    document = YamlDocument(path=path.name)
    try:
        site = parse_yaml_map(decode(content, path.name), document)
        config = read_site(site, path.resolve().parent, base_url)
        document.finish()
    except SourceError as error:
        raise ConfigError(by_place(error.problems)) from error
    return config


def default_config() -> SiteConfig:
    """Return the configuration of a note that belongs to no site."""
    document = YamlDocument(path="site.yaml")
    return read_site(parse_yaml_map("title: Note", document), Path.cwd(), "")


def read_site(site: YamlMap, folder: Path, base_url: str) -> SiteConfig:
    """Return what the mapping of a `site.yaml` says; mistakes are written down in it."""
    languages = read_languages(site)
    codes = [language.code for language in languages]
    site.require("title", "ML Notes")
    title = read_local_text(site, "title", codes)
    description = read_local_text(site, "description", codes) if "description" in site else title
    compares = site.boolean("compare_translations", default=True)
    config = SiteConfig(
        folder=folder,
        title=title,
        tagline=read_local_text(site, "tagline", codes, "INCOMING TRANSMISSION"),
        description=description,
        base_url=_read_base_url(site, base_url),
        timezone=_read_timezone(site),
        author=read_author(site, codes),
        languages=languages,
        index=read_index(site, codes),
        excerpt=read_excerpt(site),
        urls=read_urls(site),
        math=read_math(site),
        numbers=read_numbers(site),
        footnotes=read_footnotes(site),
        citations=read_citations(site, folder),
        markdown=read_markdown(site),
        notebooks=read_notebooks(site),
        typography=read_typography(site, languages),
        code=read_code(site),
        feed=read_feed(site),
        has_search=site.boolean("search", default=True),
        has_social_cards=site.boolean("social_cards", default=False),
        has_bilingual=_read_bilingual(site, compares=compares),
        has_term_hints=site.boolean("term_hints", default=False),
        compares_translations=compares,
        pictures=read_pictures(site),
        has_markdown_copies=site.boolean("markdown_copies", default=True),
        has_llms=site.boolean("llms", default=True),
        giscus=read_comments(site),
        navigation=read_navigation(site, folder, codes),
        social=read_social(site),
        logo=read_logo(site, folder),
        favicon=read_favicon(site, folder),
        theme=read_theme(site, folder, codes),
        banner=read_banner(site, codes, description),
        footer=read_footer(site, codes),
        statistics=read_statistics(site),
        tags=read_names(site, "tags", codes),
        series=read_names(site, "series", codes),
        allow=read_allow(site),
        warnings=read_warnings(site),
    )
    site.reject_unread(_KEYS)
    return config


def _read_bilingual(site: YamlMap, *, compares: bool) -> bool:
    """Return `bilingual`: such pages set beside each other what the comparison found to belong."""
    is_wanted = site.boolean("bilingual", default=compares)
    if is_wanted and not compares:
        text = (
            "pages side by side are made by the comparison; leave out `compare_translations: false`"
        )
        site.report("bilingual", f"{text}, or this")
    return is_wanted


def _read_timezone(site: YamlMap) -> str:
    name = site.text("timezone", "UTC")
    if name != "UTC":
        from zoneinfo import available_timezones

        if name not in available_timezones():
            close = closest(name, available_timezones())
            remedy = f"write `{close}`" if close else "write one such as Asia/Shanghai"
            site.report("timezone", f"there is no time zone `{name}`; {remedy}")
            return "UTC"
    return name


def _read_base_url(site: YamlMap, given: str) -> str:
    """Return `base_url`, or the one `given` on the command line in its place."""
    written = site.text("base_url", "http://localhost")
    url, name = (given, "--base-url") if given else (written, "base_url")
    try:
        parts = urlsplit(url)
    except ValueError:  # a bracket that opens no IPv6 address
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(parts.netloc):
        example = "https://name.github.io/notes/"
        site.report("base_url", f"`{name}` is not a web address: {url}; write it as {example}")
        return "http://localhost"
    if parts.query or parts.fragment:
        site.report("base_url", f"`{name}` has a `?` or `#`; end it with its path")
    elif _STRAY.search(unquote(url)):
        site.report("base_url", f"`{name}` holds a blank, `..` or the like; write plain names")
    return url.rstrip("/")
