"""`markdown: {html: false}`: HTML is text."""

import re

import pytest

from notes_site.parse import make_markdown
from tests.conftest import MakeSite
from tests.small_site import note

MARKDOWN = make_markdown(allows_html=False)


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "a <b onclick='x'>b</b>",
        "<div>\n\ntext\n\n</div>",
        "<!-- a --> <script>x</script>",
        "<!--> <script>x</script> -->",
        "<!---> <script>x</script> -->",
        "<!-- --!> <script>x</script> -->",
        "<!-- a -- b -->",
        "<!-- a\n<script>x</script> -->",
        "a <!--> <i>x</i> -->",
        "<?php x ?>",
        "<!DOCTYPE html>",
        "<![CDATA[ <i>x</i> ]]>",
        "> <iframe src='x'>\n\n- <img src=x onerror=y>",
        "# <svg/onload=x>",
        "[<img src=x onerror=y>](u)",
        "![<img src=x>](u)",
        "|<b>|\n|-|\n|<i>|",
        "```\n<script>\n```",
        "x[^1]\n\n[^1]: <script>x</script>",
    ],
)
def test_html_is_text(source: str) -> None:
    html = MARKDOWN.render(source)
    for name in ("script", "b", "div", "i", "iframe", "img src=x", "svg", "!DOCTYPE", "?php", "!["):
        assert not re.search(rf"<{re.escape(name)}[\s>/]", html)


@pytest.mark.parametrize("comment", ["<!-- more -->", "<!--more-->", "<!-- a - b > c <b> -->"])
def test_comments_stay(comment: str) -> None:
    assert MARKDOWN.render(f"a\n\n{comment}\n\nb") == f"<p>a</p>\n{comment}\n<p>b</p>\n"
    assert MARKDOWN.render(f"a {comment} b") == f"<p>a {comment} b</p>\n"


def test_a_site_without_html_still_ends_excerpts(make_site: MakeSite) -> None:
    text = note("one <u>two</u>\n\n<!-- more -->\n\n<script>three</script>")
    site = make_site({"site.yaml": "title: T\nmarkdown: {html: false}\n", "content/zh/a.md": text})
    assert "one &lt;u&gt;two&lt;/u&gt;" in site["notes/a/index.html"]
    assert "<script>three" not in site["notes/a/index.html"]
    assert "three" not in site["index.html"]
    again = make_site({"site.yaml": "title: T\n"})
    assert "one <u>two</u>" in again["notes/a/index.html"]
