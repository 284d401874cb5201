from collections.abc import Callable

import pytest

from notes_site.config import default_config
from notes_site.flow.fragment import render_fragment
from notes_site.parse import make_markdown
from notes_site.parse.places import walk
from tests.conftest import MakeSite
from tests.small_site import FIRST_LINE, Files, note


def found(text: str) -> list[tuple[str, str]]:
    return [
        (each.token.type, each.token.content)
        for each in walk(make_markdown().parse(text))
        if each.token.type.startswith("math_")
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<center>图 $u_h$ 与 \\(v\\)</center>", ["u_h", "v"]),
        ("<div>\n\\begin{equation}\nx\n\\end{equation}\n</div>", ["\\begin{equation}\nx\n\\end{equation}"]),
        ("<p>$$\nx &lt; 1\n$$ and \\eqref{eq:a}</p>", ["\nx &lt; 1\n", "eq:a"]),
        ("<div hidden>\n$$\n\\def\\a{x}\n\n\\def\\b{y}\n$$\n</div>\n\n$z$", ["\n\\def\\a{x}\n\n\\def\\b{y}\n", "z"]),
        ("<div>\n$$\nx\n\nno end", []),
        ("<p>\n\\begin{align}\na\n\nb\n\\end{align}\n</p>", ["\\begin{align}\na\n\nb\n\\end{align}"]),
        ("<p>it costs $5 and $10, \\$x</p>", []),
        ('<div title="$x$">\n<!-- $y$ --><code>$z$</code></div>', []),
        ("<div>\n<pre>$x$\n</pre>$y$</div>", ["y"]),
        ("<script>\nlet a = `$x$`;\n</script>", []),
        ("<style>\n.a::before { content: '$x$' }\n</style>", []),
        ("<div>$x <b>and</b> y$ and $$ open</div>", []),
        ("<div>$$\\alpha</div>", []),
    ],
)  # fmt: skip
def test_formulas_in_blocks_of_html_are_found(html: str, expected: list[str]) -> None:
    assert [content for _, content in found(html)] == expected


def test_html_around_formulas_stays_as_it_is(make_site: MakeSite) -> None:
    text = (
        '<center class="a">图 $u_h$，见 <a href="https://example.org/b">b</a></center>\n\n'
        "<div>\n\\begin{equation}\\label{eq:a}\nx\n\\end{equation}\n</div>\n\n"
        "如 \\eqref{eq:a}"
    )
    page = make_site({"content/zh/a.md": note(text)})["notes/a/index.html"]
    assert '<center class="a">图 <span class="math-inline">' in page
    assert '，见 <a href="https://example.org/b">b</a></center>' in page
    assert '<div>\n<span class="math-display" id="eq:a"' in page
    assert '<a class="math-ref" href="#eq:a">(1)</a>' in page


def test_macros_of_a_hidden_block_hold_for_the_whole_note() -> None:
    text = (
        '<div style="display: none">\n$$\\require{mathtools}\n\\def\\mine{x}\n'
        "\\newcommand{\\given}[1][\\vert]{\\:#1\\:}$$\n</div>\n\n$\\mine \\given \\given[\\Vert] y$"
    )
    html, warnings = render_fragment(text.encode(), "a.md", "zh", default_config())
    assert html.startswith('<div style="display: none">\n\n</div>\n')
    assert "<mi>x</mi>" in html
    assert "∣" in html
    assert "∥" in html
    assert not warnings


def test_a_mistake_in_html_is_told_at_its_column(
    mistakes_of: Callable[[Files], list[str]],
) -> None:
    text = "<center>\n图 $\\alpah$</center>"
    (mistake,) = mistakes_of({"content/zh/a.md": note(text)})
    assert (
        mistake
        == f"content/zh/a.md:{FIRST_LINE + 1}:4: KaTeX does not know \\alpah; did you mean \\alpha?"
    )
