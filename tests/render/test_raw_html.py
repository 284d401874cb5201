"""Addresses in HTML that an author typed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from notes_site.render.raw_html import find_addresses, rewrite_addresses
from tests.conftest import MakeSite
from tests.small_site import Files, note

SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="a.svg" width=3>', '<img src="[a.svg]" width=3>'),
        ("<img src='a&amp;b'><a href=c>d</a>", '<img src="[a&amp;b]"><a href="[c]">d</a>'),
        ('<img srcset="a 1x, b 2x">', '<img srcset="[a] 1x, [b] 2x">'),
        ('<VIDEO poster="p" SRC=v>', '<VIDEO poster="[p]" SRC="[v]">'),
        ('<p data-src="a" title="src=b">', '<p data-src="a" title="src=b">'),
        ('<!-- <img src="a"> --><b>', '<!-- <img src="a"> --><b>'),
        ("<script>'<a href=b>'</script>", "<script>'<a href=b>'</script>"),
        ('a < b href="c" > d', 'a < b href="c" > d'),
    ],
)
def test_addresses_of_tags_are_rewritten_and_nothing_else(html: str, expected: str) -> None:
    assert rewrite_addresses(html, lambda target, _: f"[{target}]") == expected


def test_blanks_around_an_address_are_none_of_it() -> None:
    html = "<img src=' /a.png\n'><a id='b' href='/c '>"
    assert [address for _, address, _ in find_addresses(html)] == ["/a.png", "/c"]


def test_raw_html_leads_where_markdown_would(make_site: MakeSite) -> None:
    site = make_site(
        {
            "content/zh/a/index.md": note('<img src="b.svg">\n\nA <a href="../c.md#d">c</a>.'),
            "content/zh/a/b.svg": SVG,
            "content/zh/c.md": note("## D {#d}"),
            "static/e.svg": SVG,
            "content/zh/f.md": note('<div>\n<img\n src="/e.svg">\n</div>'),
        },
        base_url="https://name.example/repo/",
    )
    assert '<img src="/repo/notes/a/b.svg">' in site["notes/a/index.html"]
    assert '<a href="/repo/notes/c/#d">c</a>' in site["notes/a/index.html"]
    assert ' src="/repo/e.svg">' in site["notes/f/index.html"]


def test_raw_html_that_leads_nowhere_is_a_mistake(
    mistakes_of: Callable[[Files], list[str]],
) -> None:
    files = {
        "static/e.svg": SVG,
        "content/zh/a.md": note('<div>\n\n<img src="/f.svg" alt="">\n</div>'),
    }
    assert mistakes_of(files) == ["content/zh/a.md:8: there is no file /f.svg; write `/e.svg`"]
