"""Pictures as other tools write them.

`![[a.png|300]]` of Obsidian, `![](a.png =300x200)`, `![](a.png){width=50%}`, and addresses with
blanks as they are. The `image` token gets its `SIZE`; one that is looked for by its name `IS_NAMED`.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, image

from notes_site.parse.token_values import GIVEN_ID, IS_NAMED, SIZE, Size
from notes_site.text.patterns import lazy_pattern

_SUFFIXES = r"(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?)"
_EMBED = lazy_pattern(
    rf"!\[\[[ \t]*(?P<path>[^\[\]|#\n]+?\.{_SUFFIXES})[ \t]*(?:#[^\[\]|\n]*)?(?P<more>(?:\|[^\[\]|\n]*)*)\]\]",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"!\[\[[ \t]*(?P<path>[^\[\]|#\n]+?\.pdf)(?:#[^\[\]|\n]*)?(?:\|(?P<text>[^\[\]\n]*))?\]\]",
    re.IGNORECASE,
)
_SIZE = re.compile(r"[ \t]*(\d+)(?:[xX](\d+))?[ \t]*")
_SLOPPY = lazy_pattern(
    r"""!\[(?P<text>(?:\\.|[^\[\]\\])*)\]\([ \t]*
        (?P<path><[^<>\n]*>|(?:[^()<>\n"]|\([^()\n]*\))+?)
        (?:[ \t]+["'](?P<title>[^"'\n]*)["'])?
        (?:[ \t]+=(?P<width>\d+%?)?(?:x(?P<height>\d+%?)?)?)?
        (?:[ \t]+["'](?P<later>[^"'\n]*)["'])?[ \t]*\)""",
    re.VERBOSE,
)
_PATH = lazy_pattern(
    rf"[^\n]*\.{_SUFFIXES}(?:\?[^\s]*|'\s*\|\s*(?:relative|absolute)_url\s*-?\}}\}})?",
    re.IGNORECASE,
)
_BRACES = re.compile(
    r"[ \t]*\{:?[ \t]*(?P<inner>(?:[#.][\w:.-]+|[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}\"']+)|[ \t])+)\}"
)
_ATTRIBUTE = re.compile(
    r"""(?P<mark>[#.])(?P<word>[\w:.-]+)|(?P<name>[\w-]+)=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s{}"']+))"""
)
_PIXELS = re.compile(r"(\d{1,5})(?:px)?")
_LENGTH = re.compile(r"\d+(?:\.\d+)?(?:%|em|rem|ex|ch|vw|cm|mm|in|pt)")


def pictures_plugin(md: MarkdownIt) -> None:
    """Add what other tools know of pictures."""
    md.inline.ruler.at("image", read_picture)


def _embed(state: StateInline, silent: bool) -> bool:
    match = _EMBED.match(state.src, state.pos, state.posMax)
    if match is None or not state.md.validateLink(match["path"]):
        return _document(state, silent)
    if not silent:
        size, texts = Size(), []
        for part in filter(None, match["more"].split("|")):
            if given := _SIZE.fullmatch(part):
                size = Size(given[1], given[2] or "")
            else:
                texts.append(part.strip())
        _push(state, match["path"], " ".join(texts), "", size)
        IS_NAMED.put_on(state.tokens[-1], value=True)
    state.pos = match.end()
    return True


def _document(state: StateInline, silent: bool) -> bool:
    """Make a link of a document that Obsidian shows within the note."""
    match = _DOCUMENT.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        opening = state.push("link_open", "a", 1)
        opening.attrs = {"href": state.md.normalizeLink(match["path"])}
        IS_NAMED.put_on(opening, value=True)
        state.push("text", "", 0).content = (match["text"] or match["path"]).strip()
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def read_picture(state: StateInline, silent: bool) -> bool:
    """Read a picture as CommonMark has it, or one with a size or blanks in its address."""
    if not state.src.startswith("![", state.pos):
        return False
    if state.src.startswith("[", state.pos + 2) and _embed(state, silent):
        return True
    if not image(state, silent):
        match = _SLOPPY.match(state.src, state.pos, state.posMax)
        if match is None:
            return False
        path = match["path"].strip("<>")
        size = Size(match["width"] or "", match["height"] or "")
        if not (_PATH.fullmatch(path) or size != Size()) or not state.md.validateLink(path):
            return False
        if not silent:
            _push(state, path, match["text"], match["title"] or match["later"] or "", size)
        state.pos = match.end()
    if state.src.startswith(("{", " {"), state.pos) and (
        braces := _BRACES.match(state.src, state.pos, state.posMax)
    ):
        if not silent:
            _describe(state, braces["inner"])
        state.pos = braces.end()
    return True


def _push(state: StateInline, path: str, text: str, title: str, size: Size) -> None:
    token = state.push("image", "img", 0)
    token.attrs = {"src": state.md.normalizeLink(path.strip()), "alt": ""}
    token.content = text
    token.children = []
    state.md.inline.parse(text, state.md, state.env, token.children)
    if title:
        token.attrs["title"] = title
    if size != Size():
        SIZE.put_on(token, size)


def _describe(state: StateInline, written: str) -> None:
    """Give the picture that was read last the attributes that stand behind it."""
    token = state.tokens[-1]
    classes = []
    values = {}
    for match in _ATTRIBUTE.finditer(written):
        if match["mark"] == "#":
            GIVEN_ID.put_on(token, match["word"])
        elif match["mark"]:
            classes.append(match["word"])
        else:
            value = match["double"] or match["single"] or match["bare"] or ""
            values[match["name"].lower()] = value
    if classes:
        token.attrs["class"] = " ".join(classes)
    if "alt" in values or "fig-alt" in values:
        token.content = values.get("alt", values.get("fig-alt", ""))
        token.children = []
        state.md.inline.parse(token.content, state.md, state.env, token.children)
    size = Size(_length(values.get("width", "")), _length(values.get("height", "")))
    if size != Size():
        SIZE.put_on(token, size)


def _length(written: str) -> str:
    """Return a length as `Size` has it; empty for one that browsers do not know."""
    if pixels := _PIXELS.fullmatch(written):
        return pixels[1]
    return written if _LENGTH.fullmatch(written) else ""
