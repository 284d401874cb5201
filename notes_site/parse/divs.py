"""Fenced divs: numbered blocks, callouts and folded text between lines of colons.

    ::: {.theorem #thm:x name="Name"}      ::: tip Title      ::: {.callout-note collapse="true"}
    Text                                   Text               Text
    :::                                    :::                :::

A div that is none of these is text, and told of.

Rule: fenced divs as in pandoc's manual (`fenced_divs`); callouts of Quarto; containers of VuePress, VitePress and
Docusaurus, whose titles stand behind the kind: `::: tip Title`, `:::tip[Title]`.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from msgspec import Struct

from notes_site.parse import callouts, theorems
from notes_site.parse.attributes import Attributes, read_attributes
from notes_site.parse.between import line_text, read_blocks
from notes_site.parse.token_values import REFUSED

_FENCE = re.compile(
    r"(?P<colons>:{3,})[ \t]*(?P<attributes>\{[^{}]*\}|[\w-]+)?[ \t]*(?P<rest>.*?)[ \t]*:*[ \t]*"
)
_IN_BRACKETS = re.compile(r"\[(?P<title>.*)\]")
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<text>[^\n]*?)[ \t]*(?:\{[^{}]*\})?[ \t]*")
"""At the beginning of a callout without a title it is one, as in Quarto."""

_FOLDED = "details"
_FOLDS = {"true": "-", "false": "+"}
"""Value of Quarto's `collapse` → the sign behind the kind of Obsidian's callouts."""


class _Div(Struct, frozen=True):
    """The first line of a div that is known: one of the two kinds is empty."""

    theorem: str
    callout: str
    title: str
    given: Attributes
    fold: str = ""


def divs_plugin(md: MarkdownIt) -> None:
    """Add what stands between lines of colons."""
    alternatives: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "div", _read, alternatives)


def _read(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    opening = _fence(state, start_line)
    div = _read_opening(opening) if opening and opening["attributes"] else None
    if opening is None or div is None:
        return False
    if silent:
        return True
    line, is_closed = _find_end(state, start_line, end_line)
    index, lines = len(state.tokens), (start_line, line + 1)
    body = start_line + 1
    if div.theorem:
        theorems.push_theorem(state, div.theorem, div.given, div.title, lines)
    else:
        heading = None if div.title else _HEADING.fullmatch(line_text(state, body))
        body += heading is not None
        title = heading["text"] if heading else div.title
        callouts.push_callout(state, div.callout, title, lines)
    if not is_closed:
        text = f"the `{opening['colons']}` is not closed; write `:::` behind it"
        REFUSED.put_on(state.tokens[index], text)
    read_blocks(state, body, line if is_closed else line + 1)
    state.push("theorem_close" if div.theorem else "alert_close", "div", -1)
    if div.fold:
        callouts.fold_callout(state, index, div.fold)
    state.line = line + 1
    return True


def _read_opening(opening: re.Match[str]) -> _Div | None:
    """Return what a first line says; None for a div that is none of these."""
    attributes = opening["attributes"]
    is_word = not attributes.startswith("{")
    given = Attributes(classes=(attributes,)) if is_word else read_attributes(attributes)
    title = given.values.get("name") or given.values.get("title") or opening["rest"]
    kinds = map(theorems.find_kind, given.classes)
    if kind := next(filter(None, kinds), theorems.kind_of_id(given.id)):
        return _Div(kind, "", title, given)
    if bracketed := _IN_BRACKETS.fullmatch(title):
        title = bracketed["title"]
    if given.classes[:1] == (_FOLDED,):
        return _Div("", "note", title or "…", given, "-")
    named = (each.removeprefix("callout-") for each in given.classes)
    kind = next(filter(None, map(callouts.find_kind, named)), "")
    fold = _FOLDS.get(given.values.get("collapse", ""), "")
    return _Div("", kind, title, given, fold) if kind else None


def _find_end(state: StateBlock, start_line: int, end_line: int) -> tuple[int, bool]:
    """Return the last line of the div that begins at `start_line`, and whether that closes it.

    Rule: a line of colons with attributes opens, one without closes what was opened last.
    """
    depth = 1
    line = start_line
    code = ""
    while depth and line + 1 < end_line:
        line += 1
        text = line_text(state, line)
        if not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            return line - 1, False
        if code or text.startswith(("```", "~~~")):  # within code nothing opens
            code = _follow_code(code, text)
        elif fence := _fence(state, line):
            depth += 1 if fence["attributes"] else -1
    return line, depth == 0


def _follow_code(code: str, text: str) -> str:
    """Return the fence that is open behind a line; empty for none."""
    match = re.match(r"(`{3,}|~{3,})", text)
    if not code:
        return match[1] if match else ""
    is_end = match and match[1].startswith(code) and not text.strip(code[0] + " \t")
    return "" if is_end else code


def _fence(state: StateBlock, line: int) -> re.Match[str] | None:
    if state.is_code_block(line):
        return None
    text = line_text(state, line)
    return _FENCE.fullmatch(text) if text.startswith(":::") else None
