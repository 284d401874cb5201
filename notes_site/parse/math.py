r"""Formulas in Markdown: `$…$`, `\(…\)`, `$$…$$`, `\[…\]`, `\begin{align}…\end{align}`.

A formula is a token of type `math_inline`, `math_display` (a display formula within a
paragraph) or `math_block`, whose content is the TeX between the delimiters. A
reference `\ref{…}` or `\eqref{…}` in the text is a token of type `math_ref`. What can be
nothing but the beginning of a formula, and has no end, is a token of type `math_unclosed`,
whose `meta["problem"]` says so.

`meta["offset"]` of an inline token is the index of its content in the text that the
inline parser was given, so that a mistake in a formula can be told by line and column;
that of a block counts in `meta["typed"]`, its lines with the delimiters.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from msgspec import Struct

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
_REF = re.compile(r"\\(eqref|ref)\{\s*([^{}\n]*[^{}\s])\s*\}")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_SENTENCE = re.compile(r"[。，；！？、]|[,;.!?] ")
_TEX = re.compile(r"[\\^_={}<>+*/]")
_COMMAND = re.compile(r"\\[A-Za-z]")
_BRACE = re.compile(r"(?P<text>\\(?:text[a-z]*|[hm]box)\s*)?\{|\}|\\.", re.DOTALL)
_INNER_FORMULAS = 20
"""Formulas within the `\\text` of one formula: more are no text, and would take long."""

_BLOCK_INDENT = 4

_OPENED = re.compile(
    r"(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"
    r"|(?P<open>\$\$|\$(?=\S)|\\\(|\\\[)"
    r"|\\.",
    re.DOTALL,
)
_CLOSING = {"$$": "$$", "$": "$", "\\(": "\\)", "\\[": "\\]"}


def math_plugin(md: MarkdownIt) -> None:
    """Add formulas and references to them."""
    md.inline.ruler.before("escape", "math_inline", _inline)
    alternatives: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "math_block", _block, alternatives)


def is_money(tex: str) -> bool:
    """Tell whether the text between two dollars is an amount and what follows it.

    `价格$5和$` or `$5 and $` open with a number that a sentence follows; a formula that
    opens with a number goes on with TeX.
    """
    if not tex[0].isdigit() or _TEX.search(tex):
        return False
    return bool(_HAN.search(tex) or _SENTENCE.search(tex))


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


def _inline(state: StateInline, silent: bool) -> bool:
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
        if end < 0 or not text[start + 2 : end].strip("\\ \t\n"):
            return False  # `\[\\\]` is escaped punctuation
        kind = "math_inline" if opening == "\\(" else "math_display"
        return _push(state, kind, opening, start + 2, end, silent=silent)
    if reference := _REF.match(text, start, state.posMax):
        return _push_reference(state, reference, start, reference.end(), silent=silent)
    if begin := _BEGIN.match(text, start, state.posMax):
        end = _find_environment_end(text, begin["name"], begin.end(), state.posMax)
        if end < 0:
            problem = _not_closed(begin[0], f"\\end{{{begin['name']}}}")
            return _push_unclosed(state, begin.end(), problem, silent=silent)
        end += len(f"\\end{{{begin['name']}}}")
        return _push(state, "math_display", "\\begin", start, end, silent=silent)
    return False


def _dollars(state: StateInline, *, silent: bool) -> bool:
    text, start = state.src, state.pos
    markup = "$$" if text.startswith("$$", start) else "$"
    begin = start + len(markup)
    if markup == "$":
        end = _find_dollar(text, begin, state.posMax)
    else:
        end = _find_closing(text, markup, begin, state.posMax)
    if markup == "$$":
        if end > begin and text[begin:end].strip():
            return _push(state, "math_display", markup, begin, end, silent=silent)
        if end < 0 and _COMMAND.match(text[begin : state.posMax].lstrip()):
            return _push_unclosed(state, begin, _not_closed("$$", "$$"), silent=silent)
        if not silent:  # text, and its second dollar opens no formula
            state.append_pending(markup)
        state.pos = begin
        return True
    if end <= begin:
        return False
    tex = text[begin:end]
    following = text[end + 1 : end + 2]
    if tex[0].isspace() or tex[-1].isspace() or following.isdigit() or is_money(tex):
        return False
    if reference := _REF.fullmatch(tex):
        return _push_reference(state, reference, start, end + 1, silent=silent)
    return _push(state, "math_inline", markup, begin, end, silent=silent)


def _push_reference(
    state: StateInline, reference: re.Match[str], start: int, end: int, *, silent: bool
) -> bool:
    r"""Push a reference, in the text or as all of a formula: `$\eqref{eq:loss}$`."""
    if not silent:
        token = state.push("math_ref", "", 0)
        token.content = " ".join(reference[2].split())
        token.markup = reference[1]
        token.meta = {"offset": start}
    state.pos = end
    return True


def _push(  # noqa: PLR0913 - what a token is made of
    state: StateInline, kind: str, markup: str, begin: int, end: int, *, silent: bool
) -> bool:
    if not silent:
        token = state.push(kind, "", 0)
        token.content = state.src[begin:end]
        token.markup = markup
        token.meta = {"offset": begin}
    state.pos = end + (0 if markup == "\\begin" else len(markup))
    return True


def _push_unclosed(state: StateInline, end: int, problem: str, *, silent: bool) -> bool:
    if not silent:
        token = state.push("math_unclosed", "", 0)
        token.content = state.src[state.pos : end]
        token.meta = {"offset": state.pos, "problem": problem}
    state.pos = end
    return True


def _not_closed(opening: str, closing: str) -> str:
    return f"the formula that opens with `{opening}` is not closed; write `{closing}` behind it"


class _Opening(Struct, frozen=True):
    """How a formula block begins."""

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
    if state.sCount[start_line] - state.blkIndent >= _BLOCK_INDENT:
        return False
    first = _line(state, start_line)
    opening = _read_opening(first)
    if opening is None or _is_within_formula(state, start_line):
        return False
    may_hold_blank = bool(opening.environment) or first.strip() == opening.markup
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
    if text[behind:].strip():
        return False
    if silent:
        return True
    token = state.push("math_block", "", 0)
    begin = 0 if opening.environment else opening.length
    token.content = text[begin : behind if opening.environment else end]
    token.meta = {"offset": begin, "typed": text}
    token.block = True
    token.markup = opening.markup
    token.map = [start_line, line + 1]
    state.line = line + 1
    return True


def _is_over(state: StateBlock, line: int, end_line: int) -> bool:
    """Tell whether the block that holds a formula ends before `line`."""
    return line >= end_line or (not state.isEmpty(line) and state.sCount[line] < state.blkIndent)


def _push_unclosed_block(
    state: StateBlock, start_line: int, end_line: int, opening: _Opening
) -> None:
    first = _line(state, start_line)
    token = state.push("math_unclosed", "", 0)
    token.content = first
    problem = _not_closed(first[: opening.length], opening.closing)
    token.meta = {"offset": 0, "typed": first, "problem": problem}
    token.map = [start_line, start_line + 1]
    # What follows up to a blank line was meant as TeX: it would give mistakes of its own.
    line = start_line + 1
    while not _is_over(state, line, end_line) and not state.isEmpty(line):
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


def _line(state: StateBlock, line: int) -> str:
    """Return a line without the marks of the blocks that hold it and its indentation."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
