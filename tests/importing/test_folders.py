"""Folders of Markdown, made up and small, by the command line."""

import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest

from notes_site.importing.code import outside_code
from notes_site.importing.fragments import find_heading, mark_blocks
from notes_site.importing.git_dates import find_first_commit
from tests.conftest import Run
from tests.importing.small_blog import PNG, bring, head_of
from tests.small_site import write_files


def test_links_with_blanks_and_brackets_find_their_notes(run: Run, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.md": "# A\n\n[one](Policy%20Gradients%20(Sutton%20&%20Barto).md), [two](Policy Gradients (Sutton & Barto).md#method), "
        "[three](<Policy Gradients (Sutton & Barto).md>), [gone](No Such (Note).md).\n\n"
        "![x](pics/loss curve (1).png) ![y](pics/gone (2).png)\n",
        "Policy Gradients (Sutton & Barto).md": "# P\n\n## Method\n\nText.\n",
        "pics/loss curve (1).png": PNG,
    }
    made = bring(run, tmp_path, files)
    text = (made / "content/en/a.md").read_text()
    note = "policy-gradients-sutton-barto.md"
    assert f"[one]({note}), [two]({note}#method), [three]({note}), gone." in text
    assert "![x](/pictures/a/loss-curve-1-.png) y\n" in text


def test_links_to_headings_that_another_tool_names_otherwise(run: Run, tmp_path: Path) -> None:
    files = {
        "a.md": "# A\n\n* [One](#加入非线性，解决问题)\n* [Two](#SO(3)上的滤波)\n* [No](#nowhere)\n* [B](b.md#Beta%20分布)\n* [Twice](#Files-1)\n\n"
        "## 加入非线性，解决问题\n\n## SO(3)上的滤波\n\n## Files\n\n## Files\n",
        "b.md": "# B\n\n## Beta 分布 #\n\nText.\n",
    }
    made = bring(run, tmp_path, files)
    text = (made / "content/zh/a.md").read_text()
    assert "* No\n* [B](b.md#beta-分布)\n" in text
    page = (made / "public/notes/a/index.html").read_text()
    for id_ in ("加入非线性解决问题", "so3上的滤波", "files-1"):
        assert f'href="#{id_}"' in page or f'href="#{quote(id_)}"' in page
    report = (made / "import-report.md").read_text()
    assert "| links to headings, by their names here | 1 | 1 | a.md |" in report


@pytest.mark.parametrize(
    ("fragment", "found"),
    [
        ("The-Loss", "the-loss"),
        ("%E6%8D%9F%E5%A4%B1", "损失"),
        ("own", "own"),
        ("in-code", ""),
        ("a-link-here", "a-link-here"),
        ("", ""),
    ],
)
def test_a_heading_is_found_by_its_letters(fragment: str, found: str) -> None:
    text = "# The *Loss*\n\n## 损失\n\n## Named {#own}\n\n```\n# In code\n```\n\n## A [link](b.md) here\n"
    assert find_heading(text, fragment) == found


def test_blocks_that_obsidian_names_are_anchors() -> None:
    text = "A line ^ab1\n\n- An item. ^c-2\n\n> Said.\n\n^d3\n\n`code ^e4`\n\n$x ^y$\n\n[x](n.md#^ab1) [[n#^c-2|y]] [[#^d3]]\n"
    made, count = mark_blocks(text)
    assert count == 3
    assert made == (
        '<span id="block-ab1"></span>A line\n\n- <span id="block-c-2"></span>An item.\n\n> Said.\n\n<span id="block-d3"></span>\n\n`code ^e4`\n\n$x ^y$\n\n'
        "[x](n.md#block-ab1) [[n#block-c-2|y]] [[#block-d3]]\n"
    )


def test_links_to_blocks_of_a_vault(run: Run, tmp_path: Path) -> None:
    files = {
        ".obsidian/app.json": "{}",
        "a.md": "# A\n\n[x](b.md#^ab1) and [[b#^ab1|y]], not [z](b.md#^no) nor [w](b.md#The%20`mmap`%20call).\n",
        "b.md": "# B\n\nA line. ^ab1\n",
    }
    made = bring(run, tmp_path, files)
    text = (made / "content/en/a.md").read_text()
    assert "[x](b.md#block-ab1) and [[b#block-ab1|y]], not [z](b.md) nor [w](b.md)." in text
    assert "`#block-no`" in (made / "import-report.md").read_text()


def test_pictures_of_typora_count_from_its_root_or_are_named_by_the_whole_path(
    run: Run, tmp_path: Path
) -> None:
    files: dict[str, str | bytes] = {
        "java/a.md": "---\ntypora-root-url: ../images\n---\n# A\n\n![](/img/x.png)\n\n![](/Users/ada/notes/images/img/y.png)\n",
        "images/img/x.png": PNG,
        "images/img/y.png": PNG,
        "other/x.png": PNG,
        "other/y.png": b"other",
        "a.assets/z.png": PNG,
        "z.md": "# Other\n\nhttps://b.example\n\n![](https://c.example/1.png)\n",
    }
    made = bring(run, tmp_path, files, "--from", "typora")
    text = (made / "content/en/a.md").read_text()
    assert "![](/pictures/a/x.png)\n\n![](/pictures/a/y.png)" in text
    assert (made / "static/pictures/a/y.png").read_bytes() == PNG
    report = (made / "import-report.md").read_text()
    assert "1 stay where they are: c.example (1)." in report
    assert "- z.md: `https://c.example/1.png`" in report
    assert "typora-root-url" not in report


def test_a_file_is_as_old_as_the_first_of_its_names(tmp_path: Path) -> None:
    def git(*words: str, day: str = "2020-01-02") -> None:
        when = f"{day}T12:00:00+00:00"
        command = [
            "git",
            "-C",
            str(tmp_path),
            "-c",
            "user.name=A",
            "-c",
            "user.email=a@b.example",
            *words,
        ]
        subprocess.run(
            command,
            check=True,
            env={"GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when, "PATH": "/usr/bin:/bin"},
        )

    git("init", "-q")
    write_files(tmp_path, {"notes/旧.md": "A long text of the note.\n" * 9})
    git("add", "-A")
    git("commit", "-qm", "one")
    git("mv", "notes/旧.md", "notes/new name.md")
    git("commit", "-qm", "two", day="2021-01-02")
    folder = tmp_path / "notes"
    assert find_first_commit(folder / "new name.md", folder) == "2020-01-02"
    assert not find_first_commit(folder / "unknown.md", folder)


def test_code_is_hidden_from_a_change() -> None:
    assert (
        outside_code("a `a` a\n```\na\n```\n", lambda text: text.replace("a", "b"))
        == "b `a` b\n```\na\n```\n"
    )


def test_names_that_are_no_notes_here_become_others(run: Run, tmp_path: Path) -> None:
    files = dict.fromkeys(
        ("a/Summary.md", "a/__pycache__.md", "b/README.md", "c.md"), "# A\n\nText.\n"
    )
    made = bring(run, tmp_path, files)
    names = {path.name for path in (made / "content/en").iterdir()}
    assert names == {"the-summary.md", "pycache.md", "b.md", "c.md"}
    assert len(list((made / "public/notes").iterdir())) == 4


def test_contents_of_a_plugin_and_classes_of_a_title_go(run: Run, tmp_path: Path) -> None:
    files = {
        "a.md": "# References {.unnumbered}\n\n```toc\nstyle: number\n```\n\nA line. ^ab12cd\n\n[it](#^ab12cd)\n",
        "b.md": "# Ids {#own .wide}\n\n````md\n```toc\n```\n````\n",
    }
    made = bring(run, tmp_path, files)
    assert head_of(made / "content/en/a.md")["title"] == "References"
    text = (made / "content/en/a.md").read_text()
    assert text.endswith('<span id="block-ab12cd"></span>A line.\n\n[it](#block-ab12cd)\n')
    assert "toc" not in text
    assert head_of(made / "content/en/b.md")["title"] == "Ids"


def test_docsify_is_known_by_the_page_that_runs_it(run: Run, tmp_path: Path) -> None:
    files = {
        "docs/index.html": "<script>window.$docsify = {name: 'Book'}</script>",
        "docs/a.md": "# A\n\nText.\n",
    }
    made = bring(run, tmp_path, files)
    assert "1 notes and 0 pages of docsify" in (made / "import-report.md").read_text()
