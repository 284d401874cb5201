"""Callouts of other tools."""

import re

CALLOUTS = {
    "note": "NOTE", "info": "NOTE", "primary": "NOTE", "default": "NOTE", "abstract": "NOTE", "quote": "NOTE", "example": "NOTE",
    "question": "NOTE", "simple": "NOTE", "tip": "TIP", "success": "TIP", "hint": "TIP", "check": "TIP", "important": "IMPORTANT",
    "warning": "WARNING", "warn": "WARNING", "attention": "WARNING", "danger": "CAUTION", "error": "CAUTION", "caution": "CAUTION", "bug": "CAUTION", "failure": "CAUTION",
}  # fmt: skip
"""Kind in another tool → the nearest of this dialect."""

_QUOTED = re.compile(r"\n(?:>[^\n]*\n)+>[ \t]*")


def callout(kind: str, title: str, body: str) -> str:
    """Return a callout around `body`, of the kind that is nearest to another tool's."""
    kind = CALLOUTS.get(kind.strip().lower(), "NOTE")
    lines = body.strip("\n").split("\n")
    head = f"> [!{kind}] {title.strip()}".rstrip()
    if _QUOTED.fullmatch(body):  # the tag stands in a quotation, and so does what it becomes
        inner = "\n".join(line[1:].removeprefix(" ") for line in lines[:-1]).strip("\n")
        return "\n".join([head, *(f"> > {line}".rstrip() for line in inner.split("\n"))])
    return "\n".join(["", head, *(f"> {line}".rstrip() for line in lines), ""])
