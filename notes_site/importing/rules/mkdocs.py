"""Rules of MkDocs: extensions of Python-Markdown that Material for MkDocs uses."""

import re
import textwrap

from notes_site.importing.rules.rule import make_rule


def _tab(match: re.Match[str]) -> str:
    lines = [line.removeprefix(match["indent"]) for line in match["body"].rstrip().split("\n")]
    body = "\n".join(re.sub(r"^(?: {4}|\t)", "", line) for line in lines).strip("\n")
    return textwrap.indent(f"\n**{match['name']}**\n\n{body}\n\n", match["indent"])


def _keys(match: re.Match[str]) -> str:
    names = (key.strip('"').capitalize() for key in match["keys"].split("+"))
    return "+".join(f"<kbd>{name}</kbd>" for name in names)


def _width(match: re.Match[str]) -> str:
    width = re.search(r"width=\"?(?P<width>\d+)(?P<unit>%)?", match[0])
    return f"{{width={width['width']}{width['unit'] or ''}}}" if width else ""


_ATTRIBUTE = r"(?:\.[\w-]+|[\w-]+=(?:\"[^\"\n]*\"|[\w-]+))"

MKDOCS = (
    make_rule("admonitions without a text", r"^(?P<indent>[ \t]*)(?:!!!|\?\?\?\+?)[ \t]+[\w-]+[ \t]+\"(?P<title>[^\"\n]*)\"[ \t]*(?:\n|\Z)(?!(?:[ \t]*\n)*(?P=indent)(?: {4}|\t))", r"\g<indent>> [!NOTE] \g<title>\n"),
    make_rule("tabs", r"^(?P<indent>[ \t]*)===[+!]?[ \t]+\"(?P<name>[^\"\n]*)\"[ \t]*\n(?P<body>(?:(?P=indent)(?: {4}|\t)[^\n]*(?:\n|\Z)|[ \t]*\n)+)", _tab, is_of_whole=True, is_nested=True),
    make_rule("keys of the keyboard", r"(?<!\S)\+\+(?P<keys>[a-z0-9\"-]+(?:\+[a-z0-9\"-]+)*)\+\+(?!\S)", _keys),
    make_rule("inserted text", r"\^\^(?P<text>[^\^\n]+)\^\^", r"<ins>\g<text></ins>"),
    make_rule("attributes of MkDocs", r"[ \t]*\{:?[ \t]+[.#][\w-][^{}\n]*\}[ \t]*$", ""),
    make_rule("attributes of pictures and links", rf"(?<=\))\{{[ \t]*{_ATTRIBUTE}(?:[ \t]+{_ATTRIBUTE})*[ \t]*\}}", _width),
)  # fmt: skip
"""Admonitions are read by the dialect itself."""
