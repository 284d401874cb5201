"""`typography:` of site.yaml."""

from pathlib import Path

import pytest

from notes_site.config import read_config
from notes_site.errors import ConfigError

LANGUAGES = "title: Notes\nlanguages: {zh: {}, en: {}, de: {tag: de-AT}, fr: {}}\n"


@pytest.mark.parametrize(
    ("section", "quotes"),
    [
        ("", {"zh": "", "en": "“”‘’", "de": "„“‚‘", "fr": ""}),
        ("typography: {quotes: false}", {"zh": "", "en": "", "de": "", "fr": ""}),
        (
            "typography: {quotes: {en: «»“”, de: ''}}",
            {"zh": "", "en": "«»“”", "de": "", "fr": ""},
        ),
    ],
)
def test_each_language_has_its_marks(section: str, quotes: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "site.yaml"
    path.write_text(LANGUAGES + section, encoding="utf-8")
    assert read_config(path).typography.quotes == quotes


def test_marks_are_four(tmp_path: Path) -> None:
    path = tmp_path / "site.yaml"
    path.write_text(f"{LANGUAGES}typography:\n  quotes: {{en: “”}}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_config(path)
    (problem,) = caught.value.problems
    assert str(problem.place) == "site.yaml:4"
    assert "four marks" in problem.text
