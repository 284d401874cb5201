r"""Formulas in Markdown: `$…$`, `\(…\)`, `$$…$$`, `\[…\]`, `\begin{align}…\end{align}`.

A formula is a token of type `math_inline`, `math_display` (a display formula within a
paragraph) or `math_block`, whose content is the TeX between the delimiters. A
reference `\ref{…}` or `\eqref{…}` in the text is a token of type `math_ref`.

`meta["offset"]` of an inline token is the index of its content in the text that the
inline parser was given, so that a mistake in a formula can be told by line and column.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

ENVIRONMENTS = [
    "equation",
    "align",
    "alignat",
    "gather",
    "multline",
    "flalign",
    "eqnarray",
    "split",
    "aligned",
    "alignedat",
    "gathered",
    "cases",
    "matrix",
    "pmatrix",
    "bmatrix",
    "Bmatrix",
    "vmatrix",
    "Vmatrix",
    "array",
    "CD",
    "subequations",
]
"""Environments that stand in the text without delimiters, with and without a star."""

_BEGIN = re.compile(r"\\begin\{((?:" + "|".join(ENVIRONMENTS) + r")\*?)\}")
_REF = re.compile(r"\\(eqref|ref)\{([^{}\s]+)\}")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_SENTENCE = re.compile(r"[。，；！？、]|[,;.!?] ")
_TEX = re.compile(r"[\\^_={}<>+*/]")
_BLOCK_INDENT = 4


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
        closing = "\\)" if opening == "\\(" else "\\]"
        end = _find_closing(text, closing, start + 2, state.posMax)
        if end < 0 or not text[start + 2 : end].strip("\\ \t\n"):
            return False  # `\[\\\]` is escaped punctuation
        kind = "math_inline" if opening == "\\(" else "math_display"
        return _push(state, kind, opening, start + 2, end, silent=silent)
    if reference := _REF.match(text, start, state.posMax):
        if not silent:
            token = state.push("math_ref", "", 0)
            token.content = reference[2]
            token.markup = reference[1]
            token.meta = {"offset": start}
        state.pos = reference.end()
        return True
    if begin := _BEGIN.match(text, start, state.posMax):
        closing = f"\\end{{{begin[1]}}}"
        end = _find_closing(text, closing, begin.end(), state.posMax)
        if end < 0:
            return False
        end += len(closing)
        if not silent:
            _push(state, "math_display", "\\begin", start, end, silent=False)
        state.pos = end
        return True
    return False


def _dollars(state: StateInline, *, silent: bool) -> bool:
    text, start = state.src, state.pos
    markup = "$$" if text.startswith("$$", start) else "$"
    begin = start + len(markup)
    end = _find_closing(text, markup, begin, state.posMax)
    if end <= begin:
        return _skip_dollars(state, markup, silent=silent)
    tex = text[begin:end]
    if markup == "$$":
        if not tex.strip():
            return _skip_dollars(state, markup, silent=silent)
        return _push(state, "math_display", markup, begin, end, silent=silent)
    following = text[end + 1 : end + 2]
    if tex[0].isspace() or tex[-1].isspace() or following.isdigit() or is_money(tex):
        return False
    return _push(state, "math_inline", markup, begin, end, silent=silent)


def _skip_dollars(state: StateInline, markup: str, *, silent: bool) -> bool:
    """Take `$$` as text, so that its second dollar does not open a formula."""
    if markup == "$":
        return False
    if not silent:
        state.append_pending(markup)
    state.pos += len(markup)
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


def _block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    r"""Read a display formula that stands by itself.

    Rule: a display formula that begins a line and ends one is a block. One that opens
    with a line of its own (`$$`, `\[`) may hold blank lines, as a fence may.
    """
    if state.sCount[start_line] - state.blkIndent >= _BLOCK_INDENT:
        return False
    first = _line(state, start_line)
    begin = None
    if first.startswith("$$"):
        markup, closing = "$$", "$$"
    elif first.startswith("\\["):
        markup, closing = "\\[", "\\]"
    elif begin := _BEGIN.match(first):
        markup, closing = "\\begin", f"\\end{{{begin[1]}}}"
    else:
        return False
    opened = begin.end() if begin else len(markup)
    lines = [first]
    line = start_line
    searched_from = opened
    while True:
        end = _find_closing(lines[-1], closing, searched_from, len(lines[-1]))
        if end >= 0:
            break
        line += 1
        is_blank = line < end_line and state.isEmpty(line)
        if line >= end_line or (is_blank and first.strip() != markup and not begin):
            return False
        if not is_blank and state.sCount[line] < state.blkIndent:
            return False
        lines.append(_line(state, line))
        searched_from = 0
    if lines[-1][end + len(closing) :].strip():
        return False
    if silent:
        return True
    kept = end + len(closing) if begin else end
    lines[-1] = lines[-1][:kept]
    token = state.push("math_block", "", 0)
    token.content = "\n".join(lines)
    token.meta = {"offset": 0}
    if not begin:
        token.content = token.content[len(markup) :]
        token.meta = {"offset": len(markup)}
    token.block = True
    token.markup = markup
    token.map = [start_line, line + 1]
    state.line = line + 1
    return True


def _line(state: StateBlock, line: int) -> str:
    """Return a line without the marks of the blocks that hold it and its indentation."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
