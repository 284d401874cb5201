"""Markdown cells as parts of one text: what a cell opens, it closes.

Each cell is a text of its own in Jupyter, so that a fence, a comment or a list which is still open at its
end does not swallow the next one.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote

from notes_site.notebooks.file import joined
from notes_site.notebooks.outputs import EmbeddedFiles, write_out_pictures

_ATTACHMENT = re.compile(r"attachment:(?P<name>[^)\s\"'<>]+)")
_FENCE = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})(?P<info>[^\n]*)")
_RAW = re.compile(r" {0,3}<(?P<name>script|pre|style|textarea)\b", re.IGNORECASE)
_LIST = re.compile(r" {0,3}(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)")
_INDENTED = re.compile(r"(?: {2,}|\t)\S")
_ATX = re.compile(r" {0,3}#{1,6}[ \t]+(?P<text>.*?)(?:[ \t]+#+)?[ \t]*(?:\{[^{}]*\})?[ \t]*")
_SETEXT = re.compile(r" {0,3}(?:=+|-+)[ \t]*")
_HTML_HEADING = re.compile(r"\s*<h([1-6])\b[^>]*>(?P<text>.*?)</h\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


def read_markdown(
    text: str,
    attachments: Mapping[str, Mapping[str, Any]],
    files: EmbeddedFiles,
    tell: Callable[[int, str], None],
) -> str:
    """Return the text of a Markdown cell with its pictures written out, as many lines as before.

    Args:
        text: of the cell.
        attachments: name → media type → content in base64.
        files: gets the pictures.
        tell: gets the 1-based line of a mistake, and what is wrong there.
    """

    def replace(match: re.Match[str]) -> str:
        name = match["name"]
        found = attachments.get(name) or attachments.get(unquote(name)) or {}
        for mime, content in found.items() if isinstance(found, dict) else ():
            if url := files.add_encoded(mime, joined(content)):
                return url
        what = "is no picture" if found else "is not in this cell"
        tell(
            text.count("\n", 0, match.start()) + 1,
            f"the attachment {name} {what}; add the picture again",
        )
        return match[0]

    return write_out_pictures(_ATTACHMENT.sub(replace, text), files)


def closed(text: str) -> str:
    """Return the text of a cell with what is still open at its end closed, on lines of its own."""
    closing = ""
    for line in text.split("\n"):
        if closing:
            closing = _behind(line, closing)
        elif (fence := _FENCE.match(line)) and not ("`" in fence["mark"] and "`" in fence["info"]):
            closing = fence["mark"]
        elif raw := _RAW.match(line):
            end = f"</{raw['name'].lower()}>"
            closing = "" if end in line.lower() else end
        elif line.lstrip().startswith("<!--") and "-->" not in line:
            closing = "-->"
    return f"{text}\n{closing}" if closing else text


def _behind(line: str, closing: str) -> str:
    """Return what is still to be closed behind a line."""
    if closing[0] in "`~":
        typed = line.strip()
        is_end = (
            len(typed) >= len(closing)
            and not typed.strip(closing[0])
            and not line.startswith("    ")
        )
        return "" if is_end else closing
    return "" if closing in line.lower() else closing


def needs_divider(before: str, text: str) -> bool:
    """Tell whether a cell would go on with a list of the cell before it."""
    begins = next((line for line in text.split("\n") if line.strip()), "")
    if not (_LIST.match(begins) or _INDENTED.match(begins)):
        return False
    return any(_LIST.match(line) for line in before.split("\n"))


def find_heading(text: str) -> str:
    """Return the first heading of a cell, as typed; empty where there is none."""
    if html := _HTML_HEADING.match(text):
        return " ".join(_TAG.sub("", html["text"]).split())
    lines = text.split("\n")
    closing = ""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if closing:
            closing = _behind(line, closing)
        elif fence := _FENCE.match(line):
            closing = fence["mark"]
        elif atx := _ATX.fullmatch(line):
            return atx["text"].strip()
        elif line.strip() and _SETEXT.fullmatch(following) and not _LIST.match(line):
            return line.strip()
    return ""
