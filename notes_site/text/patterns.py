"""Patterns that are compiled when they are first used."""

import re
from typing import Any, cast


def lazy_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` does, compiled when it is first used.

    For what few notes have: to compile all patterns takes a tenth of the time in which one edited
    note is built. What is asked of every note is compiled at once, which makes each call shorter.
    """
    return cast("re.Pattern[str]", _LazyPattern(pattern, flags))


class _LazyPattern:
    """Stands for a compiled pattern, whose methods it gets one by one."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a pattern has
        """Return what the compiled pattern has, and keep it, so that this is called once for it."""
        value = getattr(re.compile(*self._given), name)
        setattr(self, name, value)
        return value
