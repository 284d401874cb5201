"""Ids of headings."""

import pytest

from notes_site.parse.markdown import make_markdown
from notes_site.parse.token_values import REFUSED

MARKDOWN = make_markdown()


def ids(source: str) -> list[str]:
    return [
        str(token.attrs["id"]) for token in MARKDOWN.parse(source) if token.type == "heading_open"
    ]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("梯度下降", "梯度下降"),
        ("什么是 Attention？", "什么是-attention"),
        ("Actor–Critic 方法", "actor-critic-方法"),
        ("**重点**与[链接](u)", "重点与链接"),
        ("`fit()` 之后", "fit-之后"),
        (r"损失 $\mathcal{L}$", "损失-mathcall"),
        ("图![图](a.png)", "图"),
        ("？！", "section"),
        ("标题 {#own-id}", "own-id"),
        ("标题 {#自己}", "自己"),
        ("标题 `{#code}`", "标题-code"),
        ("标题 {#own .wide}", "own"),
        ('标题 {.wide #own-1 data-x="a b"}', "own-1"),
        ("标题 {: #own}", "own"),
        ("标题 {-}", "标题"),
        ("标题 {.unnumbered}", "标题"),
        ("集合 {x}", "集合-x"),
        (r"集合 $\{#1\}$", "集合-1"),
    ],
)
def test_an_id_is_made_of_the_text_or_given(heading: str, expected: str) -> None:
    assert ids(f"## {heading}") == [expected]


def test_classes_behind_a_heading_are_its_own() -> None:
    html = MARKDOWN.render("## 结果 {#main .wide .tabset}\n\n## 附录 {.unlisted}\n")
    assert html == (
        '<h2 id="main" class="wide tabset">结果</h2>\n<h2 class="unlisted" id="附录">附录</h2>\n'
    )


def test_ids_are_unique() -> None:
    assert ids("# 甲\n# 甲\n# 甲-1\n# 甲\n# 乙 {#甲-2}\n## 甲") == [
        *("甲", "甲-1", "甲-1-1", "甲-3", "甲-2", "甲-4"),
    ]


def test_an_id_stays_when_other_headings_change() -> None:
    before = ids("## 甲\n## 乙\n## 丙")
    after = ids("# 新\n## 丙\n### 乙\n## 丁")
    assert before == ["甲", "乙", "丙"]
    assert after == ["新", "丙", "乙", "丁"]


def test_an_id_that_is_given_twice_is_refused() -> None:
    refused = {
        token.map[0]: REFUSED.of(token)
        for token in MARKDOWN.parse("## 甲 {#x}\n\n## 乙 {#x}\n\n## 丙 {#y}")
        if token.map and REFUSED.is_on(token)
    }
    text = "the id `x` stands at another heading too; rename one"
    assert refused == {0: text, 2: text}


def test_headings_go_down_by_one_where_a_note_has_an_h1() -> None:
    def levels(source: str) -> list[str]:
        return [token.tag for token in MARKDOWN.parse(source) if token.type == "heading_open"]

    assert levels("## a\n### b") == ["h2", "h3"]
    assert levels("# a\n## b\n###### c") == ["h2", "h3", "h6"]
