"""What is no file never ends: a pipe that nobody writes to, a device. None is waited for."""

import os
from pathlib import Path

import pytest

from tests.small_site import note, read_tree, write_files
from tests.trouble import build, count

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")

PLACES = [
    "content/translations.json",
    "content/zh/b.md",
    "content/zh/c/data.bin",
    "content/zh/c/plot.png",
    "locales/zh.yaml",
    "static/assets/search.js",
    "static/assets/styles/code.css",
    "static/a.txt",
    "static/b.png",
    "templates/article.html",
]
FILES = {"content/zh/a.md": note("$x$"), "content/zh/c/index.md": note("x")}


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_is_no_file_is_left_out(tmp_path: Path, kind: str) -> None:
    write_files(tmp_path, FILES)
    assert build(tmp_path).returncode == 0
    expected = read_tree(tmp_path / "public")
    for place in PLACES:
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        if kind == "pipe":
            os.mkfifo(path)
        else:
            path.symlink_to("/dev/zero")
    for arguments in ([], ["--no-cache"]):
        result = build(tmp_path, *arguments)
        assert (result.returncode, result.stderr) == (0, "")
        assert read_tree(tmp_path / "public") == expected
    count("pipes and devices passed by", len(PLACES))


def test_a_note_that_is_a_pipe_beside_its_figures_is_told(tmp_path: Path) -> None:
    write_files(tmp_path, {"content/zh/a/p.png": "x"})
    os.mkfifo(tmp_path / "content/zh/a/index.md")
    result = build(tmp_path)
    assert result.returncode == 1
    assert result.stderr.startswith("content/zh/a/index.md: it is no file; ")


def test_a_site_yaml_that_is_a_pipe_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "site.yaml")
    result = build(tmp_path)
    assert result.returncode == 2
    assert result.stderr == (
        "site.yaml: it is no file; run `notes-site init`, or name the file by `--config`\n"
    )
