"""The theme's words in the languages of the site: `locales/<language>.yaml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from notes_site.config.languages import Language
from notes_site.errors import ConfigError
from notes_site.yaml_map import YamlDocument, YamlMap, parse_yaml_map

LOCALES = Path(__file__).parent / "locales"
FALLBACK = "en"
_PLURAL_FORMS = ("zero", "one", "two", "few", "many", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language."""

    tag: str
    texts: Mapping[str, str]
    plurals: Mapping[str, Mapping[str, str]]
    """Key → plural category of CLDR → text with `{number}`."""

    def __getitem__(self, key: str) -> str:
        return self.texts[key]

    def fill(self, key: str, **values: str | int) -> str:
        """Return the text at `key` with `{…}` replaced by `values`."""
        return self.texts[key].format(**values)

    def count(self, key: str, number: int) -> str:
        """Return the text at `key` in the plural form that goes with `number`."""
        forms = self.plurals[key]
        form = "other" if len(forms) == 1 else _locale(self.tag).plural_form(number)
        return forms.get(form, forms["other"]).format(number=number)


@cache
def _locale(tag: str):  # type: ignore[no-untyped-def] # noqa: ANN202 - Babel is imported late
    from babel import Locale

    return Locale.parse(tag, sep="-")


def read_words(language: Language, folder: Path) -> Words:
    """Return the words of `language`.

    The theme has them for some languages; a site's `locales/<code>.yaml` adds a language
    or replaces words; English stands in for what is missing.

    Raises:
        ConfigError: the site's file is not a mapping of known keys to texts.
    """
    texts: dict[str, str] = {}
    plurals: dict[str, Mapping[str, str]] = {}
    own = folder / "locales" / f"{language.code}.yaml"
    paths = [LOCALES / f"{FALLBACK}.yaml", LOCALES / f"{language.code}.yaml"]
    for path in (*paths, own):
        if not path.is_file():
            continue
        name = f"locales/{path.name}"
        document = YamlDocument(path=name)
        words = parse_yaml_map(path.read_text(encoding="utf-8"), document)
        is_first = path is paths[0]
        _read_into(words, texts, plurals, is_complete=is_first)
        if not is_first:
            words.reject_unread()
        if document.problems:
            raise ConfigError(document.problems)
    return Words(tag=language.tag, texts=texts, plurals=plurals)


def _read_into(
    words: YamlMap,
    texts: dict[str, str],
    plurals: dict[str, Mapping[str, str]],
    *,
    is_complete: bool,
) -> None:
    keys = words.keys() if is_complete else [*texts, *plurals]
    for key in keys:
        if key not in words:
            continue
        if words.is_map(key):
            forms = words.map(key)
            plurals[key] = {form: forms.text(form) for form in _PLURAL_FORMS if form in forms}
            if "other" not in plurals[key]:
                forms.report("other", f"`{key}` has no form `other`; write `other: …`")
            forms.reject_unread(_PLURAL_FORMS)
        else:
            texts[key] = words.text(key)
