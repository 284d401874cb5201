"""The frame of a page: all that stands around its text."""

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct, field

from notes_site.config.languages import Language
from notes_site.locales.words import Words
from notes_site.model import Needs, RenderedNote, Url
from notes_site.pages.dates import modified_date
from notes_site.pages.identity import (
    Footer,
    Ground,
    Icon,
    Logo,
    SocialLink,
    make_footer,
    make_ground,
    make_icon,
    make_logo,
    make_social,
)
from notes_site.pages.metadata import Metadata
from notes_site.pages.page import Alternate, SitemapEntry
from notes_site.pages.policy import content_policy
from notes_site.pages.sitewide import Sitewide
from notes_site.pages.statistics import CountingScript, counting_scripts
from notes_site.search import FOLDER

_LINE = 85
"""Latin letters in a line of an excerpt, in the widest column."""


class NavLink(Struct, frozen=True, kw_only=True):
    """An entry of the menu."""

    label: str
    href: str
    is_current: bool


class LanguageLink(Struct, frozen=True, kw_only=True):
    """A link of the language switch."""

    label: str
    """The language's own name."""

    tag: str
    """BCP 47."""

    href: str
    is_current: bool
    note: str
    """Says where the link leads if this page is not in that language; else empty."""


class SearchLinks(Struct, frozen=True, kw_only=True):
    """The addresses of the search."""

    href: str
    """The page of the search in this language."""

    folder: str
    """Its index; ends with a `/`."""

    root: str
    """What all addresses of the site begin with: `/notes`, or empty."""

    others: tuple["OtherSearch", ...]


class OtherSearch(Struct, frozen=True, kw_only=True):
    """The search of another language."""

    tag: str
    """BCP 47."""

    href: str


class Frame(Struct, frozen=True, kw_only=True):
    """All that stands around the text of a page."""

    tag: str
    """BCP 47 tag of the page's language."""

    language: str
    """Code of the page's language."""

    words: Words
    site_title: str
    tagline: str
    site_description: str
    author: str
    author_url: str
    title: str
    """Plain text for `<title>`, without the site's; empty on the first index page."""

    description: str
    metadata: Metadata
    permalink: str
    is_hidden: bool
    """True where search engines shall not list the page."""

    home: str
    """Address of the language's index."""

    search: SearchLinks | None
    """None where the site has no search."""

    navigation: tuple[NavLink, ...]
    languages: tuple[LanguageLink, ...]
    alternates: tuple[Alternate, ...]
    first_css: Markup
    """The style sheet that stands in the page itself; empty where a site has a `style.css` of its own."""

    first_script: Markup
    """The script that stands in the page itself; the policy allows no other there."""

    assets: Mapping[str, str]
    """Name of an asset → its address in the HTML."""

    logo: Logo | None
    """None for the theme's mark, or for none."""

    has_mark: bool
    """True where the theme's mark stands for the site."""

    icon: Icon
    ground: Ground
    social: tuple[SocialLink, ...]
    footer: Footer
    statistics: tuple[CountingScript, ...]
    excerpt_lines: int
    """Lines of an excerpt that a list shows at most."""

    has_math: bool
    begins_with_math: bool
    """Whether formulas stand on the first screen, so that their fonts are wanted at once."""

    has_code: bool
    has_diagrams: bool
    policy: Markup
    """Content Security Policy: what the page may load, and from where."""


class PageFacts(Struct, frozen=True, kw_only=True):
    """The part of a frame that differs from page to page."""

    language: str
    url: Url
    title: str = ""
    description: str = ""
    metadata: Metadata
    counterparts: Mapping[str, Url]
    """Language code → address of this very page in that language, its own included."""

    is_hidden: bool = False
    needs: Needs = field(default_factory=Needs)
    begins_with_math: bool | None = None
    """None where any of its formulas may stand on the first screen."""

    has_comments: bool = False


def make_frame(sitewide: Sitewide, facts: PageFacts) -> Frame:
    """Return the frame of the page that `facts` describe."""
    config = sitewide.config
    language = config.language(facts.language)
    words = sitewide.words[facts.language]
    return Frame(
        tag=language.tag,
        language=language.code,
        words=words,
        site_title=config.title[language.code],
        tagline=config.tagline[language.code],
        site_description=config.description[language.code],
        author=config.author.name[language.code],
        author_url=config.author.url,
        title=facts.title,
        description=facts.description or config.description[language.code],
        metadata=facts.metadata,
        permalink=sitewide.permalink(facts.url),
        is_hidden=facts.is_hidden,
        home=sitewide.href(sitewide.root(language.code)),
        search=_search_links(sitewide, language),
        navigation=tuple(_navigation(sitewide, language, facts.url)),
        languages=tuple(_language_link(sitewide, each, facts) for each in config.languages),
        alternates=() if facts.is_hidden else _alternates(sitewide, facts.counterparts),
        first_css=Markup(sitewide.in_page.css),
        first_script=Markup(sitewide.in_page.script),
        assets=sitewide.assets,
        logo=make_logo(sitewide),
        has_mark=config.logo.is_shown and not config.logo.light,
        icon=make_icon(sitewide),
        ground=make_ground(sitewide),
        social=make_social(sitewide, language.code),
        footer=make_footer(sitewide, language.code),
        statistics=counting_scripts(sitewide),
        excerpt_lines=max(2, round(config.excerpt.length / _LINE)),
        has_math=facts.needs.math,
        begins_with_math=(
            facts.needs.math if facts.begins_with_math is None else facts.begins_with_math
        ),
        has_code=facts.needs.code,
        has_diagrams=facts.needs.diagrams,
        policy=content_policy(
            config, sitewide.in_page.script, facts.needs.embeds, has_comments=facts.has_comments
        ),
    )


def list_in_sitemap(
    sitewide: Sitewide, url: Url, counterparts: Mapping[str, Url], notes: Iterable[RenderedNote]
) -> SitemapEntry:
    """Return what the sitemap says of a page.

    Args:
        site: the site's shell.
        url: the page's.
        counterparts: as `PageFacts` has them.
        notes: what the page shows.
    """
    return SitemapEntry(
        permalink=sitewide.permalink(url),
        modified=modified_date(notes),
        alternates=_alternates(sitewide, counterparts),
    )


def _search_links(sitewide: Sitewide, language: Language) -> SearchLinks | None:
    if not sitewide.config.has_search:
        return None
    return SearchLinks(
        href=sitewide.href(Url(f"{sitewide.root(language.code)}search/")),
        folder=sitewide.href(Url(f"/{FOLDER}/")),
        root=sitewide.config.base_path,
        others=tuple(
            OtherSearch(tag=each.tag, href=sitewide.href(Url(f"{sitewide.root(each.code)}search/")))
            for each in sitewide.config.languages
            if each.code != language.code
        ),
    )


def _navigation(sitewide: Sitewide, language: Language, url: Url) -> Sequence[NavLink]:
    return [
        NavLink(label=label, href=sitewide.href_of(target), is_current=target == url)
        for label, target in sitewide.sections[language.code]
    ]


def _language_link(sitewide: Sitewide, other: Language, facts: PageFacts) -> LanguageLink:
    words = sitewide.words[facts.language]
    target = facts.counterparts.get(other.code)
    note = "" if target else words.fill("not_translated", language=words.language(other.tag))
    return LanguageLink(
        label=other.label,
        tag=other.tag,
        href=sitewide.href(target or sitewide.root(other.code)),
        is_current=other.code == facts.language,
        note=note,
    )


def _alternates(sitewide: Sitewide, counterparts: Mapping[str, Url]) -> tuple[Alternate, ...]:
    if len(counterparts) < 2:  # noqa: PLR2004 - a page alone is no alternate
        return ()
    found = [
        Alternate(tag=language.tag, permalink=sitewide.permalink(counterparts[language.code]))
        for language in sitewide.config.languages
        if language.code in counterparts
    ]
    # For readers of any other language: the first language of the site that has the page.
    return (*found, Alternate(tag="x-default", permalink=found[0].permalink))
