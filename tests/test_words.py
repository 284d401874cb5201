"""The theme's words, and their plural forms."""

from pathlib import Path

import pytest

from notes_site.config.languages import Language, LanguageTag
from notes_site.errors import ConfigError
from notes_site.store import Store
from notes_site.words import Words, read_words


def words(code: str, folder: Path) -> Words:
    language = Language(code=code, label=code, tag=LanguageTag(code), is_default=True)
    with Store(None) as store:
        first = read_words(language, folder, store)
        assert read_words(language, folder, store) == first
        return first


def test_words_have_the_plural_of_their_number(tmp_path: Path) -> None:
    english = words("en", tmp_path)
    shown = [english.count("minutes", number) for number in (0, 1, 2, 101, 1000)]
    assert shown == ["0 minutes", "1 minute", "2 minutes", "101 minutes", "1000 minutes"]
    assert words("zh", tmp_path).count("notes", 1) == "1 篇笔记"


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


def test_an_unknown_word_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "locales").mkdir()
    (tmp_path / "locales/en.yaml").write_text("hoem: Start\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        words("en", tmp_path)
    assert str(caught.value) == "locales/en.yaml:1: unknown key `hoem`; write `home`"
