"""Callouts of GitHub and Obsidian: `> [!NOTE]`, `> [!question]- Title`.

The token `alert_open` has one of the five styles of a callout as its `info`, and its `CALLOUT`, whose
word is its title where the author gives none.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, blockquote

from notes_site.parse.token_values import CALLOUT, FOLD

KINDS = {
    "note": "note",
    "abstract": "note",
    "info": "note",
    "todo": "note",
    "quote": "note",
    "tip": "tip",
    "success": "tip",
    "important": "important",
    "question": "important",
    "warning": "warning",
    "caution": "caution",
    "failure": "caution",
    "danger": "caution",
    "bug": "caution",
}
"""Kind of a callout → its style, one of those of GitHub."""

_ALIASES = {
    "summary": "abstract",
    "tldr": "abstract",
    "hint": "tip",
    "check": "success",
    "done": "success",
    "help": "question",
    "faq": "question",
    "attention": "warning",
    "fail": "failure",
    "missing": "failure",
    "error": "danger",
    "cite": "quote",
}
_MARKER = re.compile(
    r">[ \t]*\[!(?P<kind>[A-Za-z]+)(?:\|[^\]\n]*)?\](?P<fold>[+-]?)(?:[ \t]+(?P<title>\S[^\n]*?))?[ \t]*"
)
_STAND_IN = ">[!TIP]"
"""What markdown-it-py takes for the beginning of a callout; no kind is shorter."""


def callouts_plugin(md: MarkdownIt) -> None:
    """Let quotes that begin with `[!kind]` be callouts, with or without a title."""
    md.options["alerts"] = True
    alternatives: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.at("blockquote", _quote, alternatives)


def find_kind(name: str) -> str:
    """Return the kind of callout that is called `name`; empty for none."""
    lower = name.lower()
    lower = _ALIASES.get(lower, lower)
    return lower if lower in KINDS else ""


def push_callout(state: StateBlock, kind: str, name: str, lines: tuple[int, int]) -> None:
    """Push the opening of a callout with its title, as quotes have them; `lines` are those of the whole."""
    style = KINDS[kind]
    opening = state.push("alert_open", "div", 1)
    opening.info, opening.map = style, list(lines)
    opening.attrs["class"] = f"markdown-alert markdown-alert-{style}"
    CALLOUT.put_on(opening, kind)
    state.push("alert_title_open", "p", 1).attrs["class"] = "markdown-alert-title"
    title = state.push("inline", "", 0)
    title.content, title.children, title.map = (
        name or kind.capitalize(),
        [],
        [lines[0], lines[0] + 1],
    )
    if not name:
        CALLOUT.put_on(title, kind)
    state.push("alert_title_close", "p", -1)


def fold_callout(state: StateBlock, index: int, fold: str) -> None:
    """Let the callout whose tokens are the last ones, from `index` on, be one that can be closed."""
    for token in (*state.tokens[index : index + 2], state.tokens[index + 3], state.tokens[-1]):
        FOLD.put_on(token, fold)


def _quote(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a quote, in the first line of which a stand-in takes the place of any kind and title."""
    if silent:  # as it is asked at every line of a paragraph
        return blockquote(state, start_line, end_line, silent)
    start = state.bMarks[start_line] + state.tShift[start_line]
    end = state.eMarks[start_line]
    match = _MARKER.fullmatch(state.src, start, end)
    kind = find_kind(match["kind"]) if match else ""
    if match is None or not kind:
        return blockquote(state, start_line, end_line, silent)
    typed, index = state.src, len(state.tokens)
    state.src = f"{typed[:start]}{_STAND_IN.ljust(end - start)}{typed[end:]}"
    is_quote = blockquote(state, start_line, end_line, silent)
    state.src = typed
    opening, title = state.tokens[index], state.tokens[index + 2]
    opening.info = KINDS[kind]
    opening.attrs["class"] = f"markdown-alert markdown-alert-{KINDS[kind]}"
    CALLOUT.put_on(opening, kind)
    FOLD.put_on(opening, match["fold"])
    FOLD.put_on(state.tokens[index + 1], match["fold"])
    if match["title"]:
        title.content = match["title"]
        title.map = [start_line, start_line + 1]
    else:
        title.content = kind.capitalize()
        CALLOUT.put_on(title, kind)
    for token in state.tokens[index:]:
        if token.type == "alert_close" and token.level == opening.level:
            FOLD.put_on(token, match["fold"])
        if token.type == "alert_title_close" and token is state.tokens[index + 3]:
            FOLD.put_on(token, match["fold"])
    return is_quote
