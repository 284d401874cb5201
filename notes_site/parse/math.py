r"""Formulas in Markdown: `$…$`, `\(…\)`, `$$…$$`, `\[…\]`, `\begin{align}…\end{align}`.

GitHub's and GitLab's `` $`…`$ `` and ```` ```math ```` are formulas too.

A formula is a token of type `math_inline`, `math_display` (a display formula within a
paragraph) or `math_block`, whose content is the TeX between the delimiters. A
reference `\ref{…}` or `\eqref{…}` in the text is a token of type `math_ref`. What can be
nothing but the beginning of a formula, and has no end, is a token of type `math_unclosed`,
whose `NOT_CLOSED` says so. All have an `OFFSET`, blocks `TYPED_LINES`, and a display formula may
have a `LABEL`.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from msgspec import Struct

from notes_site.parse.prose import (
    BLANKS,
    NO_WIDTH,
    is_bracketed,
    is_doubled_formula,
    is_money,
    is_prose_sentence,
    is_spaced_formula,
    may_stand_before_digit,
)
from notes_site.parse.token_values import LABEL, NOT_CLOSED, OFFSET, TYPED_LINES

ENVIRONMENTS = [
    "equation",
    "align",
    "alignat",
    "xalignat",
    "flalign",
    "gather",
    "multline",
    "eqnarray",
    "subequations",
    "split",
    "aligned",
    "alignedat",
    "gathered",
    "cases",
    "dcases",
    "rcases",
    "drcases",
    "matrix",
    "pmatrix",
    "bmatrix",
    "Bmatrix",
    "vmatrix",
    "Vmatrix",
    "smallmatrix",
    "array",
    "darray",
    "CD",
]
"""Environments that stand in the text without delimiters, with and without a star."""

_BEGIN = re.compile(r"\\begin\{(?P<name>(?:" + "|".join(ENVIRONMENTS) + r")\*?)\}")
_DISPLAY_ONLY = re.compile(
    r"\\begin\{(?P<name>(?:equation|align|alignat|xalignat|flalign|gather|multline|eqnarray"
    r"|subequations|split|CD)\*?)\}.*\\end\{(?P=name)\}",
    re.DOTALL,
)
"""A formula that is no inline one, whatever delimiters it has."""

_TICKED = re.compile(r"\$(?P<ticks>`+)(?!`)(?P<tex>[^`$]+)(?P=ticks)\$")
_LABEL_BEHIND = re.compile(r"[ \t]*\{\s*#(?P<label>eq[^\s{}]*)(?:\s[^{}]*)?\}")
_MYST_LABEL = re.compile(r"[ \t]*\((?P<label>[A-Za-z][\w:.-]{2,})\)")
_OPTION = re.compile(r"[ \t]*:(?P<name>[\w-]+):(?P<value>.*)\n")
_REF = re.compile(r"\\(eqref|ref)\{\s*([^{}\n]*[^{}\s])\s*\}")
_BOOKDOWN = re.compile(r"\\@(ref)\((eq:[^()\s]+)\)")
_COMMAND = re.compile(r"\\[A-Za-z]")
_CODE_TAG = re.compile(r"<(/?)(?:code|pre|kbd|samp)\b", re.IGNORECASE)
_BRACE = re.compile(r"(?P<text>\\(?:text[a-z]*|[hm]box)\s*)?\{|\}|\\.", re.DOTALL)
_INNER_FORMULAS = 20
"""Formulas within the `\\text` of one formula: more are no text, and would take long."""

_BLOCK_INDENT = 4

_LIST_MARKER = re.compile(r"(?:\*|\d{1,9}[.)])(?:\s|$)")
"""Begins an item surely: `- x` and `+ x` may be lines of a formula."""

_OPENED = re.compile(
    r"(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"
    r"|(?P<open>\$\$|\$(?=\S)|\\\(|\\\[)"
    r"|\\.",
    re.DOTALL,
)
_CLOSING = {
    "$$": "$$",
    "$": "$",
    "\\(": "\\)",
    "\\[": "\\]",
    "\\\\(": "\\\\)",
    "\\\\[": "\\\\]",
}


def math_plugin(md: MarkdownIt) -> None:
    """Add formulas and references to them."""
    md.inline.ruler.before("escape", "math_inline", read_formula)
    alternatives: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "math_block", _block, alternatives)
    md.core.ruler.after("block", "math_fences", _fences)


def _find_closing(text: str, delimiter: str, start: int, end: int) -> int:
    """Return the index of the next unescaped `delimiter` in `text[start:end]`, or -1."""
    position = text.find(delimiter, start, end)
    while position > start:
        backslashes = position - len(text[start:position].rstrip("\\")) - start
        if backslashes % 2 == 0:
            break
        position = text.find(delimiter, position + 1, end)
    return position


def _find_dollar(text: str, start: int, end: int) -> int:
    r"""Return the index of the `$` that closes a formula, or -1.

    One within `\text{…}` opens a formula of its own there, which the next one closes.
    """
    first = position = _find_closing(text, "$", start, end)
    opened: list[bool] = []  # braces: whether they are those of a `\text`
    for _ in range(_INNER_FORMULAS):
        if position < start:
            break
        for match in _BRACE.finditer(text, start, position):
            if match[0] == "}":
                del opened[-1:]
            elif match[0][-1] == "{" and match[0] != r"\{":
                opened.append(match["text"] is not None)
        if not any(opened):
            return position
        start = _find_closing(text, "$", position + 1, end) + 1
        if start == 0:
            break
        position = _find_closing(text, "$", start, end)
    return first


def _find_environment_end(text: str, name: str, start: int, end: int) -> int:
    r"""Return the index of the `\end{name}` that closes what opened before `start`, or -1."""
    depth = 1
    for match in re.compile(r"\\(begin|end)\{" + re.escape(name) + r"\}").finditer(
        text, start, end
    ):
        depth += 1 if match[1] == "begin" else -1
        if depth == 0:
            return match.start()
    return -1


def read_formula(state: StateInline, silent: bool) -> bool:
    """Read a formula or a reference within a paragraph.

    Rule: a `$` opens before a non-blank and closes behind one, not before a digit
    (pandoc's `tex_math_dollars`); the next unescaped `$` closes or nothing does.
    """
    text, start = state.src, state.pos
    if text[start] == "$":
        return _dollars(state, silent=silent)
    if text[start] != "\\":
        return False
    opening = text[start : start + 2]
    if opening in {"\\(", "\\["}:
        end = _find_closing(text, _CLOSING[opening], start + 2, state.posMax)
        body = text[start + 2 : max(end, 0)]
        if end < 0 or not body.strip("\\ \t\n"):
            return False  # `\[\\\]` is escaped punctuation
        if is_bracketed(body, is_display=opening == "\\[") or _is_in_code_tag(state):
            return False
        kind = "math_display"
        if opening == "\\(" and not _DISPLAY_ONLY.fullmatch(body.strip()):
            kind = "math_inline"
        return _push(state, kind, opening, start + 2, end, silent=silent)
    if text.startswith(("\\\\(", "\\\\["), start):
        return _doubled(state, silent=silent)
    if reference := _REF.match(text, start, state.posMax) or _BOOKDOWN.match(
        text, start, state.posMax
    ):
        return _push_reference(state, reference, start, reference.end(), silent=silent)
    if begin := _BEGIN.match(text, start, state.posMax):
        end = _find_environment_end(text, begin["name"], begin.end(), state.posMax)
        if end < 0:
            problem = _not_closed(begin[0], f"\\end{{{begin['name']}}}")
            return _push_unclosed(state, begin.end(), problem, silent=silent)
        end += len(f"\\end{{{begin['name']}}}")
        return _push(state, "math_display", "\\begin", start, end, silent=silent)
    return False


def _doubled(state: StateInline, *, silent: bool) -> bool:
    r"""Read `\\\\(…\\\\)`, as Jekyll's authors write it so that one backslash is left."""
    opening = state.src[state.pos : state.pos + 3]
    begin = state.pos + 3
    end = _find_closing(state.src, _CLOSING[opening], begin, state.posMax)
    is_display = opening[-1] == "["
    if end < 0 or not is_doubled_formula(state.src[begin:end], is_display=is_display):
        return False
    kind = "math_display" if is_display else "math_inline"
    return _push(state, kind, opening, begin, end, silent=silent)


def _dollars(state: StateInline, *, silent: bool) -> bool:
    text, start = state.src, state.pos
    if _is_in_code_tag(state):
        return False
    if text.startswith("$$", start):
        return _two_dollars(state, silent=silent)
    if ticked := _TICKED.match(text, start, state.posMax):
        return _push(
            state, "math_inline", "$", *ticked.span("tex"), silent=silent, behind=ticked.end()
        )
    begin = start + 1
    end = _find_dollar(text, begin, state.posMax)
    if end <= begin:
        return False
    tex = text[begin:end]
    following = text[end + 1 : end + 3]
    begin += len(tex) - len(tex.lstrip(NO_WIDTH))
    tex = tex.strip(NO_WIDTH)
    if not tex or (following[:1].isdigit() and not may_stand_before_digit(tex)):
        return False
    if tex[0] in BLANKS or tex[-1] in BLANKS:
        if not is_spaced_formula(tex, following):
            return False
        begin += len(tex) - len(tex.lstrip(BLANKS))
        tex = tex.strip(BLANKS)
    elif tex[0].isspace() or tex[-1].isspace() or is_money(tex) or is_prose_sentence(tex):
        return False
    if reference := _REF.fullmatch(tex):
        return _push_reference(state, reference, start, end + 1, silent=silent)
    kind = "math_display" if _DISPLAY_ONLY.fullmatch(tex) else "math_inline"
    return _push(state, kind, "$", begin, begin + len(tex), silent=silent, behind=end + 1)


def _two_dollars(state: StateInline, *, silent: bool) -> bool:
    text, begin = state.src, state.pos + 2
    end = _find_closing(text, "$$", begin, state.posMax)
    if end > begin and text[begin:end].strip():
        return _push(state, "math_display", "$$", begin, end, silent=silent)
    if end < 0 and _COMMAND.match(text[begin : state.posMax].lstrip()):
        return _push_unclosed(state, begin, _not_closed("$$", "$$"), silent=silent)
    if not silent:  # text, and its second dollar opens no formula
        state.append_pending("$$")
    state.pos = begin
    return True


def _is_in_code_tag(state: StateInline) -> bool:
    """Tell whether a tag such as `<code>` is open, in which nothing is a formula."""
    if "<" not in state.src or not _CODE_TAG.search(state.src, 0, state.pos):
        return False
    for token in reversed(state.tokens):
        if token.type == "html_inline" and (tag := _CODE_TAG.match(token.content)):
            return not tag[1]
    return False


def _push_reference(
    state: StateInline, reference: re.Match[str], start: int, end: int, *, silent: bool
) -> bool:
    r"""Push a reference, in the text or as all of a formula: `$\eqref{eq:loss}$`."""
    if not silent:
        token = state.push("math_ref", "", 0)
        token.content = " ".join(reference[2].split())
        token.markup = reference[1]
        OFFSET.put_on(token, start)
    state.pos = end
    return True


def _push(  # noqa: PLR0913 - what a token is made of
    state: StateInline,
    kind: str,
    markup: str,
    begin: int,
    end: int,
    *,
    silent: bool,
    behind: int = 0,
) -> bool:
    """Push the formula that stands from `begin` to `end`, and go on at `behind`."""
    behind = behind or end + (0 if markup == "\\begin" else len(markup))
    label = None
    if kind == "math_display":
        label = _LABEL_BEHIND.match(state.src, behind, state.posMax)
    if not silent:
        token = state.push(kind, "", 0)
        token.content = state.src[begin:end]
        token.markup = markup
        OFFSET.put_on(token, begin)
        if label:
            LABEL.put_on(token, label["label"])
    state.pos = label.end() if label else behind
    return True


def _push_unclosed(state: StateInline, end: int, problem: str, *, silent: bool) -> bool:
    if not silent:
        token = state.push("math_unclosed", "", 0)
        token.content = state.src[state.pos : end]
        OFFSET.put_on(token, state.pos)
        NOT_CLOSED.put_on(token, problem)
    state.pos = end
    return True


def _not_closed(opening: str, closing: str) -> str:
    return f"the formula that opens with `{opening}` is not closed; write `{closing}` behind it"


class _Opening(Struct, frozen=True):
    """The opening of a formula block."""

    markup: str
    closing: str
    length: int
    environment: str = ""

    def find_end(self, text: str, start: int) -> int:
        """Return the index of `closing` in `text`, or -1."""
        if self.environment:
            return _find_environment_end(text, self.environment, start, len(text))
        return _find_closing(text, self.closing, start, len(text))


def _read_opening(line: str) -> _Opening | None:
    if line.rstrip() == "\\\\[":
        return _Opening("\\\\[", "\\\\]", 3)
    if line.startswith(("$$", "\\[")):
        return _Opening(line[:2], _CLOSING[line[:2]], 2)
    if begin := _BEGIN.match(line):
        name = begin["name"]
        return _Opening("\\begin", f"\\end{{{name}}}", begin.end(), name)
    return None


def _block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
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
    if state.sCount[start_line] - state.blkIndent >= _BLOCK_INDENT:
        return False
    first = _line(state, start_line)
    opening = _read_opening(first)
    if opening is None or _is_within_formula(state, start_line):
        return False
    may_hold_blank = (
        bool(opening.environment)
        or first.strip() == opening.markup
        or (opening.markup == "$$" and _BEGIN.match(first, len("$$")) is not None)
    )
    # Line up to which a closing delimiter was looked for in vain: nobody looks twice.
    unclosed: dict[str, int] = state.env.setdefault("math_unclosed", {})
    if may_hold_blank and start_line < unclosed.get(opening.closing, 0):
        if not silent:
            _push_unclosed_block(state, start_line, end_line, opening)
        return True
    lines = [first]
    line = start_line
    text = first
    while (end := opening.find_end(text, opening.length)) < 0:
        line += 1
        if _is_over(state, line, end_line) or (state.isEmpty(line) and not may_hold_blank):
            # A `\[` may be a bracket, and `$$` begin a sentence: left to the inline rule.
            if text == first:
                unclosed[opening.closing] = line
            if may_hold_blank and not silent:
                _push_unclosed_block(state, start_line, end_line, opening)
            return may_hold_blank
        lines.append(_line(state, line))
        if opening.closing in lines[-1]:  # so that a long formula is not searched at each line
            text = "\n".join(lines)
    behind = end + len(opening.closing)
    label = _find_label(text.rstrip(), behind, has_own_line=first.strip() == "$$")
    is_brackets = opening.markup == "\\[" and is_bracketed(text[2:end], is_display=True)
    if is_brackets or (text[behind:].strip() and not label):
        return False
    _join_item(state, start_line, line, end_line)
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
    token.map = [start_line, line + 1]
    state.line = line + 1
    return True


def _find_label(text: str, behind: int, *, has_own_line: bool) -> re.Match[str] | None:
    """Return the label that stands behind a formula, at the end of `text`."""
    label = _LABEL_BEHIND.fullmatch(text, behind)
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
        or _LIST_MARKER.match(_line(state, line)) is not None
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
        is_display = _read_opening(_line(state, line)) is not None
        if is_display or not any(rule(state, line, end_line, True) for rule in rules):  # noqa: FBT003 - markdown-it-py's
            state.sCount[line] = state.blkIndent
        state.parentType = outer


def _push_unclosed_block(
    state: StateBlock, start_line: int, end_line: int, opening: _Opening
) -> None:
    first = _line(state, start_line)
    token = state.push("math_unclosed", "", 0)
    token.content = first
    OFFSET.put_on(token, 0)
    TYPED_LINES.put_on(token, first)
    NOT_CLOSED.put_on(token, _not_closed(first[: opening.length], opening.closing))
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
            end = _find_closing(text, _CLOSING[match["open"]], position, len(text))
            if end < 0:
                return match["open"] != "\\["  # which may be a bracket
            position = end + len(_CLOSING[match["open"]])
    return False


def _fences(state: StateCore) -> None:
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


def _line(state: StateBlock, line: int) -> str:
    """Return a line without the marks of the blocks that hold it and its indentation."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
