"""Dates as a language writes them."""

from datetime import datetime
from functools import cache

from notes_site.model import is_whole_day
from notes_site.words import find_locale


@cache
def format_day(moment: datetime, tag: str) -> str:
    """Return the day of `moment` in the language with BCP 47 `tag`: `8 March 2025`.

    Rule: the long date format of CLDR, by Babel.
    """
    from babel.dates import format_date

    return format_date(moment.date(), format="long", locale=find_locale(tag))


def machine_date(moment: datetime) -> str:
    """Return `moment` as the `datetime` attribute of HTML has it."""
    return moment.date().isoformat() if is_whole_day(moment) else moment.isoformat()
