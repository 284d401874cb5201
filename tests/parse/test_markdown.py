"""The dialect as a whole."""

from pathlib import Path

import pytest
from markdown_it.utils import read_fixture_file

from notes_site.parse.markdown import make_markdown

FIXTURES = Path(__file__).parent / "fixtures"
CASES = [
    (name, *case)
    for name in ("dialect.md", "languages.md")
    for case in read_fixture_file(FIXTURES / name)
]
MARKDOWN = make_markdown()


def outline(source: str) -> str:
    """Return a line of Markdown, with formulas as `⟨TeX⟩`, code as `‹code›` and tags as `<…>`."""
    shown = {"math_inline": "⟨{}⟩", "math_display": "⟪{}⟫", "code_inline": "‹{}›", "text": "{}"}
    parts = []
    for token in MARKDOWN.parseInline(source)[0].children or ():
        tag = f"</{token.tag}>" if token.nesting < 0 else f"<{token.tag}>"
        parts.append(shown.get(token.type, tag).format(token.content))
    return "".join(parts)


@pytest.mark.parametrize(
    ("name", "line", "title", "source", "html"), CASES, ids=[case[2] for case in CASES]
)
def test_dialect(name: str, line: int, title: str, source: str, html: str) -> None:
    assert MARKDOWN.render(source) == html, f"{name}:{line}: {title}"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (r"**损失函数$L$**是", "<strong>损失函数⟨L⟩</strong>是"),
        (r"**$L$**是", "<strong>⟨L⟩</strong>是"),
        (r"**损失$L$。**然后", "<strong>损失⟨L⟩。</strong>然后"),
        (r"（$x$）", "（⟨x⟩）"),
        (r"，$x$，$y$。", "，⟨x⟩，⟨y⟩。"),
        (r"“$x$”《$y$》", "“⟨x⟩”《⟨y⟩》"),
        (r"是\(x\)的", "是⟨x⟩的"),
        (r"是\[x\]的", "是⟪x⟫的"),
        (r"是$$x$$的", "是⟪x⟫的"),
        (r"第$n$个$x_{n}$在", "第⟨n⟩个⟨x_{n}⟩在"),
        (r"$x$-轴与$x$", "⟨x⟩-轴与⟨x⟩"),
        (r"$x=\text{损失，或代价}$时", r"⟨x=\text{损失，或代价}⟩时"),
        (r"价格$5和$10", "价格$5和$10"),
        (r"价格$5，$x$是", "价格$5，⟨x⟩是"),
        (r"$5$和$10$", "⟨5⟩和⟨10⟩"),
        (r"从$100到$200，共$3$次", "从$100到$200，共⟨3⟩次"),
        (r"costs $5 and $10", "costs $5 and $10"),
        (r"\$x\$", "$x$"),
        (r"用`x`做", "用‹x›做"),
        (r"**用`x`**做", "<strong>用‹x›</strong>做"),
        (r"（`x`）", "（‹x›）"),
        (r"`$x$`", "‹$x$›"),
        (r"见[附录](a)。", "见<a>附录</a>。"),
        (r"**[附录](a)**，", "<strong><a>附录</a></strong>，"),
        (r"[**重点。**然后](a)", "<a><strong>重点。</strong>然后</a>"),
        (r"*$a$，*$b$", "<em>⟨a⟩，</em>⟨b⟩"),
    ],
)
def test_formulas_code_and_links_stand_directly_beside_chinese(source: str, expected: str) -> None:
    assert outline(source) == expected
