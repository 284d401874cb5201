"""Admonitions of MkDocs: `!!! note "Title"`, and an indented text below; its tabs too.

Rule: the Admonition extension of Python-Markdown, and PyMdown's Details: `???` is closed at first,
`???+` is open and can be closed. A kind that is not known is the title of a note. A tab of PyMdown,
`=== "Title"`, is a note that can be closed.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

from notes_site.parse.between import read_blocks
from notes_site.parse.callouts import find_kind, fold_callout, push_callout
from notes_site.text.patterns import lazy_pattern

_OPENING = lazy_pattern(
    r"""(?:(?P<mark>!!!|\?\?\?\+?)[ \t]*(?P<kind>[A-Za-z][\w-]*)
          (?:(?:[ \t]+[A-Za-z][\w-]*)*(?:[ \t]+["“](?P<title>[^\n]*)["”])?
            |[ \t]+(?P<words>[^\s"“][^"“”\n]*?))
        |===[!+]?[ \t]+["“](?P<tab>[^\n]+)["”])[ \t]*""",
    re.VERBOSE,
)
_FOLDS = {"!!!": "", "???": "-", "???+": "+"}
_MARKS = ("!!!", "???", "===")
_INDENT = 4


def admonitions_plugin(md: MarkdownIt) -> None:
    """Let admonitions be callouts."""
    alternatives: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "admonition", _admonition, alternatives)


def _admonition(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    start, end = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
    if not state.src.startswith(_MARKS, start):
        return False
    if state.is_code_block(start_line):
        return False
    opening = _OPENING.fullmatch(state.src, start, end)
    if opening is None:
        return False
    indent = state.sCount[start_line] + _INDENT
    last = _find_end(state, start_line + 1, end_line, indent)
    if last == start_line + 1 and not (opening["title"] and _is_alone(state, last, end_line)):
        return False
    if silent:
        return True
    kind = find_kind(opening["kind"] or "")
    title = opening["title"] or opening["words"] or opening["tab"] or ""
    if not title and not kind:
        title = opening["kind"].capitalize()
    index = len(state.tokens)
    push_callout(state, kind or "note", title, (start_line, last))
    read_blocks(state, start_line + 1, last, indent)
    state.push("alert_close", "div", -1)
    if fold := "+" if opening["tab"] else _FOLDS[opening["mark"]]:
        fold_callout(state, index, fold)
    state.line = last
    return True


def _is_alone(state: StateBlock, line: int, end_line: int) -> bool:
    """Tell whether no paragraph follows, so that a title is all there is."""
    start = state.bMarks[line] + state.tShift[line]
    return line >= end_line or state.isEmpty(line) or state.src.startswith(_MARKS, start)


def _find_end(state: StateBlock, line: int, end_line: int, indent: int) -> int:
    """Return the line behind the last one that is indented as the text of an admonition is."""
    end = line
    for each in range(line, end_line):
        if state.isEmpty(each):
            continue
        if state.sCount[each] < indent:
            break
        end = each + 1
    return end
