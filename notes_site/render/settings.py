"""What the rendering of notes depends on."""

from collections.abc import Mapping

from msgspec import Struct

from notes_site.config.code import CodeConfig
from notes_site.config.excerpt import ExcerptConfig
from notes_site.config.numbers import TheoremNumbers


class RenderSettings(Struct, frozen=True, kw_only=True):
    """All that the rendering of a note depends on, beside the note and its links."""

    base_url: str
    """Every address of the site in the HTML begins with its path, and in feeds with the whole."""

    macros: Mapping[str, str]
    excerpt: ExcerptConfig
    code: CodeConfig
    coloured: frozenset[str]
    """Pygments' classes that the style sheet for code colours."""

    theorems: TheoremNumbers
    """How theorems and their like are counted."""

    allows_html: bool
    """True where HTML in a note is HTML, and not text."""

    allows_scripts: bool
    """True where `site.yaml` lets in scripts of other hosts."""

    quotes: Mapping[str, str]
    """As `TypographyConfig` has them."""

    has_search: bool
    """Whether the text that a search finds is wanted."""

    words: Mapping[str, Mapping[str, str]]
    """Language code → the theme's words."""
