"""Display formulas that stand by themselves, and fences of `math`."""

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from msgspec import Struct

from notes_site.parse.between import line_text
from notes_site.parse.math.delimiters import (
    BEGIN,
    CLOSING,
    LABEL_BEHIND,
    find_closing,
    find_environment_end,
    not_closed,
)
from notes_site.parse.prose import is_bracketed
from notes_site.parse.token_values import LABEL, NOT_CLOSED, OFFSET, TYPED_LINES

_MYST_LABEL = re.compile(r"[ \t]*\((?P<label>[A-Za-z][\w:.-]{2,})\)")
_OPTION = re.compile(r"[ \t]*:(?P<name>[\w-]+):(?P<value>.*)\n")
_BLOCK_INDENT = 4

_LIST_MARKER = re.compile(r"(?:\*|\d{1,9}[.)])(?:\s|$)")
"""Begins an item surely: `- x` and `+ x` may be lines of a formula."""

_OPENED = re.compile(
    r"(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"
    r"|(?P<open>\$\$|\$(?=\S)|\\\(|\\\[)"
    r"|\\.",
    re.DOTALL,
)


class _Opening(Struct, frozen=True):
    """The opening of a formula block."""

    markup: str
    closing: str
    length: int
    environment: str = ""

    def find_end(self, text: str, start: int) -> int:
        """Return the index of `closing` in `text`, or -1."""
        if self.environment:
            return find_environment_end(text, self.environment, start, len(text))
        return find_closing(text, self.closing, start, len(text))


def _read_opening(line: str) -> _Opening | None:
    if line.rstrip() == "\\\\[":
        return _Opening("\\\\[", "\\\\]", 3)
    if line.startswith(("$$", "\\[")):
        return _Opening(line[:2], CLOSING[line[:2]], 2)
    if begin := BEGIN.match(line):
        name = begin["name"]
        return _Opening("\\begin", f"\\end{{{name}}}", begin.end(), name)
    return None


def read_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    r"""Read a display formula that stands by itself.

    Rule: a display formula that begins a line and ends one is a block. An environment, or
    one that opens with a line of its own (`$$`, `\[`), may hold blank lines, as a fence
    may, and like a fence it ends with the block that holds it.
    """
    # text, all lines read so far, of a block that opens with `$$`:
    #
    #     $$ x = 1 \label{eq} $$ {#eq-loss}
    #       ^ begin           ^ end
    #                           ^ behind: nothing may follow but a label
    indent = state.sCount[start_line]
    # Less than a footnote's it goes on with the paragraph of that one, lazily.
    is_lazy = state.listIndent < 0 <= indent < state.blkIndent
    if is_lazy or indent - state.blkIndent >= _BLOCK_INDENT:
        return False
    first = line_text(state, start_line)
    opening = _read_opening(first)
    if opening is None or _is_within_formula(state, start_line):
        return False
    may_hold_blank = (
        bool(opening.environment)
        or first.strip() == opening.markup
        or (opening.markup == "$$" and BEGIN.match(first, len("$$")) is not None)
    )
    typed = _read_to_end(state, start_line, end_line, opening, may_hold_blank=may_hold_blank)
    if typed is None:
        # A `\[` may be a bracket, and `$$` begin a sentence: left to the inline rule.
        if may_hold_blank and not silent:
            _push_unclosed_block(state, start_line, end_line, opening)
        return may_hold_blank
    text, end, last_line = typed
    behind = end + len(opening.closing)
    label = _find_label(text.rstrip(), behind, has_own_line=first.strip() == "$$")
    is_brackets = opening.markup == "\\[" and is_bracketed(text[2:end], is_display=True)
    if is_brackets or (text[behind:].strip() and not label):
        return False
    _join_item(state, start_line, last_line, end_line)
    if silent:
        return True
    token = state.push("math_block", "", 0)
    begin = 0 if opening.environment else opening.length
    token.content = text[begin : behind if opening.environment else end]
    OFFSET.put_on(token, begin)
    TYPED_LINES.put_on(token, text)
    if label:
        LABEL.put_on(token, label["label"])
    token.block = True
    token.markup = opening.markup
    token.map = [start_line, last_line + 1]
    state.line = last_line + 1
    return True


def _read_to_end(
    state: StateBlock, start_line: int, end_line: int, opening: _Opening, *, may_hold_blank: bool
) -> tuple[str, int, int] | None:
    """Return a formula as typed, where its end stands in that, and the last line; None without end."""
    # Line up to which a closing delimiter was looked for in vain: nobody looks twice.
    unclosed: dict[str, int] = state.env.setdefault("math_unclosed", {})
    if may_hold_blank and start_line < unclosed.get(opening.closing, 0):
        return None
    text = first = line_text(state, start_line)
    lines = [first]
    line = start_line
    while (end := opening.find_end(text, opening.length)) < 0:
        line += 1
        if _is_over(state, line, end_line) or (state.isEmpty(line) and not may_hold_blank):
            if text == first:
                unclosed[opening.closing] = line
            return None
        lines.append(line_text(state, line))
        if opening.closing in lines[-1]:  # so that a long formula is not searched at each line
            text = "\n".join(lines)
    return text, end, line


def _find_label(text: str, behind: int, *, has_own_line: bool) -> re.Match[str] | None:
    """Return the label that stands behind a formula, at the end of `text`."""
    label = LABEL_BEHIND.fullmatch(text, behind)
    return label or (_MYST_LABEL.fullmatch(text, behind) if has_own_line else None)


def _is_over(state: StateBlock, line: int, end_line: int) -> bool:
    """Tell whether the block that holds a formula ends before `line`.

    A list item does not end within a formula at a line that is indented less, as many write it,
    but behind a blank line, and where another item begins.
    """
    if line >= end_line:
        return True
    if state.isEmpty(line) or state.sCount[line] >= state.blkIndent:
        return False
    return (
        state.listIndent < 0
        or state.sCount[line] < 0  # beyond the end of a quote
        or state.isEmpty(line - 1)
        or _LIST_MARKER.match(line_text(state, line)) is not None
    )


def _join_item(state: StateBlock, start_line: int, last_line: int, end_line: int) -> None:
    """Let a formula in a list item, and the text directly behind it, be indented as the item is.

    So that the list goes on behind `$$` lines that are not indented.
    """
    if state.listIndent < 0:
        return
    for line in range(start_line, last_line + 1):
        if 0 <= state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            state.sCount[line] = state.blkIndent
    line = last_line + 1
    if line < end_line and not state.isEmpty(line) and 0 <= state.sCount[line] < state.blkIndent:
        rules = state.md.block.ruler.getRules("paragraph")
        outer, state.parentType = state.parentType, "paragraph"
        is_display = _read_opening(line_text(state, line)) is not None
        if is_display or not any(rule(state, line, end_line, True) for rule in rules):  # noqa: FBT003 - markdown-it-py's
            state.sCount[line] = state.blkIndent
        state.parentType = outer


def _push_unclosed_block(
    state: StateBlock, start_line: int, end_line: int, opening: _Opening
) -> None:
    first = line_text(state, start_line)
    token = state.push("math_unclosed", "", 0)
    token.content = first
    OFFSET.put_on(token, 0)
    TYPED_LINES.put_on(token, first)
    NOT_CLOSED.put_on(token, not_closed(first[: opening.length], opening.closing))
    token.map = [start_line, start_line + 1]
    # What follows up to a blank line was meant as TeX: it would give mistakes of its own.
    line = start_line + 1
    while line < end_line and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        line += 1
    state.line = line


def _is_within_formula(state: StateBlock, line: int) -> bool:
    """Tell whether a formula is open in the paragraph that `line` might end.

    So that in `so $$`, `x = 1`, `$$ holds`, a line each, the third closes what the first opens.
    """
    if state.parentType != "paragraph" or line <= state.line:
        return False
    text = state.getLines(state.line, line, state.blkIndent, keepLastLF=False)
    position = 0
    while match := _OPENED.search(text, position):
        position = match.end()
        if match["open"]:
            end = find_closing(text, CLOSING[match["open"]], position, len(text))
            if end < 0:
                return match["open"] != "\\["  # which may be a bracket
            position = end + len(CLOSING[match["open"]])
    return False


def read_fences(state: StateCore) -> None:
    """Make display formulas of fences of `math`."""
    for token in state.tokens:
        if token.type == "fence" and token.info.strip() in {"math", "{math}"}:
            head = f"{token.markup}{token.info}\n"
            TYPED_LINES.put_on(token, head + token.content)
            offset = len(head)
            while token.info.strip() == "{math}" and (option := _OPTION.match(token.content)):
                if option["name"] == "label":
                    LABEL.put_on(token, option["value"].strip())
                offset += option.end()
                token.content = token.content[option.end() :]
            OFFSET.put_on(token, offset)
            token.type, token.tag, token.info = "math_block", "", ""
