"""How far articles are translated, by the command line."""

import json
from pathlib import Path

from tests.conftest import Run
from tests.small_site import note, write_files

SITE = "title: T\nlanguages: {zh: {label: 中文, tag: zh-CN}, en: {label: English, tag: en}}\n"
FILES = {
    "site.yaml": SITE,
    "content/zh/whole.md": note("一句话。", title="甲"),
    "content/en/whole.md": note("A sentence.", title="A"),
    "content/zh/partial.md": note("第一句，`a`。\n\n$x$ 是第二句。", title="乙"),
    "content/en/partial.md": note("The first, `a`.", title="B"),
    "content/zh/missing.md": note("四个汉字", title="丙"),
}


def status(run: Run, *arguments: str) -> list[list[str]]:
    result = run("translate", "status", *arguments)
    assert result.exit_code == 0, result.output
    return [line.split("\t") for line in result.stdout.splitlines()]


def test_each_article_has_its_state_and_what_is_to_do(run: Run, tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    run("check", "--mark-current", "content/zh/whole.md")
    head, *rows, total = status(run)
    assert head[:3] == ["note", "into", "state"]
    assert [(row[0], row[2], row[4], row[7]) for row in rows] == [
        ("content/zh/missing.md:2", "missing", "2", "5"),
        ("content/zh/partial.md:8", "partial", "1", "4"),
        ("content/zh/whole.md", "whole", "0", "0"),
    ]
    assert total == ["3 translations, 9 words to translate"]


def test_an_edit_makes_a_translation_stale(run: Run, tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    run("check", "--mark-current", "content/zh/whole.md")
    write_files(tmp_path, {"content/zh/whole.md": note("另一句话。", title="甲")})
    row = status(run, "content/zh/whole.md", "--report", "status.json")[1]
    assert (row[0], row[2], row[5], row[7]) == ("content/zh/whole.md:6", "stale", "1", "4")
    (reported,) = json.loads((tmp_path / "status.json").read_text())
    assert (reported["state"], reported["stale"], reported["next_line"]) == ("stale", 1, 6)


def test_what_is_remembered_of_a_note_that_is_gone_goes(run: Run, tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    run("check", "--mark-current", "content")
    record = tmp_path / "content/translations.json"
    assert set(json.loads(record.read_text())) == {"partial", "whole"}
    write_files(tmp_path, {"content/zh/partial.md": None, "content/en/partial.md": None})
    run("check", "--mark-current", "content/zh/whole.md")
    assert set(json.loads(record.read_text())) == {"whole"}
