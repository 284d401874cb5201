"""The time of a build, which decides which notes are still to come."""

import os
import re
from datetime import UTC, datetime

from notes_site.errors import ConfigError, Place, Problem

VARIABLE = "SOURCE_DATE_EPOCH"


def read_clock() -> datetime:
    """Return the time now, or the one that SOURCE_DATE_EPOCH sets for builds that shall be alike.

    Raises:
        ConfigError: the variable holds no time.

    Rule: https://reproducible-builds.org/specs/source-date-epoch/, seconds since 1970 in UTC.
    """
    written = os.environ.get(VARIABLE, "")
    if not written:
        return datetime.now(UTC)
    if re.fullmatch(r"[0-9]{1,12}", written):
        seconds = int(written)
        if seconds <= _LAST.timestamp():
            return datetime.fromtimestamp(seconds, UTC)
    text = f"`{written}` is not a time in seconds since 1970; unset it, or write such as 1717200000"
    raise ConfigError([Problem(place=Place(path=VARIABLE), kind="settings", text=text)])


_LAST = datetime(9999, 12, 30, tzinfo=UTC)  # a day less: a note's date may be hours ahead
