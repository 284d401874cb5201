"""The output of `serve`, changed file by file."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from notes_site.cache import FileDigests
from notes_site.model import OutputFile
from notes_site.write import Published, update
from notes_site.write.output import MANIFEST


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / ".notes-site" / "preview"


def write(output: Path, files: Mapping[str, str]) -> Published:
    made = [OutputFile(path=path, content=text.encode()) for path, text in files.items()]
    return update(made, output, output.parent, FileDigests())


def read(output: Path) -> dict[str, str]:
    """Return all files below `output`, and empty folders."""
    return {
        path.relative_to(output).as_posix(): path.read_text() if path.is_file() else ""
        for path in output.rglob("*")
        if path.name != MANIFEST and (path.is_file() or not any(path.iterdir()))
    }


def test_only_what_changed_is_written(output: Path) -> None:
    first = {"a/index.html": "1", "b.html": "1"}
    assert write(output, first) == Published(written=2, unchanged=0, removed=0)
    kept = (output / "a/index.html").stat()
    second = {"a/index.html": "1", "b.html": "2", "c/d.html": "1"}
    assert write(output, second) == Published(written=2, unchanged=1, removed=0)
    assert read(output) == second
    assert (output / "a/index.html").stat().st_ino == kept.st_ino
    assert write(output, second) == Published(written=0, unchanged=3, removed=0)


def test_what_is_gone_is_removed_with_its_folders(output: Path) -> None:
    write(output, {"a/b/c.html": "1", "a/d.html": "1"})
    assert write(output, {"a/d.html": "1"}) == Published(written=0, unchanged=1, removed=1)
    assert read(output) == {"a/d.html": "1"}


def test_a_folder_takes_the_place_of_a_file_and_the_reverse(output: Path) -> None:
    for files in ({"a": "1"}, {"a/b/c": "1"}, {"a": "2"}):
        write(output, files)
        assert read(output) == files


def test_an_update_that_was_killed_is_put_right_by_the_next(output: Path) -> None:
    write(output, {"a": "1", "b": "1"})
    (output / "a").write_text("half")
    (output / "b").unlink()
    (output.parent / ".preview.new-killed").mkdir()
    write(output, {"a": "2", "b": "2"})
    assert read(output) == {"a": "2", "b": "2"}
    assert [path.name for path in output.parent.iterdir()] == ["preview"]
