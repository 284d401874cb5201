"""Quotation marks and dashes, by the marks of a language."""

import pytest

from notes_site.parse import make_markdown
from notes_site.parse.typography import QUOTES

MARKDOWN = make_markdown()
ENGLISH = "“”‘’"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ('He said "no".', "He said “no”."),
        ("don't, '90s, the model's", "don’t, ’90s, the model’s"),
        ("\"a 'b' c\"", "“a ‘b’ c”"),
        ('*"a"* **"b"**', "<em>“a”</em> <strong>“b”</strong>"),
        ('the "$x$" of $x$\'s', "the “$x$” of $x$’s"),
        ("1--2, so---then, a -- b", "1–2, so—then, a – b"),
        ("run it with --strict, (--all)", "run it with --strict, (--all)"),
        ("---- and <!-- a -->", "---- and <!-- a -->"),
        ('`"a" -- b`', "<code>&quot;a&quot; -- b</code>"),
        ('\\"a\\" isn\\\'t', "&quot;a&quot; isn't"),
        ("https://a.b/c--d'e", "<a href=\"https://a.b/c--d'e\">https://a.b/c--d'e</a>"),
        ('[a "b"](u "t--u")', '<a href="u" title="t--u">a “b”</a>'),
        ('<b title="x">"y"</b>', '<b title="x">“y”</b>'),
    ],
)
def test_marks_are_those_of_the_language(source: str, html: str) -> None:
    made = "".join(
        f"${token.content}$"
        if token.type == "math_inline"
        else MARKDOWN.renderer.render([token], MARKDOWN.options, {})
        for token in MARKDOWN.parseInline(source, {QUOTES: ENGLISH})[0].children or []
    )
    assert made == html


def test_without_marks_all_stays_as_typed() -> None:
    assert MARKDOWN.render('"a" -- b\'s') == "<p>&quot;a&quot; -- b's</p>\n"
    assert MARKDOWN.render('"a"', {QUOTES: ""}) == "<p>&quot;a&quot;</p>\n"


def test_ids_of_headings_do_not_depend_on_it() -> None:
    source = '# Don\'t do "it" -- or do'
    tokens = [MARKDOWN.parse(source, {QUOTES: quotes})[0] for quotes in ("", ENGLISH, "„“‚‘")]
    assert len({token.attrs["id"] for token in tokens}) == 1
