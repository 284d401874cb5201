"""Settings of the renderer."""

from collections.abc import Mapping

from msgspec import Struct

from notes_site.config import SiteConfig
from notes_site.config.code import CodeConfig
from notes_site.config.excerpt import ExcerptConfig
from notes_site.config.footnotes import FootnotePlace
from notes_site.locales.words import Words
from notes_site.parse.settings import ParseSettings, parse_settings
from notes_site.translations import Term


class TermSettings(Struct, frozen=True, kw_only=True):
    """Terms of `terms.yaml`."""

    terms: tuple[Term, ...]
    tags: Mapping[str, str]
    """Language code → its tag, in the order of the languages."""

    has_hints: bool
    """Whether the first use of one in a note shows its word in another language."""

    def other(self, index: int, language: str) -> tuple[str, str]:
        """Return the first other language that has another word for a term, and that; empty for none."""
        term = self.terms[index]
        own = term.word(language)
        return next(
            ((code, word) for code in self.tags if (word := term.word(code)) not in {"", own}),
            ("", ""),
        )


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

    picture_widths_px: tuple[int, ...]
    """Whether browsers can choose among narrower copies of a picture."""

    has_search: bool
    """Whether the text that a search finds is wanted."""

    terms: TermSettings
    words: Mapping[str, Mapping[str, str]]
    """Language code → the theme's words."""


def render_settings(
    config: SiteConfig,
    coloured: frozenset[str],
    words: Mapping[str, Words],
    terms: tuple[Term, ...] = (),
) -> RenderSettings:
    """Return what `site.yaml`, the style of code, the theme's words and `terms.yaml` say for rendering."""
    return RenderSettings(
        base_url=config.base_url,
        timezone=config.timezone,
        parsing=parse_settings(config),
        excerpt=config.excerpt,
        footnotes=config.footnotes,
        code=config.code,
        coloured=coloured,
        allows_scripts="script-src" in config.allow,
        picture_widths_px=config.pictures.widths_px,
        has_search=config.has_search,
        terms=TermSettings(
            terms=terms,
            tags={language.code: language.tag for language in config.languages},
            has_hints=config.has_term_hints,
        ),
        words={code: each.texts for code, each in words.items()},
    )
