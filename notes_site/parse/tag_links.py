"""Links whose address is a tag of Hugo, Hexo or Jekyll, or goes over the end of a line.

`[text]({{< relref "clip.md" >}})`, `[text]({% post_url 2021-03-01-clip %})`, `{% post_link clip text %}`
are links by name, as `[[clip|text]]` is. `[text]({{ '/a.html' | relative_url }})` and
`[text](https://example.org/forum?` with the rest in the next line are links.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from notes_site.parse.token_values import NAMED_LINK, OFFSET, TAG_SPAN, NamedLink
from notes_site.parse.wikilinks import find_anchor
from notes_site.text.patterns import lazy_pattern

_VALUE = r"""\{\{-?[ ]*(?:site\.(?:base)?url|["'][^"'{}\n]+["'][ ]*\|[ ]*(?:relative|absolute)_url)[ ]*-?\}\}"""
"""Pattern of a value of Jekyll that `render.links` understands in an address."""

_TARGET = lazy_pattern(
    rf"""[ \t]*(?:
        \{{\{{[<%][ \t]*(?:rel)?ref[ \t]+(?:path[ \t]*=[ \t]*)?(?:"(?P<double>[^"\n]+)"|`(?P<ticks>[^`\n]+)`|(?P<bare>[^\s"'<>%]+))[^<>{{}}\n]*[>%]\}}\}}
      | (?P<value>{_VALUE}[^\s()]*)
      | (?P<cut>https?://[^\s()<>]+\n[ \t]*[^\s()<>]+)
      | \{{%-?[ \t]*(?:post_url|post_path|link)[ \t]+["']?(?P<post>[^\s"'%{{}}]+)["']?[ \t]*-?%\}}
    )(?P<anchor>\#[^\s()]+)?[ \t]*\)""",
    re.VERBOSE,
)
_POST_LINK = re.compile(
    r"\{%-?[ \t]*post_link[ \t]+[\"']?(?P<name>[^\s\"'%{}]+)[\"']?(?P<text>[^%{}\n]*?)-?%\}"
)
_ESCAPED = re.compile(r"(?:[ \t]+(?:true|false))?[ \t]*$")
_MARKS = ("{{", "{%")
_CUT = re.compile(r"\n[ \t]*")


def tag_links_plugin(md: MarkdownIt) -> None:
    """Add links whose target is a tag, and the tag that is a link."""
    md.inline.ruler.before("link", "tag_link", _link)
    md.inline.ruler.before("link", "post_link", _post_link)


def _link(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if state.src[start] != "[" or not _may_hold(state.src):
        return False
    end = state.md.helpers.parseLinkLabel(state, start, disableNested=True)
    match = (
        _TARGET.match(state.src, end + 2, state.posMax) if state.src.startswith("](", end) else None
    )
    if end < 0 or match is None:
        return False
    if not silent:
        most = state.posMax
        state.pos, state.posMax = start + 1, end
        if address := match["value"] or match["cut"]:
            opening = state.push("link_open", "a", 1)
            opening.attrs = {"href": state.md.normalizeLink(_CUT.sub("", address))}
        else:
            written = next(filter(None, match.group("double", "ticks", "bare", "post")))
            opening = _open(state, written + (match["anchor"] or ""), start, shows_title=False)
        TAG_SPAN.put_on(opening, match.span())
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
        state.push("link_close", "a", -1)
        state.posMax = most
    state.pos = match.end()
    return True


def _may_hold(text: str) -> bool:
    return any(mark in text for mark in _MARKS) or ("](http" in text and "\n" in text)


def _post_link(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("{%", state.pos):
        return False
    match = _POST_LINK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        text = _ESCAPED.sub("", match["text"]).strip().strip("\"'")
        opening = _open(state, match["name"], state.pos, shows_title=not text)
        TAG_SPAN.put_on(opening, match.span())
        state.push("text", "", 0).content = text or match["name"]
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _open(state: StateInline, written: str, offset: int, *, shows_title: bool) -> Token:
    """Push the opening of a link to what a tag names: a note, a place in it, or one in this note."""
    name, _, anchor = written.partition("#")
    name = name.removesuffix("/").removesuffix("/_index.md")
    opening = state.push("link_open", "a", 1)
    target = f"{name}#{find_anchor(anchor)}" if anchor else name
    opening.attrs = {"href": state.md.normalizeLink(target)}
    OFFSET.put_on(opening, offset)
    if name:
        NAMED_LINK.put_on(opening, NamedLink(name, shows_title=shows_title, is_tag=True))
    return opening
