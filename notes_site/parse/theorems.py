"""Numbered blocks: theorems and their like, with proofs.

All ways to write them give the same tokens: `theorem_open`, whose `meta["kind"]` is one of
`KINDS`, a `theorem_title` with the name, the blocks, and `theorem_close`. Here are quotes, as below;
`divs` and `myst` have others.

    > [!theorem] Name {#thm:x}
    > Text

Rule: the prefixes of ids, and a heading that stands for the name, as Quarto has them.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from notes_site.parse.attributes import Attributes, read_attributes
from notes_site.parse.token_values import BLOCK_KIND, IS_NUMBERED

KINDS = {
    "theorem": ("thm", "定理"),
    "lemma": ("lem", "引理"),
    "proposition": ("prp", "命题"),
    "corollary": ("cor", "推论"),
    "definition": ("def", "定义"),
    "assumption": ("asm", "假设"),
    "conjecture": ("cnj", "猜想"),
    "axiom": ("axm", "公理"),
    "claim": ("clm", "断言"),
    "property": ("pty", "性质"),
    "remark": ("rem", "注记"),
    "example": ("exm", "例"),
    "exercise": ("exr", "习题"),
    "solution": ("sol", "解"),
    "proof": ("prf", "证明"),
}
"""Kind → prefix of its ids, name in Chinese."""

OWN_COUNT = {"exercise", "solution"}
"""Kinds that count by themselves even where theorems count together."""

UNNUMBERED = {"proof"}

_PREFIXES = {prefix: kind for kind, (prefix, _) in KINDS.items()}
_PREFIXES |= {"prop": "proposition", "prp": "proposition", "ass": "assumption", "ex": "example"}
_NAMES = {name: kind for kind, (_, name) in KINDS.items()}
_NAMES |= {
    "例子": "example",
    "注": "remark",
    "练习": "exercise",
    "证": "proof",
    "命題": "proposition",
}

_CALLOUT = re.compile(
    r"\[!(?P<kind>[^\[\]\s|]+)\](?P<fold>[+-]?)[ \t]*(?P<name>.*?)[ \t]*(?P<attributes>\{[^{}]*\})?[ \t]*"
)
_MARKS = ("[!", ":::", "```{", "~~~{")
"""One of them is in every text with such blocks."""

_QED = "∎"


def theorems_plugin(md: MarkdownIt) -> None:
    """Add numbered blocks; the numbers come once all of the note is parsed."""
    md.core.ruler.after("block", "theorem_callouts", _make_callouts)
    md.core.ruler.push("proof_ends", _end_proofs)


def find_kind(name: str) -> str:
    """Return the kind that is called `name`, in English or Chinese; empty for none."""
    lower = name.lower()
    return lower if lower in KINDS else _NAMES.get(name, "")


def kind_of_id(label: str) -> str:
    """Return the kind that an id such as `thm-line` or `thm:line` tells; empty for none."""
    match = re.match(r"([a-z]+)[-:]", label)
    return _PREFIXES.get(match[1], "") if match else ""


def push_theorem(
    state: StateBlock, kind: str, given: Attributes, name: str, lines: tuple[int, int]
) -> None:
    """Push the opening of a numbered block with its title; `lines` are those of the whole."""
    token = state.push("theorem_open", "div", 1)
    _describe(token, kind, given, lines)
    _push_title(state, name, lines[0])


def _describe(token: Token, kind: str, given: Attributes, lines: Sequence[int]) -> None:
    token.block = True
    token.map = list(lines)
    BLOCK_KIND.put_on(token, kind)
    IS_NUMBERED.put_on(token, value=_is_numbered(kind, given))
    if given.id:
        token.attrs["id"] = given.id


def _is_numbered(kind: str, given: Attributes) -> bool:
    return kind not in UNNUMBERED and not {"unnumbered", "-"} & {*given.classes, *given.flags}


def _push_title(state: StateBlock, name: str, line: int) -> None:
    state.push("theorem_title_open", "p", 1)
    inline = state.push("inline", "", 0)
    inline.content, inline.children, inline.map = name, [], [line, line + 1]
    state.push("theorem_title_close", "p", -1)


def _make_callouts(state: StateCore) -> None:
    """Make numbered blocks of quotes that begin with `[!theorem]`, and names of headings."""
    if not any(mark in state.src for mark in _MARKS):
        return  # as most notes
    opened: list[tuple[int, bool]] = []  # quotes: index, and whether it is one of these
    tokens = state.tokens
    for index, token in enumerate(tokens):
        if token.type == "blockquote_open":
            opened.append((index, _make_callout(tokens, index)))
        elif token.type == "blockquote_close":
            _, is_theorem = opened.pop()
            if is_theorem:
                token.type, token.tag = "theorem_close", "div"
    for index in range(len(tokens) - 1, -1, -1):
        if tokens[index].type == "theorem_open":
            _take_heading(tokens, index)
    state.tokens = tokens


def _make_callout(tokens: list[Token], index: int) -> bool:
    """Make a numbered block of the quote at `index` if it begins as one."""
    quote, following = tokens[index], tokens[index + 1 : index + 4]
    if [each.type for each in following] != ["paragraph_open", "inline", "paragraph_close"]:
        return False
    inline = following[1]
    first, _, rest = inline.content.partition("\n")
    match = _CALLOUT.fullmatch(first)
    kind = find_kind(match["kind"]) if match else ""
    if match is None or not kind:
        return False
    line = (inline.map or [0])[0]
    quote.type, quote.tag = "theorem_open", "div"
    _describe(
        quote, kind, read_attributes(match["attributes"] or ""), quote.map or [line, line + 1]
    )
    level = quote.level + 1
    title = Token("inline", "", 0, content=match["name"], children=[], level=level + 1, block=True)
    title.map = [line, line + 1]
    opening = Token("theorem_title_open", "p", 1, level=level, block=True)
    closing = Token("theorem_title_close", "p", -1, level=level, block=True)
    if rest.strip():
        blanks = len(rest) - len(rest.lstrip("\n"))
        inline.content = rest[blanks:]
        lines = [line + 1 + blanks, (inline.map or [0, line + 2])[1]]
        inline.map = lines
        following[0].map = lines
        tokens[index + 1 : index + 1] = [opening, title, closing]
    else:
        tokens[index + 1 : index + 4] = [opening, title, closing]
    return True


def _take_heading(tokens: list[Token], index: int) -> None:
    """Let a heading that begins a block without a name be its name, as in Quarto."""
    if index + 6 >= len(tokens) or tokens[index + 4].type != "heading_open":
        return
    title, heading = tokens[index + 2], tokens[index + 5]
    if not title.content and heading.type == "inline":
        title.content, title.map = heading.content, heading.map
        del tokens[index + 4 : index + 7]


def _end_proofs(state: StateCore) -> None:
    """Set the sign of its end behind each proof."""
    if not any(mark in state.src for mark in _MARKS):
        return
    opened: list[str] = []
    tokens: list[Token] = []
    for token in state.tokens:
        if token.type == "theorem_open":
            opened.append(BLOCK_KIND.of(token))
        elif token.type == "theorem_close" and opened.pop() == "proof":
            sign = Token("qed", "", 0, content=_QED)
            if tokens[-1].type == "paragraph_close" and not tokens[-1].hidden:
                (tokens[-2].children or []).append(sign)
            else:
                level = token.level + 1
                tokens.append(Token("paragraph_open", "p", 1, level=level, block=True))
                tokens[-1].attrs["class"] = "qed-line"
                tokens.append(
                    Token("inline", "", 0, level=level + 1, block=True, children=[sign], content="")
                )
                tokens.append(Token("paragraph_close", "p", -1, level=level, block=True))
        tokens.append(token)
    state.tokens = tokens
