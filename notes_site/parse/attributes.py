"""Attributes in braces, as Pandoc has them: `{#id .class key="value" flag}`."""

import re
from collections.abc import Mapping

from msgspec import Struct

from notes_site.text.patterns import lazy_pattern

_ATTRIBUTE = lazy_pattern(
    r"""\#(?P<id>[^\s{}#"']+)
      | \.(?P<css_class>[^\s{}."'=]+)
      | (?P<name>[\w:-]+)\s*=\s*(?:"(?P<double>(?:\\.|[^"\\])*)"|'(?P<single>[^']*)'|(?P<bare>[^\s{}"']+))
      | (?P<flag>[\w-]+)""",
    re.VERBOSE,
)


class Attributes(Struct, frozen=True):
    """The attributes between braces."""

    id: str = ""
    classes: tuple[str, ...] = ()
    values: Mapping[str, str] = {}
    flags: frozenset[str] = frozenset()


def read_attributes(written: str) -> Attributes:
    """Return the attributes that `written` holds, with its braces or without."""
    given = ""
    classes = []
    values = {}
    flags = set()
    for match in _ATTRIBUTE.finditer(written.strip().removeprefix("{").removesuffix("}")):
        if match["id"]:
            given = match["id"]
        elif match["css_class"]:
            classes.append(match["css_class"])
        elif match["name"]:
            double = match["double"]
            value = re.sub(r"\\(.)", r"\1", double) if double is not None else match["single"]
            values[match["name"]] = value if value is not None else match["bare"]
        else:
            flags.add(match["flag"])
    return Attributes(given, tuple(classes), values, frozenset(flags))
