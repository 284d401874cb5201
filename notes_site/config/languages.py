"""`languages:` – the languages of the site, the first being the default."""

import re
from functools import lru_cache
from typing import NewType

from msgspec import Struct

from notes_site.yaml.yaml_map import YamlMap

LanguageTag = NewType("LanguageTag", str)
"""A BCP 47 language tag such as `en`, `zh-CN` or `zh-Hans`."""

# RFC 5646, 2.1: language, script, region and variants; what blogs use of it.
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?(-[A-Za-z0-9]{5,8})*")
LANGUAGE_CODE = re.compile(r"[a-z][a-z0-9-]*")
"""Of `Language.code`."""


class Language(Struct, frozen=True, kw_only=True):
    """One language of the site."""

    code: str
    """Name of its folder in `content/` and of its addresses: `zh`."""

    label: str
    """Its name in itself, for the language switch: `中文`."""

    tag: LanguageTag
    """For the `lang` and `hreflang` attributes."""

    is_default: bool
    """True for the language that lives at `/` and not at `/<code>/`."""

    @property
    def is_chinese(self) -> bool:
        """True where Han characters are set and counted the Chinese way."""
        return self.tag.lower().startswith("zh")


@lru_cache
def _own_name(tag: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-").get_language_name() or tag
    except (UnknownLocaleError, ValueError):
        return tag


def read_languages(site: YamlMap) -> tuple[Language, ...]:
    """Return the languages in order; Chinese and English where none are given."""
    if "languages" not in site:
        return (
            Language(code="zh", label="中文", tag=LanguageTag("zh-CN"), is_default=True),
            Language(code="en", label="English", tag=LanguageTag("en"), is_default=False),
        )
    section = site.map("languages")
    languages: list[Language] = []
    for code in section.keys():  # noqa: SIM118 - a YamlMap is no dict
        if not LANGUAGE_CODE.fullmatch(code):
            section.report(code, f"`{code}` cannot name a folder; write lower-case letters: `zh`")
        entry = section.map(code)
        tag = entry.text("tag", code)
        if not _TAG.fullmatch(tag):
            entry.report("tag", f"`{tag}` is not a language tag of BCP 47; write `en` or `zh-CN`")
        label = entry.text("label") or _own_name(tag)
        entry.reject_unread()
        is_default = not languages
        languages.append(
            Language(code=code, label=label, tag=LanguageTag(tag), is_default=is_default)
        )
    if not languages and site.is_map("languages"):
        site.report("languages", "`languages` is empty; write `languages: {zh: {label: 中文}}`")
    return tuple(languages)
