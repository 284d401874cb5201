import re

import pytest

from notes_site.config.math import Numbers
from notes_site.parse.equations import FormulaReader, resolve_references

ENVIRONMENTS = [
    (r"\begin{equation}a\end{equation}", r"\begin{equation*}a\tag{1}\end{equation*}"),
    (r"\begin{equation*}a\end{equation*}", r"\begin{equation*}a\end{equation*}"),
    (r"\begin{align}a\\b\end{align}", r"\begin{align*}a\tag{1}\\b\tag{2}\end{align*}"),
    (
        r"\begin{align}a\\[2pt]b\\\end{align}",
        r"\begin{align*}a\tag{1}\\[2pt]b\tag{2}\\\end{align*}",
    ),
    (r"\begin{gather}a\nonumber\\b\end{gather}", r"\begin{gather*}a\\b\tag{1}\end{gather*}"),
    (r"\begin{alignat}{2}a&b\end{alignat}", r"\begin{alignat*}{2}a&b\tag{1}\end{alignat*}"),
    (r"\begin{flalign}a&b\end{flalign}", r"\begin{align*}a&b\tag{1}\end{align*}"),
    (
        r"\begin{eqnarray}a&=&b\\c&=&d\end{eqnarray}",
        r"\begin{align*}a&=b\tag{1}\\c&=d\tag{2}\end{align*}",
    ),
    (
        r"\begin{multline}a\\b\\c\end{multline}",
        r"\begin{aligned}&a\\&\qquad b\\&\qquad c\end{aligned}\tag{1}",
    ),
    (
        r"\begin{equation}\begin{split}a\\b\end{split}\end{equation}",
        r"\begin{equation*}\begin{split}a\\b\end{split}\tag{1}\end{equation*}",
    ),
    (
        r"\begin{equation}\begin{split}a&=b&c&=d\\e\end{split}\end{equation}",
        r"\begin{equation*}\begin{aligned}a&=b&c&=d\\e\end{aligned}\tag{1}\end{equation*}",
    ),
    (r"\left(\#w\right) \left(\#u\right)", r"\left(\#w\right) \left(\#u\right)\tag{1}"),
    (
        r"\begin{align}\begin{cases}a\\b\end{cases}\\c\end{align}",
        r"\begin{align*}\begin{cases}a\\b\end{cases}\tag{1}\\c\tag{2}\end{align*}",
    ),
    (
        r"\begin{align}a\\\intertext{and $x_{1}$}b\end{align}",
        r"\begin{align*}a\tag{1}\\\mathrlap{\text{and $x_{1}$}}\\b\tag{2}\end{align*}",
    ),
    (
        r"\begin{subequations}\begin{align}a\\b\end{align}\end{subequations}",
        r"\begin{align*}a\tag{1a}\\b\tag{1b}\end{align*}",
    ),
    (r"a \tag*{x}", r"a \tag*{x}"),
    ("a % \\label{no}\n+ b", "a % \\label{no}\n+ b\\tag{1}"),
    (r"\mathbb{1}_A + \mathbbm 1 + \mathbb{R}", r"\mathbf{1}_A + \mathbf{1} + \mathbb{R}\tag{1}"),
]


@pytest.mark.parametrize(("typed", "tex"), ENVIRONMENTS)
def test_environments_of_amsmath_become_katex_ones_with_numbers(typed: str, tex: str) -> None:
    assert FormulaReader(Numbers.ALL).read_display(typed).tex == tex


@pytest.mark.parametrize("typed", [typed for typed, _ in ENVIRONMENTS])
def test_a_bare_formula_shows_no_number(typed: str) -> None:
    assert "\\tag" not in FormulaReader(Numbers.ALL).read_display(typed).bare


@pytest.mark.parametrize("typed", [typed for typed, _ in ENVIRONMENTS])
def test_what_is_kept_is_found_where_it_was_typed(typed: str) -> None:
    formula = FormulaReader(Numbers.ALL).read_display(typed)
    for match in re.finditer(r"(?<![A-Za-z0-9])[abcd](?![a-z])", formula.tex):
        position = formula.typed_position(match.start())
        if not any(edit.start <= position < edit.end for edit in formula.edits):
            assert typed[position] == match[0]


def test_by_default_only_rows_with_a_label_get_a_number() -> None:
    reader = FormulaReader(Numbers.LABELLED)
    assert reader.read_display("a").tex == "a"
    formula = reader.read_display(r"\begin{align}a\\b\label{eq:b}\end{align}")
    assert formula.tex == r"\begin{align*}a\\b\tag{1}\end{align*}"
    assert [(each.label, each.number) for each in formula.equations] == [("eq:b", "1")]


def test_a_label_of_subequations_names_all_of_them() -> None:
    reader = FormulaReader(Numbers.LABELLED)
    reader.read_display(
        r"\begin{subequations}\label{eq:all}\begin{align}a\label{eq:a}\\b\end{align}\end{subequations}"
    )
    numbers = {label: each.number for label, each in reader.equations.items()}
    assert numbers == {"eq:all": "1", "eq:a": "1a"}


def test_an_anchor_is_the_label_unless_something_has_that_id() -> None:
    reader = FormulaReader(Numbers.ALL, ids={"loss", "eq-2"})
    formulas = [reader.read_display(tex) for tex in (r"a\label{loss}", "b", r"c\label{eq:c d}")]
    assert [each.equations[0].anchor for each in formulas] == ["loss-1", "eq-2-1", "eq:c-d"]


def test_references_in_formulas_become_numbers() -> None:
    reader = FormulaReader(Numbers.LABELLED)
    reader.read_display(r"a\label{eq:a}")
    formula = reader.read_display(r"b \tag{\ref{eq:a}$'$}\label{eq:b} \text{by \eqref{eq:a}}")
    resolved = resolve_references(formula, reader.equations)
    assert resolved.tex == r"b \tag{1$'$} \text{by \text{(1)}}"
    assert reader.equations["eq:b"].number == "1$'$"


def test_two_labels_on_one_row_are_a_mistake() -> None:
    reader = FormulaReader(Numbers.LABELLED)
    reader.read_display(r"a\label{x}\label{y}")
    assert [(each.position, each.text) for each in reader.mistakes] == [
        (10, "a second label for one number; write one `\\label` a row")
    ]
