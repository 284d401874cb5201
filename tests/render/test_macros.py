import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from notes_site.render.katex import Katex, TexInput, Typeset
from notes_site.render.macros import GROUPS, PREAMBLE, site_macros, used_macros
from notes_site.render.readable_tex import readable_tex
from notes_site.render.tex_problems import _CHARACTERS

PAGE = Path(__file__).parents[2] / "docs" / "content" / "en" / "math.md"


@pytest.fixture(scope="module")
def katex() -> Iterator[Katex]:
    with Katex() as katex:
        yield katex


def rows() -> Iterator[str]:
    for group in GROUPS:
        for name, tex in group.macros.items():
            shown = f"{name}{group.example}"
            picture = (readable_tex(shown, PREAMBLE) or "").replace("|", "\\|")
            yield " ".join(f"| `{shown}` | {f'`{tex}`' if tex else ''} | {picture} |".split())


def test_the_page_lists_every_macro_with_its_picture() -> None:
    page = PAGE.read_text(encoding="utf-8").splitlines()
    assert [row for row in rows() if row not in page] == []


def test_no_macro_hides_a_command_of_katex(katex: Katex) -> None:
    assert set(PREAMBLE) & set(katex.commands) == set()


def test_every_macro_typesets_without_a_warning(katex: Katex) -> None:
    inputs = [
        TexInput(f"{name}{group.example}", is_display, PREAMBLE)
        for group in GROUPS
        for name in group.macros
        for is_display in (True, False)
    ]
    for each, outcome in zip(inputs, katex.typeset(inputs), strict=True):
        assert isinstance(outcome, Typeset), each.tex
        assert outcome.warnings == (), each.tex


def test_macros_for_distributions_stand_as_an_index_without_braces(katex: Katex) -> None:
    inputs = [TexInput(f"D_{name}", False, PREAMBLE) for name in (r"\KL", r"\JS", r"\TV", r"\E")]  # noqa: FBT003
    assert all(isinstance(outcome, Typeset) for outcome in katex.typeset(inputs))


def test_what_is_suggested_for_a_character_is_known(katex: Katex) -> None:
    for character, instead in _CHARACTERS.items():
        before, after = katex.typeset(
            [TexInput(f"x{character}", True, {}), TexInput(f"x{instead}", True, {})]  # noqa: FBT003
        )
        assert isinstance(before, Typeset)
        assert "unknownSymbol" in {each.code for each in before.warnings}, character
        assert isinstance(after, Typeset)
        assert after.warnings == (), instead


def test_only_the_macros_that_a_formula_uses_count() -> None:
    macros = {"\\a": "\\b c", "\\b": "x", "\\c": "y"}
    assert used_macros("\\a", macros) == {"\\a": "\\b c", "\\b": "x"}


def test_a_double_struck_digit_in_a_macro_is_bold() -> None:
    assert site_macros({"\\I": "\\mathbb{1}"})["\\I"] == "\\mathbf{1}"


def test_names_are_letters_or_one_sign() -> None:
    assert all(re.fullmatch(r"\\(?:[A-Za-z]+|.)", name) for name in PREAMBLE)
