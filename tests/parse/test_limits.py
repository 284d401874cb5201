"""Inputs that cost parsers more time than they are long, after cmark's `pathological_tests.py`."""

import time

import pytest

from notes_site.config.excerpt import ExcerptConfig, ExcerptMath
from notes_site.parse.limits import MOST_CHARACTERS
from notes_site.parse.markdown import make_markdown
from notes_site.parse.token_values import REFUSED
from notes_site.render.excerpt import cut_excerpt

MARKDOWN = make_markdown()
CONFIG = ExcerptConfig(length=350, ellipsis="...", math=ExcerptMath.RENDER)
SECONDS = 3.0
"""Each takes less than one on the machines of today, where a quadratic one takes minutes."""


def fill(unit: str, behind: str = "") -> str:
    """Return the longest paragraph of repeated units that is not refused."""
    return unit * ((MOST_CHARACTERS - len(behind)) // len(unit)) + behind


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("*a **a " * 1300 + "b" + " a** a*" * 1300, id="nested strong emphasis"),
        pytest.param(fill("a_ "), id="closing emphasis"),
        pytest.param(fill("_a "), id="opening emphasis"),
        pytest.param(fill("*a_ "), id="mismatched emphasis"),
        pytest.param("a**b" + fill("c* ", "    "), id="emphasis of lengths in multiples of three"),
        pytest.param(fill("[ a_"), id="opening links and closing emphasis"),
        pytest.param(fill("a]"), id="closing links"),
        pytest.param(fill("[a"), id="opening links"),
        pytest.param("[" * 9000 + "a" + "]" * 9000, id="nested brackets"),
        pytest.param(fill("[ (]("), id="links in destinations"),
        pytest.param(fill("![[]()"), id="images of links"),
        pytest.param(fill("[a](<b"), id="destinations in angle brackets that stay open"),
        pytest.param(fill("[a](b"), id="destinations that stay open"),
        pytest.param("".join("e" + "`" * length for length in range(190)), id="back-ticks"),
        pytest.param("`" * 9000 + "a" + "`" * 8000, id="a long run of back-ticks"),
        pytest.param("`" * 50_000, id="a fence of 50,000 back-ticks"),
        pytest.param("a" + fill("<!--", " "), id="comments that stay open"),
        pytest.param("a" + fill("<?", " "), id="processing instructions that stay open"),
        pytest.param("a" + fill("<!A ", " "), id="declarations that stay open"),
        pytest.param("a" + fill("<![CDATA[", " "), id="CDATA that stays open"),
        pytest.param("<a " + fill('b="c" ', "   "), id="attributes"),
        pytest.param(fill("&"), id="entities"),
        pytest.param("abc\0de\0" * 2500, id="null characters"),
        pytest.param("> " * 50_000 + "a", id="nested quotations"),
        pytest.param("1. " * 20_000 + "a", id="nested items in one line"),
        pytest.param("".join("  " * level + "* a\n" for level in range(1000)), id="nested lists"),
        pytest.param("".join(f"[{n}]: u\n" for n in range(10_000)) + "\n[0]", id="references"),
        pytest.param("[a]: u\n\n" + fill("[a] "), id="uses of a reference"),
        pytest.param("|x" * 1000 + "\n" + "|-" * 1000 + "\n" + "a\n" * 1000, id="short rows"),
        pytest.param(fill("~~a "), id="opening strikethrough"),
        pytest.param("a" + fill("~", " "), id="a long run of tildes"),
        pytest.param(fill("**重点。"), id="emphasis beside Chinese marks"),
        pytest.param(fill("字\n"), id="soft breaks"),
        pytest.param(fill("“", "\n字"), id="quotation marks before a soft break"),
        pytest.param(fill("$a "), id="dollars"),
        pytest.param(fill("$$a "), id="double dollars"),
        pytest.param(fill(r"\(a "), id="opening parentheses of formulas"),
        pytest.param(fill(r"a\[b "), id="opening brackets of formulas"),
        pytest.param("$" + fill("\\", " "), id="backslashes in a formula"),
        pytest.param("\\begin{align}\n\n" * 3000, id="environments that stay open"),
        pytest.param("\\[\na\n" * 5000, id="display formulas that stay open"),
        pytest.param("- \\[\n\n" * 3000, id="display formulas that stay open in items"),
        pytest.param(fill("http://"), id="URLs"),
        pytest.param("http://a" + fill(")", "        "), id="parentheses behind a URL"),
        pytest.param("http://a" + fill("&a;", "        "), id="entities behind a URL"),
        pytest.param(fill("www."), id="www"),
        pytest.param(fill("a@b."), id="e-mail addresses"),
        pytest.param(fill("a", "@"), id="a long name before an at sign"),
        pytest.param("[^a] " * 3000 + "\n\n[^a]: b", id="uses of a footnote"),
        pytest.param(fill("[^"), id="nested footnotes"),
        pytest.param("# a\n" * 5000, id="headings of one text"),
    ],
)
def test_no_note_takes_long(source: str) -> None:
    begin = time.process_time()
    tokens = MARKDOWN.parse(source)
    cut_excerpt(tokens, CONFIG, "[公式]", lambda token: token.content)
    assert time.process_time() - begin < SECONDS


def refusals(source: str) -> list[tuple[int, str]]:
    """Return the 0-based lines of the blocks that are refused, and why they are."""
    return [
        (token.map[0], REFUSED.of(token))
        for token in MARKDOWN.parse(source)
        if token.map and REFUSED.is_on(token)
    ]


def test_a_paragraph_beyond_the_limit_is_refused() -> None:
    assert refusals("a\n\n" + "a" * 20_000) == []
    assert refusals("a\n\n" + "a" * 20_001) == [
        (
            2,
            "this paragraph has 20,001 characters, and 20,000 is the most; divide it by blank lines",
        )
    ]


@pytest.mark.parametrize(("mark", "most"), [("> ", 29), ("- ", 14), ("1. ", 14)])
def test_nesting_loses_nothing_or_is_refused(mark: str, most: int) -> None:
    within, beyond = mark * most + "text", mark * (most + 1) + "text"
    assert "text" in MARKDOWN.render(within)
    assert refusals(within) == []
    assert "text" not in MARKDOWN.render(beyond)
    assert refusals("a\n\n" + beyond) == [
        (2, "lists and quotations are nested too deep here; take some of them apart")
    ]


OPEN = (
    "more than 400 elements of HTML are open here; close them, as `<b>` by `</b>`, or take some out"
)


@pytest.mark.parametrize(
    ("within", "beyond"),
    [
        ("<div>\n" * 400, "<div>\n" * 401),
        ("</div></b>" * 400 + "<div>\n" * 400, "</div></b>" * 400 + "<div>\n" * 401),
        ("<div></div>\n" * 500, "<div/>\n" * 500),
        ("<svg>\n" + "<path/>\n" * 500 + "</svg>", "<svg>\n" + "<path>\n" * 500 + "</svg>"),
        ("<ul>\n" + "<li>\n" * 500, "<ul><li>\n" * 500),
    ],
)
def test_html_that_is_open_is_refused_at_some_depth(within: str, beyond: str) -> None:
    assert refusals(within) == []
    assert refusals(beyond) == [(0, OPEN)]


def test_html_of_several_paragraphs_is_counted_together() -> None:
    assert refusals("a<b>\n\n" * 400 + "c") == []
    assert refusals("a<b>\n\n" * 401 + "c") == [(800, OPEN)]
    assert "c" in MARKDOWN.render("a<b>\n\n" * 401 + "c")
