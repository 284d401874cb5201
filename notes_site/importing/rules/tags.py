"""Tags of other tools in Markdown, whatever stands around their names."""

import re

from notes_site.importing.rules.callouts import CALLOUTS, callout
from notes_site.parse.tag_arguments import read_arguments

_PICTURE_KEYS = ("src", "path", "image_path", "image", "file", "img", "url", "link")


def show_picture(address: str, description: str = "", caption: str = "", width: str = "") -> str:
    """Return a picture in Markdown."""
    description = re.sub(r"[\[\]\n]+", " ", re.sub(r"<[^>]+>", "", description or caption)).strip()
    caption = re.sub(r"<[^>]+>", "", caption).replace('"', "'").replace("\n", " ").strip()
    target = f"<{address}>" if re.search(r"\s", address) else address
    title = f' "{caption}"' if caption else ""
    size = f"{{width={width}}}" if re.fullmatch(r"\d+(?:px|%)?", width) else ""
    return f"![{description}]({target}{title}){size}"


def figure(match: re.Match[str]) -> str:
    """Return a picture, with its caption and what it leads to."""
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


def tagged_callout(match: re.Match[str]) -> str:
    """Return a callout whose kind and title stand in a tag, or whose kind is the tag."""
    named, others = read_arguments(match["arguments"])
    kind = named.get("type") or (others[0] if others else "") or match["tag"]
    title = named.get("title") or " ".join(others[1:])
    if kind.lower() not in CALLOUTS:
        kind, title = match["tag"], title or " ".join(others)
    return callout(kind, title, match["body"])


def titled_callout(match: re.Match[str]) -> str:
    """Return a callout that is a title and nothing more: `{{< admonition title="x" />}}`."""
    named, others = read_arguments(match["arguments"])
    kind = named.get("type") or (others[0] if others else "") or match["tag"]
    title = named.get("title") or named.get("text") or " ".join(others[1:])
    return callout(kind, title, "").rstrip("> \n") + "\n"


def details(match: re.Match[str]) -> str:
    """Return folded text."""
    named, others = read_arguments(match["arguments"])
    words = others[1:] if len(others) > 1 and others[0].lower() in CALLOUTS else others
    title = named.get("title") or named.get("summary") or " ".join(words).lstrip("@ ") or "…"
    return f"\n<details>\n<summary>{title}</summary>\n\n{match['body'].strip()}\n\n</details>\n"


def fenced(match: re.Match[str]) -> str:
    """Return code in a fence, with the lines that are marked."""
    named, others = read_arguments(match["arguments"])
    language = named.get("lang", "")
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


def video(match: re.Match[str]) -> str:
    """Return a frame with the film of a host that is known."""
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


def embedded(match: re.Match[str]) -> str:
    """Return a frame, a film or a sound as HTML has it."""
    named, others = read_arguments(match["arguments"])
    address = named.get("src") or named.get("url") or named.get("path") or (others or [""])[0]
    tag = match["tag"].lower()
    if not address:
        return match[0]
    if tag == "iframe":
        return _frame(address)
    return f'<{tag} src="{address}" controls></{tag}>'


def quotation(match: re.Match[str]) -> str:
    """Return a quotation and whose it is. Rule: Hexo, "Block Quote": `author[, source] [link] [title]`."""
    named, _ = read_arguments(match["arguments"])
    words = match["arguments"].strip()
    whose = named.get("author") or ("" if "=" in words else words)
    whose = re.sub(r"(https?://\S+)(?:\s+(.+))?$", lambda m: f"[{m[2] or m[1]}]({m[1]})", whose)
    rows = match["body"].strip().split("\n") + (["", f"— {whose}"] if whose else [])
    return "\n" + "\n".join(f"> {row}".rstrip() for row in rows) + "\n"


def link_to(match: re.Match[str], what: str) -> str:
    """Return a link to what a tag would have shown: `what` is its text."""
    named, others = read_arguments(match["arguments"])
    address = named.get("src") or named.get("url") or (others[0] if others else "")
    if what == "gist" and len(others) > 1:
        address = f"https://gist.github.com/{others[0]}/{others[1]}"
    return f"[{what}]({address})" if address else match[0]


def citation(match: re.Match[str]) -> str:
    """Return a citation of the works whose keys commas or blanks divide."""
    keys = re.split(r"[,\s]+", match["keys"].strip())
    return f"[{'; '.join(f'@{_braced(key)}' for key in keys if key)}]"


def _braced(key: str) -> str:
    """Return the key of a citation, in braces where it holds more than a word, such as an address."""
    return key if re.fullmatch(r"\w[\w.:-]*\w|\w", key) else f"{{{key}}}"
