"""Arguments of tags of Hugo, Hexo and Jekyll: `src="a.png" title='Loss' 300 lang:python`."""

from collections.abc import Mapping
from typing import NamedTuple

from notes_site.text.patterns import lazy_pattern

_ARGUMENT = lazy_pattern(
    r"""(?:(?P<name>[A-Za-z][\w-]*)\s*=\s*|(?P<option>lang|title|url|link|first_line|from|to|mark|wrap|line_number|highlight):(?=\S))?"""
    r"""(?:"(?P<double>(?:\\"|[^"])*)"|'(?P<single>[^']*)'|`(?P<ticks>[^`]*)`|(?P<bare>[^\s"'`=][^\s"`=]*))"""
)
"""An argument; Hexo's options of code have a colon, as addresses and words have too."""


class TagArguments(NamedTuple):
    """The arguments of a tag."""

    named: Mapping[str, str]
    """Name in lower case → value."""

    others: list[str]

    def first(self, *names: str) -> str:
        """Return the value of the first of these names that has one."""
        return next((self.named[name] for name in names if self.named.get(name)), "")


def read_arguments(written: str) -> TagArguments:
    """Return the arguments of a tag, without their quotes."""
    named = {}
    others = []
    for match in _ARGUMENT.finditer(written):
        values = (match[key] for key in ("double", "single", "ticks", "bare"))
        value = next(value for value in values if value is not None).replace('\\"', '"')
        if name := match["name"] or match["option"]:
            named[name.lower()] = value
        else:
            others.append(value)
    return TagArguments(named, others)
