"""What a translator begins with, and that it is remembered."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from notes_site.authoring.begin_translation import begin_translation
from notes_site.cli import main
from notes_site.parse import make_markdown
from tests.small_site import note, write_files


def begun(text: str) -> str:
    return begin_translation(text, make_markdown().parse(text))


@pytest.mark.parametrize(
    ("original", "text"),
    [
        ("## 损失\n\n一行\n两行\n\n乙", "## 损失\n\n> 一行\n> 两行\n\n\n\n> 乙\n\n"),
        ("$$\nx\n$$\n\n![图](a.svg)", "$$\nx\n$$\n\n![图](a.svg)"),
        ("甲\n$$\nx\n$$\n乙", "> 甲\n\n\n$$\nx\n$$\n> 乙\n\n"),
        ("甲 $x$ 与 $$y$$ 乙", "> 甲 $x$ 与 $$y$$ 乙\n\n"),
        ("```python\n# 注释\n```", "```python\n# 注释\n```"),
        ("- 甲\n- 乙\n  接着", "- > 甲\n- > 乙\n  > 接着"),
        ("- 甲\n接着", "- > 甲\n  > 接着"),
        ("1. 甲\n   $$x$$", "1. > 甲\n\n   $$x$$"),
        ("- 甲\n\n  ```\n  x\n  ```", "- > 甲\n\n\n  ```\n  x\n  ```"),
        ("> 甲\n> 乙", "> > 甲\n> > 乙"),
        ("> [!NOTE]\n> 甲", "> [!NOTE]\n> > 甲"),
        ("| 甲 |\n| - |\n| 乙 |", "| 甲 |\n| - |\n| 乙 |"),
        ("词\n: 释义", "词\n: > 释义"),
        ("甲[^1]\n\n[^1]: 脚注", "> 甲[^1]\n\n\n\n[^1]: > 脚注"),
        ("<!-- more -->", "<!-- more -->"),
    ],
)
def test_prose_is_quoted_and_all_else_in_place(original: str, text: str) -> None:
    assert begun(original) == text


def test_what_changes_in_the_original_meanwhile_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_files(tmp_path, {"content/zh/a.md": note("第一段。\n\n第二段。")})
    started = CliRunner().invoke(main, ["new", "--translate", "content/zh/a.md"])
    assert started.exit_code == 0
    write_files(tmp_path, {"content/en/a.md": note("The first.\n\nThe second.")})
    assert CliRunner().invoke(main, ["check", "--translations"]).exit_code == 0
    write_files(tmp_path, {"content/zh/a.md": note("第一段。\n\n第二段，改过。")})
    result = CliRunner().invoke(main, ["check", "--translations"])
    assert result.stderr.startswith(
        "content/en/a.md:8: the paragraph at content/zh/a.md:8 has changed since this was translated"
    )


def test_what_looks_like_html_is_prose_where_html_is_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = note("<div>甲</div>")
    site = {"site.yaml": "title: T\nmarkdown: {html: false}\n", "content/zh/a.md": text}
    write_files(tmp_path, site)
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["new", "--translate", "content/zh/a.md"]).exit_code == 0
    assert "\n> <div>甲</div>\n" in (tmp_path / "content/en/a.md").read_text(encoding="utf-8")
