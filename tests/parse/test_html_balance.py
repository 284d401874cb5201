"""Elements that nothing closes, and end tags that close nothing."""

import pytest

from notes_site.config import default_config
from notes_site.flow.fragment import render_fragment
from tests.small_site import FIRST_LINE, note


def read(text: str) -> tuple[str, list[str]]:
    """Return the HTML of a note with this text, and what is told of it."""
    html, problems = render_fragment(note(text).encode(), "a.md", "en", default_config())
    return html, [str(each) for each in problems]


@pytest.mark.parametrize(
    ("text", "html", "line"),
    [
        ("a\n\n</div></article>\n\nb", "<p>a</p>\n\n<p>b</p>\n", 2),
        ("a </b> c\n\nd", "<p>a  c</p>\n<p>d</p>\n", 0),
        ("<div>\n<p>x\n</div>\n</main>", "<div>\n<p>x\n</div>\n\n", 3),
        ("a\nb </section>", "<p>a\nb </p>\n", 1),
    ],
)
def test_an_end_tag_that_closes_nothing_is_left_out(text: str, html: str, line: int) -> None:
    made, told = read(text)
    assert made == html
    assert told[0].startswith(f"a.md:{FIRST_LINE + line}: warning: `</")
    assert "is an end tag that closes nothing, and is left out" in told[0]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a <b>c\n\nd", "<p>a <b>c</b></p>\n<p>d</p>\n"),
        ("<center>\n\n*d*\n", "<center></center>\n<p><em>d</em></p>\n"),
        ("- x <font color=red><i>y\n- z", "<ul>\n<li>x <font color=red><i>y</i></font></li>\n<li>z</li>\n</ul>\n"),
        ("<div><svg><g><path d='M0'/></g></svg>", "<div><svg><g><path d='M0'/></g></svg></div>\n"),
    ],
)  # fmt: skip
def test_an_element_that_nothing_closes_ends_with_its_block(text: str, html: str) -> None:
    made, told = read(text)
    assert made == html
    assert "is an element that nothing closes, so it ends with its block" in told[0]


@pytest.mark.parametrize(
    "text",
    [
        "<div align=center>\n\n![a](https://a.org/a.png)\n\n</div>",
        "<font color=red>one\n\ntwo</font>",
        "<p>a\n<p>b\n<ul><li>c<li>d</ul>\n<table><tr><td>x</table>",
        "a<br>b<hr><img src='https://a.org/a.png' alt=''> <input>",
        "<!-- <div> -->\n\n`<div>` and ```</b>```\n\n    <div>\n\n<pre><code>&lt;/b></code></pre>",
        "<script>if (a<b) document.write('</div>')</script>",
        'a <script src="https://a.org/x.js"></script> <style>b</style> <textarea>c</textarea>',
        "<svg viewBox='0 0 1 1'><circle r='1'/><g><rect/></g></svg>",
        "type <name> and </name>",
        '<a title="a > b" href="https://a.org">x</a>',
        "<DIV>x</div>",
        '<image src="https://a.org/a.png"/>',
        "<details>\n<summary>s</summary>\n\ntext **b**\n\n</details>",
    ],
)
def test_what_is_whole_is_not_told_of(text: str) -> None:
    _, told = read(text)
    assert not [line for line in told if "closes" in line]
