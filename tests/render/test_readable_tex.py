"""A formula as readable Unicode: every decision is a case of `fixtures/readable_tex.md`."""

from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from notes_site.render.readable_tex import readable_tex
from notes_site.render.readable_tex.symbols import SYMBOLS

MACROS = {
    r"\KL": r"\mathrm{KL}",
    r"\norm": r"\lVert #1\rVert",
    r"\argmax": r"\operatorname*{arg\,max}",
    r"\E": r"\mathbb{E}",
    r"\T": r"^\top",
    r"\inner": r"\langle #1, #2\rangle",
}
CASES = read_fixture_file(Path(__file__).parent / "fixtures" / "readable_tex.md")


@pytest.mark.parametrize(
    ("line", "title", "formulas", "texts"), CASES, ids=[case[1] for case in CASES]
)
def test_readable_tex(line: int, title: str, formulas: str, texts: str) -> None:
    got = [str(readable_tex(tex, MACROS)) for tex in formulas.splitlines()]
    assert got == texts.splitlines(), f"readable_tex.md:{line}: {title}"


def test_an_empty_formula_is_empty() -> None:
    assert readable_tex("") == ""
    assert readable_tex(" \n ") == ""
    assert readable_tex(r"\end{align}") == ""


def test_a_formula_over_several_lines_of_source_is_one_line() -> None:
    assert readable_tex("a\n  = b\n\\text{if\n\nso}\n") == "a = bif so"


def test_a_macro_of_the_site_wins_over_a_command() -> None:
    assert readable_tex(r"\alpha", {r"\alpha": "a"}) == "a"


def test_a_macro_takes_nine_arguments_in_any_order() -> None:
    macros = {r"\m": "#9#8#7#6#5#4#3#2#1"}
    assert readable_tex(r"\m abcdefgh{ij}", macros) == "ijhgfedcba"


def test_a_macro_may_use_another() -> None:
    macros = {r"\loss": r"\mathcal{L}_{\name}", r"\name": r"\text{CLIP}"}
    assert readable_tex(r"\loss", macros) == "ℒ_CLIP"


@pytest.mark.parametrize(
    "body",
    [
        r"\m",
        r"\m x",
        r"\m\m",
        r"\m{#1#1}",
    ],
)
def test_a_macro_without_end_is_no_text(body: str) -> None:
    assert readable_tex(r"\m{x}", {r"\m": body}) is None


def test_an_argument_that_grows_at_every_use_is_no_text() -> None:
    assert readable_tex(r"\m{\m{\m{\m{\m{\m{\m{x}}}}}}}", {r"\m": "#1" * 9}) is None


@pytest.mark.parametrize(
    "piece", ["{", r"\hat", "x^{", r"\frac{", r"\text{$", r"\left", r"\sqrt[", r"\begin{b}", "^"]
)
def test_nesting_without_end_is_no_error(piece: str) -> None:
    assert readable_tex(piece * 10_000) in {None, "", "x", "/"}


def test_a_long_formula_is_one_text() -> None:
    assert readable_tex("+".join(["x"] * 10_000)) == " + ".join(["x"] * 10_000)


def test_every_symbol_is_one_atom_without_backslash() -> None:
    assert [
        command for command, atom in SYMBOLS.items() if "\\" in atom.text or "\n" in atom.text
    ] == []
