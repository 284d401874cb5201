r"""KaTeX's formulas as MathML alone, for feeds.

A feed reader has no style sheet of KaTeX's, shows `annotation` as text where it does not
know MathML, and like every browser heeds no `mathvariant` but `normal`: so letters of
`\mathbb`, `\mathcal`, `\mathbf` become the Unicode characters that look so.

Rule: MathML Core, 2.2.2 (`mathvariant`); the characters are those of Unicode's block
Mathematical Alphanumeric Symbols.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from xml.etree import ElementTree as ET

from markupsafe import Markup

from notes_site.render.readable_tex.symbols import LETTERS

_MATHML = "http://www.w3.org/1998/Math/MathML"
_OPENING = '<span class="katex">'
_SPAN = re.compile(r"<(/?)span\b")
_STYLES = {
    "bold": "BOLD",
    "italic": "ITALIC",
    "bold-italic": "BOLD ITALIC",
    "sans-serif": "SANS-SERIF",
    "bold-sans-serif": "SANS-SERIF BOLD",
    "sans-serif-italic": "SANS-SERIF ITALIC",
    "monospace": "MONOSPACE",
}
"""`mathvariant` → what Unicode calls it."""

_COMMANDS = {"double-struck": "\\mathbb", "script": "\\mathcal", "fraktur": "\\mathfrak"}
"""`mathvariant` → the command whose letters look so; Unicode has some of these elsewhere."""


NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML document may hold, not even as references (XML 1.0, 2.2)."""


def feed_mathml(body: Markup) -> Markup:
    """Return a note's HTML with each of KaTeX's formulas as a `<math>` element."""
    html = str(body)
    parts: list[str] = []
    position = 0
    while (start := html.find(_OPENING, position)) >= 0:
        end = _find_span_end(html, start)
        opening, closing = html.index("<math", start), "</math>"
        math_end = html.index(closing, opening) + len(closing)
        parts += (html[position:start], _simplify(html[opening:math_end]))
        position = end
    return Markup("".join((*parts, html[position:])))


def _find_span_end(html: str, start: int) -> int:
    """Return the index behind the `</span>` of the span that begins at `start`."""
    depth = 0
    for match in _SPAN.finditer(html, start):
        depth += -1 if match[1] else 1
        if depth == 0:
            return html.index(">", match.start()) + 1
    return len(html)


def _simplify(math: str) -> str:
    """Return a `<math>` element of KaTeX's without annotation, its letters as Unicode."""
    root = ET.fromstring(NOT_XML.sub("", math))  # noqa: S314 - KaTeX's own output
    semantics = root[0]
    content = semantics[0]
    root.remove(semantics)
    root.extend(content if content.tag == f"{{{_MATHML}}}mrow" else [content])
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{_MATHML}}}")
        variant = element.attrib.pop("mathvariant", "")
        if variant == "normal":
            element.set("mathvariant", variant)
        elif variant and element.tag != "mtext":  # words stay words
            element.text = (element.text or "").translate(_letters(variant))
    root.set("xmlns", _MATHML)
    return ET.tostring(root, encoding="unicode")


@cache
def _letters(variant: str) -> Mapping[int, str]:
    """Return letter → the one that looks as `variant` asks, for `str.translate`."""
    if variant in _COMMANDS:
        return LETTERS[_COMMANDS[variant]]
    style = _STYLES.get(variant, "")
    named = re.compile(f"MATHEMATICAL {style} (?:CAPITAL|SMALL|DIGIT) ")
    characters = map(chr, range(0x1D400, 0x1D800))
    return {
        ord(unicodedata.normalize("NFKC", character)): character
        for character in characters
        if named.match(unicodedata.name(character, ""))
    }
