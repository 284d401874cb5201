"""Settings of the parser."""

from collections.abc import Mapping

from msgspec import Struct

from notes_site.config import SiteConfig
from notes_site.config.excerpt import ExcerptSource
from notes_site.config.math import MathConfig
from notes_site.config.numbers import TheoremNumbers


class ParseSettings(Struct, frozen=True, kw_only=True):
    """All that the parsing of a note depends on, beside the note."""

    math: MathConfig
    theorems: TheoremNumbers
    """The counting of theorems and their like."""

    quotes: Mapping[str, str]
    """As `TypographyConfig` has them."""

    excerpt_is_description: bool
    """True where the front matter's description stands in for an excerpt that it does not give."""

    allows_html: bool
    """True where HTML in a note is HTML, and not text."""


def parse_settings(config: SiteConfig) -> ParseSettings:
    """Return what `site.yaml` says for parsing."""
    return ParseSettings(
        math=config.math,
        theorems=config.numbers.theorems,
        quotes=config.typography.quotes,
        excerpt_is_description=config.excerpt.source is ExcerptSource.DESCRIPTION,
        allows_html=config.markdown.allows_html,
    )
