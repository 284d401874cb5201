"""Dates and times in the ways that people write them."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

_NUMBERS = re.compile(
    r"(?P<year>\d{4})\s*(?:[-/.]|年)\s*(?P<month>\d{1,2})\s*(?:[-/.]|月)\s*(?P<day>\d{1,2})\s*日?"
    r"(?:[T\s]+(?P<hour>\d{1,2})[:：](?P<minute>\d{1,2})(?:[:：](?P<second>\d{1,2})(?:[.,]\d+)?)?"
    r"(?:\s*(?P<zone>Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?))?)?"
)
_DIGITS = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>[01]\d)(?P<day>[0-3]\d)")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_WORDS = re.compile(
    rf"(?:(?P<month>{'|'.join(_MONTHS)})[a-z]*\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month2>{'|'.join(_MONTHS)})[a-z]*\.?,?)"
    r"\s+(?P<year>\d{4})",
    re.IGNORECASE,
)


def read_moment(written: str, zone: tzinfo) -> datetime:
    """Return a time with its offset, that of `zone` where none is written; a date is midnight UTC.

    Raises:
        ValueError: it is no date, or no day that there is.
    """
    text = written.strip()
    if match := _WORDS.fullmatch(text):
        month = (match["month"] or match["month2"]).lower()
        number = int(match["day"] or match["day2"])
        return datetime(int(match["year"]), _MONTHS.index(month) + 1, number, tzinfo=UTC)
    match = _NUMBERS.fullmatch(text) or _DIGITS.fullmatch(text)
    if match is None:
        raise ValueError(written)
    parts = match.groupdict()
    day = datetime(int(parts["year"]), int(parts["month"]), int(parts["day"]), tzinfo=UTC)
    if parts.get("hour") is None:
        return day
    try:
        moment = datetime.fromisoformat(text)  # with fractions of a second
    except ValueError:
        hour, minute, second = (int(parts[each] or 0) for each in ("hour", "minute", "second"))
        given = _read_zone(parts["zone"]) if parts["zone"] else None
        moment = day.replace(hour=hour, minute=minute, second=second, tzinfo=given)
    return moment if moment.tzinfo else _in_zone(moment, zone)


def _read_zone(written: str) -> timezone:
    if written in {"Z", "UTC", "GMT"}:
        return UTC
    sign = -1 if written[0] == "-" else 1
    digits = written[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")  # noqa: PLR2004 - hours
    return timezone(sign * timedelta(hours=int(hours), minutes=int(minutes)))


def _in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """Return `moment` with the offset that holds in `zone` at this time."""
    offset = zone.utcoffset(moment)
    return moment.replace(tzinfo=timezone(offset) if offset else UTC)
