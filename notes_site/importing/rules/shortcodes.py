"""Shortcodes of Hugo."""

import re
from functools import partial

from notes_site.importing.rules.rule import make_rule
from notes_site.importing.rules.tags import (
    citation,
    details,
    embedded,
    fenced,
    figure,
    link_to,
    quotation,
    tagged_callout,
    titled_callout,
    video,
)
from notes_site.parse.tag_arguments import read_arguments

_H = r"\{\{[<%]\s*"
_G = r"\s*[>%]\}\}"
_O = r"(?<!/)\s*[>%]\}\}"  # of a pair: one that ends in `/` closes itself


def _tab(match: re.Match[str]) -> str:
    named, others = read_arguments(match["arguments"])
    name = named.get("name") or named.get("title") or named.get("label") or " ".join(others)
    heading = f"**{name}**\n\n" if (name := re.sub(r"<[^>]*>", "", name).strip()) else ""
    return f"\n{heading}{match['body'].strip()}\n"


SHORTCODES = (
    make_rule("code in shortcodes", _H + r"(?P<tag>highlight)\b(?P<arguments>[^>%\n]*?)" + _O + r"\n?(?P<body>.*?)" + _H + r"/\s*highlight" + _G, fenced, is_of_whole=True),
    make_rule("shortcodes that protect", _H + r"/?\s*(?:raw|rawhtml|html|math|katex|mathjax|tex|latex|markdown|center|align|columns?|row|col|div|block|notransition)\b[^>%\n]*?" + _G, "", is_of_whole=True),
    make_rule("pictures in shortcodes", _H + r"(?:figure|fig|img|image|imgcap|picture|photo|blur)\s+(?P<arguments>.*?)" + r"\s*/?" + _G, figure),
    make_rule("callouts in shortcodes", _H + r"(?P<tag>admonition|notice|hint|alert|callout|tip|note|info|warning)\b(?P<arguments>[^>%\n]*?)\s*/" + _G, titled_callout),
    make_rule("callouts in shortcodes", _H + r"(?P<tag>admonition|notice|hint|alert|callout|tip|note|info|warning|block|message|danger|important|caution|question|quote)\b(?P<arguments>[^>%\n]*?)" + _O + r"(?P<body>.*?)" + _H + r"/\s*(?P=tag)" + _G, tagged_callout),
    make_rule("folded text", _H + r"(?P<tag>details|expand|collapse|spoiler|fold|expandable|accordion)\b(?P<arguments>[^>%\n]*?)" + _O + r"(?P<body>.*?)" + _H + r"/\s*(?P=tag)" + _G, details),
    make_rule("algorithms", _H + r"pseudocode\b[^>%\n]*?" + _G + r"(?P<body>.*?)" + _H + r"/\s*pseudocode" + _G, lambda match: f"```algorithm\n{match['body'].strip()}\n```", is_of_whole=True),
    make_rule("tabs", _H + r"(?P<tag>tab-item|tab-pane|tabitem|tab(?![\w-]))(?P<arguments>(?:\"[^\"\n]*\"|[^\">%\n])*?)" + _O + r"(?P<body>.*?)" + _H + r"/\s*(?P=tag)" + _G, _tab, is_nested=True),
    make_rule("tabs", _H + r"/?\s*tabs\b[^>%\n]*?" + _G, ""),
    make_rule("videos", _H + r"(?P<tag>youtube|bilibili|bili|vimeo)\s+(?P<arguments>.*?)" + r"\s*/?" + _G, video),
    make_rule("films, sounds and frames", _H + r"(?P<tag>iframe|video|audio)\s+(?P<arguments>.*?)" + r"\s*/?" + _G, embedded),
    make_rule("quotations in shortcodes", _H + r"(?P<tag>blockquote)\b(?P<arguments>[^>%\n]*?)" + _O + r"(?P<body>.*?)" + _H + r"/\s*(?P=tag)" + _G, quotation),
    make_rule("buttons", _H + r"(?P<tag>button|btn)\s+(?P<arguments>[^>%\n]*?)" + _O + r"(?P<body>.*?)" + _H + r"/\s*(?P=tag)" + _G, lambda match: f"[{match['body'].strip()}]({next(iter(read_arguments(match['arguments'])[0].values()), '')})"),
    make_rule("posts of other sites", _H + r"(?:tweet|twitter|x)\s+(?:user=[\"']?(?P<user>\w+)[\"']?\s+id=)?[\"']?(?P<id>\d+)[\"']?\s*/?" + _G, lambda match: f"<https://x.com/{match['user'] or 'i'}/status/{match['id']}>"),
    make_rule("paths of the post", _H + r"blogdown/postref\s*/?" + _G, ""),
    make_rule("documents", _H + r"pdf\s+(?P<arguments>.*?)" + _G, partial(link_to, what="PDF")),
    make_rule("gists", _H + r"gist\s+(?P<arguments>.*?)" + _G, partial(link_to, what="gist")),
    make_rule("links to posts", _H + r"(?:rel)?ref\s+(?:path=)?[\"']?(?P<name>[^\"'\s>%]+)[\"']?[^>%]*?" + _G, r"\g<name>"),
    make_rule("citations", _H + r"cite\s+[\"']?(?P<keys>[^\"'>%]+)[\"']?" + _G, citation),
    make_rule("diagrams", _H + r"mermaid\b[^>%\n]*?" + _G + r"(?P<body>.*?)" + _H + r"/\s*mermaid" + _G, lambda match: f"```mermaid\n{match['body'].strip()}\n```"),
    make_rule("contents", _H + r"toc\b[^>%\n]*?" + _G, ""),
)  # fmt: skip
"""Shortcodes of Hugo."""
