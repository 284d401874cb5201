"""Cells, containers and shortcodes of Quarto."""

import re

from notes_site.importing.rules.callouts import CALLOUTS, callout
from notes_site.importing.rules.rule import make_rule


def _named_div(name: str, title: str, body: str) -> str:
    """Return a container that a bare word opens: `::: tip Mind this`."""
    if name in CALLOUTS:
        return callout(name, title, body)
    if name == "details":
        return f"\n<details>\n<summary>{title or '…'}</summary>\n\n{body.strip()}\n\n</details>\n"
    return (f"\n**{title}**\n" if title else "") + f"\n{body.strip()}\n"


def _quarto_div(match: re.Match[str]) -> str:
    body, attributes = match["body"], match["attributes"] or ""
    if match["name"]:
        return _named_div(match["name"].lower(), match["title"].strip(), body)
    if kind := re.search(r"\.callout-(\w+)", attributes):
        title = re.search(r'title="([^"]*)"', attributes)
        heading = re.match(r"\s*#+[ \t]+([^\n]+)\n", body)
        if heading and not title:
            body = body[heading.end() :]
        return callout(kind[1], title[1] if title else heading[1] if heading else "", body)
    if re.search(
        r"\.(?:theorem|lemma|proof|definition|corollary|proposition|example|remark|exercise)|#(?:thm|lem|def|cor|prp|exm|exr)-",
        attributes,
    ):
        return match[0]
    return f"\n{body.strip()}\n"


CONTAINERS = (
    make_rule("containers", r"^(?P<indent>[ \t]*):{3,}[ \t]*(?:\{(?P<attributes>[^}\n]*)\}|(?P<name>[\w-]+)(?P<title>[^\n{:]*))[ \t]*:*[ \t]*\n(?P<body>(?:(?!^[ \t]*:{3,}[ \t]*[^\s:]).)*?)^[ \t]*:{3,}[ \t]*$", _quarto_div, is_nested=True),
)  # fmt: skip
"""Lines of `:::`, with classes in braces or a bare word, which VitePress has too."""

QUARTO = (
    make_rule("raw HTML", r"^(?P<fence>`{3,})[ \t]*\{=html\}[ \t]*\n(?P<body>.*?)^(?P=fence)[ \t]*$", r"\g<body>", is_of_whole=True),
    make_rule("executed cells", r"^(?P<fence>`{3,})[ \t]*\{(?:\.(?P<language>[\w+-]+)[ \t]+)?\.cell-code\b[^}\n]*\}[ \t]*$", lambda match: f"{match['fence']}{match['language'] or ''}", is_of_whole=True),
    make_rule("cells", r"^(?P<fence>`{3,})\{(?P<language>[A-Za-z]+)[^}\n]*\}[ \t]*\n(?:[ \t]*(?:#|//|%%)\|[^\n]*\n)*", lambda match: f"{match['fence']}{match['language']}\n", is_of_whole=True),
    *CONTAINERS,
    make_rule("videos", r"\{\{<\s*video\s+(?P<address>\S+)[^>]*>\}\}", lambda match: f"[video]({match['address']})"),
    make_rule("classes of headings", r"^(?P<heading>#{1,6}[ \t][^\n]*?)[ \t]*\{(?:(?P<id>#[\w:-]+)[ \t]*)?(?:\.[\w-]+|-)(?:[ \t]+[^}\n]*)?\}[ \t]*$", lambda match: match["heading"] + (f" {{{match['id']}}}" if match["id"] else "")),
    make_rule("page breaks", r"\{\{<\s*pagebreak\s*>\}\}", ""),
)  # fmt: skip
