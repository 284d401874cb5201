"""Translations that have fallen behind: what is remembered, told, and shown to readers."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from notes_site.cli import main
from tests.small_site import build, note, write_files

ZH = "## 损失\n\n第一段。\n\n第二段。\n\n- 甲\n- 乙\n\n$$x$$"
EN = "## The loss\n\nThe first.\n\nThe second.\n\n- A\n- B\n\n$$x$$"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_files(tmp_path, {"content/zh/a.md": note(ZH), "content/en/a.md": note(EN)})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def mark(*paths: str) -> None:
    for path in paths or ("content/en/a.md",):
        assert run("check", "--mark-current", path).exit_code == 0


def change(site: Path, path: str, old: str, new: str) -> None:
    file = site / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def stale() -> list[str]:
    """Return what `check --translations` tells, without what to do about it."""
    result = run("check", "--translations")
    lines = result.stderr.splitlines()
    assert result.exit_code == bool(lines)
    return [line.split("; ")[0] for line in lines if line.startswith("content/")]


def test_translations_that_were_never_marked_are_only_counted(site: Path) -> None:
    change(site, "content/zh/a.md", "第一段", "新的一段")
    result = run("check", "--translations")
    assert result.exit_code == 0
    assert result.stdout.endswith(
        ": no mistakes\npairs of translations never marked as up to date: 1; "
        "mark those that are by `notes-site check --mark-current PATH`\n"
    )


def test_notes_that_were_marked_are_up_to_date(site: Path) -> None:
    result = run("check", "--mark-current", "content/en/a.md")
    assert result.stdout == (
        "pairs of translations marked as up to date in content/translations.json: 1\n"
    )
    assert stale() == []
    assert (site / "content/translations.json").read_text("utf-8").startswith('{\n "a": {"zh en":')


@pytest.mark.usefixtures("site")
def test_what_is_remembered_is_the_same_whoever_is_marked() -> None:
    texts = set()
    for path in ("content/en/a.md", "content/zh/a.md", "content", "content/en"):
        mark(path)
        texts.add(Path("content/translations.json").read_text("utf-8"))
    assert len(texts) == 1


def test_html_that_is_text_is_remembered_as_text(site: Path) -> None:
    html = "\n\n<div>\n{}\n</div>\n"
    write_files(
        site,
        {
            "site.yaml": "title: T\nmarkdown: {html: false}\n",
            "content/zh/a.md": note(ZH + html.format("第三段。")),
            "content/en/a.md": note(EN + html.format("The third.")),
        },
    )
    mark()
    assert stale() == []
    change(site, "content/zh/a.md", "第三段", "新的一段")
    assert len(stale()) == 1


def test_a_block_that_has_not_followed_is_told_with_both_places(site: Path) -> None:
    mark()
    change(site, "content/zh/a.md", "第二段。", "第二段，改过。")
    result = run("check", "--translations")
    assert (result.exit_code, result.stderr) == (
        1,
        (
            "content/en/a.md:10: the paragraph at content/zh/a.md:10 has changed since this was "
            "translated; bring this up to date, then run "
            "`notes-site check --mark-current content/en/a.md`\n"
        ),
    )
    assert run("check").exit_code == 0, "it is told when asked for"


def test_the_original_may_be_either(site: Path) -> None:
    mark()
    change(site, "content/en/a.md", "- B", "- B, changed")
    assert stale() == [
        "content/zh/a.md:13: the list item at content/en/a.md:13 has changed since this was translated"
    ]


def test_a_block_that_is_new_and_one_that_is_gone_are_told(site: Path) -> None:
    mark()
    change(site, "content/zh/a.md", "第一段。\n\n", "")
    change(site, "content/zh/a.md", "$$x$$", "$$x$$\n\n最后加的一段。")
    assert stale() == [
        "content/en/a.md:8: what this paragraph says is no longer in content/zh/a.md",
        "content/en/a.md:15: the paragraph at content/zh/a.md:15 has changed since this was translated",
    ]


def test_what_both_have_changed_has_been_brought_along(site: Path) -> None:
    mark()
    change(site, "content/zh/a.md", "第二段。", "第二段，改过。")
    change(site, "content/en/a.md", "The second.", "The second, changed.")
    assert stale() == []


def test_blocks_that_have_moved_and_lines_that_are_wrapped_are_not_stale(site: Path) -> None:
    mark()
    change(site, "content/zh/a.md", "第一段。\n\n第二段。", "第二段。\n\n第一段。")
    change(site, "content/en/a.md", "The first.", "The\nfirst.")
    assert stale() == []


def test_marking_anew_forgets_what_was_stale(site: Path) -> None:
    mark()
    change(site, "content/zh/a.md", "第二段。", "第二段，改过。")
    mark()
    assert stale() == []


def test_readers_of_a_stale_translation_are_led_to_the_newer_one(site: Path) -> None:
    mark()
    change(site, "content/zh/a.md", "第二段。", "第二段，改过。")
    made = build(site)
    line = (
        '<p class="newer-translation"><a href="/notes/a/" hreflang="zh-CN" rel="alternate">'
        "The Chinese version has changed since this one was translated</a></p>"
    )
    assert line in made["en/notes/a/index.html"]
    assert 'class="newer-translation"' not in made["notes/a/index.html"]
    mark()
    assert 'class="newer-translation"' not in build(site)["en/notes/a/index.html"]


def test_a_note_without_a_translation_cannot_be_marked(site: Path) -> None:
    write_files(site, {"content/en/b.md": note("B")})
    result = run("check", "--mark-current", "content/en/b.md")
    assert (result.exit_code, result.stderr) == (
        1,
        (
            "content/en/b.md: there is no note here that has a translation; "
            "name a note, or a folder of them\n"
        ),
    )


@pytest.mark.parametrize(
    ("content", "line"),
    [("{\n<<<<<<< HEAD\n", 2), ("[]", 1), ('{"a": {"zh": ""}}', 1), ('{"a": {"zh en": "x"}}', 1)],
)
def test_a_broken_file_is_told_with_its_line(site: Path, content: str, line: int) -> None:
    write_files(site, {"content/translations.json": content})
    result = run("build")
    assert (result.exit_code, result.stderr) == (
        2,
        (
            f"content/translations.json:{line}: this is not what notes-site has written; "
            "restore the file, or remove it to begin anew\n"
        ),
    )
