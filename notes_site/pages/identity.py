"""The site's identity on its pages: logo, icon, accounts elsewhere, and the foot."""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import quote

from msgspec import Struct

from notes_site.config import SiteConfig
from notes_site.config.banner import BannerStyle
from notes_site.config.palette import Scheme, paper
from notes_site.config.social import EMAIL, FEED, NETWORKS, Account
from notes_site.model import Url
from notes_site.pages.feed_urls import feed_urls
from notes_site.pages.sitewide import Sitewide
from notes_site.pictures import read_proportion
from notes_site.theme import SOCIAL_ICONS

_SHAPE = re.compile(r'<path d="([^"]+)"')
_ENVELOPE = "M0 4h24v16H0zm2 3.3V18h20V7.3l-10 6zM3.4 6 12 11.2 20.6 6z"
_LINK = "M3 4h8v2H5v13h13v-6h2v8H3zm11 0h7v7h-2V7.4l-8.3 8.3-1.4-1.4L17.6 6H14z"
_TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp", ".gif": "image/gif"}
_LOGO_HEIGHT_PX = 28
"""As `.logo` of `frame.css` and `parts/logo.html` have it."""

_LICENCES_IN_CHINESE = "deed.zh-hans"


class Logo(Struct, frozen=True, kw_only=True):
    """The picture before the site's title."""

    href: str
    width: int
    """In CSS pixels; 0 where it is not known."""

    dark: str
    """The same for the dark scheme; empty where one serves both."""

    dark_width: int


class Icon(Struct, frozen=True, kw_only=True):
    """The picture in the browser's tab."""

    href: str
    type: str
    """Media type; empty for `.ico`, which browsers know by its content."""


class Ground(Struct, frozen=True, kw_only=True):
    """The colour of the page, for what a browser draws around it."""

    light: str
    dark: str


class SocialLink(Struct, frozen=True, kw_only=True):
    """A link to an account of the author elsewhere."""

    title: str
    href: str
    shape: str
    """The icon, 24 by 24: the `d` of an SVG's `<path>`."""

    is_own: bool
    """True for the author's own page there, which may say so (`rel="me"`)."""


class FootLink(Struct, frozen=True, kw_only=True):
    """A text that may lead somewhere."""

    text: str
    href: str
    """May be empty."""


class Footer(Struct, frozen=True, kw_only=True):
    """The foot of every page."""

    text: str
    licence: FootLink | None
    numbers: tuple[FootLink, ...]
    """Of the site's registration in China: ICP, public security."""


class Banner(Struct, frozen=True, kw_only=True):
    """The banner at the top of the index."""

    has_signal: bool
    text: str


def read_icons(accounts: Iterable[Account]) -> dict[str, str]:
    """Return network → shape of its icon, for those that `accounts` are at."""
    shapes = {}
    for account in accounts:
        if account.network == EMAIL:
            shapes[EMAIL] = _ENVELOPE
            continue
        name = "rss" if account.network == FEED else NETWORKS[account.network].icon
        match = _SHAPE.search((SOCIAL_ICONS / f"{name}.svg").read_text("utf-8")) if name else None
        shapes[account.network] = match[1] if match else _LINK
    return shapes


def read_logos(config: SiteConfig) -> dict[str, int]:
    """Return path of each logo below `static/` → its width on the page, where that is known."""
    widths = {}
    for path in filter(None, (config.logo.light, config.logo.dark)):
        if proportion := read_proportion(config.folder / "static" / path):
            widths[path] = round(_LOGO_HEIGHT_PX * proportion)
    return widths


def make_social(sitewide: Sitewide, code: str) -> tuple[SocialLink, ...]:
    """Return the links of `social` on the pages in a language."""
    words = sitewide.words[code]
    links = []
    for account in sitewide.config.social:
        title = {EMAIL: words["email"], FEED: words["feed"]}.get(account.network)
        links.append(
            SocialLink(
                title=title or NETWORKS[account.network].name,
                href=account.url or sitewide.href(feed_urls(sitewide.root(code))[0]),
                shape=sitewide.icons[account.network],
                is_own=account.network in NETWORKS,
            )
        )
    return tuple(links)


def account_urls(accounts: Iterable[Account]) -> list[str]:
    """Return the addresses of the author's own pages elsewhere."""
    return [account.url for account in accounts if account.network in NETWORKS]


def make_logo(sitewide: Sitewide) -> Logo | None:
    """Return the site's own logo; None for the theme's, or for none at all."""
    logo = sitewide.config.logo
    if not logo.light:
        return None
    return Logo(
        href=static_href(sitewide, logo.light),
        width=sitewide.logos.get(logo.light, 0),
        dark=static_href(sitewide, logo.dark) if logo.dark else "",
        dark_width=sitewide.logos.get(logo.dark, 0),
    )


def make_icon(sitewide: Sitewide) -> Icon:
    """Return the site's icon, or the theme's."""
    path = sitewide.config.favicon
    if not path:
        return Icon(href=sitewide.assets["favicon.svg"], type=_TYPES[".svg"])
    suffix = PurePosixPath(path).suffix.lower()
    return Icon(href=static_href(sitewide, path), type=_TYPES.get(suffix, ""))


def make_ground(sitewide: Sitewide) -> Ground:
    """Return the colour of the page in both schemes."""
    accent = sitewide.config.theme.accent
    return Ground(
        light=paper(accent.light if accent else "", Scheme.LIGHT),
        dark=paper(accent.dark if accent else "", Scheme.DARK),
    )


def static_href(sitewide: Sitewide, path: str) -> str:
    """Return the address in the HTML of a file of `static/`."""
    if path.startswith("assets/"):
        return sitewide.assets[path.removeprefix("assets/")]
    return sitewide.href(Url(f"/{quote(path)}"))


def make_footer(sitewide: Sitewide, code: str) -> Footer:
    """Return what stands at the foot of the pages in a language."""
    footer = sitewide.config.footer
    licence = None
    if footer.licence:
        is_deed = footer.licence.url.startswith("https://creativecommons.org/")
        is_chinese = sitewide.config.language(code).is_chinese
        deed = _LICENCES_IN_CHINESE if is_deed and is_chinese else ""
        licence = FootLink(text=footer.licence.name, href=footer.licence.url + deed)
    numbers = []
    if footer.icp:
        numbers.append(FootLink(text=footer.icp, href="https://beian.miit.gov.cn/"))
    if footer.police:
        query = f"https://beian.mps.gov.cn/#/query/webSearch?code={footer.police_code}"
        numbers.append(FootLink(text=footer.police, href=query))
    return Footer(text=footer.text[code], licence=licence, numbers=tuple(numbers))


def make_banner(sitewide: Sitewide, code: str) -> Banner | None:
    """Return the banner of the index in a language; None where there is none."""
    banner = sitewide.config.banner
    if banner.style is BannerStyle.NONE:
        return None
    return Banner(has_signal=banner.style is BannerStyle.SIGNAL, text=banner.text[code])
