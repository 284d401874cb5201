"""The theme's words in the languages of the site: `locales/<language>.yaml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from notes_site.config.languages import Language
from notes_site.errors import ConfigError
from notes_site.program import program_digest
from notes_site.store import Store, digest
from notes_site.yaml_map import YamlDocument, YamlMap, parse_yaml_map

LOCALES = Path(__file__).parent / "locales"
FALLBACK = "en"
_PLURAL_FORMS = ("zero", "one", "two", "few", "many", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language."""

    texts: Mapping[str, str]
    plurals: Mapping[str, Mapping[str, str]]
    """Key → plural category of CLDR → text with `{number}`."""

    categories: tuple[str, ...]
    """The plural category of 0, 1, 2, …; beyond the end they repeat (see `count`)."""

    def __getitem__(self, key: str) -> str:
        return self.texts[key]

    def fill(self, key: str, **values: str | int) -> str:
        """Return the text at `key` with `{…}` replaced by `values`."""
        return self.texts[key].format(**values)

    def count(self, key: str, number: int) -> str:
        """Return the text at `key` in the plural form that goes with `number`.

        Rule: beyond 100, the categories of whole numbers follow their last two digits
        (CLDR's plural rules, but for the millions of some Romance languages).
        """
        forms = self.plurals[key]
        index = number if number < len(self.categories) else 100 + number % 100
        return forms.get(self.categories[index], forms["other"]).format(number=number)


def read_words(language: Language, folder: Path, store: Store) -> Words:
    """Return the words of `language`, from the store if none of their files has changed.

    The theme has them for some languages; a site's `locales/<code>.yaml` adds a language
    or replaces words; English stands in for what is missing.

    Raises:
        ConfigError: the site's file is not a mapping of known keys to texts.
    """
    name = f"{language.code}.yaml"
    paths = [LOCALES / f"{FALLBACK}.yaml", LOCALES / name, folder / "locales" / name]
    contents = [path.read_bytes() if path.is_file() else b"" for path in paths]
    key = digest("words", program_digest(), language.tag, *contents)
    known = store.find([key]).get(key)
    if known is not None:
        return msgspec.msgpack.decode(known, type=Words)
    words = _parse_words(language, contents)
    store.add({key: msgspec.msgpack.encode(words)})
    return words


def _parse_words(language: Language, contents: Sequence[bytes]) -> Words:
    texts: dict[str, str] = {}
    plurals: dict[str, Mapping[str, str]] = {}
    for place, content in enumerate(contents):
        document = YamlDocument(path=f"locales/{language.code}.yaml")
        words = parse_yaml_map(content.decode(), document)
        _read_into(words, texts, plurals, is_complete=place == 0)
        if place:
            words.reject_unread()
        if document.problems:
            raise ConfigError(document.problems)
    from babel import Locale

    plural_form = Locale.parse(language.tag, sep="-").plural_form
    categories = tuple(plural_form(number) for number in range(200))
    return Words(texts=texts, plurals=plurals, categories=categories)


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
