"""Nesting of the elements that somebody typed as HTML."""

import re
from collections import Counter
from collections.abc import Iterator

from msgspec import Struct, field

from notes_site.text.patterns import lazy_pattern

MOST_OPEN = 400
"""Elements within elements. Browsers nest no more than 512, and whoever reads HTML as they do
takes the square of the number."""

_TAG = lazy_pattern(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|textarea|title|xmp)\b.*?(?:</(?P=raw)\s*>|\Z)"
    r"""|<(?P<end>/?)(?P<name>[a-z][a-z0-9-]*)(?:"[^"]*"|'[^']*'|[^"'<>])*?(?P<whole>/?)>""",
    re.IGNORECASE | re.DOTALL,
)
_RAW = frozenset(["script", "style", "textarea", "title", "xmp"])
"""Elements that hold text and no tags; in a paragraph, start and end are pieces of their own."""

_ENDED_BY_OTHERS = frozenset(
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

_FOREIGN = frozenset(["svg", "math"])
"""Elements in which `<path/>` is whole; elsewhere `<div/>` is open."""

_OLD_IMAGE = "image"
"""Outside of SVG browsers take it for `img`, which holds nothing."""


class Tag(Struct, frozen=True):
    """A tag of an element that can be open."""

    name: str
    """In lower case."""

    is_end: bool
    written: str
    start: int
    """Where it stands in its piece of HTML."""


class TagReader(Struct):
    """Reads the tags of pieces of HTML that follow one another."""

    foreign: int = 0
    """How many of `_FOREIGN` are open."""

    def read(self, html: str) -> Iterator[Tag]:
        """Yield the tags of one more piece, those aside of elements that end by themselves."""
        for match in _TAG.finditer(html):
            name, is_end = (match["name"] or "").lower(), bool(match["end"])
            if not name or name in _ENDED_BY_OTHERS or name in _RAW:
                continue
            if name in _FOREIGN:
                self.foreign += -1 if is_end else 1
            if self.foreign > 0 and match["whole"]:
                continue
            if self.foreign > 0 or name != _OLD_IMAGE:
                yield Tag(name, is_end, match[0], match.start())


class OpenElements(Struct):
    """Counts the elements that are open in pieces of HTML that follow one another."""

    names: Counter[str] = field(default_factory=Counter)
    """Name in lower case → how many of them are open."""

    depth: int = 0
    tags: TagReader = field(default_factory=TagReader)

    def read(self, html: str) -> bool:
        """Read one more piece, and tell whether no more are open in it than `MOST_OPEN`.

        An end tag closes an element of its own name, wherever that was opened.
        """
        is_within = True
        for tag in self.tags.read(html):
            step = 1 if not tag.is_end else -1 if self.names[tag.name] else 0
            self.names[tag.name] += step
            self.depth += step
            is_within = is_within and self.depth <= MOST_OPEN
        return is_within


def is_too_deep(html: str) -> bool:
    """Tell whether more elements than `MOST_OPEN` are within one another in `html`."""
    return not OpenElements().read(html)
