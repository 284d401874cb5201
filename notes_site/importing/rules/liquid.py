"""Tags of Liquid and Nunjucks: Jekyll and Hexo."""

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
    show_picture,
    tagged_callout,
    video,
)
from notes_site.parse.tag_arguments import read_arguments

_S = r"\{%-?\s*"
_E = r"\s*-?%\}"


def _hexo_picture(match: re.Match[str]) -> str:
    _, others = read_arguments(match["arguments"])
    address = next((word for word in others if re.search(r"\.\w{2,5}$|^https?:|/", word)), "")
    if not address:
        return match[0]
    words = [
        word
        for word in others[others.index(address) + 1 :]
        if not re.fullmatch(r"\d+(?:px|%)?", word)
    ]
    return show_picture(address, " ".join(words).strip("\"'"))


def _button(match: re.Match[str]) -> str:
    """Return a link. Rule: NexT, "Button": `{% button url, text, icon [class], [title] %}`."""
    named, others = read_arguments(match["arguments"])
    parts = [part.strip().strip("\"'") for part in match["arguments"].split(",")]
    address = named.get("href") or named.get("url") or named.get("link") or parts[0]
    text = named.get("text") or (parts[1] if len(parts) > 1 else "") or " ".join(others[1:])
    return f"[{text or address}]({address})" if re.match(r"[\w#./]", address) else match[0]


def _checkbox(match: re.Match[str]) -> str:
    parts = [part.strip() for part in match["arguments"].split(",")]
    is_checked = any("checked" in part.split() for part in parts[:-1])
    return f"- [{'x' if is_checked else ' '}] {parts[-1]}"


def _post_link(match: re.Match[str]) -> str:
    _, others = read_arguments(match["arguments"])
    if not others:
        return match[0]
    title = " ".join(word for word in others[1:] if word not in {"true", "false"})
    return f"[{title}]({others[0]}.md)" if title else f"[[{others[0]}]]"


LIQUID = (
    make_rule("code in tags", _S + r"(?P<tag>highlight|codeblock|code)\b(?P<arguments>[^%\n]*?)" + _E + r"\n?(?P<body>.*?)" + _S + r"end(?P=tag)" + _E, fenced, is_of_whole=True),
    make_rule("comments of templates", _S + "comment" + _E + r".*?" + _S + "endcomment" + _E, "", is_of_whole=True),
    make_rule("tags that protect", _S + r"(?:end)?(?:raw|math|katex|mathjax|verbatim)" + _E, "", is_of_whole=True),
    make_rule("pictures in tags", _S + r"(?:asset_img|img|image)\s+(?P<arguments>[^%]*?)" + _E, _hexo_picture),
    make_rule("videos", _S + r"include\s+(?:embed/)?(?P<tag>youtube|bilibili|vimeo|video)[\w.-]*\s+(?P<arguments>[^%]*?)" + _E, video),
    make_rule("pictures in includes", _S + r"include\s+(?:[\w-]+/)?(?:figure|image|img)[\w.-]*\s+(?P<arguments>[^%]*?)" + _E, figure),
    make_rule("contents", _S + r"include\s+(?:toc|table-of-contents)\b[^%]*?" + _E, ""),
    make_rule("callouts in tags", _S + r"(?P<tag>note|tip|hint|alert|notice|info|warning|callout|cq|admonition)\b(?P<arguments>[^%\n]*?)" + _E + r"(?P<body>.*?)" + _S + r"end(?P=tag)" + _E, tagged_callout),
    make_rule("folded text", _S + r"(?P<tag>spoiler|details|fold|folding|hideToggle|collapse)\b(?P<arguments>[^%\n]*?)" + _E + r"(?P<body>.*?)" + _S + r"end(?P=tag)" + _E, details),
    make_rule("quotations in tags", _S + r"(?P<tag>blockquote|quote|cq|centerquote|pullquote|pq)\b[ \t]*(?P<arguments>[^%\n]*?)" + _E + r"(?P<body>.*?)" + _S + r"end(?P=tag)" + _E, quotation),
    make_rule("diagrams", _S + r"mermaid\b[^%\n]*?" + _E + r"(?P<body>.*?)" + _S + "endmermaid" + _E, lambda match: f"```mermaid\n{match['body'].strip()}\n```"),
    make_rule("folded text", _S + r"(?P<tag>hideBlock)\b(?P<arguments>[^%\n]*?)" + _E + r"(?P<body>.*?)" + _S + r"end(?P=tag)" + _E, details),
    make_rule("galleries", _S + r"(?:end)?(?:gallery(?!Group\s)|gp|grouppicture|galleryGroupEnd|grid|cell|timeline|flink)\b[^%\n]*?" + _E + r"[ \t]*\n?", "\n"),
    make_rule("buttons", _S + r"(?:button|btn)\s+(?P<arguments>[^%]*?)" + _E, _button),
    make_rule("marked words", _S + r"label\s+(?:(?:default|primary|success|info|warning|danger|blue|pink|red|purple|orange|green)\b\s*@?\s*)?@?(?P<text>[^%@]*?)(?:\s+(?:default|primary|success|info|warning|danger|blue|pink|red|purple|orange|green))?" + _E, r"==\g<text>=="),
    make_rule("coloured words", _S + r"(?:p|span|u|emp|wavy|del|kbd|psw|sub|sup)\s+(?:[\w\s-]+,\s*)?(?P<text>[^%,]*?)" + _E, r"\g<text>"),
    make_rule("check boxes", _S + r"(?:checkbox|radio)\s+(?P<arguments>[^%]*?)" + _E, _checkbox),
    make_rule("films, sounds and frames", _S + r"(?P<tag>iframe|video|audio)\s+(?P<arguments>[^%]*?)" + _E, embedded),
    make_rule("videos", _S + r"(?P<tag>youtube|bilibili|vimeo)\s+(?P<arguments>[^%]*?)" + _E, video),
    make_rule("documents", _S + r"pdf\s+(?P<arguments>[^%]*?)" + _E, partial(link_to, what="PDF")),
    make_rule("posts of other sites", _S + r"(?:twitter|tweet|oembed)\s+[\"']?(?P<address>https?://[^\s\"']+)[^%]*?" + _E, r"<\g<address>>"),
    make_rule("gists", _S + r"gist\s+(?P<arguments>[^%]*?)" + _E, partial(link_to, what="gist")),
    make_rule("links to posts", _S + r"post_link\s+(?P<arguments>[^%]*?)" + _E, _post_link),
    make_rule("links to posts", _S + r"(?:post_url|link|post_path)\s+(?P<name>[^%\s]+?)(?:\.(?:md|markdown|html))?" + _E, r"\g<name>.md"),
    make_rule("citations", _S + r"cite(?:_\w+)?\s+(?P<keys>[^%]*?)" + _E, citation),
    make_rule("bibliographies", _S + r"bibliography\b[^%]*?" + _E, ""),
    make_rule("tabs", _S + r"(?:end)?tabs?\b[^%\n]*?" + _E + r"[ \t]*\n?", "\n"),
    make_rule("tabs", r"^<!-- (?:tab (?P<name>[^\n>]*?)|endtab) -->[ \t]*$", lambda match: f"**{match['name']}**\n" if match["name"] else ""),
    make_rule("addresses of templates", r"\{\{-?\s*(?:site\.(?:baseurl|url)|page\.baseurl)\s*-?\}\}", ""),
    make_rule("addresses of templates", r"""\{\{-?\s*(?:site\.\w+\s*\|\s*append:\s*)?["'](?P<path>[^"']*)["']\s*\|\s*(?:relative_url|absolute_url|prepend:\s*site\.(?:baseurl|url)|url_for)[^}]*\}\}""", lambda match: "/" + match["path"].lstrip("/")),
)  # fmt: skip
"""Tags of Liquid and Nunjucks: Jekyll and Hexo."""
