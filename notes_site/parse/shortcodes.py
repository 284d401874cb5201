"""Blocks that Hugo, Hexo and Jekyll write between tags, and pictures in a tag.

    {{< notice tip "Title" >}}      {% note info Title %}      {{< figure src="a.png" title="Loss" >}}
    Text                            Text
    {{< /notice >}}                 {% endnote %}

They become the tokens of what this dialect has for them: callouts, closed ones for folded text,
quotes, code, figures. A tag that is not known, or that nothing closes, is text, and told of.

Rule: Hugo's shortcodes (`{{< >}}` and `{{% %}}`); Hexo's tag plugins, and those of its themes;
Jekyll's `{% include figure.html path="a.png" %}`, in HTML too; `{{ img(src="a.png") }}` of Zola.
"""

import re
from collections.abc import Iterator, Mapping
from enum import Enum, auto

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from msgspec import Struct

from notes_site.parse.between import TextRange, find_line, is_in_block, narrowed, read_blocks
from notes_site.parse.callouts import find_kind, fold_callout, push_callout
from notes_site.parse.tag_arguments import TagArguments, read_arguments
from notes_site.parse.token_values import TAG_SPAN
from notes_site.text.patterns import lazy_pattern


class _Tag(Enum):
    """Uses of tags that hold blocks."""

    CALLOUT = auto()
    FOLD = auto()
    QUOTE = auto()
    CODE = auto()
    NOTHING = auto()
    """To protect formulas from the Markdown of the other tool: only what it holds is shown."""


_TAGS = {
    **dict.fromkeys(
        ["notice", "admonition", "hint", "alert", "callout", "note", "tip", "info", "warning"],
        _Tag.CALLOUT,
    ),
    **dict.fromkeys(["important", "caution", "danger", "question"], _Tag.CALLOUT),
    **dict.fromkeys(
        ["details", "spoiler", "fold", "folding", "expand", "collapse", "hidetoggle"], _Tag.FOLD
    ),
    **dict.fromkeys(["quote", "blockquote", "cq", "centerquote", "pullquote"], _Tag.QUOTE),
    **dict.fromkeys(["highlight", "codeblock", "code", "mermaid", "pseudocode"], _Tag.CODE),
    **dict.fromkeys(["raw", "math", "katex", "katexmm", "mathjax"], _Tag.NOTHING),
}
"""Name of a tag, in lower case, that holds blocks."""

_PICTURES = {"figure", "fig", "img", "image", "imgcap", "picture", "media", "asset_img"}
_INCLUDE = "include"
_INCLUDED = re.compile(
    r"(?:\w+/)*[\w-]*(?:figure|image|img|picture|caption)[\w-]*\.(?:html|liquid|md)"
)
"""File of a Jekyll theme that shows a picture, as al-folio's `figure.html`."""

_KINDS = {"primary": "note", "default": "note", "simple": "note", "warn": "warning"}
"""Kind of a callout in themes of Hexo → what it is called here."""

_LOOK = {"no-icon", "icon", "true", "false", "flat", "modern", "disabled"}
"""Words of a tag that tell how a callout looks."""

_ANY = lazy_pattern(
    r"\{\{[<%]\s*(?P<end>/?)\s*(?P<name>[A-Za-z][\w-]*)(?P<arguments>(?:(?![>%]\}\}|\{\{[<%]).)*)[>%]\}\}"
    r"|\{\{\s*(?P<zola_name>[A-Za-z]\w*)\((?P<zola_arguments>(?:(?!\}\}|\{\{).)*)\)\s*\}\}"
    r"|\{%-?\s*(?P<hexo_end>end)?(?P<hexo_name>[A-Za-z]\w*)(?P<hexo_arguments>(?:(?!%\}|\{%).)*?)-?%\}",
    re.DOTALL,
)
_PICTURE = re.compile(r"\S[^\n]*\.(?:png|jpe?g|gif|svg|webp|avif|bmp)(?:[?#]\S*)?", re.IGNORECASE)
_SIZE = re.compile(r"\d+(?:px|%)?")
_SPECIAL = re.compile(r"[\\`*_\[\]<]")
_ENV_KEY = "shortcodes"


class _Range(TextRange, frozen=True, kw_only=True):
    """A tag that is closed, with what it holds."""

    name: str
    arguments: str
    is_plain: bool
    """Whether its title is a text, as in Hexo, and not Markdown."""


class _Picture(Struct, frozen=True, kw_only=True):
    """The picture of a tag; its texts without HTML."""

    address: str
    caption: str
    description: str
    has_title: bool
    """Whether its caption is named as such."""

    width: str
    link: str


def shortcodes_plugin(md: MarkdownIt) -> None:
    """Add blocks between tags of Hugo and Hexo."""
    alternatives: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "shortcode", _shortcode, alternatives)
    md.inline.ruler.before("link", "shortcode_picture", _picture_in_text)
    md.core.ruler.after("block", "pictures_in_html", _show_pictures_in_html)


def _shortcode(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith(("{{", "{%"), start):
        return False
    if state.is_code_block(start_line):
        return False
    return _picture(state, start, start_line, end_line, silent=silent) or _block(
        state, start, start_line, end_line, silent=silent
    )


def _picture(
    state: StateBlock, start: int, start_line: int, end_line: int, *, silent: bool
) -> bool:
    """Read a tag for a picture that stands alone."""
    match = _ANY.match(state.src, start)
    picture = _find_picture(match) if match else None
    if match is None or picture is None:
        return False
    last = find_line(state, match.end(), start_line, end_line)
    if last is None or state.src[match.end() : state.eMarks[last]].strip():
        return False
    if not silent:
        lines = [start_line, last + 1]
        state.push("paragraph_open", "p", 1).map = lines
        inline = state.push("inline", "", 0)
        inline.content, inline.children, inline.map = _as_markdown(picture), [], lines
        state.push("paragraph_close", "p", -1)
        state.line = last + 1
    return True


def _picture_in_text(state: StateInline, silent: bool) -> bool:
    """Read a tag for a picture among words, if it has no caption that would have to stand somewhere."""
    if not state.src.startswith(("{{", "{%"), state.pos):
        return False
    match = _ANY.match(state.src, state.pos, state.posMax)
    picture = _find_picture(match) if match else None
    if match is None or picture is None or picture.has_title:
        return False
    if not silent:
        tokens: list[Token] = []
        state.md.inline.parse(_as_markdown(picture), state.md, state.env, tokens)
        TAG_SPAN.put_on(tokens[0], match.span())
        if state.pending:
            state.pushPending()
        state.tokens += tokens
    state.pos = match.end()
    return True


def _find_picture(tag: re.Match[str]) -> _Picture | None:
    """Return the picture that a tag shows; None where it shows none."""
    if tag["end"] or tag["hexo_end"]:
        return None
    given = read_arguments(_arguments(tag))
    is_include = _name(tag) == _INCLUDE and given.others and _INCLUDED.fullmatch(given.others[0])
    if not is_include and _name(tag) not in _PICTURES:
        return None
    address = given.first("src", "image", "path", "url", "image_path", "file") or next(
        (word for word in given.others if _PICTURE.fullmatch(word)), ""
    )
    if not _PICTURE.fullmatch(address):
        return None
    behind = given.others[given.others.index(address) + 1 :] if address in given.others else ()
    words = " ".join(word for word in behind if not _SIZE.fullmatch(word))
    caption = given.first("caption", "title") or words
    width = given.first("width")
    if is_include and not address.startswith(("/", "{{")) and "://" not in address:
        address = f"/{address}"  # as themes have it: `{{ include.path | relative_url }}`
    return _Picture(
        address=address,
        caption=" ".join(filter(None, (_plain(caption), _plain(given.first("attr"))))),
        description=_plain(given.first("alt") or caption),
        has_title=bool(given.first("caption", "title")),
        width=width if _SIZE.fullmatch(width) else "",
        link=given.first("link"),
    )


def _as_markdown(picture: _Picture) -> str:
    caption = picture.caption.replace('"', "'").replace("\\", "\\\\")
    title = f' "{caption}"' if caption else ""
    size = f"{{width={picture.width}}}" if picture.width else ""
    description = re.sub(r"[\[\]]", " ", picture.description)
    markdown = f"![{description}](<{picture.address}>{title}){size}"
    return f"[{markdown}](<{picture.link}>)" if picture.link else markdown


def _as_html(picture: _Picture) -> str:
    alt = f' alt="{escapeHtml(picture.description)}"' if picture.description else ""
    width = f' style="width:{picture.width}"' if picture.width.endswith("%") else ""
    if picture.width and not width:
        width = f' width="{picture.width.removesuffix("px")}"'
    image = f'<img src="{escapeHtml(picture.address)}"{alt}{width}>'
    if not picture.caption:
        return image
    return f"<figure>{image}<figcaption>{escapeHtml(picture.caption)}</figcaption></figure>"


def _show_pictures_in_html(state: StateCore) -> None:
    """Show the pictures of tags that stand in HTML, in as many lines as they are typed."""
    for token in state.tokens:
        if token.type == "html_block" and ("{%" in token.content or "{{" in token.content):
            token.content = _ANY.sub(_show_in_html, token.content)


def _show_in_html(tag: re.Match[str]) -> str:
    picture = _find_picture(tag)
    return _as_html(picture) + "\n" * tag[0].count("\n") if picture else tag[0]


def _plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", text).split())


def _block(state: StateBlock, start: int, start_line: int, end_line: int, *, silent: bool) -> bool:
    """Read a tag that is closed, with the blocks that it holds."""
    found = _closed_tags(state).get(start)
    if found is None:
        return False
    opening = find_line(state, found.start, start_line, end_line)
    closing = find_line(state, found.end, start_line, end_line)
    last = find_line(state, found.last, start_line, end_line)
    if opening is None or closing is None or last is None:
        return False
    if state.src[found.last : state.eMarks[last]].strip():
        return False
    if not is_in_block(state, start_line, last):
        return False
    if silent:
        return True
    with narrowed(state, found, opening, closing) as (first, end):
        _push(state, found, (start_line, last + 1), (first, end))
    state.line = last + 1
    return True


def find_block_tag(state: StateBlock, start_line: int, last_line: int, end_line: int) -> int | None:
    """Return the first of the lines up to `last_line` where a block between tags begins.

    HTML ends there: the other tool has made HTML of the block before it read the Markdown.
    """
    tags = _closed_tags(state) if "{" in state.src else {}
    if not tags:
        return None
    for line in range(start_line, last_line):
        start = state.bMarks[line] + state.tShift[line]
        found = tags.get(start)
        if found is None or _TAGS[found.name] is _Tag.NOTHING:
            continue
        if _block(state, start, line, end_line, silent=True):
            return line
    return None


def _push(state: StateBlock, found: _Range, lines: tuple[int, int], body: tuple[int, int]) -> None:
    """Push the tokens of a block, whose text stands in the lines `body`."""
    tag, given = _TAGS[found.name], read_arguments(found.arguments)
    if tag is _Tag.CODE:
        fence = state.push("fence", "code", 0)
        fence.info, fence.map = _language(found.name, given), list(lines)
        fence.markup = state.src[found.end : found.last]
        fence.content = state.getLines(*body, state.blkIndent, True).strip("\n") + "\n"  # noqa: FBT003 - markdown-it-py's
        return
    index = len(state.tokens)
    if tag is _Tag.QUOTE:
        state.push("blockquote_open", "blockquote", 1).map = list(lines)
    elif tag is _Tag.FOLD:
        kind, title = _kind_and_title(found, given)
        push_callout(state, kind or "note", title or "…", lines)
    elif tag is _Tag.CALLOUT:
        kind, title = _kind_and_title(found, given)
        push_callout(state, kind or find_kind(found.name) or "note", title, lines)
    read_blocks(state, *body)
    if tag is _Tag.QUOTE:
        _push_source(state, given, lines[0])
        state.push("blockquote_close", "blockquote", -1)
    elif tag is not _Tag.NOTHING:
        state.push("alert_close", "div", -1)
        is_folded = tag is _Tag.FOLD or given.named.get("foldable") == "true"
        if is_folded:
            fold_callout(state, index, "+" if given.named.get("open") == "true" else "-")


def _kind_and_title(found: _Range, given: TagArguments) -> tuple[str, str]:
    """Return the kind of a callout, empty for none that is known, and its title."""
    words = [word for word in given.others if word.lower() not in _LOOK]
    named = given.first("type", "kind", "class")
    kind = _find_kind(named or (words[0] if words else ""))
    if kind and not named:
        words = words[1:]
    title = given.first("title", "summary", "header") or " ".join(words).removeprefix("@")
    if found.is_plain:
        title = _SPECIAL.sub(r"\\\g<0>", title)
    return kind or (_find_kind(found.name) if not named else ""), title.strip()


def _find_kind(name: str) -> str:
    return find_kind(_KINDS.get(name.lower(), name))


def _push_source(state: StateBlock, given: TagArguments, line: int) -> None:
    """Push the paragraph that says where a quotation is from."""
    work = given.first("source", "title")
    link = given.first("link", "url")
    work = f"[{work or link}](<{link}>)" if link else work
    source = ", ".join(filter(None, (given.first("author", "by"), " ".join(given.others), work)))
    if not source:
        return
    state.push("paragraph_open", "p", 1).map = [line, line + 1]
    inline = state.push("inline", "", 0)
    inline.content, inline.children, inline.map = f"— {source}", [], [line, line + 1]
    state.push("paragraph_close", "p", -1)


def _language(name: str, given: TagArguments) -> str:
    """Return the info of the fence that a tag for code is."""
    if name in {"mermaid", "pseudocode"}:
        return "algorithm" if name == "pseudocode" else name
    first = given.others[0] if given.others and name != "code" else ""
    return given.first("lang", "language") or (first if re.fullmatch(r"[\w+#.-]+", first) else "")


def _closed_tags(state: StateBlock) -> Mapping[int, _Range]:
    """Return the tags of the whole text that hold blocks, by where they begin.

    Each closing tag closes the nearest one of its name, so that one reading of the text does.
    """
    known: tuple[int, Mapping[int, _Range]] | None = state.env.get(_ENV_KEY)
    if known is None or known[0] != len(state.src):
        known = state.env[_ENV_KEY] = (len(state.src), dict(_find_closed(state.src)))
    return known[1]


def _find_closed(text: str) -> Iterator[tuple[int, _Range]]:
    opened: dict[str, list[re.Match[str]]] = {}
    for match in _ANY.finditer(text):
        name = _name(match)
        if name not in _TAGS:
            continue
        if not (match["end"] or match["hexo_end"]):
            if _arguments(match).rstrip().endswith("/"):  # it holds nothing
                end = match.end()
                arguments = _arguments(match).rstrip(" \t\n/")
                yield (
                    match.start(),
                    _Range(
                        name=name,
                        arguments=arguments,
                        is_plain=not match["name"],
                        start=end,
                        end=end,
                        last=end,
                    ),
                )
            else:
                opened.setdefault(name, []).append(match)
        elif opened.get(name):
            tag = opened[name].pop()
            yield (
                tag.start(),
                _Range(
                    name=name,
                    arguments=_arguments(tag),
                    is_plain=not tag["name"],
                    start=tag.end(),
                    end=match.start(),
                    last=match.end(),
                ),
            )


def _name(match: re.Match[str]) -> str:
    return (match["name"] or match["zola_name"] or match["hexo_name"]).lower()


def _arguments(match: re.Match[str]) -> str:
    return match["arguments"] or match["zola_arguments"] or match["hexo_arguments"] or ""
