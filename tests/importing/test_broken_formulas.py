"""Formulas with mistakes in notes that are brought over."""

from pathlib import Path

import pytest

from notes_site.errors import Place
from notes_site.importing.broken_formulas import show_as_code
from tests.conftest import Run
from tests.importing.small_blog import bring, head_of


def test_a_formula_with_a_mistake_is_shown_as_code(run: Run, tmp_path: Path) -> None:
    files = {
        "a.md": "# A\n\nThe $x$ and $\\frac{$ of `$y$`.\n\n> $$\n> \\frac{a\n> $$\n\n[b](b.md)\n",
        "b.md": "# B\n\n$\\mine{x}$ $\\mine{y}$ $\\mine{z}$ $\\mine{t}$\n",
    }
    made = bring(run, tmp_path, files)
    text = (made / "content/en/a.md").read_text()
    assert "draft" not in head_of(made / "content/en/a.md")
    assert "The $x$ and `\\frac{` of `$y$`.\n\n> `\\frac{a`\n" in text
    assert head_of(made / "content/en/b.md")["draft"] is True
    report = (made / "import-report.md").read_text()
    assert "2 formulas in 1 notes hold mistakes, and are shown as code" in report
    assert "## Left to do: formulas\n" in report
    assert "- content/en/a.md:6:" in report


@pytest.mark.parametrize(
    ("text", "line", "column", "made"),
    [
        ("a $x$ b", 1, 4, "a `x` b"),
        ("$$\n`x\n\ny``\n$$", 2, 1, "``` `x\ny`` ```"),
        ("`$x$` $y$", 1, 3, ""),
        ("\\begin{align}\nx\n\\end{align}", 2, 1, "`\\begin{align}\nx\n\\end{align}`"),
        ("no formula", 1, 1, ""),
        ("$x$", 9, 1, ""),
    ],
)
def test_the_formula_at_a_place(text: str, line: int, column: int, made: str) -> None:
    assert show_as_code(text, [Place(path="a.md", line=line, column=column)]) == made


def test_a_note_with_many_mistakes_is_better_a_draft() -> None:
    places = [Place(path="a.md", line=line, column=1) for line in range(1, 5)]
    assert not show_as_code("$x$\n" * 4, places)
    assert show_as_code("$x$\n" * 80, places)
