"""Dates, for readers and for machines."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from notes_site.pages.dates import format_day, machine_date

DAY = datetime(2025, 3, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("zh-CN", "2025年3月8日"),
        ("zh-Hant", "2025年3月8日"),
        ("en", "March 8, 2025"),
        ("en-GB", "8 March 2025"),
        ("ja", "2025年3月8日"),
        ("de", "8. März 2025"),
    ],
)
def test_a_day_is_written_as_its_language_writes_it(tag: str, text: str) -> None:
    assert format_day(DAY, tag) == text


def test_a_date_without_a_time_has_none_for_machines() -> None:
    assert machine_date(DAY) == "2025-03-08"
    moment = datetime(2025, 3, 8, 23, 30, tzinfo=timezone(timedelta(hours=8)))
    assert machine_date(moment) == "2025-03-08T23:30:00+08:00"
