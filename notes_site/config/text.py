"""Texts of `site.yaml` that may differ from language to language."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from notes_site.yaml.yaml_map import YamlMap


class LocalText(Struct, frozen=True, kw_only=True):
    """One text, or one for each language."""

    by_language: Mapping[str, str]
    """Language code → text; every language of the site has its entry."""

    def __getitem__(self, language: str) -> str:
        """Return the text in `language`, a code of `languages` in `site.yaml`."""
        return self.by_language[language]


def read_local_text(
    parent: YamlMap, key: str, languages: Sequence[str], default: str = ""
) -> LocalText:
    """Return the text at `key`; where a language is left out, the first one given serves."""
    if not parent.is_map(key):
        text = parent.text(key, default)
        return LocalText(by_language=dict.fromkeys(languages, text))
    texts = parent.map(key)
    given = {code: texts.text(code) for code in languages if code in texts}
    texts.reject_unread(languages)
    fallback = next(iter(given.values()), default)
    return LocalText(by_language={code: given.get(code, fallback) for code in languages})
