"""What one of two translations has and the other lacks, or has changed."""

from pathlib import Path

import pytest

from notes_site.errors import BuildErrors, Problem
from notes_site.translations.align import align
from notes_site.translations.compared_note import ComparedNote
from notes_site.translations.parity import find_differences
from tests.small_site import FIRST_LINE, build, note, write_files
from tests.translations.outlines import blocks

ZH = r"""## 损失函数

给定偏好$y_w \succ y_l$，损失为

$$
L(\theta) = -\log \sigma(\beta r_w - \beta r_l) \label{eq:loss}
$$

其中$\beta$是温度，参见 \eqref{eq:loss}。

```python
loss = -F.logsigmoid(beta * (r_w - r_l))  # 偏好损失
print("损失", loss)
```

![损失曲线](/figures/loss.svg)

## 梯度

对参数$\theta_{t+1} = \theta_t - \eta \nabla L$求导：

$$\nabla L = -\beta \, \mathbb{E}[w \nabla r] \text{，其中 } w > 0$$

- 权重大时更新多
- 权重小时更新少

## ResNet 的实验

我们在 [CIFAR](https://www.cs.toronto.edu/~kriz/cifar.html) 上训练，$\eta = 0.1 \times 2^{-k}$。

```python
train(model, lr=0.1)
```
"""

EN = r"""## The loss

Given a preference $y_w \succ y_l$, the loss is

$$
L(\theta) = -\log \sigma(\beta r_w - \beta r_l) \label{eq:loss}
$$

where $\beta$ is a temperature, see \eqref{eq:loss}.

```python
loss = -F.logsigmoid(beta * (r_w - r_l))  # of preferences
print("loss", loss)
```

![The loss](/figures/loss.svg)

## The gradient

We take the gradient $\theta_{t+1} = \theta_t - \eta \nabla L$:

$$\nabla L = -\beta \, \mathbb{E}[w \nabla r] \text{, where } w > 0$$

- It changes much where the weight is large.
- It changes little where the weight is small.

## Experiments with ResNet

We train on [CIFAR](https://www.cs.toronto.edu/~kriz/cifar.html), $\eta = 0.1 \times 2^{-k}$.

```python
train(model, lr=0.1)
```
"""


def differences(zh: str, en: str) -> list[Problem]:
    left = ComparedNote("content/zh/a.md", blocks(zh, "zh"), {})
    right = ComparedNote("content/en/a.md", blocks(en), {})
    return find_differences(left, right, align(left.blocks, right.blocks))


def told(zh: str, en: str) -> list[str]:
    """Return what is told, without what to write instead."""
    return [str(each).replace("warning: ", "").split("; ")[0] for each in differences(zh, en)]


def line(text: str, piece: str) -> int:
    """Return the line of the file at which `piece` stands in a note's text."""
    return FIRST_LINE + text.count("\n", 0, text.index(piece))


def without(text: str, piece: str) -> str:
    assert piece in text
    return text.replace(piece, "", 1)


def changed(text: str, piece: str, other: str) -> str:
    assert piece in text
    return text.replace(piece, other, 1)


def test_translations_of_one_structure_do_not_differ() -> None:
    assert differences(ZH, EN) == []


def test_a_deleted_formula_is_missing_where_it_would_stand() -> None:
    formula = EN[EN.index("$$\nL") : EN.index("where $")]
    en = without(EN, formula)
    assert told(ZH, en) == [
        (
            f"content/en/a.md:{line(en, 'where')}: the formula at "
            f"content/zh/a.md:{line(ZH, '$$')} is missing here"
        )
    ]


def test_a_changed_index_is_shown() -> None:
    en = changed(EN, r"\beta r_w - \beta r_l", r"\beta r_w - \beta r_w")
    assert [str(each) for each in differences(ZH, en)] == [
        (
            f"content/en/a.md:{line(en, '$$')}: warning: the formula at "
            f"content/zh/a.md:{line(ZH, '$$')} differs: `l` there is `w` here; "
            "write the same in both, or put `<!-- parity: allow -->` before it"
        )
    ]


def test_a_letter_that_is_missing_is_named() -> None:
    en = changed(EN, r"= -\beta \, \mathbb", r"= -\, \mathbb")
    (text,) = told(ZH, en)
    assert text.endswith(r"differs: `\beta` is missing here")
    assert text.startswith(f"content/en/a.md:{line(en, '$$' + chr(92) + 'nabla')}: ")


def test_a_changed_index_within_a_text_is_found() -> None:
    en = changed(EN, r"\theta_{t+1} = \theta_t", r"\theta_{t} = \theta_t")
    (text,) = told(ZH, en)
    assert f"content/en/a.md:{line(en, 'We take')}: the formula" in text
    assert text.endswith("differs: `+1` is missing here")


def test_a_formula_within_a_text_that_is_missing_is_found() -> None:
    en = without(EN, r", $\eta = 0.1 \times 2^{-k}$")
    assert told(ZH, en) == [
        (
            f"content/en/a.md:{line(en, 'We train')}: the formula `\\eta = 0.1 \\times 2^{{-k}}` "
            f"at content/zh/a.md:{line(ZH, '我们在')} is missing here"
        )
    ]


def test_a_dropped_code_block_is_missing_where_it_would_stand() -> None:
    en = without(EN, EN[EN.index("```python\nloss") : EN.index("![The")])
    assert told(ZH, en) == [
        (
            f"content/en/a.md:{line(en, '![The')}: the code block at "
            f"content/zh/a.md:{line(ZH, '```')} is missing here"
        )
    ]


def test_what_only_the_translation_has_is_missing_in_the_original() -> None:
    zh = without(ZH, ZH[ZH.index("```python\nloss") : ZH.index("![损失")])
    assert told(zh, EN) == [
        (
            f"content/zh/a.md:{line(zh, '![损失')}: the code block at "
            f"content/en/a.md:{line(EN, '```')} is missing here"
        )
    ]


def test_changed_code_is_shown_at_its_line() -> None:
    en = changed(EN, "lr=0.1)", "lr=0.2)")
    assert told(ZH, en) == [
        (
            f"content/en/a.md:{line(en, 'train(')}: the code block at "
            f"content/zh/a.md:{line(ZH, 'train(') - 1} differs: "
            "`train(model, lr=0.1)` there is `train(model, lr=0.2)` here"
        )
    ]


def test_long_code_of_lines_alike_is_shown_where_it_changes_first() -> None:
    lines = ["x"] * 1_000
    lines[600] = "y"
    zh = "\n".join(["```", *lines, "```"])
    lines[300] = "z"
    en = "\n".join(["```", *lines[:-300], "```"])
    (text,) = told(zh, en)
    assert text.startswith(f"content/en/a.md:{FIRST_LINE + 1 + 300}: ")
    assert text.endswith("`x` there is `z` here")


def test_two_swapped_sections_have_another_place() -> None:
    start, middle = EN.index("## The gradient"), EN.index("## Experiments")
    en = EN[:start] + EN[middle:] + "\n" + EN[start:middle]
    (text,) = told(ZH, en)
    at = {
        f"content/en/a.md:{line(en, '## ' + title)}: the section “{name}” at "
        f"content/zh/a.md:{line(ZH, '## ' + name)} has another place here"
        for title, name in (("The gradient", "梯度"), ("Experiments", "ResNet 的实验"))
    }
    assert text in at


def test_code_that_is_wrapped_before_it_changes_is_shown_where_it_changes() -> None:
    zh = "```python\nf(a,\n  b)\ng(1)\nh(2)\n```"
    en = "```python\nf(a, b)\ng(1)\nh(3)\n```"
    (text,) = told(zh, en)
    assert text.startswith("content/en/a.md:9: ")
    assert text.endswith("`h(2)` there is `h(3)` here")


def test_a_section_that_is_missing_is_told_once() -> None:
    en = without(EN, EN[EN.index("## The gradient") : EN.index("## Experiments")])
    assert told(ZH, en) == [
        (
            f"content/en/a.md:{line(en, '## Experiments')}: the section “梯度” at "
            f"content/zh/a.md:{line(ZH, '## 梯度')} is missing here"
        )
    ]


def test_a_heading_of_another_level_is_found() -> None:
    en = changed(EN, "## The gradient", "### The gradient")
    assert told(ZH, en) == [
        (
            f"content/en/a.md:{line(en, '### The')}: the heading “梯度” at "
            f"content/zh/a.md:{line(ZH, '## 梯度')} is of level 2, but 3 here"
        )
    ]


def test_a_heading_that_names_something_else_is_found() -> None:
    en = changed(EN, "Experiments with ResNet", "Experiments with BERT")
    assert told(ZH, en) == [
        (
            f"content/en/a.md:{line(en, '## Exp')}: the heading “ResNet 的实验” at "
            f"content/zh/a.md:{line(ZH, '## ResNet')} names `ResNet`, but `BERT` here"
        )
    ]


def test_an_id_that_only_one_language_has_changed_is_found() -> None:
    zh = changed(ZH, "## 梯度", "## 梯度 {#gradient}")
    assert told(zh, changed(EN, "## The gradient", "## The gradient {#gradient}")) == []
    (text,) = told(zh, changed(EN, "## The gradient", "## The gradient {#grad}"))
    assert text.endswith("has the id `gradient`, but `grad` here")
    assert told(zh, EN) == [], "one that has none of its own"


def test_a_heading_with_another_formula_is_found() -> None:
    zh, en = (
        changed(ZH, "## 梯度", r"## 对$\theta$的梯度"),
        changed(EN, "## The gradient", r"## The gradient with respect to $\phi$"),
    )
    (text,) = told(zh, en)
    assert text.endswith("has other formulas here")


@pytest.mark.parametrize(
    ("piece", "end"),
    [
        ("- It changes little where the weight is small.\n", "the list item at"),
        ("![The loss](/figures/loss.svg)\n", "the figure at"),
        (r" \label{eq:loss}", "the label `eq:loss` of the formula at"),
        (r", see \eqref{eq:loss}", "the reference `eq:loss` at"),
    ],
)
def test_whatever_is_recognised_in_both_languages_is_missed(piece: str, end: str) -> None:
    (text, *_) = told(ZH, without(EN, piece))
    assert end in text
    assert text.endswith("is missing here")


def test_a_table_that_is_missing_is_found() -> None:
    table = "\n\n| method | FID |\n| --- | --- |\n| DDPM | 3.17 |\n"
    (text,) = told(f"{ZH}{table}", EN)
    assert "the table at" in text
    assert text.endswith("is missing here")
    assert told(f"{ZH}{table}", f"{EN}{table}") == []


def test_a_link_that_is_missing_is_found() -> None:
    en = changed(EN, "[CIFAR](https://www.cs.toronto.edu/~kriz/cifar.html)", "CIFAR")
    (text,) = told(ZH, en)
    assert "the link `https://www.cs.toronto.edu/~kriz/cifar.html` at" in text


def test_a_link_to_the_same_site_in_another_language_is_the_same() -> None:
    zh = "见[维基百科](https://zh.wikipedia.org/wiki/熵)。"
    en = "See [Wikipedia](https://en.wikipedia.org/wiki/Entropy)."
    assert differences(zh, en) == []


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("$a_1, a_2$和$b$", "$a_1$, $a_2$ and $b$"),
        (r"$$x \leq y，$$", r"$$x \le y.$$"),
        (r"$$p(\text{猫} \mid x)$$", r"$$p(\text{cat} \mid x)$$"),
        (r"$$p(\mathrm{猫})$$", r"$$p(\mathrm{cat})$$"),
        (r"$$\begin{aligned}a &= b \\ &= c\end{aligned}$$", r"$$a = b = c$$"),
        (r"$$\left( \frac{a}{b} \right) \, x_{i}$$", r"$$( \frac ab ) x_i$$"),
        (r"第$(2j+1)$个", r"the $(2j+1)^\mathrm{th}$"),
        ("```python\nx = 1  # 一\n```", "```python\n# one\n\nx = 1\n```"),
        ('```python\nf("""\n一\n""")\n```', '```python\nf("""one""")\n```'),
        ("```python\nf(a,\n  b)\n```", "```python\nf(a, b)\n```"),
        ("```c++\nint a;  // 一\n```", "```c++\nint a;  /* one */\n```"),
        ("```\n你好\n```", "```\nhello\n```"),
        ("![图](/a-zh.svg)", "![figure](/a-en.svg)"),
        ("一\n\n二", "One, and two."),
    ],
)
def test_what_languages_write_differently_is_no_difference(zh: str, en: str) -> None:
    assert differences(zh, en) == []


ALLOW = "<!-- parity: allow -->\n\n"


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        (f"甲\n\n{ALLOW}$$x$$", "A"),
        ("甲\n\n$$x$$\n\n乙", f"A\n\n{ALLOW}B"),
        (f"{ALLOW}$$x$$", "$$y$$"),
        ("$$x$$", f"{ALLOW}$$y$$"),
        ("## 甲\n\n<!-- parity: allow section -->\n\n$$x$$\n\n$$z$$", "## A"),
        ("<!-- parity: allow note -->\n\n$$x$$\n\n$$z$$", "A"),
    ],
)
def test_a_comment_allows_a_difference(zh: str, en: str) -> None:
    assert differences(zh, en) == []


def test_a_build_warns_of_differences_and_a_strict_one_reports_them(tmp_path: Path) -> None:
    write_files(tmp_path, {"content/zh/a.md": note("$$x$$"), "content/en/a.md": note("A")})
    warnings = [
        (
            "content/en/a.md:6: warning: the formula at content/zh/a.md:6 is missing here; "
            "add it, or put `<!-- parity: allow -->` before it there"
        )
    ]
    assert build(tmp_path).warnings == warnings
    assert build(tmp_path).warnings == warnings, "those of the cache"
    write_files(tmp_path, {"site.yaml": "title: T\nwarnings: {parity: off}\n"})
    assert build(tmp_path).warnings == [], "what the cache holds has its kind"
    write_files(tmp_path, {"site.yaml": "title: T\nwarnings: {parity: mistake}\n"})
    with pytest.raises(BuildErrors) as caught:
        build(tmp_path)
    assert [str(each) for each in caught.value.problems] == [
        warning.replace("warning: ", "") for warning in warnings
    ]
    write_files(tmp_path, {"site.yaml": "title: T\n"})
    write_files(tmp_path, {"content/en/a.md": note("A\n\n$$x$$")})
    assert build(tmp_path).warnings == []


def test_a_link_to_what_is_in_one_language_only_may_be_missing(tmp_path: Path) -> None:
    files = {
        "content/zh/a.md": note("见[乙](b.md)与 [[丙]]。"),
        "content/en/a.md": note("See c."),
        "content/zh/b.md": note("乙"),
        "content/zh/c.md": note("丙", title="丙"),
    }
    write_files(tmp_path, files)
    assert build(tmp_path).warnings == []
    write_files(tmp_path, {"content/en/c.md": note("C", title="C")})
    (warning,) = build(tmp_path).warnings
    assert "the link `丙` at content/zh/a.md:6 is missing here" in warning
    write_files(tmp_path, {"content/en/a.md": note("See [[C]].")})
    assert build(tmp_path).warnings == []


@pytest.mark.parametrize("key", ["translation: partial", "draft: true"])
def test_a_translation_under_way_is_not_compared(tmp_path: Path, key: str) -> None:
    name, value = key.split(": ")
    write_files(
        tmp_path,
        {"content/zh/a.md": note("$$x$$"), "content/en/a.md": note("A", **{name: value})},
    )
    assert build(tmp_path, shows_drafts=True).warnings == []
    write_files(tmp_path, {"content/en/a.md": note("A")})
    assert len(build(tmp_path, shows_drafts=True).warnings) == 1


LIST_ZH = """这三种搜索策略在实践中都有人使用，它们的区别在于计算量与精度，可以总结如下：

- 贪心搜索所选取的序列计算量最小，但是精度相对比较低，容易错过更好的序列。
- 穷举搜索所选取的序列精度最高，但是计算量最大，在实践当中几乎不可行。
- 束搜索通过灵活地选择束宽，在正确率和计算代价之间进行权衡，因此最为常用。
"""
LIST_EN = """All three strategies are in use; they differ in computation and precision, which we sum up:

- Greedy search takes the least computation, but its precision is low and it misses better ones.
- Exhaustive search has the highest precision, but takes the most computation, and is hardly feasible.
- Beam search trades precision for computation by its width, and so it is used the most.
"""


def test_an_item_that_is_missing_is_told() -> None:
    for line in LIST_EN.splitlines()[2:]:
        (text,) = told(LIST_ZH, without(LIST_EN, f"{line}\n"))
        assert "the list item at" in text, line
    for line in LIST_ZH.splitlines()[2:]:
        assert len(told(without(LIST_ZH, f"{line}\n"), LIST_EN)) == 1, line


def test_items_may_be_merged_or_written_as_prose() -> None:
    merged = LIST_EN.replace("better ones.\n- Exhaustive", "better ones. Exhaustive")
    assert differences(LIST_ZH, merged) == []
    assert differences(LIST_ZH, LIST_EN.replace("- ", "")) == []


def test_a_sentence_behind_a_list_may_belong_to_its_last_item() -> None:
    zh = f"{LIST_ZH}\n假设这三个阶段的持续时间分别为$t_1, t_2, t_3$，所需的总时间约为$10 (t_1+ t_2 + t_3)$。\n"
    en = f"{LIST_EN}Assume the durations $t_1, t_2$ and $t_3$; all takes about $10 (t_1+ t_2 + t_3)$.\n"
    assert differences(zh, en) == []


def test_code_that_is_missing_at_many_places_is_told_once() -> None:
    tab = "```python\ntabs.mxnet({})\n```\n\n"
    zh = "".join(f"第 {n} 段。\n\n```python\nrun({n})\n```\n\n{tab.format(n)}" for n in range(5))
    en = "".join(f"Part {n}.\n\n```python\nrun({n})\n```\n\n" for n in range(5))
    (text,) = told(zh, en)
    assert "5 code blocks at 5 places from content/zh/a.md:" in text


def test_a_formula_with_other_letters_is_told_once() -> None:
    zh = "交叉熵记为$H(P, Q)$。\n\n它大于熵。"
    en = "It exceeds the entropy.\n\nThe cross-entropy is $H(p, q)$."
    (text,) = told(zh, en)
    assert "the formula `H(P, Q)` at content/zh/a.md:" in text
    assert "differs: `P` there is `p` here, `Q` there is `q` here" in text
