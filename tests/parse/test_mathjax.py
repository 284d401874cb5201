from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_site.config.math import Numbers
from notes_site.parse.equations import FormulaReader
from notes_site.parse.mathjax.columns import simplify_columns
from notes_site.render.katex import Katex, TexInput, Typeset
from notes_site.render.macros import site_macros, used_macros

REWRITTEN = [
    # Commands of plain TeX
    (r"\matrix{1 & 2 \cr 3 & 4}", r"\begin{matrix}1 & 2 \cr 3 & 4\end{matrix}"),
    (r"\left(\pmatrix{x^{2}\\y}\right)", r"\left(\begin{pmatrix}x^{2}\\y\end{pmatrix}\right)"),
    (r"\cases{1, & $x>0$ \cr 0, & otherwise}", r"\begin{cases}1, &\text{ $x>0$ }\cr 0, &\text{ otherwise}\end{cases}"),
    (r"\cases{1 & x \ge 0 \cr 0 & x}", r"\begin{cases}1 & x \ge 0 \cr 0 & x\end{cases}"),
    (r"\eqalign{a &= b \cr c &= d}", r"\begin{aligned}a &= b \cr c &= d\end{aligned}"),
    (r"\root n+1 \of {x}", r"\sqrt[ n+1 ] {x}"),
    (r"\buildrel \rm def \over =", r"\overset{ \rm def } ="),
    (r"\skew3\hat x", r"\hat x"),
    (r"a \over b", r"a \over b"),
    (r"\\mathrm{d}x = 2 \\cos t \\n \\ b", r"\mathrm{d}x = 2 \cos t \\n \\ b"),
    (r"\begin{matrix}a\\cos\end{matrix}", r"\begin{matrix}a\\cos\end{matrix}"),
    # Environments
    (r"\begin{array}{@{}c@{}} a \end{array}", r"\begin{array}{c} a \end{array}"),
    (r"\begin{array}[t]{*{2}{r}|p{3cm}} a \end{array}", r"\begin{array}{rr|l} a \end{array}"),
    (r"\begin{array}{c|l} a \end{array}", r"\begin{array}{c|l} a \end{array}"),
    (r"\begin{IEEEeqnarray}{rCl} a & = & b \end{IEEEeqnarray}", r"\begin{array}{rcl} a & = & b \end{array}"),
    (r"\begin{displaymath} a \end{displaymath}", r" a "),
    (r"\begin{psmallmatrix} a \end{psmallmatrix}", r"\left(\begin{smallmatrix} a \end{smallmatrix}\right)"),
    # Scripts without braces
    (r"Q^\vec{x}", r"Q^{\vec{x}}"),
    (r"p_\hat{y}^\boldsymbol\theta", r"p_{\hat{y}}^{\boldsymbol\theta}"),
    (r"\min_\check {\rm x} b", r"\min_{\check {\rm x}} b"),
    (r"A^\textcolor{red}{\dagger}", r"A^{\textcolor{red}{\dagger}}"),
    (r"x^\left( a_\hat b \right)", r"x^{\left( a_{\hat b} \right)}"),
    (r"x_\sqrt[3]{2}", r"x_{\sqrt[3]{2}}"),
    (r"x_\mathbf{a}^\frac12", r"x_\mathbf{a}^\frac12"),
    # Text
    (r"\text{a_b^2 & # 5%}", r"\text{a\_b\textasciicircum{}2 \& \# 5\%}"),
    (r"\text{若 $x_1$，\textbf{a_b} 则 $y^2$}_i", r"\text{若 $x_1$，\textbf{a\_b} 则 $y^2$}_i"),
    (r"\text{见 \ref{eq:a_b}}", r"\text{见 \ref{eq:a_b}}"),
    (r"\text{a \_ b}", r"\text{a \_ b}"),
    ("\\text{a}% 5_0}\nx_1", "\\text{a}% 5_0}\nx_1"),
    (r"\textcircled{1} \text{\textcircled{2}}", r"\text{\textcircled{1}} \text{\textcircled{2}}"),
    (r"\unicode{x2460}", r"\text{①}"),
    # Escapes of Markdown and of HTML
    (r"\theta^\* a\_{\*,1}", r"\theta^* a_{*,1}"),
    (r"max\_len n\_max", r"max\_len n\_max"),
    (r"x\_i {\bf e}\_j \sum\_\theta", r"x_i {\bf e}_j \sum\_\theta"),
    (
        r"\matrix{a &lt; b &amp; c &#62; \text{R&amp;D}}",
        r"\begin{matrix}a < b & c > \text{R\&D}\end{matrix}",
    ),
    (r"a &b; c", r"a &b; c"),
    # Backslashes for another renderer
    (r"\begin{align} a \\\\ b \\\\\[3pt] c \end{align}", r"\begin{align} a \\ b \\[3pt] c \end{align}"),
    (r"\begin{cases} \\{a\\} \\\\ b\\, \end{cases}", r"\begin{cases} \{a\} \\ b\, \end{cases}"),
    (r"\\{x \mid x_i > 0\\}", r"\{x \mid x_i > 0\}"),
    (r"50\\% a\\,b \\|x\\|", r"50\% a\,b \|x\|"),
    (r"\begin{cases} a \\, b \end{cases}", r"\begin{cases} a \\, b \end{cases}"),
    (r"\left\\{x \right\\}", r"\left\{x \right\}"),
    (r"\substack{a \\{\rm b}\\}", r"\substack{a \\{\rm b}\\}"),
    # Colours
    (r"\color{red}{x} + y", r"\textcolor{red}{x} + y"),
    (r"\color{red} x", r"\color{red} x"),
    (r"\textcolor[rgb]{1,0,0.5}{x}", r"\textcolor{#ff0080}{x}"),
    (r"\definecolor{mine}{RGB}{0,128,255}\color{mine} x", r"\color{#0080ff} x"),
    # MathJax's own
    (r"\require{cancel}\cancel{x}", r"\cancel{x}"),
    (r"\bbox[5px,border:2px solid red]{x}", r"\boxed{x}"),
    (r"\enclose{updiagonalstrike}{x}", r"\cancel{x}"),
    (r"\sideset{_1}{^2}\sum_i", r"\mathop{{\vphantom{\sum}}_1{\sum}^2}_i"),
    (r"\inner{u, v}^2 + \inner{u}{v}", r"\left\langle {u, v}\right\rangle ^2 + \inner{u}{v}"),
]  # fmt: skip

TEX = [tex for tex, _ in REWRITTEN]


@pytest.fixture(scope="module")
def katex() -> Iterator[Katex]:
    with Katex() as katex:
        yield katex


@pytest.mark.parametrize(("typed", "tex"), REWRITTEN)
def test_what_katex_refuses_is_said_otherwise(typed: str, tex: str) -> None:
    assert FormulaReader(Numbers.NONE).read_inline(typed).tex == tex


def test_katex_knows_all_that_is_said_otherwise(katex: Katex) -> None:
    macros = site_macros({})
    formulas = [FormulaReader(Numbers.NONE).read_display(typed) for typed in TEX]
    uses = [TexInput(each.tex, True, used_macros(each.tex, macros)) for each in formulas]  # noqa: FBT003
    outcomes = zip(uses, katex.typeset(uses), strict=True)
    wrong = [each.tex for each, outcome in outcomes if not isinstance(outcome, Typeset)]
    assert wrong == [
        r"\text{见 \ref{eq:a_b}}",  # resolved once all formulas are known
        r"a &b; c",
    ]


@pytest.mark.parametrize(
    ("typed", "tex"),
    [
        (
            r"a &= b_\hat c \\ &= d_\hat e",
            r"\begin{aligned}a &= b_{\hat c} \\ &= d_{\hat e}\end{aligned}",
        ),
        ("\na &=& b\\\\\n&=& c\n", "\\begin{aligned}\na &= b\\\\\n&= c\\end{aligned}\n"),
        (r"x &= 1 \label{a}", r"\begin{aligned}x &= 1 \end{aligned}\tag{1}"),
        (r"a \& b", r"a \& b"),
        (r"\newcommand{\row}{a & b}c", r"c"),
        (r"a &lt; b", r"a < b"),
        (r"\begin{cases}a & b\end{cases}", r"\begin{cases}a & b\end{cases}"),
    ],
)
def test_rows_without_an_environment_are_aligned(typed: str, tex: str) -> None:
    assert FormulaReader(Numbers.LABELLED).read_display(typed).tex == tex


@pytest.mark.parametrize(
    ("macros", "typed", "tex"),
    [
        ({"\\cases": "#1"}, r"\cases{a \cr b}", r"\cases{a \cr b}"),
        ({"\\inner": r"\langle #1 \rangle"}, r"\inner{a, b} c", r"\inner{a, b} c"),
        ({"\\*": r"\cdot"}, r"a \* b", r"a \* b"),
        ({"\\va": r"\boldsymbol{a}"}, r"x_\va", r"x_{\va}"),
        ({"\\est": r"\hat{#1}"}, r"x_\est{a}b", r"x_{\est{a}}b"),
        ({"\\set": r"\mathcal{S}"}, r"x_\set", r"x_\set"),
    ],
)
def test_macros_of_the_author_win(macros: dict[str, str], typed: str, tex: str) -> None:
    assert FormulaReader(Numbers.NONE, given=macros).read_inline(typed).tex == tex
    reader = FormulaReader(Numbers.NONE)
    reader.read_display(
        "".join(
            f"\\newcommand{{{name}}}[{'#1' in body:d}]{{{body}}}" for name, body in macros.items()
        )
    )
    assert reader.read_inline(typed).tex == tex


def test_a_macro_is_rewritten_where_it_is_defined() -> None:
    reader = FormulaReader(Numbers.NONE)
    reader.read_display(
        r"\definecolor{mine}{HTML}{00FF00}\newcommand{\a}{x^\vec{\textcolor{mine}{b}}}"
    )
    assert reader.macros == {"\\a": r"x^{\vec{\textcolor{#00FF00}{b}}}"}
    assert site_macros({"\\b": r"\text{a_b}"})["\\b"] == r"\text{a\_b}"


def test_a_formula_of_nothing_that_shows_is_blank() -> None:
    reader = FormulaReader(Numbers.ALL)
    formula = reader.read_display("\\require{color}\n\\definecolor{mine}{gray}{0.5}\n\\def\\a{b}")
    assert (formula.tex.strip(), formula.equations) == ("", ())


@pytest.mark.parametrize(
    ("columns", "simple"),
    [
        ("lcr", "lcr"),
        (r"@{}l@{\quad}r@{}", "lr"),
        (r">{\bf}c<{x}|m{2em}", "c|c"),
        ("*{3}{c|}", "c|c|c|"),
        ("*{99999999}{*{99999999}{c}}", "c" * 10_000),
        ("z", "z"),
    ],
)
def test_columns_become_letters_of_katex(columns: str, simple: str) -> None:
    assert simplify_columns(columns) == simple


SIGNS = [
    "a",
    "{",
    "}",
    "\\",
    "\\\\",
    "$",
    " ",
    "_",
    "^",
    "%",
    "\n",
    "&",
    "[",
    r"\label{a}",
    r"\tag{1}",
]
ENVIRONMENTS = [
    r"\begin{align}",
    r"\end{align}",
    r"\begin{multline}",
    r"\end{multline}",
    "\\\\\\\\",
]


@given(st.lists(st.sampled_from([*TEX, *SIGNS, *ENVIRONMENTS])), st.booleans())
def test_what_stays_is_told_at_its_place(pieces: list[str], is_display: bool) -> None:  # noqa: FBT001 - drawn
    """What is left of the author's text maps back to where it was typed, whatever came before it."""
    typed = " ".join(pieces)
    reader = FormulaReader(Numbers.ALL)
    formula = reader.read_display(typed) if is_display else reader.read_inline(typed)
    assert [*formula.edits] == sorted(formula.edits, key=lambda edit: (edit.start, edit.end))
    shift = position = 0
    for edit in formula.edits:
        assert edit.start >= position, "edits are apart from each other"
        for index in range(position, edit.start):
            assert formula.tex[index + shift] == typed[index]
            assert formula.typed_position(index + shift) == index
        shift += len(edit.text) - (edit.end - edit.start)
        position = edit.end
    assert formula.tex[position + shift :] == typed[position:]


@pytest.mark.parametrize(
    "piece", [*TEX, r"\matrix{", r"x^\hat", r"\root", r"\text{_", r"\sideset{"]
)
def test_long_formulas_cost_little(piece: str) -> None:
    assert FormulaReader(Numbers.NONE).read_inline(piece * 2_000).tex


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{a}{b}_i^{\hat x} \begin{array}{c|c} a & b \\ c & d \end{array} \text{若 $x_1$ 且}",
        r"\{a \mid b\} \mathrm{max\_len} \begin{cases} a & b \\ c & d \end{cases} x_\mathrm{T}",
        r"\color{red} a \textcolor{blue}{b} \text{50\% of \{a, b\}} \sqrt\frac{1}{2}",
    ],
)
def test_what_katex_knows_stays(tex: str) -> None:
    assert FormulaReader(Numbers.NONE).read_inline(tex).edits == ()
