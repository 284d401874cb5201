"""The size of an SVG."""

import re
from xml.parsers import expat

from notes_site.pictures.picture import Picture

_HEAD_BYTES = 1_000_000
"""The root element begins before; only comments and definitions stand in front of it."""

_LENGTH = re.compile(r"\s*(\d*\.?\d+(?:e[+-]?\d+)?)\s*([a-z]*)\s*", re.IGNORECASE)
_PX = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}
"""Unit → CSS pixels (CSS Values 4, 6.2)."""

_NO_SVG = "it is no SVG; save it anew, or with the suffix it needs"
_MOST_PX = 100_000


def read_svg(content: bytes) -> Picture:
    """Return the size of an SVG: what its root element says, or else its view box.

    Rule: SVG 2, 7.2 and 8.2. A file whose root says neither has no size.
    """
    root: list[tuple[str, dict[str, str]]] = []

    def open_element(name: str, attributes: dict[str, str]) -> None:
        if not root:
            root.append((name.rpartition(":")[2], attributes))

    parser = expat.ParserCreate()
    parser.StartElementHandler = open_element
    try:
        # Never to the end: what stands behind the root's tag says nothing of the size.
        for start in range(0, min(len(content), _HEAD_BYTES), _CHUNK_BYTES):
            parser.Parse(content[start : start + _CHUNK_BYTES])
            if root:
                break
    except (expat.ExpatError, ValueError, LookupError):  # the last two: unknown encodings
        pass  # a slip behind the root's tag is the browser's to tell
    if not root or root[0][0] != "svg":
        return Picture(problem=_NO_SVG)
    attributes = root[0][1]
    box = [float(each) for each in re.findall(_NUMBER, attributes.get("viewBox", ""))]
    box_width, box_height = box[2:4] if len(box) == _BOX_PARTS else (0.0, 0.0)
    ratio = box_width / box_height if box_width > 0 < box_height else 0.0
    width = _length(attributes.get("width", ""))
    height = _length(attributes.get("height", ""))
    if not width and not height:
        width, height = box_width, box_height
    elif ratio:
        width, height = width or height * ratio, height or width / ratio
    if not (0 < width < _MOST_PX and 0 < height < _MOST_PX):
        return Picture()
    return Picture(width_px=max(round(width), 1), height_px=max(round(height), 1))


def _length(text: str) -> float:
    """Return a length in CSS pixels; 0 for one that depends on where the picture stands."""
    match = _LENGTH.fullmatch(text)
    return float(match[1]) * _PX.get(match[2].lower(), 0.0) if match else 0.0


_CHUNK_BYTES = 16_384
_NUMBER = r"[+-]?\d*\.?\d+(?:[eE][+-]?\d+)?"
_BOX_PARTS = 4
