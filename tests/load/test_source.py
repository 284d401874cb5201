"""One file of `content/` as read: its bytes, and whether its time has come."""

from datetime import UTC, datetime

import pytest

from notes_site.errors import SourceError
from notes_site.load import NoteFile, is_held_back, read_source
from notes_site.model import Kind, Source
from tests.small_site import FIRST_LINE, note


def read(content: bytes, folder: str = "", name: str = "a") -> Source:
    path = "/".join(filter(None, ["content/zh", folder, f"{name}.md"]))
    file = NoteFile(
        path=path, language="zh", kind=Kind.NOTE, name=name, folder=folder, attachments=()
    )
    return read_source(file, content)


def test_the_text_begins_behind_the_front_matter() -> None:
    source = read(note("First line.").encode())
    assert source.text == "\nFirst line.\n"
    assert source.first_line == FIRST_LINE - 1


def test_a_byte_order_mark_and_windows_line_ends_make_no_difference() -> None:
    text = note("One.\n\nTwo.")
    windows = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    assert read(windows) == read(text.encode())
    assert read(text.replace("\n", "\r").encode()) == read(text.encode())


def test_a_byte_that_is_not_utf8_is_told_by_its_line() -> None:
    with pytest.raises(SourceError) as caught:
        read(note("One.\n\nTwo.").encode() + "三".encode("gb18030"))
    line = FIRST_LINE + 3
    assert str(caught.value) == (
        f"content/zh/a.md:{line}: a byte here is not UTF-8; save the file as UTF-8"
    )


def test_translations_share_a_key_by_their_path() -> None:
    assert read(note().encode(), folder="rl", name="ppo").key == "rl/ppo"
    assert read(note(translation_key="ppo-2017").encode(), folder="rl").key == "ppo-2017"


@pytest.mark.parametrize(
    ("date", "built_at", "is_held"),
    [
        # The day begins first at UTC+14: at 10:00 UTC of the day before.
        ("2025-06-01", datetime(2025, 5, 31, 9, 59, tzinfo=UTC), True),
        ("2025-06-01", datetime(2025, 5, 31, 10, 0, tzinfo=UTC), False),
        # A time is a time.
        ("2025-06-01T08:00:00+08:00", datetime(2025, 5, 31, 23, 59, tzinfo=UTC), True),
        ("2025-06-01T08:00:00+08:00", datetime(2025, 6, 1, 0, 0, tzinfo=UTC), False),
        ("2025-06-01T08:00:00", datetime(2025, 6, 1, 7, 59, tzinfo=UTC), True),
        # The ends of the calendar.
        ("0001-01-01", datetime(2025, 6, 1, tzinfo=UTC), False),
        ("9999-12-31T23:59:59-12:00", datetime(2025, 6, 1, tzinfo=UTC), True),
    ],
)
def test_a_date_to_come_is_held_back(date: str, built_at: datetime, is_held: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_held_back(read(note(date=date).encode()), built_at) is is_held
