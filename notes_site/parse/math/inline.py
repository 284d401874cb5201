"""Formulas and references within a paragraph."""

import re

from markdown_it.rules_inline import StateInline

from notes_site.parse.math.delimiters import (
    BEGIN,
    CLOSING,
    LABEL_BEHIND,
    find_closing,
    find_dollar,
    find_environment_end,
    not_closed,
)
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
from notes_site.parse.token_values import LABEL, NOT_CLOSED, OFFSET

_DISPLAY_ONLY = re.compile(
    r"\\begin\{(?P<name>(?:equation|align|alignat|xalignat|flalign|gather|multline|eqnarray"
    r"|subequations|split|CD)\*?)\}.*\\end\{(?P=name)\}",
    re.DOTALL,
)
"""A formula that is no inline one, whatever delimiters it has."""

_TICKED = re.compile(r"\$(?P<ticks>`+)(?!`)(?P<tex>[^`$]+)(?P=ticks)\$")
_REF = re.compile(r"\\(eqref|ref)\{\s*([^{}\n]*[^{}\s])\s*\}")
_BOOKDOWN = re.compile(r"\\@(ref)\((eq:[^()\s]+)\)")
_COMMAND = re.compile(r"\\[A-Za-z]")
_CODE_TAG = re.compile(r"<(/?)(?:code|pre|kbd|samp)\b", re.IGNORECASE)


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
        end = find_closing(text, CLOSING[opening], start + 2, state.posMax)
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
    if begin := BEGIN.match(text, start, state.posMax):
        end = find_environment_end(text, begin["name"], begin.end(), state.posMax)
        if end < 0:
            problem = not_closed(begin[0], f"\\end{{{begin['name']}}}")
            return _push_unclosed(state, begin.end(), problem, silent=silent)
        end += len(f"\\end{{{begin['name']}}}")
        return _push(state, "math_display", "\\begin", start, end, silent=silent)
    return False


def _doubled(state: StateInline, *, silent: bool) -> bool:
    r"""Read `\\\\(…\\\\)`, as Jekyll's authors write it so that one backslash is left."""
    opening = state.src[state.pos : state.pos + 3]
    begin = state.pos + 3
    end = find_closing(state.src, CLOSING[opening], begin, state.posMax)
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
    end = find_dollar(text, begin, state.posMax)
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
    end = find_closing(text, "$$", begin, state.posMax)
    if end > begin and text[begin:end].strip():
        return _push(state, "math_display", "$$", begin, end, silent=silent)
    if end < 0 and _COMMAND.match(text[begin : state.posMax].lstrip()):
        return _push_unclosed(state, begin, not_closed("$$", "$$"), silent=silent)
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
        label = LABEL_BEHIND.match(state.src, behind, state.posMax)
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
