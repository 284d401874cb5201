"""What a process remembers of files and values."""

import os
from pathlib import Path

import pytest

from notes_site.memory import FileDigests, Recent
from notes_site.store import content_digest

LONG_AGO_NS = 10**18


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "file"
    file.write_bytes(b"old")
    return file


def test_a_file_has_the_digest_of_its_bytes(file: Path) -> None:
    assert FileDigests().find(file) == content_digest(b"old")
    with pytest.raises(FileNotFoundError):
        FileDigests().find(file.with_name("none"))


def test_a_change_within_a_moment_and_of_the_same_size_is_seen(file: Path) -> None:
    digests = FileDigests()
    before = digests.find(file)
    times = file.stat().st_atime_ns, file.stat().st_mtime_ns
    file.write_bytes(b"new")
    os.utime(file, ns=times)
    assert digests.find(file) == content_digest(b"new") != before


def test_a_file_put_in_the_place_of_another_is_seen(file: Path) -> None:
    os.utime(file, ns=(LONG_AGO_NS, LONG_AGO_NS))
    digests = FileDigests()
    digests.find(file)
    other = file.with_name("other")
    other.write_bytes(b"new")
    os.utime(other, ns=(LONG_AGO_NS, LONG_AGO_NS))
    other.replace(file)
    assert digests.find(file) == content_digest(b"new")


def test_what_was_not_asked_for_in_a_whole_build_is_forgotten() -> None:
    recent: Recent[str, int] = Recent()
    recent["a"] = 1
    recent["b"] = 2
    recent.turn()
    assert recent.get("a") == 1
    recent.turn()
    assert recent.get("a") == 1
    assert recent.get("b") is None
