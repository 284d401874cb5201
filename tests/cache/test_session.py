"""What a process remembers of files and values."""

import os
from pathlib import Path
from time import time_ns

import pytest

from notes_site.cache import FileDigests, Recent, Session, content_digest, file_digests
from notes_site.cache.file_digests import _stamp

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


def test_a_file_that_changed_a_moment_ago_is_read_again(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may change once more within one step of the clock of its file system."""
    digests = FileDigests()
    digests.find(file)
    assert digests.below(file.parent) == {}
    monkeypatch.setattr(file_digests, "time_ns", lambda: time_ns() + 3_000_000_000)
    digests.find(file)
    assert digests.below(file.parent).keys() == {str(file)}


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


def test_another_link_to_a_file_changes_no_digest(file: Path) -> None:
    os.utime(file, ns=(LONG_AGO_NS, LONG_AGO_NS))
    digests = FileDigests()
    digests.recall({str(file): (_stamp(file.stat()), b"told")})
    assert digests.find(file) == b"told"
    os.link(file, file.with_name("link"))
    digests.relink([str(file), str(file.with_name("none"))])
    assert digests.find(file) == b"told"
    file.write_bytes(b"new")
    digests.relink([str(file)])
    assert digests.find(file) == content_digest(b"new")


def test_what_another_process_knew_counts_until_the_file_changes(file: Path) -> None:
    digests = FileDigests()
    digests.recall({str(file): (_stamp(file.stat()), b"told")})
    assert digests.find(file) == b"told"
    assert digests.below(file.parent) == {str(file): (_stamp(file.stat()), b"told")}
    file.write_bytes(b"new")
    assert digests.find(file) == content_digest(b"new")


def test_the_next_process_need_not_read_the_output(file: Path, tmp_path: Path) -> None:
    store = tmp_path / "cache" / "store.sqlite"
    other = tmp_path.with_name("elsewhere")
    with Session() as session:
        session.open_store(store)
        known = (_stamp(file.stat()), b"told")
        session.digests.recall({str(file): known, str(other): known})
        session.digests.find(file)
        session.keep_digests(file.parent)
    with Session() as session:
        session.open_store(store)
        session.recall_digests(file.parent)
        assert session.digests.find(file) == b"told"
    with Session() as session:
        session.open_store(store)
        session.recall_digests(other)
        assert session.digests.find(file) == content_digest(b"old")
