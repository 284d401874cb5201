"""Full disks, folders that cannot be written, and caches that are gone, damaged or held."""

import errno
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from notes_site.cache import FileDigests
from notes_site.errors import SourceError
from notes_site.model import OutputFile
from notes_site.search import pagefind
from notes_site.write import publish
from tests.conftest import MakeSite
from tests.small_site import note, read_tree, write_files
from tests.trouble import build, count, is_clear, remount, small_disk

FILES = {
    "site.yaml": "title: T\nsearch: false\n",
    "content/zh/a.md": note("甲 $x$", title="甲"),
    "content/zh/b/index.md": note("![图](p.bin)", title="乙"),
    "content/zh/b/p.bin": "x" * 200_000,
    "static/q.bin": "y" * 100_000,
}
NEW = {**FILES, "content/zh/a.md": note("新 $y$"), "content/zh/b/p.bin": "z" * 200_000}


def test_a_full_disk_leaves_the_old_site(tmp_path: Path, *, is_long: bool) -> None:
    """From a disk with no room at all to one with enough: the site is the old or the new one."""
    folder, disk = tmp_path / "site", tmp_path / "disk"
    with small_disk(disk, "16m"):
        write_files(folder, FILES)
        output = ["--output", str(disk / "public")]
        assert build(folder, *output).returncode == 0
        old = read_tree(disk / "public")
        write_files(folder, NEW)
        used = int(os.statvfs(disk).f_blocks - os.statvfs(disk).f_bfree) * 4
        step = 4 if is_long else 128
        for more in range(0, 640, step):
            remount(disk, f"size={used + more}k")
            result = build(folder, *output)
            assert "Traceback" not in result.stderr
            if result.returncode == 0:
                break
            assert is_clear(result)
            assert "No space left on device" in result.stderr
            assert read_tree(disk / "public") == old
            assert not list(disk.glob(".public.new-*"))
            count("full disks survived")
        assert result.returncode == 0
        assert more > 0
        assert read_tree(disk / "public") != old


def test_a_disk_that_is_full_of_everything_says_so(tmp_path: Path, *, is_long: bool) -> None:
    """Site, cache, temporary folder and output on one disk, as most are."""
    disk = tmp_path / "disk"
    with small_disk(disk, "32m"):
        write_files(disk, FILES)
        (disk / "tmp").mkdir()
        assert build(disk, TMPDIR=str(disk / "tmp")).returncode == 0
        old = read_tree(disk / "public")
        write_files(disk, NEW)
        used = int(os.statvfs(disk).f_blocks - os.statvfs(disk).f_bfree) * 4
        for more in range(0, 2000, 16 if is_long else 400):
            remount(disk, f"size={used + more}k")
            result = build(disk, TMPDIR=str(disk / "tmp"))
            if result.returncode == 0:
                break
            assert is_clear(result), result.stderr
            assert read_tree(disk / "public") == old
            assert not list(disk.glob(".public.new-*"))
            count("full disks survived")
        assert result.returncode == 0
        assert more > 0


@pytest.mark.parametrize("size", ["4k", "64k", "192k"])
def test_a_disk_that_is_full_of_the_search_says_so(
    make_site: MakeSite,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: str,
    *,
    is_long: bool,
) -> None:
    """Pagefind cannot write its answers: it ends, or goes on in silence."""
    if not is_long:
        monkeypatch.setattr(pagefind, "_PATIENCE_S", 1.0)
    site = make_site({**FILES, "site.yaml": "title: T\n"})
    old = read_tree(site.output)
    disk = tmp_path / "disk"
    with small_disk(disk, size):
        monkeypatch.setattr(tempfile, "tempdir", str(disk))
        with pytest.raises(SourceError) as caught:
            make_site(NEW | {"site.yaml": "title: T\n"})
    (problem,) = caught.value.problems
    assert str(problem) == (
        "site.yaml: Pagefind cannot make the search index: there is no room left in "
        f"{disk}; make room there, or name another folder by TMPDIR, or write `search: false`"
    )
    assert read_tree(site.output) == old
    count("full disks survived")
    monkeypatch.undo()
    assert read_tree(make_site({}).output) != old


def test_an_output_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    folder, disk = tmp_path / "site", tmp_path / "disk"
    with small_disk(disk, "16m"):
        write_files(folder, FILES)
        output = ["--output", str(disk / "public")]
        assert build(folder, *output).returncode == 0
        old = read_tree(disk / "public")
        write_files(folder, NEW)
        remount(disk, "ro")
        result = build(folder, *output)
        assert result.returncode == 2
        assert result.stderr == (
            f"{disk}/public: the site cannot be written here: Read-only file system; "
            "make room, correct its permissions, or name another folder by --output\n"
        )
        assert read_tree(disk / "public") == old
        count("read-only outputs survived")


def test_a_mount_point_is_refused_with_the_way_out(tmp_path: Path) -> None:
    folder, disk = tmp_path / "site", tmp_path / "site" / "disk"
    write_files(folder, FILES)
    with small_disk(disk, "16m"):
        result = build(folder, "--output", str(disk))
        assert result.returncode == 2
        assert result.stderr == (
            "disk: the output folder is a mount point, which cannot be replaced in one step; "
            "name another by --output, such as disk/public\n"
        )
        assert build(folder, "--output", str(disk / "public")).returncode == 0


def test_a_file_system_without_hard_links_gets_copies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    output = tmp_path / "public"
    kept = OutputFile(path="a/kept", content=b"x")
    publish([kept, OutputFile(path="b", content=b"x")], output, tmp_path, FileDigests())
    before = (output / "a/kept").stat()
    monkeypatch.setattr(os, "link", refuse)
    done = publish([kept, OutputFile(path="b", content=b"new")], output, tmp_path, FileDigests())
    after = (output / "a/kept").stat()
    assert (done.written, done.unchanged) == (1, 1)
    assert (output / "a/kept").read_bytes() == b"x"
    assert after.st_ino != before.st_ino
    assert after.st_mtime_ns == before.st_mtime_ns


# The cache


@pytest.mark.parametrize("size", ["64k", "64k,ro"])
def test_a_cache_without_room_is_done_without(tmp_path: Path, size: str) -> None:
    write_files(tmp_path, FILES)
    assert build(tmp_path).returncode == 0
    expected = read_tree(tmp_path / "public")
    shutil.rmtree(tmp_path / ".notes-site")
    shutil.rmtree(tmp_path / "public")
    with small_disk(tmp_path / ".notes-site", size):
        result = build(tmp_path)
        assert result.returncode == 0, result.stderr
        assert read_tree(tmp_path / "public") == expected
        count("caches lost, damaged, full or held: survived")


def lose(store: Path) -> None:
    shutil.rmtree(store.parent)


def put_a_file_there(store: Path) -> None:
    lose(store)
    store.parent.write_text("x", encoding="utf-8")


def put_a_folder_there(store: Path) -> None:
    store.unlink()
    store.mkdir()


def empty(store: Path) -> None:
    store.write_bytes(b"")


def overwrite(store: Path) -> None:
    store.write_bytes(b"x" * 5000)


def cut(store: Path) -> None:
    store.write_bytes(store.read_bytes()[: store.stat().st_size // 2])


def wipe_all_but_the_first_page(store: Path) -> None:
    content = store.read_bytes()
    store.write_bytes(content[:4096] + bytes(len(content) - 4096))


def write_by_another_version(store: Path) -> None:
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        connection.execute("PRAGMA user_version = 99")


def empty_its_values(store: Path) -> None:
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        connection.execute("UPDATE entry SET value = x''")


@pytest.mark.parametrize(
    "spoil",
    [
        lose,
        put_a_file_there,
        put_a_folder_there,
        empty,
        overwrite,
        cut,
        wipe_all_but_the_first_page,
        write_by_another_version,
        empty_its_values,
    ],
)
def test_a_cache_that_is_spoilt_costs_time_only(
    make_site: MakeSite, spoil: Callable[[Path], None]
) -> None:
    site = make_site(FILES)
    expected = read_tree(site.output)
    spoil(site.folder / ".notes-site/store.sqlite")
    assert read_tree(make_site({}).output) == expected
    count("caches lost, damaged, full or held: survived")


def test_a_cache_that_another_program_holds_is_done_without(
    make_site: MakeSite, *, is_long: bool
) -> None:
    if not is_long:
        pytest.skip("it waits for ten seconds; `make faults` has it")
    site = make_site(FILES)
    expected = read_tree(site.output)
    store = site.folder / ".notes-site/store.sqlite"
    with closing(sqlite3.connect(store, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        assert read_tree(make_site({}).output) == expected
    count("caches lost, damaged, full or held: survived")
