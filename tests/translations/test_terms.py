"""Terms of both languages, as `terms.yaml` has them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import MakeSite, Run
from tests.small_site import Files, note, write_files

SITE = "title: T\nlanguages: {zh: {label: 中文, tag: zh-CN}, en: {label: English, tag: en}}\n"
TERMS = """
- {zh: 注意力, en: attention}
- {zh: 自注意力, en: self-attention}
- {zh: 汇聚层, en: pooling layer, aliases: [池化层, subsampling layer]}
- {zh: 规范化, en: normalization}
- {keep: ResNet}
"""


def warnings(make_site: MakeSite, zh: str, en: str) -> list[str]:
    site = make_site(
        {
            "site.yaml": SITE,
            "terms.yaml": TERMS.lstrip(),
            "content/zh/a.md": note(zh, title="甲"),
            "content/en/a.md": note(en, title="A"),
        }
    )
    return [line for line in site.warnings if "terms.yaml" in line]


def test_another_word_than_the_term_is_told_of_in_either_language(make_site: MakeSite) -> None:
    assert warnings(make_site, "关注很重要。", "Attention matters.") == [
        (
            "content/zh/a.md:6: warning: content/en/a.md:6 says `attention`, which is `注意力` by terms.yaml:1; "
            "say so here too"
        )
    ]
    assert warnings(make_site, "注意力很重要。", "Focus matters.") == [
        (
            "content/en/a.md:6: warning: content/zh/a.md:6 says `注意力`, which is `attention` by terms.yaml:1; "
            "say so here too"
        )
    ]


def test_an_alias_is_told_of_where_the_main_word_is_wanted(make_site: MakeSite) -> None:
    assert warnings(make_site, "有一个池化层。", "There is a pooling layer.") == [
        "content/zh/a.md:6: warning: `池化层` is called `汇聚层` by terms.yaml:3; write that"
    ]


def test_a_word_that_stays_is_wanted_in_both(make_site: MakeSite) -> None:
    (line,) = warnings(make_site, "残差网络很深。", "A ResNet is deep.")
    assert "says `ResNet`, which stays as it is by terms.yaml:5" in line


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("自注意力很重要。", "Self-attention matters."),
        ("自注意力很重要。", "Self attention matters."),
        ("两个汇聚层。", "Two pooling\nlayers."),
        ("规范化很重要。", "Normalisation matters."),
        ("公式 $\\text{注意力}$ 与 `注意力`。", "A formula $\\text{focus}$ and `focus`."),
        ("没有术语。", "No terms."),
        ("```\n注意力\n```", "```\nfocus\n```"),
    ],
)
def test_no_false_alarm(make_site: MakeSite, zh: str, en: str) -> None:
    assert warnings(make_site, zh, en) == []


def test_an_edit_of_the_terms_reaches_a_warm_build(make_site: MakeSite) -> None:
    assert len(warnings(make_site, "关注很重要。", "Attention matters.")) == 1
    site = make_site({"terms.yaml": TERMS.lstrip().replace("注意力, en: att", "关注, en: att")})
    assert [line for line in site.warnings if "terms.yaml" in line] == []


def test_mistakes_in_the_file_have_their_line(mistakes_of: Callable[[Files], list[str]]) -> None:
    text = "- {zh: 注意力, en: attention}\n- {zh: 词}\n- {zh: 注意力, en: focus}\n- {zh: 元, en: token, alias: [x]}\n"
    assert mistakes_of({"site.yaml": SITE, "terms.yaml": text, "content/zh/a.md": note("文")}) == [
        "terms.yaml:2: a term has a word in two languages; write {zh: …, en: …}, or {keep: …} for one that stays",
        "terms.yaml:3: `注意力` is a term at line 1 already; make one of both, or write another word",
        "terms.yaml:4: unknown key `terms.alias`; write `aliases`",
    ]


def test_terms_are_suggested_by_notes_in_two_languages(run: Run, tmp_path: Path) -> None:
    zh = "## 损失函数\n\n注意力（attention）与*嵌入*。\n\n## 注意力\n\n又是嵌入（embedding）。"
    en = "## Loss function\n\nAttention and an *embedding*.\n\n## Attention\n\nAn embedding again."
    write_files(
        tmp_path,
        {
            "site.yaml": SITE,
            "content/zh/a.md": note(zh, title="甲"),
            "content/en/a.md": note(en, title="A"),
            "content/zh/b.md": note("## 损失函数", title="乙"),
            "content/en/b.md": note("## Loss function", title="B"),
        },
    )
    assert run("terms", "suggest").stdout.splitlines() == [
        "- {zh: 嵌入, en: embedding}  # 2 times, first content/zh/a.md:12",
        "- {zh: 损失函数, en: loss function}  # 2 times, first content/zh/a.md:6",
        "- {zh: 注意力, en: attention}  # 2 times, first content/zh/a.md:8",
    ]
    write_files(tmp_path, {"terms.yaml": "- {zh: 注意力, en: attention}\n"})
    assert "注意力" not in run("terms", "suggest").stdout
    assert run("terms").stdout == "注意力 = attention\t2\n1 terms\n"


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("它会过拟合。", "It will overfit."),
        ("模型泛化得很好。", "The model generalizes well."),
        ("微调模型。", "Fine-tune the model."),
        ("循环神经网络很慢。", "RNNs are slow."),
        ("泛化误差见此。", "See fig_generalization-error."),
    ],
)
def test_words_of_one_stem_and_initials_are_the_term(make_site: MakeSite, zh: str, en: str) -> None:
    terms = (
        "- {zh: 过拟合, en: overfitting}\n- {zh: 泛化, en: generalization}\n"
        "- {zh: 微调, en: fine-tuning}\n- {zh: 循环神经网络, en: recurrent neural network}\n"
    )
    files: Files = {
        "site.yaml": SITE,
        "terms.yaml": terms,
        "content/zh/a.md": note(zh, title="甲"),
        "content/en/a.md": note(en, title="A"),
    }
    is_told = [line for line in make_site(files).warnings if "terms.yaml" in line]
    assert bool(is_told) == ("fig_" in en)
