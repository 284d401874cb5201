"""The addresses in HTML that an author typed."""

import re
from collections.abc import Callable
from html import unescape

from markupsafe import escape

# Open tags as CommonMark 0.31.2 defines them (6.6); comments and the texts of scripts and style
# sheets are found first, so that nothing within them is taken for a tag.
_TAG = re.compile(
    r"""<!--.*?-->|<(?P<raw>script|style|textarea)\b.*?</(?P=raw)\s*>|<[a-z][a-z0-9-]*(?:"""
    r"""\s+[a-z_:][\w.:-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*/?>""",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"""(?P<before>\s)(?P<name>href|src|poster|srcset)\s*=\s*"""
    r"""(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'=<>`]+))""",
    re.IGNORECASE,
)
_CANDIDATE = re.compile(r"\s*(?P<url>[^\s,]\S*[^\s,]|[^\s,])(?P<size>\s+[\d.]+[wx])?\s*(?:,|$)")
"""An image of `srcset` (HTML Standard, 4.8.4.2.1)."""


def rewrite_addresses(html: str, rewrite: Callable[[str, int], str]) -> str:
    """Return `html` with what `rewrite` gives for every address in it.

    Args:
        html: as an author typed it; whole tags.
        rewrite: gets an address and the number of line breaks before its tag.
    """

    def rewrite_tag(tag: re.Match[str]) -> str:
        if tag[0].startswith("<!--") or tag["raw"]:
            return tag[0]
        lines = html.count("\n", 0, tag.start())

        def rewrite_attribute(attribute: re.Match[str]) -> str:
            value = unescape(attribute["double"] or attribute["single"] or attribute["bare"] or "")
            if attribute["name"].lower() == "srcset":
                value = ", ".join(
                    rewrite(image["url"], lines) + (image["size"] or "")
                    for image in _CANDIDATE.finditer(value)
                )
            elif value:
                value = rewrite(value, lines)
            return f'{attribute["before"]}{attribute["name"]}="{escape(value)}"'

        return _ATTRIBUTE.sub(rewrite_attribute, tag[0])

    return _TAG.sub(rewrite_tag, html)
