from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict, read_fixture_file

from notes_site.config import default_config
from notes_site.flow.fragment import render_fragment
from notes_site.parse import make_markdown
from notes_site.parse.places import walk
from notes_site.parse.token_values import LABEL, OFFSET, TYPED_LINES
from tests.small_site import note


def formulas(text: str) -> list[tuple[str, str]]:
    found = walk(make_markdown().parse(text))
    return [
        (each.token.type, each.token.content)
        for each in found
        if each.token.type.startswith("math_")
    ]


CASES = read_fixture_file(Path(__file__).parent / "fixtures" / "formulas.md")
SHOWN = {
    "math_inline": "⟨{}⟩",
    "math_display": "⟪{}⟫",
    "math_block": "⟦{}⟧",
    "math_ref": "→{}",
    "math_unclosed": "¬{}",
}


def show_formulas() -> MarkdownIt:
    """Return a parser whose renderer shows the TeX of formulas, and their labels."""
    md = make_markdown()

    def show(
        _: RendererHTML, tokens: Sequence[Token], index: int, __: OptionsDict, ___: EnvType
    ) -> str:
        token = tokens[index]
        label = f"{{{LABEL.of(token)}}}" if LABEL.is_on(token) else ""
        end = "\n" if token.type == "math_block" else ""
        return SHOWN[token.type].format(escapeHtml(token.content)) + label + end

    for kind in SHOWN:
        md.add_render_rule(kind, show)
    return md


@pytest.mark.parametrize(
    ("line", "title", "source", "html"), CASES, ids=[case[1] for case in CASES]
)
def test_where_formulas_begin_and_end(line: int, title: str, source: str, html: str) -> None:
    assert show_formulas().render(source) == html, f"formulas.md:{line}: {title}"


INLINE = [
    (r"a $x$ b", [("math_inline", "x")]),
    (r"价格$5和$10", []),
    (r"it is $5 and $6, or $ x $", [("math_inline", "x")]),
    (r"\$x$ `$y$`", []),
    (r"$\text{if $x>0$ or $\frac{1}{2}$}$ and $y$", [
        ("math_inline", r"\text{if $x>0$ or $\frac{1}{2}$}"),
        ("math_inline", "y"),
    ]),
    (r"\(x\) \[y\] \[\]", [("math_inline", "x"), ("math_display", "y")]),
    (r"$\eqref{eq:a}$ \ref{ eq:b }", [("math_ref", "eq:a"), ("math_ref", "eq:b")]),
    (r"so \begin{cases}\begin{cases}\end{cases}\end{cases}", [
        ("math_display", r"\begin{cases}\begin{cases}\end{cases}\end{cases}"),
    ]),
    ("cost $$ and $$5", [("math_display", " and ")]),
]  # fmt: skip

BLOCKS = [
    ("$$\na\n\nb\n$$", [("math_block", "\na\n\nb\n")]),
    ("$$ a\n+ b $$\n", [("math_block", " a\n+ b ")]),
    ("text\n$$\na\n$$\nmore", [("math_block", "\na\n")]),
    ("text $$\na\n$$\nmore", [("math_display", "\na\n")]),
    ("so $x =\n\\begin{cases} a \\end{cases}\n+1$ holds", [
        ("math_inline", "x =\n\\begin{cases} a \\end{cases}\n+1"),
    ]),
    ("> $$\n> a\n> $$\nb", [("math_block", "\na\n")]),
    ("- a\n\n  $$\n  b\n  $$\n- c", [("math_block", "\nb\n")]),
    ("\\begin{align}\na\n\n\\end{align}", [("math_block", "\\begin{align}\na\n\n\\end{align}")]),
    ("```\n$$\n```\n\n    $$\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [*INLINE, *BLOCKS])
def test_formulas_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert formulas(text) == expected


def cells(text: str) -> list[str]:
    return [token.content for token in make_markdown().parse(text) if token.type == "inline"]


TABLES = [
    ("| $p(x|z)$ | $|x|^2$ |", ["$p(x|z)$", "$|x|^2$"]),
    (r"| \(a|b\) | $\|x\|$ |", [r"\(a|b\)", "$|x|$"]),
    (r"| $\\|x$ | a \| b |", [r"$\|x$", "a | b"]),
    ("|5$|6$|", ["5$", "6$"]),
    ("| $ p(x|z) $ | $`a|b`$ |", ["$ p(x|z) $", "$`a|b`$"]),
    ("| $ a | b $ |", ["$ a", "b $"]),
    ("| in $ | $ in |", ["in $", "$ in"]),
    ("| `$a` | `b$` |", ["`$a`", "`b$`"]),
]


@pytest.mark.parametrize(("row", "expected"), TABLES)
def test_a_bar_within_a_formula_ends_no_cell(row: str, expected: list[str]) -> None:
    assert cells(f"| a | b |\n|---|---|\n{row}\n")[2:] == expected


@pytest.mark.parametrize(
    "piece", ["$", "$$", "$a", "\\(", "\\[", "\\begin{align}", "$\\text{", "{"]
)
def test_openings_without_end_cost_little(piece: str) -> None:
    tokens: list[Token] = make_markdown().parse(piece * 5_000)
    assert tokens


@pytest.mark.parametrize(
    "piece",
    [
        "$ x ",
        "\\\\(a_1 ",
        "- $$\na\n",
        "- a\n$$\n",
        "$`a",
        "<div>$$\n",
        "<p>\\begin{align}\n\n",
        "<code>$x$",
    ],
)
def test_what_other_tools_write_costs_little(piece: str) -> None:
    tokens: list[Token] = make_markdown().parse(piece * 3_000)
    assert tokens


PIECES = [
    "$",
    "$$",
    "$ x $",
    "\\(",
    "\\)",
    "\\[",
    "\\]",
    "\\\\(",
    "\\\\)",
    "\n",
    "\n\n",
    "- ",
    "1. ",
    "> ",
    "  ",
    "    ",
    "<div>",
    "</div>",
    "<code>",
    "</code>",
    "`",
    "```math\n",
    "```\n",
    "\\begin{align}",
    "\\end{align}",
    "&",
    "{",
    "}",
    "a",
    "1",
    "，",
    "是",
    "x_1",
    "{#eq-a}",
    "<!--",
    "-->",
    "\u200b",
    "\xa0",
    "# ",
    "\\eqref{c}",
    "\t",
]


@given(st.lists(st.sampled_from([*PIECES, "|", "|---|---|\n"]), max_size=40).map("".join))
def test_a_formula_stands_where_it_says(text: str) -> None:
    """What a token of a formula holds is in the text of its block, at its offset."""
    for found in walk(make_markdown().parse(text)):
        token = found.token
        if token.type in {"math_inline", "math_display", "math_block"}:
            typed = TYPED_LINES.of(token) if token is found.block else found.block.content
            assert typed.startswith(token.content, OFFSET.of(token))


def test_a_display_goes_on_with_a_footnote() -> None:
    text = "A[^1], B[^2].\n\n[^1]: Take $u$, so\n$$\n\\begin{aligned}\nx\n\\end{aligned}\n$$\nholds.\n[^2]: Last."
    html, warnings = render_fragment(note(text).encode(), "a.md", "en", default_config())
    assert not warnings
    first, last = html.split('<li id="fn-')[1:]
    assert 'class="math-display"' in first
    assert "\nholds." in first
    assert "Last." in last
