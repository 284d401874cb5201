"""Nesting of the elements that somebody typed as HTML."""

import re
from collections import Counter

from msgspec import Struct, field

from notes_site.text.patterns import lazy_pattern

MOST_OPEN = 400
"""Elements within elements. Browsers nest no more than 512, and whoever reads HTML as they do
takes the square of the number."""

_TAG = lazy_pattern(
    r"<!--.*?(?:-->|\Z)|<(/?)([a-z][a-z0-9-]*)[^<>]*?(/?)>", re.IGNORECASE | re.DOTALL
)
ENDED_BY_OTHERS = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dt",
        "dd",
        "option",
        "thead",
        "tbody",
        "tfoot",
    ]
)
"""Elements that hold nothing, or that the next of their kind ends (HTML Standard, 13.1.2.4)."""

_FOREIGN = ("svg", "math")
"""Elements in which `<path/>` is whole; elsewhere `<div/>` is open."""


class OpenElements(Struct):
    """Counts the elements that are open in pieces of HTML that follow one another."""

    names: Counter[str] = field(default_factory=Counter)
    """Name in lower case → how many of them are open."""

    depth: int = 0

    def read(self, html: str) -> bool:
        """Read one more piece, and tell whether no more are open in it than `MOST_OPEN`.

        An end tag closes an element of its own name, wherever that was opened.
        """
        is_within = True
        for end, written, is_whole in _TAG.findall(html):
            name = written.lower()
            if not name or name in ENDED_BY_OTHERS:
                continue
            if end:
                step = -1 if self.names[name] else 0
            else:
                step = 0 if is_whole and any(self.names[each] for each in _FOREIGN) else 1
            self.names[name] += step
            self.depth += step
            is_within = is_within and self.depth <= MOST_OPEN
        return is_within


def is_too_deep(html: str) -> bool:
    """Tell whether more elements than `MOST_OPEN` are within one another in `html`."""
    return not OpenElements().read(html)
