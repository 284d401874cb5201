"""Captions numbered by hand, and callouts of Notion."""

import pytest

from notes_site.importing.blog import ImportReport, SourceKind
from notes_site.importing.bodies import rewrite_body
from notes_site.importing.captions import number_captions


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("![a](a.png)\n\n图 1：损失。\n\n见图 1。\n", '![a](a.png "损失。")\n\n见图 1。\n'),
        ("![a](a.png)\n*Figure 1: The loss.*\n", '![a](a.png "The loss.")\n'),
        (
            "![](<a b.png>){width=3}\n<center>Fig. 1. Loss</center>",
            '![](<a b.png> "Loss"){width=3}\n',
        ),
        ("![](a.png)\n\n图 2：损失。\n", "![](a.png)\n\n图 2：损失。\n"),
        ("![](a.png)\n\n图 1.1 损失。\n", "![](a.png)\n\n图 1.1 损失。\n"),
        ("![](a.png)\n\nFigure 1: So\nit goes on.\n", "![](a.png)\n\nFigure 1: So\nit goes on.\n"),
        (
            '![](a.png "Own")\n\n![](b.png)\n\n图 1：b\n',
            '![](a.png "Own")\n\n![](b.png)\n\n图 1：b\n',
        ),
        ("```\n![](a.png)\n图 1：损失\n```\n", "```\n![](a.png)\n图 1：损失\n```\n"),
    ],
)
def test_captions_get_their_numbers_where_these_are_the_same(text: str, made: str) -> None:
    assert number_captions(text)[0] == made


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("<aside>\n💡 **Mind** this.\n\n</aside>", "\n> [!NOTE]\n> **Mind** this.\n"),
        (
            '<aside>\n<img src="/icons/light-bulb_gray.svg" alt="/icons/x.svg" width="40px" />\n\nMind this.\n\n- a\n\n</aside>',
            "\n> [!NOTE]\n> Mind this.\n>\n> - a\n",
        ),
        ("<aside>\n❗❗ 注意。</aside>", "\n> [!NOTE]\n> 注意。\n"),
    ],
)
def test_callouts_of_notion(text: str, made: str) -> None:
    report = ImportReport(kind=SourceKind.NOTION, source="blog")
    assert rewrite_body(text, "a.md", SourceKind.NOTION, report) == made
