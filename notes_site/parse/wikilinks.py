"""Links by name: `[[clip]]`, `[[clip#loss]]`, `[[clip|the paper]]`."""

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline, link

from notes_site.parse.token_values import NAMED_LINK, OFFSET, NamedLink
from notes_site.text.slug import slug

_LINK = re.compile(
    r"\[\[(?P<name>[^\[\]|#\n]*?)(?P<anchor>#[^\[\]|\n]+?)?(?:\\?\|(?P<text>[^\[\]\n]+))?\]\](?!\])"
)
_ADDRESS = re.compile(r"\(\s*<|\(\s*[^\s()]*[:/.#]|\[")
"""Behind a text in two brackets: a link whose text is `[1]`, as in `[[1]](https://…)`."""

_NUMBERS = re.compile(r"[\d\s,.;+*/-]+")
"""No name of a note but a list in a list, as `[[1,1]]`."""

_NOT_BEFORE = re.compile(r"[\[!\w]", re.ASCII)
"""Behind these two brackets are an index (`x[[0]]`), an image, or three brackets."""


def wikilinks_plugin(md: MarkdownIt) -> None:
    """Add links by name; the token `link_open` gets its `NAMED_LINK`."""
    md.inline.ruler.before("link", "wikilink", _link)


def _link(state: StateInline, silent: bool) -> bool:
    match = _LINK.match(state.src, state.pos, state.posMax)
    if match is None or not (match["name"].strip() or match["anchor"]):
        return False
    if not match["text"] and _NUMBERS.fullmatch(match["name"]):
        return False
    if state.pos and _NOT_BEFORE.match(state.src[state.pos - 1]):
        return False
    # `[[foo]]` with a definition of `foo` is CommonMark's own link in brackets.
    if normalizeReference(match[0][2:-2]) in state.env.get("references", {}):
        return False
    if _is_bracketed(state, match.end()):
        return False
    if not silent:
        name, anchor = match["name"].strip(), match["anchor"] or ""
        opening = state.push("link_open", "a", 1)
        if not name:
            anchor = f"#{find_anchor(anchor.removeprefix('#'))}"
        opening.attrs = {"href": state.md.normalizeLink(f"{name}{anchor}")}
        OFFSET.put_on(opening, state.pos)
        if name:
            NAMED_LINK.put_on(opening, NamedLink(name, shows_title=not match["text"]))
        text = state.push("text", "", 0)
        text.content = (match["text"] or name or match["anchor"].removeprefix("#")).strip()
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _is_bracketed(state: StateInline, end: int) -> bool:
    """Tell whether the double brackets that end at `end` are the text of CommonMark's own link."""
    if not _ADDRESS.match(state.src, end, state.posMax):
        return False
    start, level = state.pos, state.level
    is_link = link(state, True) and state.pos > end  # noqa: FBT003 - markdown-it-py's
    state.pos, state.level = start, level
    return is_link


def find_anchor(written: str) -> str:
    """Return the `id` that the words behind the `#` of `[[note#words]]` mean: a heading, or an `id`.

    Of `#Part#Section` the last one counts. A `^block` of Obsidian is none.
    """
    last = written.rpartition("#")[2].strip()
    if last.startswith("^"):
        return ""
    is_id = not any(each.isspace() or each.isupper() for each in last) and any(
        each in ":." for each in last
    )
    return last if is_id else slug(last)
