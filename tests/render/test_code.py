"""Code blocks: classes without colours, and what an info string says."""

import re

import pytest
from msgspec.structs import replace

from notes_site.config import default_config
from notes_site.config.code import CodeConfig
from notes_site.flow.fragment import render_fragment
from notes_site.render.code import (
    DARK_STYLE,
    LIGHT_STYLE,
    CodeBlock,
    _rules,
    code_key,
    highlight,
    parse_info,
)
from notes_site.theme import ASSETS
from tests.conftest import MakeSite
from tests.small_site import FIRST_LINE, note

CONFIG = replace(default_config(), code=CodeConfig(light="default", dark="monokai"))
"""Names no variable, so that `f(x)` is not coloured."""


def test_names_of_other_highlighters_have_their_colours() -> None:
    html, warnings = render_fragment(
        b'```vimscript\nset nu " x\n```\n', "a.md", "en", default_config()
    )
    assert 'data-language="vimscript"' in html
    assert "<span" in html
    assert warnings == ()
    _, (warning,) = render_fragment(b"```code\nx\n```\n", "a.md", "en", default_config())
    assert str(warning).endswith("Pygments knows no language `code`; write `text`")


def render(text: str) -> str:
    html, _ = render_fragment(text.encode(), "a.md", "en", CONFIG)
    return str(html)


def warnings(text: str) -> list[str]:
    _, found = render_fragment(text.encode(), "a.md", "en", default_config())
    return [str(problem) for problem in found]


@pytest.mark.parametrize(
    ("info", "language", "title", "marked", "first"),
    [
        ("", "", "", set(), 0),
        ("Python", "python", "", set(), 0),
        ('python {hl=3-5,8 title="a b.py"}', "python", "a b.py", {3, 4, 5, 8}, 0),
        ("python{linenos}", "python", "", set(), 1),
        ("c++ {linenos=10 hl='1'}", "c++", "", {1}, 10),
        ("{title=x}", "", "x", set(), 0),
        ("python title=x", "python", "", set(), 0),
        ("python {linenos=no hl=a,5-3}", "python", "", set(), 1),
        ("python {linenos=² hl=²}", "python", "", set(), 1),
        (f"python {{linenos={'9' * 5_000}}}", "python", "", set(), 1),
        ("python {hl", "python", "", set(), 0),
    ],
)
def test_an_info_string_names_language_title_lines_and_numbers(
    info: str, language: str, title: str, marked: set[int], first: int
) -> None:
    block = parse_info(info, "x")
    assert (block.language, block.title) == (language, title)
    assert set(block.marked_lines) == marked
    assert block.first_number == first


def test_code_has_classes_and_no_colours() -> None:
    assert render("```python\ndef f(x): return 'é<'\n```") == (
        '<div class="code" data-language="python">'
        '<pre tabindex="0" role="group" aria-label="Code: python"><code>'
        '<span class="k">def </span><span class="nf">f</span>(x): <span class="k">return </span>'
        "<span class=\"s1\">'é&lt;'\n</span></code></pre></div>\n"
    )


@pytest.mark.parametrize("info", ["", "text", "plain", "mermaid"])
def test_plain_code_is_escaped_text(info: str) -> None:
    assert "<code>a &lt;b&gt; &amp;c;\n\n</code>" in render(f"```{info}\na <b> &c;\n\n```")
    assert warnings(f"```{info}\nx\n```") == []


def test_lines_are_marked_and_numbered() -> None:
    html = render("```python {hl=2 linenos=9}\na\n'''b\nc'''\n```")
    assert '<div class="code numbered" data-language="python">' in html
    assert '<span class="line" data-line="9">a\n</span>' in html
    assert '<span class="line hl" data-line="10"><span class="sd">\'\'\'b</span>\n</span>' in html
    assert '<span class="line" data-line="11"><span class="sd">c\'\'\'</span>\n</span>' in html
    assert html.count('class="line') == 3


def test_a_title_is_the_caption() -> None:
    html = render('```python {title="<a>.py"}\nx\n```')
    assert html.startswith(
        '<figure class="code" data-language="python"><figcaption>&lt;a&gt;.py</figcaption><pre '
    )


def test_an_unknown_language_is_plain_text_with_a_warning() -> None:
    assert "<code>x = 1\n</code>" in render("```pyhton\nx = 1\n```")
    assert warnings("```pyhton\n```\n\n- a\n\n  ```qqqq\n  ```") == [
        "a.md:1: warning: Pygments knows no language `pyhton`; write `python`",
        "a.md:6: warning: Pygments knows no language `qqqq`; write `text`",
    ]


def test_the_suggested_language_is_known() -> None:
    (line,) = warnings("```javascirpt\n```")
    suggested = line.rpartition("`")[0].rpartition("`")[2]
    assert warnings(f"```{suggested}\n```") == []


def test_the_same_code_in_both_languages_is_rendered_once(make_site: MakeSite) -> None:
    code = note("```python\nx\n```")
    count = make_site({"content/zh/a.md": code, "content/en/a.md": code}).report.code_blocks
    assert (count.total, len(count.keys), count.rendered) == (2, 1, 1)


def test_another_style_changes_the_style_sheet_only(make_site: MakeSite) -> None:
    make_site({"content/zh/a.md": note("```python\nx\n```")})
    first = make_site({"site.yaml": "title: T\ncode: {light: vs, dark: monokai}\n"})
    sheets = [path.read_text("utf-8") for path in first.output.glob("assets/code.*.css")]
    assert len(sheets) == 1
    assert "prefers-color-scheme:dark" in sheets[0]
    assert "style=" not in first["notes/a/index.html"].partition("note-body")[2].split("</main>")[0]


def test_the_line_of_a_warning_counts_front_matter(make_site: MakeSite) -> None:
    site = make_site({"content/zh/a.md": note("```nope1\n```")})
    assert site.warnings[0].startswith(f"content/zh/a.md:{FIRST_LINE}: warning: ")


def test_changes_are_coloured_as_their_language_and_copied_without_signs() -> None:
    html = render("```python {diff linenos}\n def f():\n-    return 1\n+    return 2\n```")
    assert '<div class="code numbered changes" data-language="python">' in html
    assert html.partition("<code>")[2].partition("</code>")[0] == (
        '<span class="line" data-line="1"><span class="k">def </span>'
        '<span class="nf">f</span>():\n</span>'
        '<del class="line">    <span class="k">return </span><span class="mi">1</span>\n</del>'
        '<ins class="line" data-line="2"><span class="mi">    </span><span class="k">return </span>'
        '<span class="mi">2</span>\n</ins>'
    )


def test_folded_code_says_how_long_it_is() -> None:
    html = render('```python {fold title="a.py"}\nx\ny\n```')
    assert html.startswith(
        '<details class="fold"><summary><code>a.py</code> 2 lines of code</summary>\n'
        '<div class="code" data-language="python"><pre tabindex="0" role="group" '
        'aria-label="Code: a.py"><code>x\ny\n</code></pre></div>\n</details>'
    )


def test_code_without_language_or_title_is_named_as_code() -> None:
    assert 'aria-label="Code">' in render("```\nx\n```")
    assert 'aria-label="Code">' in render("    x\n")


def test_attributes_that_mean_nothing_are_warnings() -> None:
    assert warnings("```python {lineno fol=1 qqq hl=2,9}\nx\ny\n```\n") == [
        "a.md:1: warning: code has no attribute `lineno`; write `linenos`",
        "a.md:1: warning: code has no attribute `fol`; write `fold`",
        "a.md:1: warning: code has no attribute `qqq`; known are title, hl, linenos, diff, fold",
        "a.md:1: warning: `hl` marks line 9, but there are lines 1 to 2; correct it",
    ]


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("place", "style"), [(0, LIGHT_STYLE), (1, DARK_STYLE)])
def test_every_colour_of_code_can_be_read(place: int, style: str) -> None:
    sheet = (ASSETS / "styles" / "colours.css").read_text("utf-8")
    names = ("surface", "marked", "inserted", "deleted")
    grounds = [
        re.findall(rf"--{name}: light-dark\((#\w+), (#\w+)\)", sheet)[0][place] for name in names
    ]
    colours = set(re.findall(r"color:(#\w{6})", " ".join(_rules(style).values())))
    assert colours
    for ground in grounds:
        for colour in colours:
            dark, light = sorted([luminance(ground), luminance(colour)])
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (ground, colour)


BLOCK = CodeBlock(code="+def a(b):\n-    b = 2\n", language="python")
OTHERS = {
    "code": "+a = 3\n",
    "language": "c",
    "title": "a.py",
    "marked_lines": frozenset({1}),
    "first_number": 7,
    "has_changes": True,
    "is_folded": True,
}


def test_code_is_known_by_all_that_its_html_is_made_of() -> None:
    """Whatever else a block says, two that differ in their HTML have different keys."""
    coloured = frozenset({"k"})
    assert OTHERS.keys() == {*CodeBlock.__struct_fields__}, "a field that no case here changes"
    changing = []
    for name, value in OTHERS.items():
        other = replace(BLOCK, **{name: value})
        if highlight(other, coloured) != highlight(BLOCK, coloured):
            changing.append(name)
            assert code_key(other, CONFIG.code) != code_key(BLOCK, CONFIG.code), name
    assert changing == ["code", "language", "marked_lines", "first_number", "has_changes"]
    for style in ("light", "dark"):
        config = replace(CONFIG.code, **{style: "xcode"})
        assert code_key(BLOCK, config) != code_key(BLOCK, CONFIG.code)
