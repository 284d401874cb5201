"""SVG without programs: what a browser may open as a page of its own.

Rule: SVG 2, 15 (scripting), 16 (linking) and SMIL's animation of attributes: whatever runs, or loads
something from elsewhere, is taken out.
"""

import re
from io import BytesIO
from xml.etree import ElementTree as ET

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_REFUSED = {
    "script", "foreignobject", "iframe", "embed", "object", "audio", "video", "canvas", "handler",
    "listener", "link", "meta", "base", "html", "body", "form", "input", "button", "textarea",
}  # fmt: skip
_ANIMATIONS = {"animate", "set", "animatetransform", "animatemotion", "animatecolor"}
_LOADING = re.compile(r"@import|expression\s*\(|url\s*\(\s*[\"']?\s*(?!#|[\"']?#)", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*>", re.IGNORECASE)
_SAFE_DATA = re.compile(r"data:image/(?:png|jpeg|gif|webp);", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_MOST_DEPTH = 200

for _prefix, _name in (("", _SVG), ("xlink", _XLINK)):
    ET.register_namespace(_prefix, _name)


def safe_svg(text: str) -> bytes | None:
    """Return an SVG without what could run; None for what is no SVG."""
    content = _DOCTYPE.sub(b"", text.encode("utf-8", "replace"), count=1)
    if b"<!ENTITY" in content or b"<!DOCTYPE" in content.upper():
        return None  # entities are for what one would not see here
    try:
        root = _parse(content)
    except (ET.ParseError, ValueError, LookupError):  # the last: an encoding that nobody knows
        return None
    if root is None or _local(root.tag) != "svg":
        return None
    _clean(root)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _parse(content: bytes) -> ET.Element | None:
    """Return the root; None where elements are nested too deep to be a picture."""
    depth = 0
    root = None
    # Its text holds no DOCTYPE any more, and so no entities either.
    for event, element in ET.iterparse(BytesIO(content), events=("start", "end")):  # noqa: S314
        depth += 1 if event == "start" else -1
        if depth > _MOST_DEPTH:
            return None
        root = root if root is not None else element
    return root


def _local(name: object) -> str:
    """Return the name of an element or attribute without its namespace, in lower case."""
    return name.rpartition("}")[2].lower() if isinstance(name, str) else ""


def _clean(element: ET.Element) -> None:
    for name in [*element.attrib]:
        if not _is_safe(element, name, element.attrib[name]):
            del element.attrib[name]
    if _local(element.tag) == "style" and _LOADING.search(element.text or ""):
        element.text = ""
    for child in [*element]:
        if _is_refused(child):
            _remove(element, child)
        else:
            _clean(child)


def _is_refused(element: ET.Element) -> bool:
    name = _local(element.tag)
    namespace = element.tag[1:].partition("}")[0] if element.tag[:1] == "{" else ""
    target = next(
        (value for key, value in element.attrib.items() if _local(key) == "attributename"), ""
    )
    moves_link = name in _ANIMATIONS and (
        _local(target.rpartition(":")[2]) == "href" or target.lower().startswith("on")
    )
    return name in _REFUSED or moves_link or namespace == "http://www.w3.org/1999/xhtml"


def _is_safe(element: ET.Element, name: str, value: str) -> bool:
    local = _local(name)
    if local.startswith("on"):
        return False
    squeezed = re.sub(r"[\x00-\x20]+", "", value)
    if local in {"href", "src"}:
        is_link = _local(element.tag) == "a" and _WEB.match(squeezed)
        return squeezed.startswith("#") or bool(_SAFE_DATA.match(squeezed) or is_link)
    return "javascript:" not in squeezed.lower() and not _LOADING.search(value)


def _remove(parent: ET.Element, child: ET.Element) -> None:
    """Take `child` out, and leave the text behind it."""
    index = list(parent).index(child)
    if child.tail:
        if index:
            before = parent[index - 1]
            before.tail = (before.tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)
