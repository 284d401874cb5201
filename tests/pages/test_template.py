"""Mistakes in a site's own templates: each is a line with its place, and nothing is published."""

import re
from collections.abc import Callable

import pytest

from tests.conftest import MakeSite
from tests.small_site import Files, note

Mistakes = Callable[[Files], list[str]]
NOTE = {"content/zh/a.md": note()}


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{{ page.nope }}", "there is no `nope` here; correct the template"),
        ("{{ nope }}", "'nope' is undefined; correct the template"),
        ("{{ page.frame.words['nope'] }}", "there is no `nope` here; correct the template"),
        ("{{ page.frame.words.fill('nope') }}", "there is no `nope` here; correct the template"),
        ("{{ 1 + 'a' }}", "unsupported operand type(s) for +: 'int' and 'str'; correct the temp"),
        ("{{ 1 // 0 }}", "integer division or modulo by zero; correct the template"),
        ("{{ page.title|nope }}", "No filter named 'nope'.; correct the template"),
        ("{% if %}", "Expected an expression, got 'end of statement block'; correct the template"),
        ("{% include 'nope.html' %}", "the template `nope.html` is missing; add it, or correct it"),
        ("{% import 'nope.html' as x %}", "the template `nope.html` is missing; add it, or corre"),
    ],
)
def test_a_mistake_in_a_template_is_told_by_its_line(
    mistakes_of: Mistakes, template: str, message: str
) -> None:
    (found,) = mistakes_of({**NOTE, "templates/article.html": f"<p>\n\n{template}\n"})
    assert found.startswith(f"templates/article.html:3: {message}")


def test_a_mistake_in_an_included_template_is_told_by_its_own_line(mistakes_of: Mistakes) -> None:
    files = {
        **NOTE,
        "templates/article.html": "{% include 'parts/own.html' %}",
        "templates/parts/own.html": "\n{{ page.nope }}",
    }
    assert mistakes_of(files) == [
        "templates/parts/own.html:2: there is no `nope` here; correct the template"
    ]
    assert mistakes_of({"templates/parts/own.html": b"\n\n\xff"}) == [
        "templates/parts/own.html:3: a byte here is not UTF-8; save the file as UTF-8"
    ]


def test_half_a_character_is_a_mistake(mistakes_of: Mistakes) -> None:
    assert mistakes_of({**NOTE, "templates/article.html": r"{{ '\ud83d' }}"}) == [
        (
            "templates/article.html:1: half a character comes of it; "
            "correct the escapes in the template"
        )
    ]


def test_a_block_that_never_ends_is_a_mistake(mistakes_of: Mistakes) -> None:
    (found,) = mistakes_of({**NOTE, "templates/article.html": "\n{% block main %}\n"})
    assert found.startswith("templates/article.html:2: Unexpected end of template.")


def test_mistakes_in_notes_and_templates_are_reported_together(mistakes_of: Mistakes) -> None:
    files = {
        **NOTE,
        "content/zh/b.md": "",
        "templates/article.html": "{{ page.nope }}",
        "templates/404.html": "{{ page.nope }}",
    }
    assert [line.split(":")[0] for line in mistakes_of(files)] == [
        "content/zh/b.md",
        "templates/404.html",
        "templates/article.html",
    ]


def test_a_template_of_the_site_replaces_that_of_the_theme(make_site: MakeSite) -> None:
    site = make_site({**NOTE, "templates/parts/footer.html": "<footer>own</footer>"})
    assert "<footer>own</footer>" in site["notes/a/index.html"]
    assert 'class="banner"' in site["index.html"]


def test_a_template_escapes_what_is_no_html(make_site: MakeSite) -> None:
    files = {
        "site.yaml": "title: <&>\n",
        "content/zh/a.md": note(title='"<script>&"', tags="['<b>x']", description="'<i>\"'"),
    }
    for page in ("index.html", "notes/a/index.html", "tags/index.html", "archive/index.html"):
        html = make_site(files)[page]
        assert "<script>&" not in html
        assert "<b>x" not in html
        assert "<i>" not in html
        assert "&lt;&amp;&gt;" in html


def test_template_syntax_in_notes_and_titles_is_text(make_site: MakeSite) -> None:
    site = make_site({"content/zh/a.md": note("{{ 7 * 7 }} {% raw %}", title="'{{ 7 * 7 }}'")})
    assert "{{ 7 * 7 }} {% raw %}" in site["notes/a/index.html"]
    assert re.search(r"\b49\b", site["notes/a/index.html"]) is None
