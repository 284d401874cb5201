"""HTML that a program wrote as its output, without programs: tables, and what nh3 lets through.

Rule: ammonia's (nh3) elements and attributes that run nothing, less those that load something.
"""

import re
from functools import cache
from typing import Any

_TABLE_TAGS = {
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "br",
    "b",
    "i",
    "em",
}
_TABLE_TAGS |= {"strong", "code", "sub", "sup", "a", "img", "small"}
_CELL = {"colspan", "rowspan", "style"}
_WITH_CONTENT = {"script", "style", "template", "noscript", "object", "svg", "math", "textarea"}
_WITH_CONTENT |= {"select", "button", "iframe", "canvas", "title", "head"}
_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SHOWN = re.compile(r"<(?:img|hr)\b", re.IGNORECASE)
_SCRIPTED = re.compile(r"<script\b|\son\w+\s*=", re.IGNORECASE)


@cache
def _make_cleaner(*, is_table: bool) -> Any:  # noqa: ANN401 - nh3 has no name for its type
    import nh3

    attributes = {name: set(given) for name, given in nh3.ALLOWED_ATTRIBUTES.items()}
    attributes |= {name: set(_CELL) for name in ("td", "th")}
    attributes["img"] = {"alt", "height", "src", "title", "width"}
    attributes["a"] = {"href", "title"}
    if not is_table:
        attributes["*"] = {"title", "lang", "dir"}
    tags = _TABLE_TAGS if is_table else nh3.ALLOWED_TAGS | {"details", "summary"}
    return nh3.Cleaner(
        tags=tags,
        attributes=attributes,
        clean_content_tags=_WITH_CONTENT - tags,
        url_schemes={"http", "https", "mailto", "data"},
        attribute_filter=_only_pictures,
        filter_style_properties={"text-align"},
        link_rel="noopener",
    )


def _only_pictures(element: str, name: str, value: str) -> str | None:
    """Return the value of an attribute; None for data that is no picture of pixels."""
    if value.strip().lower().startswith("data:"):
        is_picture = re.match(r"\s*data:image/(?:png|jpeg|gif|webp);base64,", value, re.IGNORECASE)
        return value if (element, name) == ("img", "src") and is_picture else None
    return value


def find_table(html: str) -> str:
    """Return the table that an output is, cleaned; empty where it is more than one table.

    What stands around it, such as the size that pandas writes, is left out.
    """
    if html.lower().count("<table") != 1 or not (tables := _TABLE.findall(html)):
        return ""
    cleaned: str = _make_cleaner(is_table=True).clean(tables[0])
    return cleaned.strip() if _has_content(cleaned) else ""


def safe_html(html: str) -> str:
    """Return `html` without what could run; empty where nothing is left that could be seen."""
    cleaned: str = _make_cleaner(is_table=False).clean(html)
    return cleaned.strip() if _has_content(cleaned) else ""


def has_scripts(html: str) -> bool:
    """Tell whether there is a program in `html`."""
    return bool(_SCRIPTED.search(html))


def _has_content(html: str) -> bool:
    return bool(_TAG.sub("", html).strip() or _SHOWN.search(html))
