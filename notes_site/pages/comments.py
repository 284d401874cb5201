"""Comments below a note, by giscus: one thread for all languages of an article."""

from urllib.parse import quote

from msgspec import Struct

from notes_site.model import Kind, RenderedNote
from notes_site.pages.sitewide import Sitewide

# What giscus is translated to, as its own component lists it (`AvailableLanguage`).
_LANGUAGES = frozenset(
    [
        "ar",
        "be",
        "bg",
        "ca",
        "cs",
        "da",
        "de",
        "en",
        "eo",
        "es",
        "eu",
        "fa",
        "fr",
        "gr",
        "gsw",
        "hbs",
        "he",
        "hu",
        "id",
        "it",
        "ja",
        "kh",
        "ko",
        "nl",
        "pl",
        "pt",
        "ro",
        "ru",
        "th",
        "tr",
        "uk",
        "uz",
        "vi",
        "zh-CN",
        "zh-Hans",
        "zh-Hant",
        "zh-HK",
        "zh-TW",
    ]
)
_CHINESE = "zh-CN"


class Comments(Struct, frozen=True, kw_only=True):
    """The settings of giscus for a note; the attributes of its script have these names."""

    repo: str
    repo_id: str
    category: str
    category_id: str
    term: str
    """Title of the discussion: the article's key, the same in all languages."""

    language: str
    """Of giscus's own texts."""

    href: str
    """Where the discussion can be found without a script."""


def make_comments(sitewide: Sitewide, note: RenderedNote) -> Comments | None:
    """Return the comments of `note`; None where they are not set up, or it is a standing page."""
    giscus = sitewide.config.giscus
    if giscus is None or note.source.kind is not Kind.NOTE:
        return None
    term = note.source.key
    return Comments(
        repo=giscus.repo,
        repo_id=giscus.repo_id,
        category=giscus.category,
        category_id=giscus.category_id,
        term=term,
        language=giscus_language(sitewide.config.language(note.language).tag),
        href=f"https://github.com/{giscus.repo}/discussions?discussions_q={quote(term, safe='')}",
    )


def giscus_language(tag: str) -> str:
    """Return the language of giscus that is closest to BCP 47 `tag`; English without one."""
    if tag in _LANGUAGES:
        return tag
    primary = tag.partition("-")[0]
    if primary == "zh":
        return _CHINESE
    return primary if primary in _LANGUAGES else "en"
