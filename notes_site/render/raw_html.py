"""The addresses in HTML that an author typed."""

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape

from markupsafe import escape

from notes_site.text.patterns import lazy_pattern

# Open tags as CommonMark 0.31.2 defines them (6.6); comments and the texts of scripts and style
# sheets are found first, so that nothing within them is taken for a tag. What never ends, ends
# with the HTML, as browsers have it; to look for more behind it would take the square of its length.
_TAG = lazy_pattern(
    r"""<!--.*?(?:-->|\Z)|<(?P<raw>script|style|textarea)\b.*?(?:</(?P=raw)\s*+>|\Z)|"""
    r"""<(?P<name>[a-z][a-z0-9-]*)(?:"""
    r"""\s++[a-z_:][\w.:-]*+(?:\s*+=\s*+(?:"[^"]*"|'[^']*'|[^\s"'=<>`]++))?)*+\s*+/?>""",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"""(?P<before>\s)(?P<name>href|src|poster|srcset)\s*=\s*"""
    r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'=<>`]+))""",
    re.IGNORECASE,
)
_ANY_ATTRIBUTE = re.compile(
    r"""\s(?P<name>[a-z_:][\w.:-]*)(?:\s*=\s*"""
    r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'=<>`]+)))?""",
    re.IGNORECASE,
)
_TYPE = re.compile(r"""\stype\s*=\s*["']?([\w/+.-]+)""", re.IGNORECASE)
_CANDIDATE = re.compile(r"(?P<url>[^\s,]\S*[^\s,]|[^\s,])(?P<size> [\d.]+[wx])? ?(?:,|$)")
"""An image of `srcset` (HTML Standard, 4.8.4.2.1) whose blanks are single ones."""


def rewrite_addresses(html: str, rewrite: Callable[[str, int], str]) -> str:
    """Return `html` with what `rewrite` gives for every address in it.

    Args:
        html: as an author typed it; whole tags.
        rewrite: gets an address and the number of line breaks before its tag.
    """
    lines_before = _LineCount(html)

    def rewrite_tag(tag: re.Match[str]) -> str:
        if tag[0].startswith("<!--") or tag["raw"]:
            return tag[0]
        lines = lines_before(tag.start())

        def rewrite_attribute(attribute: re.Match[str]) -> str:
            value = _value(attribute)
            if attribute["name"].lower() == "srcset":
                value = ", ".join(
                    rewrite(image["url"], lines) + (image["size"] or "")
                    for image in _find_candidates(value)
                )
            elif value:
                value = rewrite(value, lines)
            return f'{attribute["before"]}{attribute["name"]}="{escape(value)}"'

        return _ATTRIBUTE.sub(rewrite_attribute, tag[0])

    return _TAG.sub(rewrite_tag, html)


def complete_images(
    html: str, complete: Callable[[Mapping[str, str], int], Mapping[str, str]]
) -> str:
    """Return `html` with what `complete` gives added to every `<img>` in it.

    Args:
        html: as an author typed it; whole tags.
        complete: gets the attributes of a tag, their names in lower case, and the number of line
            breaks before it; returns further ones.
    """
    lines_before = _LineCount(html)

    def complete_tag(tag: re.Match[str]) -> str:
        if (tag["name"] or "").lower() != "img":
            return tag[0]
        given = {each["name"].lower(): _value(each) for each in _ANY_ATTRIBUTE.finditer(tag[0])}
        added = complete(given, lines_before(tag.start()))
        text = "".join(f' {name}="{escape(value)}"' for name, value in added.items())
        end = len(tag[0]) - (2 if tag[0].endswith("/>") else 1)
        return f"{tag[0][:end].rstrip()}{text}{tag[0][end:]}" if text else tag[0]

    return _TAG.sub(complete_tag, html)


def find_addresses(html: str) -> Iterator[tuple[str, str, int]]:
    """Yield element, address, and line breaks before it, of what tags of `html` name.

    Scripts, textareas and style sheets are not looked at.
    """
    lines_before = _LineCount(html)
    for tag in _TAG.finditer(html):
        lines = lines_before(tag.start())
        for attribute in _ATTRIBUTE.finditer(tag[0]) if tag["name"] else ():
            value = _value(attribute)
            is_set = attribute["name"].lower() == "srcset"
            for address in [each["url"] for each in _find_candidates(value)] if is_set else [value]:
                yield tag["name"].lower(), address, lines


def find_ids(html: str) -> Iterator[str]:
    """Yield the `id`s that tags of `html` have, and the names of old anchors (`<a name="x">`)."""
    for tag in _TAG.finditer(html):
        for attribute in _ANY_ATTRIBUTE.finditer(tag[0]) if tag["name"] else ():
            name = attribute["name"].lower()
            if name == "id" or (name == "name" and tag["name"].lower() == "a"):
                yield _value(attribute)


def find_scripts(html: str) -> Iterator[tuple[str, int]]:
    """Yield address, empty for one that stands in `html` itself, and line breaks before a script.

    What has a type that no browser runs, such as `application/json`, is no script.
    """
    lines_before = _LineCount(html)
    for tag in _TAG.finditer(html):
        if "script" not in {(tag["raw"] or "").lower(), (tag["name"] or "").lower()}:
            continue
        opening = tag[0].partition(">")[0]
        given = _TYPE.search(opening)
        if given and given[1].lower() != "module" and "javascript" not in given[1].lower():
            continue
        found = [_value(each) for each in _ATTRIBUTE.finditer(opening) if each["name"] == "src"]
        yield (found[0] if found else ""), lines_before(tag.start())


def _find_candidates(srcset: str) -> Iterator[re.Match[str]]:
    return _CANDIDATE.finditer(" ".join(srcset.split()))


class _LineCount:
    """Counts line breaks before ever later positions of a text, each character once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._position = 0
        self._count = 0

    def __call__(self, position: int) -> int:
        self._count += self._text.count("\n", self._position, position)
        self._position = position
        return self._count


def _value(attribute: re.Match[str]) -> str:
    """Return what an attribute says, without blanks around it (URL Standard, 4.4, step 1)."""
    written = attribute["double"] or attribute["single"] or attribute["bare"] or ""
    return unescape(written).strip(" \t\n\f\r")
