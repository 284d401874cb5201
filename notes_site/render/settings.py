"""Settings of the renderer."""

from collections.abc import Mapping

from msgspec import Struct

from notes_site.config import SiteConfig
from notes_site.config.code import CodeConfig
from notes_site.config.excerpt import ExcerptConfig
from notes_site.config.footnotes import FootnotePlace
from notes_site.locales.words import Words
from notes_site.parse.settings import ParseSettings, parse_settings


class RenderSettings(Struct, frozen=True, kw_only=True):
    """All that the rendering of a note depends on, beside the note and its links."""

    base_url: str
    """Every address of the site in the HTML begins with its path, and in feeds with the whole."""

    timezone: str
    """Where the dates of notes were read that have no offset."""

    parsing: ParseSettings
    excerpt: ExcerptConfig
    footnotes: FootnotePlace
    code: CodeConfig
    coloured: frozenset[str]
    """Pygments' classes that the style sheet for code colours."""

    allows_scripts: bool
    """True where `site.yaml` lets in scripts of other hosts."""

    has_picture_copies: bool
    """Whether browsers can choose among narrower copies of a picture."""

    has_search: bool
    """Whether the text that a search finds is wanted."""

    words: Mapping[str, Mapping[str, str]]
    """Language code → the theme's words."""


def render_settings(
    config: SiteConfig, coloured: frozenset[str], words: Mapping[str, Words]
) -> RenderSettings:
    """Return what `site.yaml`, the style of code and the theme's words say for rendering."""
    return RenderSettings(
        base_url=config.base_url,
        timezone=config.timezone,
        parsing=parse_settings(config),
        excerpt=config.excerpt,
        footnotes=config.footnotes,
        code=config.code,
        coloured=coloured,
        allows_scripts="script-src" in config.allow,
        has_picture_copies=config.pictures.has_copies,
        has_search=config.has_search,
        words={code: each.texts for code, each in words.items()},
    )
