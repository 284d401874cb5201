"""Conversion of posts' texts: the constructs of other tools become Markdown of this dialect.

A rule is a pattern and what it becomes. Rules of whole texts come first: blocks of code that stand in a tag; then, outside
of code, those of single tags. What has no counterpart stays, and the build tells of it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from msgspec import Struct

from notes_site.importing.blog import ImportReport, SourceKind
from notes_site.importing.code import FENCE, SPAN, outside_code
from notes_site.importing.elements import open_elements
from notes_site.importing.escapes import close_emphasis, halve_escapes
from notes_site.importing.fragments import mark_blocks

_ARGUMENT = re.compile(
    r"""(?:(?P<name>[\w-]+)\s*=\s*)?(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'=]+))"""
)

_CALLOUTS = {
    "note": "NOTE", "info": "NOTE", "primary": "NOTE", "default": "NOTE", "abstract": "NOTE", "quote": "NOTE", "example": "NOTE",
    "question": "NOTE", "simple": "NOTE", "tip": "TIP", "success": "TIP", "hint": "TIP", "check": "TIP", "important": "IMPORTANT",
    "warning": "WARNING", "warn": "WARNING", "attention": "WARNING", "danger": "CAUTION", "error": "CAUTION", "caution": "CAUTION", "bug": "CAUTION", "failure": "CAUTION",
}  # fmt: skip


class Rule(Struct, frozen=True):
    """A construct, and its form here."""

    name: str
    """In the report."""

    pattern: re.Pattern[str]
    replace: Callable[[re.Match[str]], str]
    is_of_whole: bool = False
    """Whether it holds code, and so is looked for in the whole text."""

    is_nested: bool = False
    """Whether it may stand in itself, and so is looked for until there is none, the inmost first."""


def _rule(
    name: str,
    pattern: str,
    replace: str | Callable[[re.Match[str]], str],
    *,
    is_of_whole: bool = False,
    is_nested: bool = False,
) -> Rule:
    made = (lambda match, text=replace: match.expand(text)) if isinstance(replace, str) else replace
    flags = re.DOTALL | re.MULTILINE | re.IGNORECASE
    return Rule(name, re.compile(pattern, flags), made, is_of_whole, is_nested)


def read_arguments(text: str) -> tuple[dict[str, str], list[str]]:
    """Return the named arguments of a tag, and the others in order."""
    named: dict[str, str] = {}
    others: list[str] = []
    for match in _ARGUMENT.finditer(text):
        value = next(
            (match[key] for key in ("double", "single", "bare") if match[key] is not None), ""
        )
        if match["name"]:
            named[match["name"].lower()] = value
        else:
            others.append(value)
    return named, others


def show_picture(address: str, description: str = "", caption: str = "", width: str = "") -> str:
    """Return a picture in Markdown."""
    description = re.sub(r"[\[\]\n]+", " ", re.sub(r"<[^>]+>", "", description or caption)).strip()
    caption = re.sub(r"<[^>]+>", "", caption).replace('"', "'").replace("\n", " ").strip()
    target = f"<{address}>" if re.search(r"\s", address) else address
    title = f' "{caption}"' if caption else ""
    size = f"{{width={width}}}" if re.fullmatch(r"\d+(?:px|%)?", width) else ""
    return f"![{description}]({target}{title}){size}"


_PICTURE_KEYS = ("src", "path", "image_path", "image", "file", "img", "url", "link")


def _figure(match: re.Match[str]) -> str:
    named, others = read_arguments(match["arguments"])
    address = next((named[key] for key in _PICTURE_KEYS if named.get(key)), "") or (
        others[0] if others else ""
    )
    if not address:
        return match[0]
    caption = named.get("caption") or named.get("title") or named.get("description") or ""
    caption = " ".join(filter(None, (caption, named.get("attr"))))
    picture = show_picture(address, named.get("alt", ""), caption, named.get("width", ""))
    leads = named.get("link") or named.get("attrlink") if named.get("src") else ""
    return f"[{picture}]({leads})" if leads else picture


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


def _callout(kind: str, title: str, body: str) -> str:
    kind = _CALLOUTS.get(kind.strip().lower(), "NOTE")
    lines = body.strip("\n").split("\n")
    head = f"> [!{kind}] {title.strip()}".rstrip()
    if _QUOTED.fullmatch(body):  # the tag stands in a quotation, and so does what it becomes
        inner = "\n".join(line[1:].removeprefix(" ") for line in lines[:-1]).strip("\n")
        return "\n".join([head, *(f"> > {line}".rstrip() for line in inner.split("\n"))])
    return "\n".join(["", head, *(f"> {line}".rstrip() for line in lines), ""])


_QUOTED = re.compile(r"\n(?:>[^\n]*\n)+>[ \t]*")


def _tagged_callout(match: re.Match[str]) -> str:
    named, others = read_arguments(match["arguments"])
    kind = named.get("type") or (others[0] if others else "") or match["tag"]
    title = named.get("title") or " ".join(others[1:])
    if kind.lower() not in _CALLOUTS:
        kind, title = match["tag"], title or " ".join(others)
    return _callout(kind, title, match["body"])


def _details(match: re.Match[str]) -> str:
    named, others = read_arguments(match["arguments"])
    words = others[1:] if len(others) > 1 and others[0].lower() in _CALLOUTS else others
    title = named.get("title") or named.get("summary") or " ".join(words).lstrip("@ ") or "…"
    return f"\n<details>\n<summary>{title}</summary>\n\n{match['body'].strip()}\n\n</details>\n"


def _fenced(match: re.Match[str]) -> str:
    named, others = read_arguments(match["arguments"])
    language = named.get("lang") or next(
        (word.removeprefix("lang:") for word in others if word.startswith("lang:")), ""
    )
    language = language or (others[0] if others and match["tag"].lower() == "highlight" else "")
    code = match["body"].strip("\n")
    if marked := re.search(
        r"(?:hl_lines|mark)\s*[=:]\s*\[?[\"']?(?P<lines>[\d, -]+)", match["arguments"]
    ):
        lines = re.sub(r"[\s,]+", ",", marked["lines"].strip(" ,-"))
        language = f"{language or 'text'} {{hl={lines}}}"
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`{3,}", code)), 3)
    return f"{fence}{language}\n{code}\n{fence}"


def _frame(address: str) -> str:
    return (
        f'<iframe src="{address}" width="100%" height="400" allowfullscreen title="video"></iframe>'
    )


def _video(match: re.Match[str]) -> str:
    named, others = read_arguments(match["arguments"])
    name = next((named[key] for key in ("id", "bvid", "vid", "ID") if named.get(key)), "")
    name = name or (others[0] if others else "")
    kind = (named.get("provider") or match["tag"]).lower()
    if not name:
        return match[0]
    if kind == "youtube":
        return _frame(f"https://www.youtube-nocookie.com/embed/{name}")
    if kind == "vimeo":
        return _frame(f"https://player.vimeo.com/video/{name}")
    if not kind.startswith("bili"):
        return match[0]
    kind = "bvid" if name.upper().startswith("BV") else "aid"
    return _frame(f"https://player.bilibili.com/player.html?{kind}={name.removeprefix('av')}")


def _embedded(match: re.Match[str]) -> str:
    """Return a frame, a film or a sound as HTML has it."""
    named, others = read_arguments(match["arguments"])
    address = named.get("src") or named.get("url") or named.get("path") or (others or [""])[0]
    tag = match["tag"].lower()
    if not address:
        return match[0]
    if tag == "iframe":
        return _frame(address)
    return f'<{tag} src="{address}" controls></{tag}>'


def _button(match: re.Match[str]) -> str:
    """Return a link. Rule: NexT, "Button": `{% button url, text, icon [class], [title] %}`."""
    named, others = read_arguments(match["arguments"])
    parts = [part.strip().strip("\"'") for part in match["arguments"].split(",")]
    address = named.get("href") or named.get("url") or named.get("link") or parts[0]
    text = named.get("text") or (parts[1] if len(parts) > 1 else "") or " ".join(others[1:])
    return f"[{text or address}]({address})" if re.match(r"[\w#./]", address) else match[0]


def _quotation(match: re.Match[str]) -> str:
    """Return a quotation and whose it is. Rule: Hexo, "Block Quote": `author[, source] [link] [title]`."""
    named, _ = read_arguments(match["arguments"])
    words = match["arguments"].strip()
    whose = named.get("author") or ("" if "=" in words else words)
    whose = re.sub(r"(https?://\S+)(?:\s+(.+))?$", lambda m: f"[{m[2] or m[1]}]({m[1]})", whose)
    rows = match["body"].strip().split("\n") + (["", f"— {whose}"] if whose else [])
    return "\n" + "\n".join(f"> {row}".rstrip() for row in rows) + "\n"


def _checkbox(match: re.Match[str]) -> str:
    parts = [part.strip() for part in match["arguments"].split(",")]
    is_checked = any("checked" in part.split() for part in parts[:-1])
    return f"- [{'x' if is_checked else ' '}] {parts[-1]}"


def _link_to(match: re.Match[str], what: str) -> str:
    named, others = read_arguments(match["arguments"])
    address = named.get("src") or named.get("url") or (others[0] if others else "")
    if what == "gist" and len(others) > 1:
        address = f"https://gist.github.com/{others[0]}/{others[1]}"
    return f"[{what}]({address})" if address else match[0]


def _post_link(match: re.Match[str]) -> str:
    _, others = read_arguments(match["arguments"])
    if not others:
        return match[0]
    title = " ".join(word for word in others[1:] if word not in {"true", "false"})
    return f"[{title}]({others[0]}.md)" if title else f"[[{others[0]}]]"


def _tab(match: re.Match[str]) -> str:
    named, others = read_arguments(match["arguments"])
    name = named.get("name") or named.get("title") or named.get("label") or " ".join(others)
    heading = f"**{name}**\n\n" if (name := re.sub(r"<[^>]*>", "", name).strip()) else ""
    return f"\n{heading}{match['body'].strip()}\n"


def _keys(match: re.Match[str]) -> str:
    keys = re.split(r"[,\s]+", match["keys"].strip())
    return f"[{'; '.join(f'@{_braced(key)}' for key in keys if key)}]"


def _braced(key: str) -> str:
    """Return the key of a citation, in braces where it holds more than a word, such as an address."""
    return key if re.fullmatch(r"\w[\w.:-]*\w|\w", key) else f"{{{key}}}"


def _named_div(name: str, title: str, body: str) -> str:
    """Return a container that a bare word opens: `::: tip Mind this`."""
    if name in _CALLOUTS:
        return _callout(name, title, body)
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
        return _callout(kind[1], title[1] if title else heading[1] if heading else "", body)
    if re.search(
        r"\.(?:theorem|lemma|proof|definition|corollary|proposition|example|remark|exercise)|#(?:thm|lem|def|cor|prp|exm|exr)-",
        attributes,
    ):
        return match[0]
    return f"\n{body.strip()}\n"


def _inline_formulas(match: re.Match[str]) -> str:
    """Return a line with `$x$` for each `$$x$$` that has text beside it.

    Rule: kramdown, math blocks: one that shares its line with other text is a span.
    """
    parts = match[0].split("$$")
    outside = "".join(parts[::2])
    if len(parts) % 2 == 0 or not re.search(r"[^\s>*+-]|[*+-](?=\S)", outside):
        return match[0]
    return "".join(
        f"${part.strip()}$" if index % 2 and part.strip() else part
        for index, part in enumerate(parts)
    )


def _kramdown_callout(match: re.Match[str]) -> str:
    body = re.sub(r"^> ?", "", match["body"], flags=re.MULTILINE)
    return _callout(match["kind"], "", body)


def _sized_picture(match: re.Match[str]) -> str:
    """Return a picture with its width, of what kramdown's attributes say."""
    given = match["arguments"]
    width = re.search(r"(?<![\w-])w(?:idth)?\s*[=:]\s*[\"']?\s*(\d+(?:px|%)?)(?![\d.])", given)
    size = width[1] if width and width[1] not in {"100%", "0"} else ""
    return match["picture"] + (f"{{width={size}}}" if size else "")


def _captioned(match: re.Match[str]) -> str:
    """Return a picture with the caption that Chirpy has on the line below it."""
    caption = match["caption"].replace('"', "'")
    return f'{match["picture"]} "{caption}"){match["size"] or ""}'


def _aside(match: re.Match[str]) -> str:
    body = re.sub(r"^[^\w\s*\[$`]+\s*", "", match["body"].strip())  # its sign
    return _callout("note", "", body)


_S = r"\{%-?\s*"
_E = r"\s*-?%\}"
_H = r"\{\{[<%]\s*"
_G = r"\s*[>%]\}\}"

LIQUID = (
    _rule("code in tags", _S + r"(?P<tag>highlight|codeblock|code)\b(?P<arguments>[^%\n]*?)" + _E + r"\n?(?P<body>.*?)" + _S + r"end(?P=tag)" + _E, _fenced, is_of_whole=True),
    _rule("comments of templates", _S + "comment" + _E + r".*?" + _S + "endcomment" + _E, "", is_of_whole=True),
    _rule("tags that protect", _S + r"(?:end)?(?:raw|math|katex|mathjax|verbatim)" + _E, "", is_of_whole=True),
    _rule("pictures in tags", _S + r"(?:asset_img|img|image)\s+(?P<arguments>[^%]*?)" + _E, _hexo_picture),
    _rule("videos", _S + r"include\s+(?:embed/)?(?P<tag>youtube|bilibili|vimeo|video)[\w.-]*\s+(?P<arguments>[^%]*?)" + _E, _video),
    _rule("pictures in includes", _S + r"include\s+(?:[\w-]+/)?(?:figure|image|img)[\w.-]*\s+(?P<arguments>[^%]*?)" + _E, _figure),
    _rule("contents", _S + r"include\s+(?:toc|table-of-contents)\b[^%]*?" + _E, ""),
    _rule("callouts in tags", _S + r"(?P<tag>note|tip|hint|alert|notice|info|warning|callout|cq|admonition)\b(?P<arguments>[^%\n]*?)" + _E + r"(?P<body>.*?)" + _S + r"end(?P=tag)" + _E, _tagged_callout),
    _rule("folded text", _S + r"(?P<tag>spoiler|details|fold|folding|hideToggle|collapse)\b(?P<arguments>[^%\n]*?)" + _E + r"(?P<body>.*?)" + _S + r"end(?P=tag)" + _E, _details),
    _rule("quotations in tags", _S + r"(?P<tag>blockquote|quote|cq|centerquote|pullquote|pq)\b[ \t]*(?P<arguments>[^%\n]*?)" + _E + r"(?P<body>.*?)" + _S + r"end(?P=tag)" + _E, _quotation),
    _rule("diagrams", _S + r"mermaid\b[^%\n]*?" + _E + r"(?P<body>.*?)" + _S + "endmermaid" + _E, lambda match: f"```mermaid\n{match['body'].strip()}\n```"),
    _rule("folded text", _S + r"(?P<tag>hideBlock)\b(?P<arguments>[^%\n]*?)" + _E + r"(?P<body>.*?)" + _S + r"end(?P=tag)" + _E, _details),
    _rule("galleries", _S + r"(?:end)?(?:gallery(?!Group\s)|gp|grouppicture|galleryGroupEnd|grid|cell|timeline|flink)\b[^%\n]*?" + _E + r"[ \t]*\n?", "\n"),
    _rule("buttons", _S + r"(?:button|btn)\s+(?P<arguments>[^%]*?)" + _E, _button),
    _rule("marked words", _S + r"label\s+(?:(?:default|primary|success|info|warning|danger|blue|pink|red|purple|orange|green)\b\s*@?\s*)?@?(?P<text>[^%@]*?)(?:\s+(?:default|primary|success|info|warning|danger|blue|pink|red|purple|orange|green))?" + _E, r"==\g<text>=="),
    _rule("coloured words", _S + r"(?:p|span|u|emp|wavy|del|kbd|psw|sub|sup)\s+(?:[\w\s-]+,\s*)?(?P<text>[^%,]*?)" + _E, r"\g<text>"),
    _rule("check boxes", _S + r"(?:checkbox|radio)\s+(?P<arguments>[^%]*?)" + _E, _checkbox),
    _rule("films, sounds and frames", _S + r"(?P<tag>iframe|video|audio)\s+(?P<arguments>[^%]*?)" + _E, _embedded),
    _rule("videos", _S + r"(?P<tag>youtube|bilibili|vimeo)\s+(?P<arguments>[^%]*?)" + _E, _video),
    _rule("documents", _S + r"pdf\s+(?P<arguments>[^%]*?)" + _E, partial(_link_to, what="PDF")),
    _rule("posts of other sites", _S + r"(?:twitter|tweet|oembed)\s+[\"']?(?P<address>https?://[^\s\"']+)[^%]*?" + _E, r"<\g<address>>"),
    _rule("gists", _S + r"gist\s+(?P<arguments>[^%]*?)" + _E, partial(_link_to, what="gist")),
    _rule("links to posts", _S + r"post_link\s+(?P<arguments>[^%]*?)" + _E, _post_link),
    _rule("links to posts", _S + r"(?:post_url|link|post_path)\s+(?P<name>[^%\s]+?)(?:\.(?:md|markdown|html))?" + _E, r"\g<name>.md"),
    _rule("citations", _S + r"cite(?:_\w+)?\s+(?P<keys>[^%]*?)" + _E, _keys),
    _rule("bibliographies", _S + r"bibliography\b[^%]*?" + _E, ""),
    _rule("tabs", _S + r"(?:end)?tabs?\b[^%\n]*?" + _E + r"[ \t]*\n?", "\n"),
    _rule("tabs", r"^<!-- (?:tab (?P<name>[^\n>]*?)|endtab) -->[ \t]*$", lambda match: f"**{match['name']}**\n" if match["name"] else ""),
    _rule("addresses of templates", r"\{\{-?\s*(?:site\.(?:baseurl|url)|page\.baseurl)\s*-?\}\}", ""),
    _rule("addresses of templates", r"""\{\{-?\s*(?:site\.\w+\s*\|\s*append:\s*)?["'](?P<path>[^"']*)["']\s*\|\s*(?:relative_url|absolute_url|prepend:\s*site\.(?:baseurl|url)|url_for)[^}]*\}\}""", lambda match: "/" + match["path"].lstrip("/")),
)  # fmt: skip
"""Tags of Liquid and Nunjucks: Jekyll and Hexo."""

SHORTCODES = (
    _rule("code in shortcodes", _H + r"(?P<tag>highlight)\b(?P<arguments>[^>%\n]*?)" + _G + r"\n?(?P<body>.*?)" + _H + r"/\s*highlight" + _G, _fenced, is_of_whole=True),
    _rule("shortcodes that protect", _H + r"/?\s*(?:raw|rawhtml|html|math|katex|mathjax|tex|latex|markdown|center|align|columns?|row|col|div|block|notransition)\b[^>%\n]*?" + _G, "", is_of_whole=True),
    _rule("pictures in shortcodes", _H + r"(?:figure|fig|img|image|imgcap|picture|photo|blur)\s+(?P<arguments>.*?)" + r"\s*/?" + _G, _figure),
    _rule("callouts in shortcodes", _H + r"(?P<tag>admonition|notice|hint|alert|callout|tip|note|info|warning|block|message|danger|important|caution|question|quote)\b(?P<arguments>[^>%\n]*?)" + _G + r"(?P<body>.*?)" + _H + r"/\s*(?P=tag)" + _G, _tagged_callout),
    _rule("folded text", _H + r"(?P<tag>details|expand|collapse|spoiler|fold|expandable|accordion)\b(?P<arguments>[^>%\n]*?)" + _G + r"(?P<body>.*?)" + _H + r"/\s*(?P=tag)" + _G, _details),
    _rule("algorithms", _H + r"pseudocode\b[^>%\n]*?" + _G + r"(?P<body>.*?)" + _H + r"/\s*pseudocode" + _G, lambda match: f"```algorithm\n{match['body'].strip()}\n```", is_of_whole=True),
    _rule("tabs", _H + r"(?P<tag>tab-item|tab-pane|tabitem|tab(?![\w-]))(?P<arguments>(?:\"[^\"\n]*\"|[^\">%\n])*?)" + _G + r"(?P<body>.*?)" + _H + r"/\s*(?P=tag)" + _G, _tab, is_nested=True),
    _rule("tabs", _H + r"/?\s*tabs\b[^>%\n]*?" + _G, ""),
    _rule("videos", _H + r"(?P<tag>youtube|bilibili|bili|vimeo)\s+(?P<arguments>.*?)" + r"\s*/?" + _G, _video),
    _rule("films, sounds and frames", _H + r"(?P<tag>iframe|video|audio)\s+(?P<arguments>.*?)" + r"\s*/?" + _G, _embedded),
    _rule("quotations in shortcodes", _H + r"(?P<tag>blockquote)\b(?P<arguments>[^>%\n]*?)" + _G + r"(?P<body>.*?)" + _H + r"/\s*(?P=tag)" + _G, _quotation),
    _rule("buttons", _H + r"(?P<tag>button|btn)\s+(?P<arguments>[^>%\n]*?)" + _G + r"(?P<body>.*?)" + _H + r"/\s*(?P=tag)" + _G, lambda match: f"[{match['body'].strip()}]({next(iter(read_arguments(match['arguments'])[0].values()), '')})"),
    _rule("posts of other sites", _H + r"(?:tweet|twitter|x)\s+(?:user=[\"']?(?P<user>\w+)[\"']?\s+id=)?[\"']?(?P<id>\d+)[\"']?\s*/?" + _G, lambda match: f"<https://x.com/{match['user'] or 'i'}/status/{match['id']}>"),
    _rule("paths of the post", _H + r"blogdown/postref\s*/?" + _G, ""),
    _rule("documents", _H + r"pdf\s+(?P<arguments>.*?)" + _G, partial(_link_to, what="PDF")),
    _rule("gists", _H + r"gist\s+(?P<arguments>.*?)" + _G, partial(_link_to, what="gist")),
    _rule("links to posts", _H + r"(?:rel)?ref\s+(?:path=)?[\"']?(?P<name>[^\"'\s>%]+)[\"']?[^>%]*?" + _G, r"\g<name>"),
    _rule("citations", _H + r"cite\s+[\"']?(?P<keys>[^\"'>%]+)[\"']?" + _G, _keys),
    _rule("diagrams", _H + r"mermaid\b[^>%\n]*?" + _G + r"(?P<body>.*?)" + _H + r"/\s*mermaid" + _G, lambda match: f"```mermaid\n{match['body'].strip()}\n```"),
    _rule("contents", _H + r"toc\b[^>%\n]*?" + _G, ""),
)  # fmt: skip
"""Shortcodes of Hugo."""

KRAMDOWN = (
    _rule("breaks on lines of their own", r"^(?P<tag>[ \t]*<br\s*/?>)[ \t]*\n(?=[ \t]*\S)", r"\g<tag>\n\n"),
    _rule("contents", r"^[*-][ \t]+[^\n]*\n\{:\s*toc\b[^}\n]*\}[ \t]*$", ""),
    _rule("callouts of kramdown", r"^(?P<body>(?:>[^\n]*\n)+)[ \t]*\{:[^}\n]*?\.(?:prompt-|notice--|alert-)?(?P<kind>" + "|".join(_CALLOUTS) + r")\b[^}\n]*\}[ \t]*$", _kramdown_callout),
    _rule("callouts of kramdown", r"^(?P<body>(?:[ \t]{0,3}[^\s{>#|<*+-][^\n]*\n)+)[ \t]*\{:[^}\n]*?\.(?:notice--|alert-)(?P<kind>\w+)[^}\n]*\}[ \t]*$", _kramdown_callout),
    _rule("sizes of pictures", r"(?P<picture>!\[[^\]\n]*\]\([^()\n]*\))\{:(?P<arguments>[^}\n]*)\}", _sized_picture),
    _rule("captions below pictures", r"^(?P<picture>!\[[^\]\n]*\]\([^()\s]*)\)(?P<size>\{width=[^}\n]*\})?[ \t]*(?:\{:[^}\n]*\})?[ \t]*\n[ \t]*_(?P<caption>[^\n]+)_[ \t]*$", _captioned),
    _rule("pictures on lines of their own", r"(?:(?<=\n\n)|\A)(?P<tag>[ \t]*<img\b[^<>]*>)[ \t]*\n(?=[ \t]*[^\s<])", r"\g<tag>\n\n"),
    _rule("identities of headings", r"^(?P<heading>#{1,6}[ \t][^\n]*?)[ \t]*\n?\{:[^}\n]*?#(?P<id>[\w:.-]+)[^}\n]*\}[ \t]*$", r"\g<heading> {#\g<id>}"),
    _rule("attributes of kramdown", r"[ \t]*\{:[ \t]*[.#\w/:][^{}\n]*\}", ""),
    _rule("options of kramdown", r"^\{::[^}\n]*/?\}[ \t]*$", ""),
    _rule("options of kramdown", r"\{::nomarkdown\}|\{:/(?:nomarkdown)?\}", ""),
    _rule("formulas in a sentence", r"^[^\n]*\$\$[^\n]*$", _inline_formulas),
)  # fmt: skip
"""What Jekyll's parser reads."""

DISTILL = (
    _rule("citations", r"<d-cite\s+(?:key|bibtex-key)\s*=\s*(?P<quote>[\"']?)(?P<keys>(?:(?!(?P=quote)[\s>])[^\">])*)(?P=quote)[^>]*>\s*(?:</d-cite>)?", _keys),
    _rule("footnotes", r"<d-footnote>(?P<text>.*?)</d-footnote>", lambda match: f"^[{' '.join(match['text'].split())}]"),
    _rule("formulas in elements", r"<d-math block>(?P<tex>.*?)</d-math>", lambda match: f"\n$$\n{match['tex'].strip()}\n$$\n"),
    _rule("formulas in elements", r"<d-math>(?P<tex>.*?)</d-math>", lambda match: f"${match['tex'].strip()}$"),
    _rule("code in elements", r"<d-code(?:\s+(?:block\s*)?language=[\"'](?P<language>[^\"']*)[\"'])?[^>]*>\n?(?P<body>.*?)</d-code>", lambda match: f"```{match['language'] or ''}\n{match['body'].strip()}\n```", is_of_whole=True),
    _rule("elements of Distill", r"</?d-(?:article|front-matter|appendix|bibliography|footnote-list|citation-list|contents|title|byline)\b[^>]*>", ""),
)  # fmt: skip

QUARTO = (
    _rule("raw HTML", r"^(?P<fence>`{3,})[ \t]*\{=html\}[ \t]*\n(?P<body>.*?)^(?P=fence)[ \t]*$", r"\g<body>", is_of_whole=True),
    _rule("executed cells", r"^(?P<fence>`{3,})[ \t]*\{(?:\.(?P<language>[\w+-]+)[ \t]+)?\.cell-code\b[^}\n]*\}[ \t]*$", lambda match: f"{match['fence']}{match['language'] or ''}", is_of_whole=True),
    _rule("cells", r"^(?P<fence>`{3,})\{(?P<language>[A-Za-z]+)[^}\n]*\}[ \t]*\n(?:[ \t]*(?:#|//|%%)\|[^\n]*\n)*", lambda match: f"{match['fence']}{match['language']}\n", is_of_whole=True),
    _rule("containers", r"^(?P<indent>[ \t]*):{3,}[ \t]*(?:\{(?P<attributes>[^}\n]*)\}|(?P<name>[\w-]+)(?P<title>[^\n{:]*))[ \t]*:*[ \t]*\n(?P<body>(?:(?!^[ \t]*:{3,}[ \t]*[^\s:]).)*?)^[ \t]*:{3,}[ \t]*$", _quarto_div, is_nested=True),
    _rule("videos", r"\{\{<\s*video\s+(?P<address>\S+)[^>]*>\}\}", lambda match: f"[video]({match['address']})"),
    _rule("classes of headings", r"^(?P<heading>#{1,6}[ \t][^\n]*?)[ \t]*\{(?:(?P<id>#[\w:-]+)[ \t]*)?(?:\.[\w-]+|-)(?:[ \t]+[^}\n]*)?\}[ \t]*$", lambda match: match["heading"] + (f" {{{match['id']}}}" if match["id"] else "")),
    _rule("page breaks", r"\{\{<\s*pagebreak\s*>\}\}", ""),
)  # fmt: skip

NOTION = (
    _rule("callouts", r"<aside>\s*(?P<body>.*?)\s*</aside>", _aside),
)  # fmt: skip

COMMON = (
    _rule(
        "links within links",
        r"\]\(\[(?P<address>https?://[^\]\s]+)\](?:\((?:[^()\s]|\([^()\s]*\))*\))?\)",
        r"](\g<address>)",
    ),
    _rule(
        "`<!--more-->`",
        r"^[ \t]*<!--\s*(?:more|truncate|read\s?more)\s*-->[ \t]*$",
        "<!-- more -->",
    ),
    _rule(
        "links broken over lines",
        r"\[(?P<picture>!\[[^\]\n]*\]\([^()\s]*\))[ \t]*\n[ \t]*\]\(",
        r"[\g<picture>](",
    ),
    _rule("line breaks of HTML", r"<br\s*/?>\s*</br>", "<br>"),
)

RULES: Mapping[SourceKind, Sequence[Rule]] = {
    SourceKind.HEXO: (*LIQUID, *COMMON),
    SourceKind.HUGO: (*SHORTCODES, *COMMON),
    SourceKind.JEKYLL: (*LIQUID, *DISTILL, *KRAMDOWN, *COMMON),
    SourceKind.QUARTO: (*QUARTO, *COMMON),
    SourceKind.NOTION: (*NOTION, *COMMON),
    SourceKind.DOCSIFY: COMMON,
    SourceKind.OBSIDIAN: COMMON,
    SourceKind.TYPORA: COMMON,
    SourceKind.FOLDER: (*LIQUID, *SHORTCODES, *COMMON),  # posts without their tool's settings
}
"""What is rewritten of each kind of blog, in this order."""


def rewrite_body(text: str, path: str, kind: SourceKind, report: ImportReport) -> str:
    """Return the text of a post in Markdown of this dialect.

    Args:
        text: behind the front matter.
        path: of the post, for the report.
        kind: whose rules hold.
        report: told which rule was used how often.
    """
    rules = RULES[kind]
    if kind is SourceKind.QUARTO:
        report.lose("what a code cell gives when it runs", path, len(_CELL.findall(text)))
    if kind is SourceKind.JEKYLL:
        text = _fill_captures(text, path, report)
    for rule in rules:
        if rule.is_of_whole:
            text = _apply(rule, text, path, report)
    for rule in rules:
        if not rule.is_of_whole:
            text = outside_code(text, partial(_apply, rule, path=path, report=report))
    if kind in {SourceKind.HUGO, SourceKind.FOLDER}:
        text = outside_code(text, partial(_unwrap_shortcodes, path=path, report=report))
    text = outside_code(text, partial(open_elements, path=path, kind=kind, report=report))
    text = outside_code(text, partial(close_emphasis, path=path, report=report))
    if kind in {SourceKind.HEXO, SourceKind.HUGO, SourceKind.JEKYLL}:
        text = outside_code(text, partial(halve_escapes, path=path, report=report))
    if kind is SourceKind.OBSIDIAN:
        text, count = mark_blocks(text)
        report.did("ids of blocks", path, count)
    return _unwrap_formulas(text, path, report)  # last: nothing took escapes away within code


_PAIRED = re.compile(
    r"\{\{[<%]\s*(?P<name>[\w/-]+)(?:\s(?:\"[^\"\n]*\"|[^\">%\n])*?)?\s*[>%]\}\}(?P<body>(?:(?!\{\{[<%]\s*(?P=name)\b).)*?)"
    r"\{\{[<%]\s*/\s*(?P=name)\s*[>%]\}\}",
    re.DOTALL,
)


def _unwrap_shortcodes(text: str, path: str, report: ImportReport) -> str:
    """Leave of shortcodes without a counterpart the text that they stand around."""

    def unwrap(match: re.Match[str]) -> str:
        report.lose(f"shortcode `{match['name']}` around a text", path)
        return f"\n\n{body}\n\n" if "\n" in (body := match["body"].strip("\n")) else body

    while (made := _PAIRED.sub(unwrap, text)) != text:
        text = made
    return text


_CELL = re.compile(r"^[ \t]*`{3,}[ \t]*\{(?:r|python|julia|ojs|bash|sql|stan)\b", re.MULTILINE)
_CAPTURE = re.compile(
    r"\{%-?\s*capture\s+(?P<name>[\w-]+)\s*-?%\}(?P<body>.*?)\{%-?\s*endcapture\s*-?%\}[ \t]*\n?",
    re.DOTALL,
)


def _fill_captures(text: str, path: str, report: ImportReport) -> str:
    """Put texts that a post captures into the tags behind them that name them."""
    while match := _CAPTURE.search(text):
        quoted = '"{}"'.format(" ".join(match["body"].split()).replace('"', "'"))
        head, rest = text[: match.start()], text[match.end() :]
        scope, mark, tail = _split_at(rest, rf"\{{%-?\s*capture\s+{match['name']}\b")
        named = re.compile(rf"(\{{%-?\s*include\b[^%]*?=\s*){match['name']}(?=[\s%])")
        parts = named.split(scope)
        scope = "".join(part + quoted if index % 2 else part for index, part in enumerate(parts))
        text = f"{head}{scope}{mark}{tail}"
        report.did("captured texts", path)
    return text


def _split_at(text: str, pattern: str) -> tuple[str, str, str]:
    """Return `text` before the first match, the match and the rest; all of it where there is none."""
    match = re.search(pattern, text)
    return (text[: match.start()], match[0], text[match.end() :]) if match else (text, "", "")


def _apply(rule: Rule, text: str, path: str, report: ImportReport) -> str:
    changed = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal changed
        made = rule.replace(match)
        changed += made != match[0]
        return made

    made = rule.pattern.sub(replace, text)
    report.did(rule.name, path, changed)
    return _apply(rule, made, path, report) if rule.is_nested and made != text else made


_FORMULA_IN_CODE = re.compile(
    r"(?<!`)`(\$[^`$\n]+\$|\$\$(?:(?!\n[ \t]*\n)[^`$])+\$\$|\\begin\{(?P<name>\w+\*?)\}(?:(?!\n[ \t]*\n)[^`])+\\end\{(?P=name)\})`(?!`)"
)


def _unwrap_formulas(text: str, path: str, report: ImportReport) -> str:
    """Take formulas out of code spans where most spans of a note are formulas."""
    formulas = [*_FORMULA_IN_CODE.finditer(text)]
    spans = [match[0] for match in SPAN.finditer(FENCE.sub("", text))]
    if len(formulas) < 3 or len(formulas) * 2 < len(spans):  # noqa: PLR2004 - one or two may be examples
        return text
    report.did("formulas in code spans", path, len(formulas))
    return _FORMULA_IN_CODE.sub(r"\1", text)
