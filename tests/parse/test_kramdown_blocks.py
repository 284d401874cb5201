"""Options and comments of kramdown, Markdown in elements of HTML, and footnotes of Distill."""

from __future__ import annotations

import re

import pytest

from notes_site.config import default_config
from notes_site.errors import SourceError
from notes_site.flow.fragment import render_fragment
from tests.conftest import MakeSite
from tests.small_site import FIRST_LINE, note

NOTHING_OF_IT = [
    '{::options parse_block_html="true" /}',
    "{::comment}\nsecret\n\nmore\n{:/comment}",
    "{::comment}\nsecret\n{:/}",
    "{::comment}secret{:/comment}",
    '{::comment secret="yes" /}',
]
ELEMENTS = {
    '<aside class="box" markdown="1">\nA *b*:\n\n- c\n</aside>': '<aside class="box">\n<p>A <em>b</em>:</p>\n<ul>\n<li>c</li>\n</ul>\n</aside>',
    '<div markdown="1" id="q">One *line*.</div>': '<div id="q">\n<p>One <em>line</em>.</p>\n</div>',
    "<div markdown>*a*\n\nb</div>": "<div>\n<p><em>a</em></p>\n<p>b</p>\n</div>",
    "<div markdown=1>\n<div>\n*raw*\n</div>\n\n*a*\n</div>": "<div>\n*raw*\n</div>\n<p><em>a</em></p>\n</div>",
    "<div markdown='block'>\n<div markdown=1>*a*</div>\n</div>": "<div>\n<div>\n<p><em>a</em></p>\n</div>\n</div>",
    '<p markdown="span">A *b*</p>': "<p>\nA <em>b</em></p>",
    '> <div markdown="1">\n> *a*\n> </div>': "<blockquote>\n<div>\n<p><em>a</em></p>\n</div>\n</blockquote>",
    'text\n<details markdown="1">\n*a*\n</details>': "<p>text</p>\n<details>\n<p><em>a</em></p>\n</details>",
}
AS_HTML = [
    '<div markdown="1">\n*a*',
    '<div class="markdown">\n*a*\n</div>',
    '<div>\n*a* markdown="1"\n</div>',
    '- <div markdown="1">\n\n*a*\n</div>',
]


def render(text: str) -> str:
    return render_fragment(note(text).encode(), "a.md", "en", default_config())[0]


@pytest.mark.parametrize("text", NOTHING_OF_IT)
def test_options_and_comments_show_nothing(text: str) -> None:
    assert render(f"a\n{text}\nb") == "<p>a</p>\n<p>b</p>\n"


@pytest.mark.parametrize("text", ["{::comment}\nopen", "{::nomarkdown}", "a {::comment} b"])
def test_what_is_no_option_stays_as_typed(text: str) -> None:
    assert "{::" in render(text)


@pytest.mark.parametrize(
    "written", ['{:target="_blank"}', "{: target=_blank}", '{:target="\\_blank" rel="noopener"}']
)
def test_how_a_link_is_opened_is_the_browsers_choice(written: str) -> None:
    html, problems = render_fragment(
        note(f"[a](https://e.org){written}.").encode(), "a.md", "en", default_config()
    )
    assert html == '<p><a href="https://e.org">a</a>.</p>\n'
    assert not problems


def test_attributes_behind_a_text_stay() -> None:
    assert "{:target=" in render('a {:target="_blank"}')


@pytest.mark.parametrize("text", ELEMENTS)
def test_markdown_in_an_element_that_says_so(text: str) -> None:
    assert ELEMENTS[text] in render(text)


@pytest.mark.parametrize("text", AS_HTML)
def test_other_elements_are_html(text: str) -> None:
    assert "*a*" in render(text)[:60] or "<em>a</em>" in render(text)
    assert "markdown" in render(text)


def test_a_footnote_of_distill() -> None:
    html = render("A<d-footnote>\n See *b* and $x$. </d-footnote> c[^1].\n\n[^1]: d")
    assert re.search(r"<p>A<sup class=.footnote-ref.>.*?</sup> c<sup class=.footnote-ref.>", html)
    assert "<p>See <em>b</em> and" in html


TABLE = """| --- |---|
| Facet | Text |
| --- |---|
| a | $|x|$ |
| --- |---|
| — | --- |
| ---|--- |"""


def test_lines_within_a_table_are_no_rows() -> None:
    html = render(TABLE)
    assert html.count("<table>") == 1
    assert html.count("<tr>") == 3
    assert "<th>Facet</th>" in html
    assert "| --- |" not in html


def test_a_line_below_a_line_is_a_table_of_dashes() -> None:
    assert render("| --- | --- |\n| --- | --- |\n| a | b |").count("<tr>") == 2


LINKS = {
    "[a *b*]({{ 'x/a.html' | relative_url }}).": '<a href="/x/a.html">a <em>b</em></a>.',
    "[a]({{ site.baseurl }}/x/#y)": '<a href="/x/#y">a</a>',
    '**[a]({{"/x/"|absolute_url}})**': '<strong><a href="/x/">a</a></strong>',
    "[a](https://e.org/forum?\nid=1&b=2) c": '<a href="https://e.org/forum?id=1&amp;b=2">a</a> c',
    "> [a](https://e.org/x\n> yz)": '<a href="https://e.org/xyz">a</a>',
}


@pytest.mark.parametrize("text", LINKS)
def test_addresses_of_jekyll_and_those_cut_in_two(text: str) -> None:
    html, problems = render_fragment(note(text).encode(), "a.md", "en", default_config())
    assert LINKS[text] in html
    assert not problems


@pytest.mark.parametrize("text", ["[a](x y\nz)", "[a](x\ny)", "[a]({{ page.url }})"])
def test_what_is_no_address_stays_a_text(text: str) -> None:
    assert "<a" not in render(text)


def test_code_in_a_tag_ends_a_block_of_html() -> None:
    html = render(
        "<details><summary>S</summary>\n{% highlight python %}\nx = 1\n\n# y\n{% endhighlight %}\n</details>"
    )
    assert html.startswith(
        '<details><summary>S</summary>\n<div class="code" data-language="python">'
    )
    assert html.endswith("</details>\n")
    assert "endhighlight" not in html


@pytest.mark.parametrize("element", ["pre", "script", "style", "textarea"])
def test_a_tag_in_what_is_shown_as_typed_stays(element: str) -> None:
    text = f"<{element}>\n{{% highlight python %}}\nx\n{{% endhighlight %}}\n</{element}>"
    assert text in render(text)


def test_citations_and_footnotes_of_distill_in_html(make_site: MakeSite) -> None:
    text = '<div class="caption">\n  A<d-cite key="a"></d-cite><d-cite key=b></d-cite> b<d-footnote>c <b>d</b></d-footnote>.\n</div>'
    files = {
        "content/en/a.md": note(text),
        "references.bib": "@book{a, title={A}, author={X}, year={2020}, publisher={P}}\n"
        "@book{b, title={B}, author={Y}, year={2021}, publisher={P}}",
    }
    site = make_site(files)
    page = site["en/notes/a/index.html"]
    assert "d-cite" not in page
    assert page.count("doc-biblioref") == 2
    assert "<p>c <b>d</b>" in page
    assert site.warnings == []


def test_tags_in_html_are_told_of() -> None:
    text = '<div>\n<!-- {% a b %} -->\n<i title="{% c d %}">x</i>\n{% include toc.html %}\n</div>'
    _, problems = render_fragment(note(text).encode(), "a.md", "en", default_config())
    (problem,) = problems
    assert "`{% include toc.html %}` is a tag of a template" in str(problem)
    assert problem.place.line == FIRST_LINE + 3


@pytest.mark.parametrize("text", ["{% cap() %}Text{% end %}", '{% math(a="b") %}'])
def test_tags_of_zola_are_told_of(text: str) -> None:
    _, problems = render_fragment(note(text).encode(), "a.md", "en", default_config())
    assert "is a tag of a template" in str(problems[0])


@pytest.mark.parametrize("tex", ["max(0,x)", "W,b", "1/n", " [f(x+h)] / 2 h ", "1"])
def test_doubled_brackets_around_little_are_a_formula(tex: str) -> None:
    assert '<span class="math-inline">' in render(f"so \\\\({tex}\\\\) is")


@pytest.mark.parametrize("text", ["see below", "非唯一", "$a$", ""])
def test_doubled_brackets_around_words_are_a_text(text: str) -> None:
    assert f"\\({text}" in re.sub("<span.*</span>", "$a$", render(f"so \\\\({text}\\\\) is"))


@pytest.mark.parametrize(
    "text", ["$$F[\\alpha f_1]=\\alpha F[f_1$+\\alpha_2 F[f_2$", "so $$\\alpha + x"]
)
def test_two_dollars_that_nothing_closes_are_told_of(text: str) -> None:
    try:
        _, problems = render_fragment(note(text).encode(), "a.md", "en", default_config())
    except SourceError as error:
        problems = error.problems
    assert any("TeX between dollars" in str(each) or "not closed" in str(each) for each in problems)
