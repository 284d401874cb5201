"""Excerpts, from Markdown to their two forms."""

import pytest
from markdown_it.token import Token
from markupsafe import Markup

from notes_site.config.excerpt import ExcerptConfig, ExcerptMath
from notes_site.model import Excerpt
from notes_site.parse.markdown import make_markdown
from notes_site.render.excerpt import chosen_excerpt, cut_excerpt, make_excerpt
from notes_site.render.readable_tex import readable_tex

MARKDOWN = make_markdown()


def readable(formula: Token) -> str | None:
    return readable_tex(formula.content)


def typeset(formula: Token, following: str) -> Markup:
    """Return the TeX in an element that the excerpt itself never writes."""
    return Markup("<i>%s</i>%s") % (formula.content, following)


def make_config(
    length: int, math: ExcerptMath = ExcerptMath.RENDER, ellipsis: str = "..."
) -> ExcerptConfig:
    return ExcerptConfig(length=length, ellipsis=ellipsis, math=math)


def excerpt_of(source: str, config: ExcerptConfig, language: str = "zh") -> Excerpt:
    word = {"zh": "[公式]", "en": "[Formula]"}[language]
    cut = cut_excerpt(MARKDOWN.parse(source), config, word, readable)
    return make_excerpt(cut, typeset)


@pytest.mark.parametrize(
    ("source", "length", "text"),
    [
        pytest.param("深度学习", 4, "深度学习", id="a note as long as the limit is whole"),
        pytest.param("深度学习方", 4, "深度学习...", id="between Han characters"),
        pytest.param("深度 \n", 2, "深度", id="a blank at the end is nothing left out"),
        pytest.param("deep learning", 8, "deep...", id="not in a Latin word"),
        pytest.param("a zero-shot learner", 8, "a...", id="not at a hyphen"),
        pytest.param("zero-shot learner", 6, "zero-s...", id="in a first run that is longer"),
        pytest.param("don't know", 9, "don't...", id="not at an apostrophe"),
        pytest.param("用zero-shot方法", 10, "用zero-shot...", id="Latin beside Han"),
        pytest.param("a **zero**-shot x", 7, "a...", id="not in a word that is strong in part"),
        pytest.param("共3.14倍", 4, "共...", id="not in a number"),
        pytest.param("共１２３倍", 3, "共...", id="not in a full-width number"),
        pytest.param("用ＰＹ写", 2, "用...", id="not in a full-width word"),
        pytest.param("共2,000万", 6, "共2,000...", id="between a number and its unit in Han"),
        pytest.param(
            "见https://a.b/c-d?e=f。后", 21, "见https://a.b/c-d?e=f。...", id="behind a URL"
        ),
        pytest.param("见https://a.b/c-d?e=f。后", 19, "见...", id="not in a URL"),
        pytest.param("见<https://a.b/深度>。后", 12, "见...", id="not in a URL with Han"),
        pytest.param("见[深度学习](u)法", 3, "见深度...", id="in the text of a link"),
        pytest.param("比`a b`好", 3, "比...", id="not in a code span"),
        pytest.param("比`深度`好", 2, "比...", id="not in a code span of Han"),
        pytest.param("比`深度`好", 3, "比深度...", id="behind a code span"),
        pytest.param("比$a + b$好", 4, "比...", id="not in a formula"),
        pytest.param("比$a + b$好", 6, "比a + b...", id="behind a formula"),
        pytest.param("an $n$-gram", 4, "an...", id="not between a formula and its word"),
        pytest.param("家👨‍👩‍👧好", 4, "家...", id="not in an emoji of several"),
        pytest.param("か\u3099き", 1, "...", id="not before a combining mark"),
        pytest.param("葛\U000e0100城", 1, "...", id="not before a variation selector"),
        pytest.param("说（深度）", 2, "说...", id="not behind an opening bracket"),
        pytest.param("说“深度”", 2, "说...", id="not behind an opening quotation mark"),
        pytest.param("说（深度）吧", 5, "说（深度）...", id="behind a closing bracket"),
        pytest.param("深度。学习", 3, "深度。...", id="behind a Chinese full stop"),
        pytest.param("Adapter tuning", 8, "Adapter...", id="no blank before the dots"),
        pytest.param("It ends. Then", 8, "It ends...", id="no four dots"),
        pytest.param("等等…… 然后", 4, "等等...", id="no dots behind dots"),
        pytest.param("是`a.`的", 3, "是a...", id="no four dots behind a code span"),
        pytest.param("甲\n\n1. 乙\n2. 丙", 8, "甲 1. 乙...", id="no number of an item at the end"),
        pytest.param("# 标题\n\n正文", 3, "标题...", id="behind a heading"),
    ],
)
def test_where_a_cut_falls(source: str, length: int, text: str) -> None:
    assert excerpt_of(source, make_config(length)).text == text


@pytest.mark.parametrize(
    ("source", "html", "text"),
    [
        pytest.param(
            "# 引言 {#a}\n\n正文\n\n> 引用\n\n- 甲\n- 乙",
            "正文 引用 甲 乙",
            "引言 正文 引用 甲 乙",
            id="blocks in reading order",
        ),
        pytest.param(
            "2. 甲\n2. 乙\n   1) 丙\n   1) 丁\n   - 戊\n9. 己",
            "2. 甲 3. 乙 1) 丙 2) 丁 戊 4. 己",
            "2. 甲 3. 乙 1) 丙 2) 丁 戊 4. 己",
            id="items have the numbers that the list shows",
        ),
        pytest.param("术语\n: 解释", "术语 解释", "术语 解释", id="definitions"),
        pytest.param("- [x] 已\n- [ ] 未", "已 未", "已 未", id="tasks"),
        pytest.param(
            "**重点。***斜* ~~删~~ `x<y`",
            "<strong>重点。</strong><em>斜</em> <s>删</s> <code>x&lt;y</code>",
            "重点。斜 删 x<y",
            id="emphasis and code are kept",
        ),
        pytest.param(
            "**甲*乙*丙**丁",
            "<strong>甲<em>乙</em>丙</strong>丁",
            "甲乙丙丁",
            id="emphasis inside emphasis",
        ),
        pytest.param("[链接](u)与![图](v)", "链接与", "链接与", id="no links, no images"),
        pytest.param("正文[^1]。\n\n[^1]: 脚注", "正文。", "正文。", id="no footnotes"),
        pytest.param("甲\n\n```py\nx\n```\n\n    y\n\n乙", "甲 乙", "甲 乙", id="no code blocks"),
        pytest.param("甲\n\n|a|b|\n|-|-|\n|c|d|\n\n乙", "甲 乙", "甲 乙", id="no tables"),
        pytest.param(
            "甲<b>乙</b><br>丙\n\n<hr>\n\n丁", "甲乙 丙 丁", "甲乙 丙 丁", id="no raw HTML"
        ),
        pytest.param("> [!NOTE]\n> 注意", "注意", "注意", id="no title of a callout"),
        pytest.param(
            "Actor-Critic 的 $y^*_i$：“好”（☺）——😀",
            "Actor-Critic 的 <i>y^*_i</i>：“好”（☺）——😀",
            "Actor-Critic 的 y_i^*：“好”（☺）——😀",
            id="nothing is lost",
        ),
        pytest.param("甲\n乙\nc\nd  \ne", "甲乙 c d e", "甲乙 c d e", id="line breaks"),
        pytest.param("甲　　乙\u00a0丙", "甲 乙 丙", "甲 乙 丙", id="white space is folded"),
        pytest.param(
            "&lt;script&gt; & <", "&lt;script&gt; &amp; &lt;", "<script> & <", id="escaped"
        ),
        pytest.param(
            "损失\n\n$$\nx = \\frac{a}{b}\n$$\n\n其中",
            "损失 <i>\nx = \\frac{a}{b}\n</i> 其中",
            "损失 x = a/b 其中",
            id="display formulas",
        ),
        pytest.param(
            r"见 $\begin{matrix}1\\2\end{matrix}$",
            r"见 <i>\begin{matrix}1\\2\end{matrix}</i>",
            "见 [公式]",
            id="a formula that fits no line",
        ),
    ],
)
def test_what_an_excerpt_shows(source: str, html: str, text: str) -> None:
    excerpt = excerpt_of(source, make_config(350))
    assert excerpt.html == html
    assert excerpt.text == text


FORMULAS = r"甲 $\pi_\theta$ 与 $E[X]$：" + "\n\n$$\nx\n$$\n\n乙"


@pytest.mark.parametrize(
    ("math", "language", "html", "text"),
    [
        (
            ExcerptMath.RENDER,
            "zh",
            r"甲 <i>\pi_\theta</i> 与 <i>E[X]</i>： " + "<i>\nx\n</i> 乙",
            "甲 π_θ 与 E[X]： x 乙",
        ),
        (ExcerptMath.TEXT, "zh", "甲 π_θ 与 E[X]： 乙", "甲 π_θ 与 E[X]： 乙"),
        (
            ExcerptMath.PLACEHOLDER,
            "zh",
            "甲 [Math] 与 E[X]： [公式] 乙",
            "甲 [Math] 与 E[X]： [公式] 乙",
        ),
        (
            ExcerptMath.PLACEHOLDER,
            "en",
            "甲 [Math] 与 E[X]： [Formula] 乙",
            "甲 [Math] 与 E[X]： [Formula] 乙",
        ),
    ],
)
def test_the_three_ways_to_show_formulas(
    math: ExcerptMath, language: str, html: str, text: str
) -> None:
    excerpt = excerpt_of(FORMULAS, make_config(350, math), language)
    assert excerpt.html == html
    assert excerpt.text == text


@pytest.mark.parametrize(
    "source",
    [
        "深度学习是\n\n<!-- more -->\n\n方法",
        "深度学习是<!--more-->方法",
        "- 深度学习是\n\n  <!-- more -->\n- 方法",
        "深度学习是\n\n<!--  more  -->\n\n```\n<!-- more -->\n```",
    ],
)
@pytest.mark.parametrize("length", [2, 350])
def test_more_wins_over_the_length(source: str, length: int) -> None:
    excerpt = excerpt_of(source, make_config(length))
    assert excerpt.text == "深度学习是"
    assert not excerpt.is_whole


ENOUGH = "这一段话有足够多的字可以作为摘要，读者由它知道这篇笔记讲的是什么，也知道为什么值得读下去，写下去，再读一遍，然后合上。"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (f"{ENOUGH}安装它：\n\n```\nx\n```\n\n然后", f"{ENOUGH}..."),
        (f"{ENOUGH}\n\n1. 甲\n2. 运行：\n\n    ```\n    x\n    ```\n", f"{ENOUGH} 1. 甲..."),
        (f"{ENOUGH}图中，\n\n| a |\n|---|\n", f"{ENOUGH}..."),
        (f"{ENOUGH}所以\n\n$$\na \\\\ b\n$$\n\n其中", f"{ENOUGH}..."),
        (f"{ENOUGH}\n\n```\nx\n```\n\n然后", f"{ENOUGH} 然后"),
        ("安装它。运行它：\n\n```\nx\n```\n", "安装它。..."),
        ("运行它：\n\n```\nx\n```\n", "运行它："),
        ("# 题\n\n```\nx\n```\n\n## 节\n\n正文", "正文"),
        (f"{ENOUGH}有几种：{'甲乙' * 200}", None),
        (f"{ENOUGH}{'甲' * 350}：乙", None),
    ],
)
def test_a_page_s_excerpt_does_not_end_in_what_leads_up_to_something_left_out(
    source: str, html: str | None
) -> None:
    excerpt = excerpt_of(source, make_config(350))
    assert html is None or excerpt.html == html
    assert not excerpt.html.rstrip(".").endswith("：") or excerpt.html == "运行它："


def test_a_cut_behind_a_colon_falls_before_its_sentence() -> None:
    source = f"{ENOUGH}安装它：乙乙乙"
    excerpt = excerpt_of(source, make_config(len(ENOUGH) + 4))
    assert excerpt.html == f"{ENOUGH}..."
    assert excerpt.text == f"{ENOUGH}安装它：..."


def test_more_in_code_is_code() -> None:
    excerpt = excerpt_of("写 `<!-- more -->` 于此\n\n    <!-- more -->\n", make_config(350))
    assert excerpt.text == "写 <!-- more --> 于此"


def test_what_an_author_chose_is_neither_cut_nor_the_whole_note() -> None:
    tokens = MARKDOWN.parseInline("作者的**话**，比限制长。")
    excerpt = make_excerpt(chosen_excerpt(tokens, make_config(3), "[公式]", readable), typeset)
    assert excerpt.html == "作者的<strong>话</strong>，比限制长。"
    assert not excerpt.is_whole


@pytest.mark.parametrize(
    ("source", "is_whole"),
    [
        ("深度", True),
        ("> [!TIP]\n> 深", True),
        ("深度学习方法", False),
        ("深\n\n```\nx\n```", False),
        ("深![图](x)", False),
        ("|深|\n|-|", False),
        ("深[^1]\n\n[^1]: x", False),
    ],
)
def test_a_note_is_whole_when_nothing_of_it_is_left_out(source: str, *, is_whole: bool) -> None:
    assert excerpt_of(source, make_config(4)).is_whole is is_whole


def test_the_site_chooses_the_ellipsis() -> None:
    assert excerpt_of("It ends. Then", make_config(8, ellipsis="…")).text == "It ends…"
    assert excerpt_of("It ends. Then", make_config(8, ellipsis=" [more]")).text == "It ends. [more]"


def test_emphasis_that_is_cut_is_closed() -> None:
    excerpt = excerpt_of("**甲*乙丙*丁**", make_config(2))
    assert excerpt.html == "<strong>甲<em>乙</em></strong>..."


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        pytest.param(
            "前面一句话已经足够长了，可以自己成为一段摘要，不必再有别的内容来补充它，也不会太短。"
            "\n\n算术强度为\n\n$$ a + b + c + d + e + f + g + h + i + j + k + l + m + n + o $$\n\n后",
            "前面一句话已经足够长了，可以自己成为一段摘要，不必再有别的内容来补充它，也不会太短。...",
            id="not in what leads up to a display that has no room",
        ),
        pytest.param(
            "强度为\n\n$$ a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r + s$$",
            "强度为...",
            id="unless nothing else is left",
        ),
    ],
)
def test_an_excerpt_of_a_page_ends_before_a_display_that_is_cut_off(
    source: str, shown: str
) -> None:
    assert excerpt_of(source, make_config(58)).html == shown


@pytest.mark.parametrize(
    ("source", "length", "shown"),
    [
        ("深度，学习方法", 3, "深度..."),
        ("deep, or not", 6, "deep..."),
        ("a `b,` c d", 5, "a <code>b,</code>..."),
    ],
)
def test_no_comma_stands_before_the_ellipsis_of_a_page(
    source: str, length: int, shown: str
) -> None:
    assert excerpt_of(source, make_config(length)).html == shown
