"""Dates as a language writes them."""

from collections.abc import Iterable
from datetime import UTC, datetime

from notes_site.model import RenderedNote, is_whole_day


def machine_date(moment: datetime) -> str:
    """Return `moment` as the `datetime` attribute of HTML has it."""
    return moment.date().isoformat() if is_whole_day(moment) else moment.isoformat()


def last_change(note: RenderedNote) -> datetime:
    """Return when `note` was published or, if that came later, updated, by its history too."""
    front = note.source.front
    changes = (change.date for change in front.history)
    return max([note.date, front.updated or note.date, *changes])


def newest_change(notes: Iterable[RenderedNote]) -> datetime | None:
    """Return the last change of all `notes`; None where there are none with a date."""
    return max((last_change(note) for note in notes if note.source.front.date), default=None)


def modified_date(notes: Iterable[RenderedNote]) -> str:
    """Return the day of the last change of all `notes`; empty where there are none with a date."""
    moment = newest_change(notes)
    return machine_date(moment) if moment else ""


def timestamp(moment: datetime | None) -> str:
    """Return `moment` as feeds have it: `2024-05-31T00:00:00Z`; the epoch for None.

    Rule: `date-time` of RFC 3339, as RFC 4287, 3.3 asks for.
    """
    moment = moment or datetime.fromtimestamp(0, UTC)
    return moment.isoformat().replace("+00:00", "Z")
