"""Each row of the table that works gives what it says."""

from __future__ import annotations

import pytest

from notes_site.config.site import default_config
from notes_site.flow.fragment import render_fragment
from notes_site.foreign import TABLE, Construct
from notes_site.parse import make_markdown
from tests.conftest import MakeSite
from tests.small_site import note

WORKS = [row for row in TABLE if row.works]

EXPECTED = {
    "bracketed-links": '<p><a href="https://arxiv.org/abs/1706.03762">[1]</a></p>',
    "known-roles": '<p>See <a href="#main">Results</a>.</p>',
    "theorem-directives": 'id="main"',
    "callouts": '<details class="callout callout-important">\n<summary class="callout-title">Why?</summary>',
    "callouts-in-divs": '<aside class="callout callout-tip">\n<p class="callout-title">Title</p>\n<p>Text.</p>',
    "embedded-pictures": '<img src="loss%20curve.png" alt="" width="300"',
    "marked-text": "<p>a <mark>marked</mark> word</p>",
    "inline-footnotes": '<li id="fn-1"',
    "footnotes-of-distill": '<p>Text<sup class="footnote-ref">',
    "superscripts": "<p>10<sup>-3</sup> and H<sub>2</sub>O</p>",
    "emoji": "<p>🚀</p>",
    "comments": "",
    "tables-of-contents": "",
    "markdown-in-html": "<aside>\n<p>A <em>note</em>.</p>\n</aside>",
    "options-of-kramdown": "",
    "picture-sizes": '<img src="a.png" alt="Loss" style="width:50%"',
    "picture-sizes-in-addresses": '<img src="a.png" alt="Loss" width="300" height="200"',
    "pictures-in-html": '<center>\n<img src="a.png" alt="Loss"',
    "addresses-with-blanks": '<img src="my%20figures/a%20b.png" alt="Loss"',
    "tables-without-a-head": "<table>\n<tbody>\n<tr>\n<td>a</td>",
    "emphasis-beside-curly-quotes": "<p><strong>“注意力”</strong>mechanism</p>",
    "addresses-with-han": ">https://zh.wikipedia.org/wiki/支持向量机</a></p>",
    "classes-of-headings": '<h2 id="results" class="wide">Results',
    "ids-of-headings": '<p><a href="#mode-collapse">pitfalls</a></p>',
    "old-addresses": '<a href="/blog/2021/03/clip.html">',  # the rest is tried in a site
    "paths-without-an-ending": '<a href="../lora">',
    "links-in-addresses": '<p><a href="mailto:a@example.org">mail</a></p>',
    "repeated-titles": "",
    "wide-blanks-of-headings": '<h2 id="results">Results',
    "callouts-in-tags": '<aside class="callout callout-tip">\n<p class="callout-title">Title</p>\n<p>Text.</p>',
    "code-in-tags": '<div class="code" data-language="python">',
    "pictures-in-tags": '<figcaption><span class="figure-number">Figure 1</span> Loss</figcaption>',
    "links-in-tags": '<p>see <a href="#loss">above</a></p>',
    "tags-around-formulas": '<div class="math-display"',
    "indented-admonitions": '<p class="callout-title">Title</p>\n<p>Text.</p>',
    "blanks-in-dollars": '<p>the loss <span class="math-inline">',
    "dollars-with-ticks": '<p><span class="math-inline">',
    "fences-of-formulas": '<div class="math-display"',
    "formulas-below-items": '<ul>\n<li>item<div class="math-display"',
    "formulas-in-html": '<center>图 <span class="math-inline">',
    "doubled-delimiters": '<p><span class="math-inline">',
    "double-dollars-in-lines": '<p>so <span class="math-inline">',
    "doubled-backslashes": '<mo stretchy="false">{</mo><msub><mi>a</mi><mi>i</mi></msub>',
    "escaped-brackets": '<p>(非唯一解) and <a href="https://example.org">[5]</a></p>',
    "labels-behind-formulas": '<div class="math-display" id="eq-loss"',
    "labels-in-formulas": 'see (<a class="math-ref" href="#eq:loss">1</a>)',
    "formulas-mostly-in-code": '<p><span class="tied"><span class="math-inline">',
    "pictures-of-formulas": "<msup><mi>x</mi><mn>2</mn></msup>",
    "mathjax": '<mstyle mathcolor="red"><mi>x</mi></mstyle>',
}


def test_every_row_is_tried() -> None:
    assert sorted(EXPECTED) == sorted(row.kind for row in WORKS)


@pytest.mark.parametrize("row", WORKS, ids=lambda row: row.kind)
def test_what_works(row: Construct) -> None:
    language = "zh" if row.kind == "emphasis-beside-curly-quotes" else "en"
    text = f"---\ntitle: A note\n---\n\n{row.example}\n"
    html, warnings = render_fragment(text.encode(), "a.md", language, default_config())
    assert EXPECTED[row.kind] in html
    assert [str(each) for each in warnings if "no description" not in each.text] == []
    if not EXPECTED[row.kind]:
        assert html == ""


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a==b==c, x == y, a !== b, ===", "a==b==c, x == y, a !== b, ==="),
        ("是==标记==的", "是<mark>标记</mark>的"),
        ("==a *b* c==", "<mark>a <em>b</em> c</mark>"),
        ("3~5层，或6~8层", "3~5层，或6~8层"),
        ("x^2+y^2=z^2, 2^n, a^b^c^d", "x^2+y^2=z^2, 2^n, a^b^c^d"),
        ("结果^[1]^表明^[2,3]^", "结果<sup>[1]</sup>表明<sup>[2,3]</sup>"),
        ("开心^o^ (^_^) ^w^", "开心^o^ (^_^) ^w^"),
        ("12:30:45 a:b:c :nope: 好:+1:", "12:30:45 a:b:c :nope: 好👍️"),
        ("![a](javascript:x.png =3x4)", "![a](javascript:x.png =3x4)"),
        ("![[javascript:a.png]]", "![[javascript:a.png]]"),
        ("![no picture](in these words)", "![no picture](in these words)"),
        ("![a](a.png){not attributes}", '<img src="a.png" alt="a">{not attributes}'),
        ("See ![a](a.png){: .wide}", 'See <img src="a.png" alt="a" class="wide">'),
        ("|x| = |y|", "|x| = |y|"),
    ],
)
def test_where_something_else_is_meant(text: str, html: str) -> None:
    assert make_markdown().render(text) == f"<p>{html}</p>\n"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[[toc]]", ""),
        ("@[toc](目录)", ""),
        ("* TOC\n{:toc}", ""),
        ("* 목차\n{:toc}", ""),
        ("1. 目录 {#a}\n{: toc .wide}", ""),
        ("- a\n- [TOC]", "<ul>\n<li>a</li>\n</ul>\n"),
        ("See [TOC] here", "<p>See [TOC] here</p>\n"),
        ("    [TOC]", "<pre><code>[TOC]\n</code></pre>\n"),
    ],
)
def test_marks_for_contents_are_dropped(text: str, html: str) -> None:
    assert make_markdown().render(text) == html


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("| a | b |\n| c | d |", 4),
        ("| a | $|d|$ |\n| c | d |", 4),
        ("|:--|--:|\n| c | d |", 2),
        ("| a | b |\n| c |", 0),
        ("| a | b |\n|---|\n| c | d |", 0),
        ("words\n| a | b |\n| c | d |", 0),
        ("| a | b |", 0),
    ],
)
def test_tables_without_a_head(text: str, cells: int) -> None:
    assert make_markdown().render(text).count("<td") == cells


def test_a_title_that_is_said_again_is_shown_once(make_site: MakeSite) -> None:
    text = "# **A** note\n\nText.\n\n## Part\n\nMore."
    site = make_site({"content/en/a.md": note(text)})
    page = site["en/notes/a/index.html"]
    assert page.count("<h1") == 1
    assert '<h2 id="part">' in page
    assert "Text. More." in site["en/index.html"]
    assert "<b>A note</b>" not in site["en/index.html"]


def test_a_closed_callout_can_be_opened(make_site: MakeSite) -> None:
    text = "> [!faq]- Why *so*?\n> Because.\n\n> [!bug]\n> One.\n\n> [!TIP]+\n> Two."
    page = make_site({"content/en/a.md": note(text)})["en/notes/a/index.html"]
    assert '<summary class="callout-title">Why <em>so</em>?</summary>\n<p>Because.</p>' in page
    assert '<aside class="callout callout-caution">\n<p class="callout-title">Bug</p>' in page
    assert '<details class="callout callout-tip" open>' in page
