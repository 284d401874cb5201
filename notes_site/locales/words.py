"""The theme's words in the languages of the site: `locales/<language>.yaml`."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from string import Formatter
from typing import TYPE_CHECKING

import msgspec

from notes_site.cache import Store, content_digest, make_key
from notes_site.config import SiteConfig
from notes_site.config.languages import Language
from notes_site.errors import ConfigError, SourceError, by_place, decode
from notes_site.theme import LOCALES, installed_themes
from notes_site.yaml.document import YamlDocument
from notes_site.yaml.reading import parse_yaml_map
from notes_site.yaml.yaml_map import YamlMap

if TYPE_CHECKING:
    from babel import Locale

FALLBACK = "en"
_LEAP_YEAR = 2024
_Parts = tuple[
    Mapping[str, str],
    Mapping[str, Mapping[str, str]],
    tuple[str, ...],
    tuple[str, ...],
    Mapping[str, str],
]
_DECODER = msgspec.msgpack.Decoder(_Parts)
_PLURAL_FORMS = ("zero", "one", "two", "few", "many", "other")


class Words:
    """The words of one language.

    They stand in the context of every page, 20 kB of them; so a digest stands for them where only
    a change of them matters.
    """

    __slots__ = ("_key", "categories", "days", "languages", "plurals", "texts")

    texts: Mapping[str, str]
    plurals: Mapping[str, Mapping[str, str]]
    """Key → plural category of CLDR → text with `{number}`."""

    categories: tuple[str, ...]
    """The plural category of 0, 1, 2, …; beyond the end they repeat (see `count`)."""

    days: tuple[str, ...]
    """Each day of a leap year as the language writes it, with `{year}`."""

    languages: Mapping[str, str]
    """Languages as CLDR calls them, `zh` or `zh_Hans` → name in this language."""

    def __init__(self, packed: bytes) -> None:
        """Unpack the parts, in the order above, from MessagePack."""
        found = _DECODER.decode(packed)
        self.texts, self.plurals, self.categories, self.days, self.languages = found
        self._key = content_digest(packed)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Words) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)

    def cache_key(self) -> bytes:
        """Return a digest of all the words."""
        return self._key

    def __getitem__(self, key: str) -> str:
        return self.texts[key]

    def fill(self, key: str, **values: str | int) -> str:
        """Return the text at `key` with `{…}` replaced by `values`."""
        return self.texts[key].format(**values)

    def language(self, tag: str) -> str:
        """Return the name of the language with the BCP 47 `tag`; the tag where CLDR has none."""
        parts = tag.split("-")
        tried = ("_".join(parts[:end]) for end in range(len(parts), 0, -1))
        return next((self.languages[each] for each in tried if each in self.languages), tag)

    def count(self, key: str, number: int) -> str:
        """Return the text at `key` in the plural form that goes with `number`.

        Rule: beyond 100, the categories of whole numbers follow their last two digits
        (CLDR's plural rules, but for the millions of some Romance languages).
        """
        forms = self.plurals[key]
        index = number if number < len(self.categories) else 100 + number % 100
        return forms.get(self.categories[index], forms["other"]).format(number=number)

    def day(self, day: date) -> str:
        """Return `day` as the language writes it: `8 March 2025`."""
        number = (day.replace(year=_LEAP_YEAR) - date(_LEAP_YEAR, 1, 1)).days
        return self.days[number].replace("{year}", str(day.year))


def read_words(language: Language, config: SiteConfig, store: Store) -> Words:
    """Return the words of `language`, from the store if none of their files has changed.

    The program has them for some languages; a theme's and then a site's `locales/<code>.yaml`
    add a language or replace words; English stands in for what is missing.

    Raises:
        ConfigError: the site's file is not a mapping of known keys to texts with the
            same `{…}` as in English.
    """
    name = f"{language.code}.yaml"
    theme = installed_themes().get(config.theme.name)
    brought = [LOCALES, *([theme / "locales"] if theme else [])]
    english = [folder / f"{FALLBACK}.yaml" for folder in brought]
    paths = [*english, *(folder / name for folder in (*brought, config.folder / "locales"))]
    contents = [path.read_bytes() if path.is_file() else b"" for path in paths]
    key = make_key("words", language.tag, *contents)
    known = store.find([key]).get(key)
    if known is not None:
        return Words(known)
    packed = msgspec.msgpack.encode(_parse_words(language, contents, len(english)))
    store.add({key: packed})
    return Words(packed)


def _parse_words(language: Language, contents: Sequence[bytes], complete: int) -> _Parts:
    """Return the parts of `Words`, in their order; so many `complete` files add keys."""
    path = f"locales/{language.code}.yaml"
    texts: dict[str, str] = {}
    plurals: dict[str, Mapping[str, str]] = {}
    for place, content in enumerate(contents):
        document = YamlDocument(path=path)
        try:
            words = parse_yaml_map(decode(content, path), document)
            _read_into(words, texts, plurals, is_complete=place < complete)
            if place >= complete:
                words.reject_unread()
            document.finish()
        except SourceError as error:
            raise ConfigError(by_place(error.problems)) from error
    locale = _find_locale(language.tag)
    categories = tuple(locale.plural_form(number) for number in range(200))
    return texts, plurals, categories, _name_days(locale), dict(locale.languages)


def _name_days(locale: "Locale") -> tuple[str, ...]:
    """Return the days of a leap year, so that a build whose words are known needs no Babel.

    Rule: the long date format of CLDR, by Babel.
    """
    from babel.dates import format_date

    days = (date(_LEAP_YEAR, 1, 1) + timedelta(days=number) for number in range(366))
    texts = (format_date(day, format="long", locale=locale) for day in days)
    return tuple(text.replace(str(_LEAP_YEAR), "{year}") for text in texts)


def _find_locale(tag: str) -> "Locale":
    """Return the locale of a BCP 47 tag, or that of English where CLDR does not know it."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(FALLBACK)


def _read_into(
    words: YamlMap,
    texts: dict[str, str],
    plurals: dict[str, Mapping[str, str]],
    *,
    is_complete: bool,
) -> None:
    if is_complete:
        for key in words.keys():  # noqa: SIM118 - not a dict
            if words.is_map(key):
                plurals[key] = _read_forms(words, key)
            else:
                texts[key] = words.text(key)
        return
    for key in [each for each in texts if each in words]:
        text = words.text(key)
        _check_fields(words, key, text, texts[key])
        texts[key] = text
    for key in [each for each in plurals if each in words]:
        forms = _read_forms(words, key)
        for text in forms.values():
            _check_fields(words, key, text, plurals[key]["other"])
        plurals[key] = forms


def _read_forms(words: YamlMap, key: str) -> dict[str, str]:
    forms = words.map(key)
    found = {form: forms.text(form) for form in _PLURAL_FORMS if form in forms}
    if "other" not in found:
        words.report(key, f"`{key}` has no form `other`; write `{key}: {{other: …}}`")
    forms.reject_unread(_PLURAL_FORMS)
    return found


def _check_fields(words: YamlMap, key: str, text: str, english: str) -> None:
    """Report a `{…}` of `text` that the program does not fill."""
    known = _fields(english)
    try:
        unknown = _fields(text) - known
    except ValueError:
        words.report(key, f"`{key}` has a brace too many; write it as {english}")
        return
    if unknown:
        remedy = " or ".join(f"`{{{name}}}`" for name in sorted(known)) or "it without braces"
        words.report(key, f"`{key}` has `{{{min(unknown)}}}`; write {remedy}")


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
