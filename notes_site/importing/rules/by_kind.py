"""Rules of each kind of blog."""

import re
from collections.abc import Mapping, Sequence

from notes_site.importing.blog import SourceKind
from notes_site.importing.rules.callouts import callout
from notes_site.importing.rules.distill import DISTILL
from notes_site.importing.rules.kramdown import KRAMDOWN
from notes_site.importing.rules.liquid import LIQUID
from notes_site.importing.rules.mkdocs import MKDOCS
from notes_site.importing.rules.quarto import CONTAINERS, QUARTO
from notes_site.importing.rules.rule import Rule, make_rule
from notes_site.importing.rules.shortcodes import SHORTCODES


def _aside(match: re.Match[str]) -> str:
    body = re.sub(
        r"^<img\b[^>]*>\s*", "", match["body"].strip()
    )  # its sign: a picture of Notion's,
    body = re.sub(r"^[^\w\s*\[$`<!>#~]+\s*", "", body)  # or a character
    return callout("note", "", body)


NOTION = (
    make_rule("callouts", r"<aside>\s*(?P<body>.*?)\s*</aside>", _aside),
)  # fmt: skip

VAULT = (
    make_rule("contents", r"^```[ \t]*(?:toc|table-of-contents)[ \t]*\n(?:(?!```)[^\n]*\n)*```[ \t]*$", "", is_of_whole=True),
)  # fmt: skip
"""What plugins of Obsidian fill."""

COMMON = (
    make_rule(
        "links within links",
        r"\]\(\[(?P<address>https?://[^\]\s]+)\](?:\((?:[^()\s]|\([^()\s]*\))*\))?\)",
        r"](\g<address>)",
    ),
    make_rule(
        "`<!--more-->`",
        r"^[ \t]*<!--\s*(?:more|truncate|read\s?more)\s*-->[ \t]*$",
        "<!-- more -->",
    ),
    make_rule(
        "links broken over lines",
        r"\[(?P<picture>!\[[^\]\n]*\]\([^()\s]*\))[ \t]*\n[ \t]*\]\(",
        r"[\g<picture>](",
    ),
    make_rule("line breaks of HTML", r"<br\s*/?>\s*</br>", "<br>"),
)

RULES: Mapping[SourceKind, Sequence[Rule]] = {
    SourceKind.HEXO: (*LIQUID, *COMMON),
    SourceKind.HUGO: (*SHORTCODES, *COMMON),
    SourceKind.JEKYLL: (*LIQUID, *DISTILL, *KRAMDOWN, *COMMON),
    SourceKind.QUARTO: (*QUARTO, *COMMON),
    SourceKind.NOTION: (*NOTION, *COMMON),
    SourceKind.MKDOCS: (*MKDOCS, *COMMON),
    SourceKind.VITEPRESS: (*CONTAINERS, *COMMON),
    SourceKind.DOCSIFY: COMMON,
    SourceKind.OBSIDIAN: (*VAULT, *COMMON),
    SourceKind.TYPORA: COMMON,
    SourceKind.FOLDER: (
        *VAULT,
        *LIQUID,
        *SHORTCODES,
        *COMMON,
    ),  # posts without their tool's settings
}
"""What is rewritten of each kind of blog, in this order."""
