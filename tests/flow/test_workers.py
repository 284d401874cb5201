"""Work shared among processes."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest

from notes_site.cache import Key, Store, make_key
from notes_site.flow.workers import share_out

IN_FILE, NOT_YET = make_key("in the file"), make_key("not yet")


def test_what_is_made_comes_in_the_order_of_the_shares() -> None:
    assert list(share_out(lambda: nullcontext(str), range(20), 4)) == [*map(str, range(20))]


def test_several_processes_do_the_work() -> None:
    made = list(share_out(lambda: nullcontext(lambda _: os.getpid()), range(200), 2))
    assert os.getpid() not in made


@pytest.mark.parametrize(("shares", "jobs"), [(20, 1), (3, 8), (1, 0)])
def test_one_job_or_little_work_stays_in_this_process(shares: int, jobs: int) -> None:
    made = share_out(lambda: nullcontext(lambda _: os.getpid()), range(shares), jobs)
    assert set(made) == {os.getpid()}


def test_nothing_comes_of_no_shares() -> None:
    assert list(share_out(lambda: nullcontext(str), [], 2)) == []


def test_each_process_begins_once_and_is_ended(tmp_path: Path) -> None:
    @contextmanager
    def begin() -> Iterator[Callable[[int], Path]]:
        file = tmp_path / str(os.getpid())
        file.write_text("begun", encoding="utf-8")
        yield lambda _: file
        file.write_text("ended", encoding="utf-8")

    files = set(share_out(begin, range(40), 2))
    assert {file.read_text(encoding="utf-8") for file in files} == {"ended"}


def test_what_goes_wrong_in_a_worker_goes_wrong_here() -> None:
    def fail(number: int) -> int:
        return 1 // (number - 13)

    with pytest.raises(ZeroDivisionError):
        list(share_out(lambda: nullcontext(fail), range(20), 2))


def test_a_worker_reads_from_the_store_that_was_open_here(tmp_path: Path) -> None:
    with Store(tmp_path / "store") as store:
        store.add({IN_FILE: b"1"})
        store.flush()
        store.add({NOT_YET: b"2"})

        def read(key: Key) -> bytes:
            return store.read(key)

        keys = [IN_FILE, NOT_YET] * 4
        assert list(share_out(lambda: nullcontext(read), keys, 2)) == [b"1", b"2"] * 4
        assert store.read(IN_FILE) == b"1"
