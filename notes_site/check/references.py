"""The addresses in a written file, and the ids in it that others may name."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import PurePosixPath
from xml.etree import ElementTree as ET

from msgspec import Struct, field

_CSS_URL = re.compile(r"""url\(\s*(?P<quote>['"]?)(?P<url>.*?)(?P=quote)\s*\)""")
_REFRESH = re.compile(r"\s*\d+\s*;\s*url=(?P<url>.*)", re.IGNORECASE)
_IMAGE = re.compile(r"\s*(?P<url>[^\s,]\S*[^\s,]|[^\s,])(?:\s+[\d.]+[wx])?\s*(?:,|$)")
_TEXT_URL = re.compile(r"https?://[^\s<>()\[\]\"'`]+")
_ADDRESSES = frozenset(["href", "src", "poster", "action", "data"])
_META_ADDRESSES = frozenset(["og:url", "og:image", "twitter:image"])
_JSON_ADDRESSES = frozenset(["url", "home_page_url", "feed_url", "next_url", "icon", "image"])
_XML_ADDRESSES = frozenset(["loc", "uri", "icon", "logo"])


class Reference(Struct, frozen=True):
    """An address as a file has it."""

    target: str
    line: int
    """1-based."""


class Contents(Struct):
    """The addresses in a file, and the ids that others may name."""

    references: list[Reference] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)


def read_contents(path: str, text: str) -> Contents:
    """Return the contents of the file at `path`; nothing for a kind that holds no addresses."""
    contents = Contents()
    read = _READERS.get(PurePosixPath(path).suffix)
    if read is not None:
        read(text, contents)
    return contents


def _read_html(text: str, contents: Contents) -> None:
    reader = _HtmlReader(contents)
    reader.feed(text)
    reader.close()


class _HtmlReader(HTMLParser):
    """Collects addresses and ids."""

    def __init__(self, contents: Contents) -> None:
        super().__init__(convert_charrefs=False)
        self._contents = contents

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" or (name == "name" and tag == "a"):
                self._contents.anchors.add(value or "")
            elif name in _ADDRESSES:
                self._add(value or "")
            elif name == "srcset":
                for image in _IMAGE.finditer(value or ""):
                    self._add(image["url"])
            elif name == "style" and "url(" in (value or ""):
                for match in _CSS_URL.finditer(value or ""):
                    self._add(match["url"])
        if tag == "meta":
            self._read_meta(dict(attrs))

    handle_startendtag = handle_starttag

    def _read_meta(self, attrs: Mapping[str, str | None]) -> None:
        content = attrs.get("content") or ""
        if attrs.get("property") in _META_ADDRESSES or attrs.get("name") in _META_ADDRESSES:
            self._add(content)
        elif attrs.get("http-equiv") == "refresh" and (match := _REFRESH.match(content)):
            self._add(match["url"])

    def _add(self, target: str) -> None:
        self._contents.references.append(Reference(target, self.getpos()[0]))


def _read_css(text: str, contents: Contents) -> None:
    for match in _CSS_URL.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        contents.references.append(Reference(match["url"], line))


def _read_xml(text: str, contents: Contents) -> None:
    for element in ET.fromstring(text).iter():  # noqa: S314 - the program wrote it
        content = element.text or ""
        if target := element.get("href"):
            contents.references.append(Reference(target, 1))
        if element.tag.rpartition("}")[2] in _XML_ADDRESSES:
            contents.references.append(Reference(content, 1))
        if element.get("type") == "html":
            _read_fragment(content, contents)


def _read_json(text: str, contents: Contents) -> None:
    for key, value in _strings(json.loads(text)):
        if key == "content_html":
            _read_fragment(value, contents)
        elif key in _JSON_ADDRESSES:
            contents.references.append(Reference(value, 1))


def _read_fragment(html: str, contents: Contents) -> None:
    """Add what the HTML of a feed's entry refers to; nothing can refer to a place in it."""
    inner = Contents()
    _read_html(html, inner)
    contents.references += (Reference(each.target, 1) for each in inner.references)


def _strings(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield the strings in a JSON value, each with the key it stands at."""
    match value:
        case dict():
            for name, inner in value.items():
                yield from _strings(inner, name)
        case list():
            for inner in value:
                yield from _strings(inner, key)
        case str():
            yield key, value


def _read_text(text: str, contents: Contents) -> None:
    for match in _TEXT_URL.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        contents.references.append(Reference(match[0].rstrip(".,;:!?*_"), line))


_READERS: Mapping[str, Callable[[str, Contents], None]] = {
    ".html": _read_html,
    ".css": _read_css,
    ".xml": _read_xml,
    ".json": _read_json,
    ".txt": _read_text,
}

READABLE = tuple(_READERS)
"""Suffixes of the files that hold addresses."""
