"""Dates, for readers and for machines."""

from datetime import UTC, datetime, timedelta, timezone

from notes_site.pages.dates import machine_date

DAY = datetime(2025, 3, 8, tzinfo=UTC)


def test_a_date_without_a_time_has_none_for_machines() -> None:
    assert machine_date(DAY) == "2025-03-08"
    moment = datetime(2025, 3, 8, 23, 30, tzinfo=timezone(timedelta(hours=8)))
    assert machine_date(moment) == "2025-03-08T23:30:00+08:00"
