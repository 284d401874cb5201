"""`typography:` – quotation marks and dashes as each language sets them."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from notes_site.config.languages import Language
from notes_site.yaml.yaml_map import YamlMap

_ENGLISH = "“”‘’"
_MARKS = {
    "cs": "„“‚‘",
    "da": "»«›‹",
    "de": "„“‚‘",
    "de-ch": "«»‹›",
    "el": "«»“”",
    "es": "«»“”",
    "fi": "””’’",
    "hu": "„”»«",
    "it": "«»“”",
    "nb": "«»‘’",
    "nn": "«»‘’",
    "no": "«»‘’",
    "pl": "„”«»",
    "pt-pt": "«»“”",
    "ro": "„”«»",
    "ru": "«»„“",
    "sk": "„“‚‘",
    "sl": "„“‚‘",
    "sv": "””’’",
    "uk": "«»„“",
}
"""Language → opening and closing marks, and those within them. French sets blanks of its own, by hand."""

_AS_TYPED = {"zh", "ja", "ko", "yue", "fr"}
_COUNT = 4


class TypographyConfig(Struct, frozen=True, kw_only=True):
    """Quotation marks and dashes in place of straight quotes and hyphens."""

    quotes: Mapping[str, str]
    """Language code → opening and closing marks, and those within them; empty where all stays as
    typed. Default: those of the language; as typed in Chinese, Japanese, Korean and French."""


def read_typography(site: YamlMap, languages: Sequence[Language]) -> TypographyConfig:
    """Return the section `typography`."""
    section = site.map("typography")
    codes = [language.code for language in languages]
    usual = {language.code: _usual_marks(language.tag) for language in languages}
    if not section.is_map("quotes"):
        is_on = section.boolean("quotes", default=True)
        section.reject_unread()
        return TypographyConfig(quotes=usual if is_on else dict.fromkeys(codes, ""))
    own = section.map("quotes")
    given = {code: own.text(code) for code in codes if code in own}
    for code, marks in given.items():
        if marks and len(marks) != _COUNT:
            text = f"`{marks}` are not four marks; write those of a quotation and of one within it, such as `{_ENGLISH}`"
            own.report(code, text)
    own.reject_unread(codes)
    section.reject_unread()
    return TypographyConfig(quotes={**usual, **given})


def _usual_marks(tag: str) -> str:
    """Return the marks of the language with `tag` (BCP 47)."""
    language, *_ = tag.lower().split("-")
    if language in _AS_TYPED:
        return ""
    return _MARKS.get(tag.lower()) or _MARKS.get(language) or _ENGLISH
