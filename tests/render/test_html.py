"""Tokens as HTML: every rule is a case of `fixtures/html.md`."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it.utils import read_fixture_file

from notes_site.config import default_config
from notes_site.errors import SourceError
from notes_site.flow.fragment import render_fragment

FIXTURES = Path(__file__).parent / "fixtures"
CASES = [
    (language, *case)
    for language, name in (("en", "html.md"), ("zh", "html_zh.md"))
    for case in read_fixture_file(FIXTURES / name)
]
MARKS = [
    "> ",
    "- ",
    "1. ",
    "# ",
    "```",
    "~~~",
    "|",
    "---\n",
    "[^1]",
    "[^1]: ",
    "](",
    "[",
    "![",
    "*",
]
MARKS += ["<div>", "<!--", "$", "$$", "\\(", "\\begin{align}", "\n\n", "\n", " ", "    ", "{#a}"]
MARKS += ["[!NOTE]", ": ", "字", "。", "a", "\\", "\t", "~~", "_", "`", "&amp;", "http://a.b"]


@pytest.mark.parametrize(
    ("language", "line", "title", "source", "html"), CASES, ids=[case[2] for case in CASES]
)
def test_html(language: str, line: int, title: str, source: str, html: str) -> None:
    made, warnings = render_fragment(source.encode(), "a.md", language, default_config())
    assert made == html, f"line {line}: {title}"
    assert warnings == ()


@pytest.mark.property
@settings(max_examples=150)
@example("$𐀀$")  # KaTeX knows no such letter, and tears it in two
@example("$\ufffe$")  # no character of XML
@given(st.lists(st.sampled_from(MARKS) | st.text(max_size=4), max_size=15).map("".join))
def test_any_text_gives_html_or_a_mistake(text: str) -> None:
    """Whatever an author writes is rendered, or said to be wrong at a line that the text has."""
    content = text.encode("utf-8", "replace")
    try:
        html, warnings = render_fragment(content, "a.md", "zh", default_config())
    except SourceError as error:
        problems = error.problems
    else:
        assert isinstance(html, str)
        problems = warnings
    lines = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    assert all(1 <= problem.place.line <= lines for problem in problems)


def test_a_header_cell_of_formulas_alone_has_a_name_in_plain_text() -> None:
    text = "| $\\pi_\\theta$ | a $b$ |\n| --- | --- |\n| 1 | 2 |\n"
    html, _ = render_fragment(text.encode(), "a.md", "en", default_config())
    assert '<th><span class="hidden">π_θ</span><span aria-hidden="true"><span' in html
    assert "<th>a <span" in html


@pytest.mark.parametrize(
    ("text", "ties"),
    [("$a=b$，", 1), ("$a=b$ 和", 0), ("$a$，", 0), ("$a=b$**，**", 1), ("$a=b$", 0)],
)
def test_a_closing_mark_is_tied_to_the_last_part_of_a_formula(text: str, ties: int) -> None:
    html, _ = render_fragment(text.encode(), "a.md", "zh", default_config())
    assert html.count('<span class="tied"><span class="katex-base">') == ties
    assert html.count("<span") == html.count("</span")
