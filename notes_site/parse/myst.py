"""Roles, targets and theorems of MyST: ``{eq}`x` ``, `(x)=`, ```` ```{prf:theorem} Name ````.

They become the tokens of what this dialect has for them: references, citations, links, formulas,
numbered blocks. A directive or role that is not known stays what it is, and is told of.

Rule: MyST's syntax of roles, targets and directives; sphinx-proof and sphinx-exercise.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from msgspec import Struct

from notes_site.parse.attributes import Attributes
from notes_site.parse.between import line_text, read_blocks
from notes_site.parse.callouts import find_kind, push_callout
from notes_site.parse.citations import push_citation, push_reference
from notes_site.parse.theorems import KINDS, push_theorem
from notes_site.parse.token_values import OFFSET, REFUSED, CitedWork
from notes_site.text.patterns import lazy_pattern

_ROLE = lazy_pattern(
    r"\{(?P<role>eq|prf:ref|numref|ref|doc|math|cite(?::(?P<form>t|ts|p|ps|year|yearpar))?)\}"
    r"(?P<ticks>`+)(?!`)(?P<body>[^`]+)(?P=ticks)(?!`)"
)
_TITLED = re.compile(r"(?P<text>.*?)\s*<(?P<target>[^<>]+)>", re.DOTALL)
_DIRECTIVE = re.compile(
    r"(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*\{(?:prf:)?(?P<kind>[a-z-]+)\}[ \t]*(?P<name>.*?)[ \t]*"
)
_OPTION = re.compile(r":(?P<name>[\w-]+):[ \t]*(?P<value>.*?)[ \t]*")
_TARGET = re.compile(r"\((?P<label>[A-Za-z][\w:.-]*)\)=[ \t]*(?:\n|$)")
_GATES = {"exercise-start", "solution-start"}
_CALLOUTS = {
    "note",
    "tip",
    "hint",
    "important",
    "warning",
    "caution",
    "attention",
    "danger",
    "error",
    "admonition",
}


class _Directive(Struct, frozen=True, kw_only=True):
    """A directive, and the lines that it takes."""

    kind: str
    name: str
    label: str
    has_no_number: bool
    start: int
    """Where its text begins, and `end` behind it."""

    end: int
    last: int
    """The last line of all."""

    lacking: str
    """The line that it needs to be closed; empty for one that is."""


def myst_plugin(md: MarkdownIt) -> None:
    """Add what MyST writes for references and numbered blocks."""
    alternatives: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "myst_directive", _directive, alternatives)
    md.inline.ruler.before("backticks", "myst_role", _role)
    md.core.ruler.after("block", "myst_targets", _take_targets)


def _role(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{":
        return False
    match = _ROLE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        _push_role(state, match)
    state.pos = match.end()
    return True


def _push_role(state: StateInline, match: re.Match[str]) -> None:
    body = " ".join(match["body"].split())
    role = match["role"]
    if role == "eq":
        token = state.push("math_ref", "", 0)
        token.content, token.markup = body, "eqref"
        OFFSET.put_on(token, state.pos)
    elif role == "math":
        token = state.push("math_inline", "", 0)
        token.content, token.markup = match["body"], "$"
        OFFSET.put_on(token, match.start("body"))
    elif role.startswith("cite"):
        _push_citations(state, match, [key.strip() for key in body.split(",") if key.strip()])
    else:
        _push_link(state, role, body)


def _push_citations(state: StateInline, match: re.Match[str], keys: list[str]) -> None:
    form = match["form"] or ""
    works = [CitedWork(key=key, has_author=not form.startswith("year")) for key in keys]
    if not form.startswith("t"):
        push_citation(state, match[0], "group", works, state.pos)
        return
    for index, work in enumerate(works):
        if index:
            state.push("text", "", 0).content = ", "
        push_citation(state, match[0], "text", [work], state.pos)


def _push_link(state: StateInline, role: str, body: str) -> None:
    """Push a reference to a block, a heading or another note, with its own text where it has one."""
    titled = _TITLED.fullmatch(body)
    text, target = (titled["text"], titled["target"].strip()) if titled else ("", body)
    if role == "numref" and text:  # `Fig. %s <loss>`
        before, _, behind = re.sub(r"\{number\}", "%s", text).partition("%s")
        if before:
            state.push("text", "", 0).content = before
        push_reference(state, target, state.pos, is_bare="%s" in text or "{number}" in text)
        if behind:
            state.push("text", "", 0).content = behind
        return
    if role != "doc" and not text:
        push_reference(state, target, state.pos, is_bare=False)
        return
    href = f"{target.removeprefix('/').removesuffix('.md')}.md" if role == "doc" else f"#{target}"
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": state.md.normalizeLink(href)}
    OFFSET.put_on(opening, state.pos)
    if text:
        state.push("text", "", 0).content = text
    state.push("link_close", "a", -1)


def _directive(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a theorem, another numbered block or a callout that is written as a directive."""
    found = _find_directive(state, start_line, end_line)
    if found is None or silent:
        return found is not None
    lines = (start_line, found.last + 1)
    index = len(state.tokens)
    if found.kind in KINDS:
        given = Attributes(id=found.label, flags=frozenset({"-"} if found.has_no_number else ()))
        push_theorem(state, found.kind, given, found.name, lines)
        closing = "theorem_close"
    else:
        push_callout(state, find_kind(found.kind), found.name, lines)
        closing = "alert_close"
    if found.lacking:
        text = f"`{line_text(state, start_line).strip()}` is not closed; write a line `{found.lacking}` behind it"
        REFUSED.put_on(state.tokens[index], text)
    read_blocks(state, found.start, found.end)
    state.push(closing, "div", -1)
    state.line = found.last + 1
    return True


def _find_directive(state: StateBlock, start_line: int, end_line: int) -> _Directive | None:
    r"""Return the directive that begins at a line; None where none does that is known.

    A gate is two: ```{exercise-start}``` and ```{exercise-end}```, with the text between them.
    """
    if state.is_code_block(start_line):
        return None
    first = line_text(state, start_line)
    opening = _DIRECTIVE.fullmatch(first) if "{" in first else None
    if opening is None:
        return None
    kind, _, gate = opening["kind"].partition("-")
    is_theorem = kind in KINDS and (not gate or opening["kind"] in _GATES)
    is_callout = opening["kind"] in _CALLOUTS
    if not (is_theorem or is_callout):
        return None
    closing = re.compile(rf"{opening['fence'][0]}{{{len(opening['fence'])},}}[ \t]*")
    lacking = opening["fence"]
    end = last = _find_line(state, closing, start_line + 1, end_line)
    options = dict(_read_options(state, start_line + 1, end))
    start = start_line + 1 + len(options)
    if gate and end < end_line:
        lacking = f"{opening['fence']}{{{kind}-end}}"
        gate_end = re.compile(rf"[`~:]{{3,}}\{{{kind}-end\}}[ \t]*")
        start, end = end + 1, _find_line(state, gate_end, end + 1, end_line)
        last = _find_line(state, closing, end + 1, end_line)
        if end < end_line:
            lacking = opening["fence"]
    return _Directive(
        kind=kind if is_theorem else "note" if kind == "admonition" else kind,
        name="" if kind == "solution" else opening["name"],  # there, the exercise that it solves
        label=options.get("label", options.get("name", "")),
        has_no_number="nonumber" in options,
        start=start,
        end=end,
        last=min(last, end_line - 1),
        lacking=lacking if last >= end_line else "",
    )


def _find_line(state: StateBlock, pattern: re.Pattern[str], start: int, end: int) -> int:
    """Return the first line that is all `pattern`; `end` where there is none."""
    lines = range(start, end)
    return next((line for line in lines if pattern.fullmatch(line_text(state, line))), end)


def _read_options(state: StateBlock, start: int, end: int) -> Iterator[tuple[str, str]]:
    for line in range(start, end):
        match = _OPTION.fullmatch(line_text(state, line))
        if match is None:
            return
        yield match["name"], match["value"]


def _take_targets(state: StateCore) -> None:
    """Let a line `(label)=` name what stands behind it."""
    if ")=" not in state.src:
        return  # as most notes
    tokens: list[Token] = []
    label = ""
    rest = iter(state.tokens)
    for token in rest:
        if token.type == "paragraph_open" and not token.hidden:
            inline, closing = next(rest), next(rest)
            match = _TARGET.match(inline.content)
            if match:
                label = match["label"]
                _cut_line(inline, match.end())
                if not inline.content:
                    continue
                token.map = inline.map
            _name(token, label)
            label = ""
            tokens += (token, inline, closing)
            continue
        if label and token.nesting >= 0:
            _name(token, label)
            label = ""
        tokens.append(token)
    state.tokens = tokens


def _cut_line(inline: Token, end: int) -> None:
    first, last = inline.map or (0, 1)
    inline.content = inline.content[end:]
    inline.map = [min(first + 1, last - 1), last]


def _name(token: Token, label: str) -> None:
    if label and "id" not in token.attrs:
        token.attrs["id"] = label
