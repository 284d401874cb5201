"""The cache's file: whatever happens to it costs time and nothing else."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from notes_site.cache import Store, make_key
from tests.conftest import MakeSite
from tests.small_site import note, read_tree

ONE, TWO = make_key("one"), make_key("two")


def test_what_was_added_is_found_in_the_next_build(tmp_path: Path) -> None:
    path = tmp_path / "cache/store.sqlite"
    with Store(path) as store:
        store.add({ONE: b"1"})
        assert store.find([ONE, TWO]) == {ONE: b"1"}
    with Store(path) as store:
        assert store.find([ONE, TWO]) == {ONE: b"1"}
        assert store.read(ONE) == b"1"


def test_the_last_value_of_a_key_counts(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    for value in (b"1", b"2"):
        with Store(path) as store:
            store.add({ONE: value})
    with Store(path) as store:
        assert store.read(ONE) == b"2"


def test_many_keys_are_found_at_once(tmp_path: Path) -> None:
    entries = {make_key(str(number)): str(number).encode() for number in range(3_000)}
    path = tmp_path / "store.sqlite"
    with Store(path) as store:
        store.add(entries)
    with Store(path) as store:
        assert store.find(list(entries)) == entries


def test_a_key_is_made_of_its_parts_and_their_bounds() -> None:
    assert make_key("ab", "c") != make_key("a", "bc")
    assert make_key("a") != make_key("a", "")
    assert make_key("a", "b") == make_key("a", b"b")


def test_two_stores_share_one_file(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with Store(path) as first, Store(path) as second:
        first.add({ONE: b"1"})
        second.add({TWO: b"2"})
        first.flush()
        second.flush()
        assert first.read(TWO) == b"2"
        assert second.read(ONE) == b"1"


def test_what_is_not_used_any_more_is_removed_when_much_has_gathered(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    old = {make_key(str(number)): b"old" for number in range(5_000)}
    with Store(path) as store:
        store.add(old)
    with Store(path) as store:
        store.add({ONE: b"1"})
        store.mark(list(old)[:10])
        store.prune()
    with Store(path) as store:
        assert len(store.find([ONE, *old])) == 11


def test_a_few_unused_entries_stay(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with Store(path) as store:
        store.add({make_key(str(number)): b"" for number in range(100)})
    with Store(path) as store:
        store.prune()
        assert len(store.find([make_key(str(number)) for number in range(100)])) == 100


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"x" * 5_000])
def test_a_damaged_file_begins_anew(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "store.sqlite"
    path.write_bytes(content)
    with Store(path) as store:
        store.add({ONE: b"1"})
    with Store(path) as store:
        assert store.read(ONE) == b"1"


def test_a_file_of_another_version_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE entry (something TEXT)")
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.close()
    with Store(path) as store:
        store.add({ONE: b"1"})
    with Store(path) as store:
        assert store.read(ONE) == b"1"


# A whole build


SITE = {f"content/zh/{name}.md": note(f"$x^{name}$ " + name * 3_000) for name in "abcdefgh"}


@pytest.mark.parametrize("path", [".notes-site", ".notes-site/store.sqlite/x"])
def test_a_cache_that_cannot_be_used_is_done_without(make_site: MakeSite, path: str) -> None:
    site = make_site({**SITE, path: "in the way"})
    assert site.report.formulas.rendered == 8
    assert "notes/a/index.html" in site
    assert make_site({}).report.published.written == 0


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_a_cache_that_is_cut_off_costs_only_time(make_site: MakeSite, kept: float) -> None:
    site = make_site(SITE)
    before = read_tree(site.output)
    store = site.folder / ".notes-site/store.sqlite"
    content = store.read_bytes()
    store.write_bytes(content[: int(len(content) * kept)])
    site = make_site({"content/zh/new.md": note()})
    make_site({"content/zh/new.md": None})
    assert read_tree(site.output) == before


@pytest.mark.parametrize("start", [0.3, 0.6, 0.9])
def test_a_cache_that_is_damaged_within_costs_only_time(make_site: MakeSite, start: float) -> None:
    site = make_site(SITE)
    before = read_tree(site.output)
    store = site.folder / ".notes-site/store.sqlite"
    content = store.read_bytes()
    pages = int(len(content) / 4096 * start) * 4096
    store.write_bytes(content[:pages] + b"\xa5" * (len(content) - pages))
    for _ in range(2):
        make_site({})
        assert read_tree(site.output) == before


def test_an_entry_that_is_gone_costs_only_time(make_site: MakeSite) -> None:
    site = make_site(SITE)
    before = read_tree(site.output)
    with closing(sqlite3.connect(site.folder / ".notes-site/store.sqlite")) as connection:
        keys = [key for (key,) in connection.execute("SELECT key FROM entry ORDER BY key")]
        connection.executemany("DELETE FROM entry WHERE key = ?", [(key,) for key in keys[::2]])
        connection.commit()
    (site.output / "notes/a/index.html").unlink()
    (site.output / "notes/b/index.html").unlink()
    make_site({})
    assert read_tree(site.output) == before
