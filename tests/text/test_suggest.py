"""What an author is told to write instead."""

import itertools
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from notes_site.errors import SourceError
from notes_site.text.suggest import closest, list_closest
from tests.small_site import build, note, write_files

KNOWN = {"/notes/attention/", "/en/notes/attention/", "/notes/adam/"}


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("/notes/atention/", "/notes/attention/"),
        ("/en/ntoes/attention/", "/en/notes/attention/"),
        ("/notes/Adam/", "/notes/adam/"),
        ("/notes/ab/", ""),
        ("/something-else/", ""),
        ("", ""),
    ],
)
def test_a_slip_is_set_right(name: str, meant: str) -> None:
    assert closest(name, KNOWN) == meant


def test_of_equals_the_first_by_name_is_taken() -> None:
    assert list_closest("ax", {"ad", "ac", "ae", "ab"}) == []
    assert list_closest("aax", {"aad", "aac", "aae", "aab"}) == ["aab", "aac", "aad"]


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("tikz", "ik"),
        ("pseudo", "sed"),
        ("vimscript", "vbscript"),
        ("categories", "series"),
        ("enTitle", "title"),
        ("1.2.png", "1.12.png"),
        ("images/1.2.png", "1/index.md"),
    ],
)
def test_what_is_not_meant_is_not_offered(name: str, known: str) -> None:
    assert closest(name, {known}) == ""


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("pyhton", "python"),
        ("descripton", "description"),
        ("clip.md", "../en/clip.md"),
        ("lora.woff2", "lora-bold.woff2"),
        ("Attention", "attention"),
    ],
)
def test_what_is_meant_is_offered(name: str, known: str) -> None:
    assert closest(name, {known}) == known


MISTAKES = ["[a](note-x{}.md)", "[a](/notes/note-x{}/)", "[a](#note-x{})", "[c](note-y{}.md)"]
FEW, MANY, TIMES = 3, 33, 20


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_costs_no_call_for_each_name(tmp_path: Path, mistake: str) -> None:
    """Counted in calls of Python's functions, since seconds are another machine's."""
    calls(tmp_path / "first", mistake, MANY, TIMES)  # imports what it takes
    few, many = (
        calls(tmp_path / f"{names}", mistake, names, TIMES)
        - calls(tmp_path / f"{names} once", mistake, names, 1)
        for names in (FEW, MANY)
    )
    assert many - few < TIMES * (MANY - FEW) / 2


def calls(folder: Path, mistake: str, names: int, times: int) -> int:
    """Return how many calls it takes to tell of a note's mistakes, with so many names around."""
    headings = "".join(f"## note-{number}\n\n" for number in range(names))
    mistakes = "\n\n".join(mistake.replace("{}", str(number)) for number in range(times))
    files = {f"content/zh/note-{number}.md": note() for number in range(names)}
    write_files(folder, {**files, "content/zh/all.md": note(headings + mistakes)})
    with pytest.raises(SourceError) as caught, counting_calls() as count:
        build(folder, is_strict=True)
    assert len(caught.value.problems) >= times
    return next(count)


@contextmanager
def counting_calls() -> Iterator[Iterator[int]]:
    """Count the calls of Python's functions; the number is the next that is given."""
    count = itertools.count()
    before = sys.getprofile()
    sys.setprofile(lambda _frame, event, _argument: event == "call" and next(count))
    try:
        yield count
    finally:
        sys.setprofile(before)
