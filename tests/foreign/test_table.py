"""The table of what other tools write: each row holds, and the handbook shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from notes_site.config import default_config
from notes_site.errors import Problem
from notes_site.foreign import TABLE, Construct, Where, find_construct, mathematics
from notes_site.load import NoteFile, read_source
from notes_site.model import Kind
from notes_site.parse import NoteParser, parse_settings
from tests.foreign.handbook_table import write_tables
from tests.small_site import FIRST_LINE, note

FILE = NoteFile(
    path="content/en/a.md", language="en", kind=Kind.NOTE, name="a", folder="", attachments=()
)

PAGE = Path(__file__).parents[2] / "docs" / "content" / "en" / "foreign.md"
HEADING = "## The table\n\n"

PARSER = NoteParser(parse_settings(default_config()))

TOLD = [row for row in TABLE if not row.works]
LOOKED_FOR = [row for row in TABLE if row.pattern]


def warnings_of(text: str) -> list[Problem]:
    """Return what parsing tells of a note with this text."""
    source = read_source(FILE, note(text).encode())
    return list(PARSER.parse(source).problems)


def told(text: str) -> list[str]:
    """Return the lines that tell of constructs of other tools in a note with this text."""
    return [
        str(each) for each in warnings_of(text) if any(row.instead in each.text for row in TOLD)
    ]


def test_the_handbook_shows_the_table(pytestconfig: pytest.Config) -> None:
    text = PAGE.read_text("utf-8")
    head, _, _ = text.partition(HEADING)
    expected = f"{head}{HEADING}{write_tables()}"
    if pytestconfig.getoption("--update-golden"):
        PAGE.write_text(expected, "utf-8")
    assert PAGE.read_text("utf-8") == expected, "run pytest --update-golden on this test"


def test_a_row_either_works_or_is_told_of() -> None:
    for row in TABLE:
        assert bool(row.becomes) != bool(row.instead), row.kind
        assert bool(row.instead) == bool(row.name), row.kind
        assert bool(row.pattern) == bool(row.marks), row.kind
    kinds = [row.kind for row in TABLE]
    assert sorted(set(kinds)) == sorted(kinds)


@pytest.mark.parametrize("row", LOOKED_FOR, ids=lambda row: row.kind)
def test_an_example_is_told_of_once(row: Construct) -> None:
    (warning,) = told(f"Text.\n\n{row.example}")
    place, _, text = warning.partition(": warning: ")
    path, line, *_ = place.split(":")
    shift = 4 if row.where is Where.CAPTION else 2  # behind the picture
    assert (path, int(line)) == ("content/en/a.md", FIRST_LINE + shift)
    assert f"is {row.name}; {row.instead}" in text


@pytest.mark.parametrize("row", LOOKED_FOR, ids=lambda row: row.kind)
def test_many_of_a_kind_are_one_warning(row: Construct) -> None:
    if row.kind == "open-comments":
        return  # the second one closes the first
    (warning,) = told(f"{row.example}\n\n{row.example}\n\n{row.example}")
    assert "(3 in this note)" in warning


@pytest.mark.parametrize("row", LOOKED_FOR, ids=lambda row: row.kind)
def test_code_is_left_alone(row: Construct) -> None:
    fence = f"````text\n{row.example}\n````\n\n<pre>\n{row.example}\n</pre>"
    if row.where is Where.CAPTION:
        fence = f"````text\n{row.example}\n````"  # two blocks, of which HTML ends with the first
    one_line = row.example.replace("\n", " ")
    assert told(f"{fence}\n\nSay ```` {one_line} ```` in code.") == []


def test_where_the_first_of_a_kind_stands() -> None:
    (warning,) = told("One\nand `{{< a >}}` {{< b >}} and\n{{< c >}}")
    line = FIRST_LINE + 1
    start = f"content/en/a.md:{line}:17: warning: `{{{{< b >}}}}` is a shortcode (2 in this note); "
    assert warning.startswith(start)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ('{{< douban-card\n  title="甲"\n>}}', "shortcodes"),
        ("{{< card\n\ntitle=1 >}}", "shortcodes"),
        ('see {{< figure\n  src="a.png"\n  title="甲" >}}', "figure-shortcodes"),
        ('{% include toc.html\n   path="a.png" %}', "template-tags"),
        ("{% include\ntoc.html path='a.png' %}", "template-tags"),
        ("see {% gallery a.png\n甲 %}", "picture-tags"),
    ],
)
def test_what_goes_over_several_lines_is_told_of(written: str, kind: str) -> None:
    (warning,) = told(f"Text.\n\n{written}")
    assert f"is {find_construct(kind).name}" in warning


@pytest.mark.parametrize(
    "text",
    [
        "$\\{{x}\\}$ and $$\n{{a}_{b}}\n$$",
        "A set {a, b}, a pair {{1, 2}, {3, 4}}, and {%5}.",
        "Price: 5% {of all}, 30 %}",
        "An address me@example.org, a name @fig, `@fig-a`, https://a.org/@fig-a.",
        "import duties rise from one year to the next.",
        "To import x from y is easy.",
        "C# and F# are languages; #1 is first, ## alone is nothing.",
        "It is x^2 or a^b.",
        "Wait!!! really ::: here",
        'a === b and "c", C++ and i++ + ++j, a++b++, g++ -std=c++17 x.c++',
        "\\emphasis, C:\\textbook\\{x}, $\\textbf{x}$ and \\begin{align}x\\end{align}",
        "```algorithm\n\\If{$a$ \\textbf{and} $b$}\n\\State $c$\n\\EndIf\n```",
        "- *[a](b.md): c*",
        "::",
        "<!-- {{< a >}} -->",
        '<img src="a.png" alt="{{< b >}}">',
        "[a]({{x}})",
        "key: value {key: value}",
        "<center>a</center> <font color=red>b</font> <svg><g/><fooBar/></svg> <my-plot></my-plot> <script src='/a.js'></script>",
        "<https://a.org> <me@a.org> a < b > c `<d-cite>`",
        "![a](a.png)\n\nFigure it out.\n\n图 1 在这里。",
        "图 1：甲\n\n![a](a.png)",
    ],
)
def test_nothing_right_is_complained_of(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The word `attention' and ``both'' in old quotes, don`t, `(>_<) 呀",
        "2**3 and **kwargs, 参数 **kwargs, 乘方**操作**的结果, \\*\\*星\\*\\*",
        "方法 __init__的 _x，a_b_的, _private 的，_a_ 的",
        "<div>\n<code>`a`</code> [a] (b) don`t 2**3 <!-- **a** --> <a title='**b**'>c</a>\n</div>",
        "x[i][j], int[][], a[10][] and [a][b]",
        "[a](b.md) [b](<c d.md>) `[c]((d)` \\[e\\]((f)",
        "costs $5, $HOME_DIR, US$ and x^2, `$O(n^2)`",
        "so... 嗯...好吧...算了, ../甲/乙.., ..",
    ],
)
def test_what_only_looks_like_a_slip_is_not_complained_of(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("见[图片](a b c)。", "broken-links"),
        ("![[a.png)", "broken-links"),
        ("[[a#b]|c]]", "broken-links"),
        ("<div>\n<b>x</b> see [a](b.md)\n</div>", "markdown-left-in-html"),
        ("**另外记得关掉，否则会失效。", "open-emphasis"),
        ("用 *a*，再**看一下", "open-emphasis"),
        ("由 _demo_生成", "open-emphasis"),
        ("用`code`，和`a.py 运行`b`", "open-code"),
        ("发送 $O(k^2n)，计算可以", "open-formulas"),
        ('| a |\n|-|\n| b |\n{caption="甲" width="3"}', "attributes"),
    ],
)
def test_slips_are_told_of(text: str, kind: str) -> None:
    (warning,) = told(f"Text.\n\n{text}")
    assert f"is {find_construct(kind).name}" in warning


@pytest.mark.parametrize("kind", [row.kind for row in mathematics.TOLD])
def test_what_formulas_hold_is_told_of_once(kind: str) -> None:
    row = find_construct(kind)
    (warning,) = told(f"Text.\n\n{row.example}\n\n{row.example}")
    assert f":{FIRST_LINE + 2}:" in warning
    assert "(2 in this note)" in warning or "(4 in this note)" in warning
    assert row.instead in warning


def test_formulas_in_code_may_be_what_a_note_is_about() -> None:
    assert told("Write `$x_1$`, `$x_3$`, `$x_4$` or `$y_2$` between `$$`.") == []
    (warning,) = told("Write `$x_1$`, `$x_3$`, `$x_4$`: $y$ $z$.")
    assert "(3 in this note)" in warning
    assert told("The shell's `$HOME` and `$PATH`, and `echo $HOME$PATH`.") == []


@pytest.mark.parametrize(
    "text",
    [
        "$a$是。由 $\\eqref{a}$，$$x \\label{a}$$",
        "$x$是标签，$y$是，$ z $；和 $`a`$。$$b$$，$c$",
        "$x，y$ 和 $f(\\text{若，则})$",
        "价格$5，和$10；",
        "$$x \\quad (a)$$ $$f(3)$$",
        "$损失$",
    ],
)
def test_formulas_that_are_right_are_not_complained_of(text: str) -> None:
    assert told(text) == []


def test_a_message_shows_what_was_typed_in_short() -> None:
    (warning,) = told(f"{{{{< {'long ' * 50}>}}}}")
    assert re.search(r"`\{\{< (long )+\S*…` is a shortcode", warning)


def test_an_invisible_character_beside_dollars_is_told_of() -> None:
    (warning,) = told("A $$w_k$\u200b$ b")
    assert "`$$w_k$` is TeX between dollars" in warning
    assert told("Costs $5 and $10, $HOME_DIR and $PATH, 100$ and C:\\\\Users.") == []
