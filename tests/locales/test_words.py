"""The theme's words, and their plural forms."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from notes_site.cache import Store
from notes_site.config import default_config
from notes_site.config.languages import Language, LanguageTag
from notes_site.locales.words import Words, read_words
from notes_site.theme import LOCALES
from notes_site.yaml.document import YamlDocument
from notes_site.yaml.reading import parse_yaml_map
from tests.conftest import MakeSite
from tests.small_site import Files, note


def words(code: str, folder: Path, tag: str = "") -> Words:
    language = Language(code=code, label=code, tag=LanguageTag(tag or code), is_default=True)
    config = replace(default_config(), folder=folder)
    with Store(None) as store:
        first = read_words(language, config, store)
        assert read_words(language, config, store) == first
        return first


def test_words_have_the_plural_of_their_number(tmp_path: Path) -> None:
    english = words("en", tmp_path)
    shown = [english.count("minutes", number) for number in (0, 1, 2, 101, 1000)]
    assert shown == ["0 minutes", "1 minute", "2 minutes", "101 minutes", "1000 minutes"]
    assert words("zh", tmp_path).count("notes", 1) == "1 篇笔记"


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("zh-CN", "2025年3月8日"),
        ("zh-Hant", "2025年3月8日"),
        ("en", "March 8, 2025"),
        ("en-GB", "8 March 2025"),
        ("ja", "2025年3月8日"),
        ("de", "8. März 2025"),
    ],
)
def test_a_day_is_written_as_its_language_writes_it(tag: str, text: str, tmp_path: Path) -> None:
    assert words("en", tmp_path, tag).day(date(2025, 3, 8)) == text


def test_the_days_of_leap_years_and_others_are_told_apart(tmp_path: Path) -> None:
    english = words("en", tmp_path)
    days = [date(2024, 2, 29), date(2023, 3, 1), date(2024, 3, 1), date(999, 12, 31)]
    shown = ["February 29, 2024", "March 1, 2023", "March 1, 2024", "December 31, 999"]
    assert [english.day(day) for day in days] == shown


def test_a_language_of_its_own_takes_one_file(tmp_path: Path) -> None:
    (tmp_path / "locales").mkdir()
    forms = '{one: "{number} заметка", few: "{number} заметки", other: "{number} заметок"}'
    (tmp_path / "locales/ru.yaml").write_text(f"home: Начало\nnotes: {forms}\n", encoding="utf-8")
    russian = words("ru", tmp_path)
    assert russian["home"] == "Начало"
    assert russian["archive"] == "Archive"
    shown = [russian.count("notes", number) for number in (1, 3, 11, 21, 122, 1011)]
    assert [text.split()[1] for text in shown] == (
        ["заметка", "заметки", "заметок", "заметка", "заметки", "заметок"]
    )


Mistakes = Callable[[Files], list[str]]
INDEX = "{{ page.frame.words['home'] }} {{ page.frame.words.count('notes', 1) }}"
SITE = {"templates/index.html": INDEX, "content/zh/a.md": note()}


def keys(name: str) -> list[str]:
    text = (LOCALES / f"{name}.yaml").read_text(encoding="utf-8")
    return parse_yaml_map(text, YamlDocument(path=name)).keys()


def test_every_language_has_the_same_words() -> None:
    names = sorted(path.stem for path in LOCALES.glob("*.yaml"))
    assert names == ["en", "zh"]
    assert keys("zh") == keys("en")


def test_a_site_may_replace_a_word(make_site: MakeSite) -> None:
    site = make_site({**SITE, "locales/zh.yaml": "home: 主页\nnotes: {other: '{number} 则'}\n"})
    assert site["index.html"] == "主页 1 则"
    assert site["en/index.html"] == "Home 1 note"


def test_english_stands_in_for_a_language_without_words(make_site: MakeSite) -> None:
    languages = "title: T\nlanguages: {fr: {}, zh: {}}\n"
    site = make_site({**SITE, "site.yaml": languages, "locales/fr.yaml": "home: Accueil\n"})
    assert site["index.html"] == "Accueil 1 note"


def test_a_language_that_cldr_does_not_know_is_written_like_english(make_site: MakeSite) -> None:
    files = {
        "site.yaml": "title: T\nlanguages: {tlh: {label: tlhIngan Hol}}\n",
        "content/tlh/a.md": note(),
        "templates/article.html": "{{ page.date.text }}",
    }
    assert make_site(files)["notes/a/index.html"] == "May 31, 2024"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("hoem: x", "zh.yaml:1: unknown key `hoem`; write `home`"),
        ("home: {other: x}", "zh.yaml:1: `home` is not text, it is a mapping; write it as home: s"),
        ("notes: {one: x}", "zh.yaml:1: `notes` has no form `other`; write `notes: {other: …}`"),
        ("notes: {few: x, other: x, some: x}", "zh.yaml:1: unknown key `notes.some`; remove it"),
        ("page: '{nummer}'", "zh.yaml:1: `page` has `{nummer}`; write `{number}`"),
        ("page: '{number'", "zh.yaml:1: `page` has a brace too many; write it as 第 {number} 页"),
        ("home: '{x}'", "zh.yaml:1: `home` has `{x}`; write it without braces"),
        ("home: [", "zh.yaml:2:1: did not find expected node content; correct the YAML here"),
    ],
)
def test_a_mistake_in_a_sites_own_words_is_told_by_its_line(
    mistakes_of: Mistakes, text: str, message: str
) -> None:
    (found, *_) = mistakes_of({**SITE, "locales/zh.yaml": f"{text}\n"})
    assert found.startswith(f"locales/{message}")


def test_words_that_are_not_utf8_say_where(mistakes_of: Mistakes) -> None:
    assert mistakes_of({**SITE, "locales/zh.yaml": b"home: x\nnotes: \xff\n"}) == [
        "locales/zh.yaml:2: a byte here is not UTF-8; save the file as UTF-8"
    ]
