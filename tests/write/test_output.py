"""The output folder: what is refused, and what is removed of it."""

import json
from pathlib import Path

import pytest

from notes_site.cache import FileDigests
from notes_site.errors import ConfigError
from notes_site.model import OutputFile
from notes_site.write import check_output, hash_output, publish, remove_output
from tests.small_site import read_tree, write_files

MANIFEST = ".notes-site.json"


def file(path: str) -> OutputFile:
    return OutputFile(path=path, content=b"x")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "public"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (".", "the output folder holds the site's own files"),
        ("..", "the output folder holds the site's own files"),
        ("/", "the output folder holds the site's own files"),
        ("content", "the output folder lies in content/"),
        ("content/zh/public", "the output folder lies in content/"),
        ("templates", "the output folder lies in templates/"),
        ("static/site", "the output folder lies in static/"),
        ("locales", "the output folder lies in locales/"),
        (".git/site", "the output folder lies in .git/"),
        (".notes-site/site", "the output folder lies in .notes-site/"),
        ("link", "the output folder is a symbolic link"),
        ("site.yaml", "the output folder is a file"),
    ],
)
def test_a_folder_that_holds_what_an_author_wrote_is_refused(
    tmp_path: Path, name: str, reason: str
) -> None:
    write_files(tmp_path, {"content/zh/a.md": "", "elsewhere/x": ""})
    (tmp_path / "link").symlink_to("elsewhere")
    for check in (check_output, remove_output):
        with pytest.raises(ConfigError) as caught:
            check(tmp_path / name, tmp_path)
        (problem,) = caught.value.problems
        assert problem.text == f"{reason}; name another by --output, such as public"


def test_only_own_files_are_removed(tmp_path: Path, output: Path) -> None:
    publish([file("a/b"), file("c")], output, tmp_path, FileDigests())
    (output / "a/mine").write_text("mine", encoding="utf-8")
    assert remove_output(output, tmp_path) == 2
    assert read_tree(output) == {"a/mine": b"mine"}


def test_what_lies_behind_a_link_in_the_output_stays(tmp_path: Path, output: Path) -> None:
    publish([file("a/b"), file("c")], output, tmp_path, FileDigests())
    write_files(tmp_path, {"mine/b": "mine"})
    (output / "a/b").unlink()
    (output / "a").rmdir()
    (output / "a").symlink_to(tmp_path / "mine")
    assert remove_output(output, tmp_path) == 1
    assert (tmp_path / "mine/b").read_text(encoding="utf-8") == "mine"
    assert (output / "a").is_symlink()


def test_a_list_of_files_that_leads_out_is_not_followed(tmp_path: Path, output: Path) -> None:
    output.mkdir()
    mine = tmp_path / "mine"
    mine.write_text("mine", encoding="utf-8")
    names = ["../mine", str(mine), "a/../../mine", "", ["x"], 1]
    (output / MANIFEST).write_text(json.dumps(names), encoding="utf-8")
    assert hash_output(output, FileDigests()) == {}
    assert remove_output(output, tmp_path) == 0
    publish([file("a")], output, tmp_path, FileDigests())
    publish([], output, tmp_path, FileDigests())
    assert mine.is_file()


@pytest.mark.parametrize("text", ["", "{", "null", "{}", "3"])
def test_a_damaged_list_of_files_makes_them_foreign(
    tmp_path: Path, output: Path, text: str
) -> None:
    publish([file("a")], output, tmp_path, FileDigests())
    (output / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="such as a"):
        publish([file("a")], output, tmp_path, FileDigests())
    assert (output / "a").read_bytes() == b"x"
