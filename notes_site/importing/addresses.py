"""Addresses that posts had in other tools."""

import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from urllib.parse import unquote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_PLACE = re.compile(r":[A-Za-z_]+|\{[A-Za-z_]+\}")


def urlize(text: str) -> str:
    r"""Return a title as Hugo writes it in an address.

    Rule: `Sanitize` in Hugo's `common/paths`: letters, numbers, marks and `./\_#+~-@` stay, blanks
    between them are one `-` where there is none, everything else goes.
    """
    parts: list[str] = []
    has_blank = False
    for character in text:
        if unicodedata.category(character)[0] in "LNM" or character in "./\\_#+~-@":
            if has_blank and character != "-":
                parts.append("-")
            has_blank = False
            parts.append(character)
        elif character.isspace() and parts and parts[-1] != "-":
            has_blank = True
    return "".join(parts)


def urlize_path(path: str) -> str:
    """Return the path of a file as Hugo writes it in an address: each blank is a `-`."""
    return urlize(path.replace(" ", "-"))


def fill_permalink(pattern: str, values: Mapping[str, str]) -> str:
    """Return the path of a post by a pattern such as `/:year/:month/:title/`.

    A place that has no value is left out, with the slash behind it.
    """

    def fill(match: re.Match[str]) -> str:
        return values.get(match[0].strip(":{}").lower(), "")

    path = re.sub(r"/{2,}", "/", f"/{_PLACE.sub(fill, pattern)}")
    return unquote(path)


def date_values(date: str, timezone: str = "") -> dict[str, str]:
    """Return what a permalink may say of a date such as `2020-01-31T08:00:00+08:00`.

    Args:
        date: a day, or a time with its offset.
        timezone: name of the zone whose day counts; empty for the date's own.
    """
    if not date:
        return {}
    at = datetime.fromisoformat(date)
    if timezone and at.tzinfo:
        with suppress(ZoneInfoNotFoundError, ValueError):
            at = at.astimezone(ZoneInfo(timezone))
    return {
        "year": f"{at.year:04}", "month": f"{at.month:02}", "day": f"{at.day:02}",
        "i_month": str(at.month), "i_day": str(at.day), "hour": f"{at.hour:02}",
        "minute": f"{at.minute:02}", "second": f"{at.second:02}", "short_year": f"{at.year % 100:02}",
        "monthname": at.strftime("%B").lower(), "yearday": at.strftime("%j"), "y_day": at.strftime("%j"),
    }  # fmt: skip


def as_note_pattern(pattern: str) -> str:
    """Return a permalink as `urls.note` writes it; empty where that cannot be."""
    named = {
        ":year": "{year}", ":month": "{month}", ":day": "{day}", ":title": "{slug}", ":slug": "{slug}",
        ":name": "{slug}", ":filename": "{slug}", ":contentbasename": "{slug}", ":slugorfilename": "{slug}",
    }  # fmt: skip
    made = _PLACE.sub(lambda match: named.get(match[0].lower(), "\0"), f"/{pattern.strip('/')}/")
    return made if "{slug}" in made and "\0" not in made and "." not in made else ""
