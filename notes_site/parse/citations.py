"""Citations and references by `@`: `[@key, p. 3; @other]`, `@key`, `[-@key]`, `@thm-x`.

A citation is a token `citation` with its `CITATION`. A name that begins as ids of numbered
blocks do, `@fig-x`, is a link to the block, without a text: its `link_open` has a `LABELLED_LINK`.
Distill's `<d-cite key="a,b"></d-cite>` and Jekyll's `{% cite a b %}` are citations too.

Rule: pandoc's manual, `citations`; Quarto's cross-references.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from notes_site.parse.theorems import KINDS
from notes_site.parse.token_values import (
    CITATION,
    LABELLED_LINK,
    OFFSET,
    Citation,
    CitedWork,
    LabelledLink,
)
from notes_site.text.patterns import lazy_pattern

_LABEL_PREFIXES = [
    *(prefix for prefix, _ in KINDS.values()),
    "prop",
    "alg",
    "fig",
    "tbl",
    "tab",
    "lst",
    "eq",
    "sec",
]
_LABEL = lazy_pattern(rf"(?:{'|'.join(_LABEL_PREFIXES)})[-:].", re.IGNORECASE)
_CHARACTER = r"[^\W\u2e80-\u9fff]"
_KEY = rf"(?:\{{(?P<braced>[^{{}}\s]+)\}}|(?P<key>{_CHARACTER}(?:[:.#$%&+?~/-]*{_CHARACTER})*))"
_IN_TEXT = lazy_pattern(rf"@{_KEY}")
_LOCATOR = re.compile(r"[ \t]*\[(?P<suffix>(?:[a-z]{1,6}\.?[ \t]|第|§|\d)[^\[\]\n]*)\](?![(\[:])")
_GROUP = re.compile(r"\[(?P<body>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\](?![(\[:{])", re.DOTALL)
_WORK = lazy_pattern(
    r"(?P<prefix>(?:[^@]|(?<=\w)@)*?)(?P<minus>-?)(?<!\w)@(?:\{(?P<braced>[^{}\s]+)\}|(?P<key>\w(?:[:.#$%&+?~/-]*\w)*))(?P<suffix>.*)",
    re.DOTALL,
)
_DISTILL = lazy_pattern(
    r"<d-cite\s+(?:key|bibtex-key)\s*=\s*(?:[\"'](?P<keys>[^\"']*)[\"']|(?P<bare>[^\s\"'<>/]+))\s*(?:/>|>\s*</d-cite>)"
)
_JEKYLL = re.compile(r"\{%\s*cite\s+(?P<keys>[^%]*?)\s*%\}")
_NOT_BEFORE = re.compile(r"[A-Za-z0-9_/.@&=+-]")


def citations_plugin(md: MarkdownIt) -> None:
    """Add citations, and references by `@`."""
    md.inline.ruler.before("link", "citation_group", _group)
    md.inline.ruler.before("link", "citation_in_text", _in_text)
    md.inline.ruler.before("html_inline", "citation_distill", read_other_citation)
    md.add_render_rule("citation", _as_typed)  # for who renders without a bibliography


def _as_typed(
    _: object, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType
) -> str:
    return escapeHtml(tokens[idx].content)


def is_label(name: str) -> bool:
    """Tell whether a name behind `@` is that of a numbered block, and not a key."""
    return _LABEL.match(name) is not None


def _group(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    match = _GROUP.match(state.src, state.pos, state.posMax)
    if match is None or "@" not in match["body"]:
        return False
    works = [_WORK.fullmatch(part) for part in _split(match["body"])]
    if not works or not all(works):
        return False
    start = state.pos
    state.pos = match.end()
    if silent:
        return True
    found = [work for work in works if work]
    if all(is_label(work["braced"] or work["key"]) for work in found):
        for index, work in enumerate(found):
            if index:
                state.push("text", "", 0).content = ", "
            prefix = work["prefix"].strip()
            if prefix:
                state.push("text", "", 0).content = f"{prefix} "
            push_reference(
                state, work["braced"] or work["key"], start, is_bare=bool(work["minus"] or prefix)
            )
            if work["suffix"].strip():
                state.push("text", "", 0).content = work["suffix"].rstrip()
        return True
    items = [
        CitedWork(
            key=work["braced"] or work["key"],
            prefix=work["prefix"].strip(),
            suffix=work["suffix"].strip().removeprefix(",").strip(),
            has_author=not work["minus"],
        )
        for work in found
    ]
    push_citation(state, match[0], "group", items, start)
    return True


def _split(body: str) -> Iterator[str]:
    """Yield the parts of a citation between its semicolons."""
    for part in re.split(r";|；", body):
        if part.strip():
            yield part.strip()


def _in_text(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "@":
        return False
    if state.pos and _NOT_BEFORE.match(state.src[state.pos - 1]):
        return False
    match = _IN_TEXT.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    start = state.pos
    key = match["braced"] or match["key"]
    state.pos = match.end()
    if is_label(key):
        if not silent:
            push_reference(state, key, start, is_bare=False)
        return True
    locator = _LOCATOR.match(state.src, state.pos, state.posMax)
    if locator:
        state.pos = locator.end()
    if not silent:
        suffix = locator["suffix"].strip() if locator else ""
        typed = state.src[start : state.pos]
        push_citation(state, typed, "text", [CitedWork(key=key, suffix=suffix)], start)
    return True


def read_other_citation(state: StateInline, silent: bool) -> bool:
    """Read a citation of Distill or Jekyll, as a rule of markdown-it."""
    pattern = {"<": _DISTILL, "{": _JEKYLL}.get(state.src[state.pos])
    match = pattern.match(state.src, state.pos, state.posMax) if pattern else None
    if match is None:
        return False
    written = match.groupdict().get("bare") or match["keys"]
    keys = [key for key in re.split(r"[,\s]+", written) if key and not key.startswith("-")]
    if not keys:
        return False
    if not silent:
        push_citation(state, match[0], "group", [CitedWork(key=key) for key in keys], state.pos)
    state.pos = match.end()
    return True


def push_citation(
    state: StateInline, typed: str, form: str, items: list[CitedWork], start: int
) -> None:
    """Push a citation of works, which is typed at `start`; `form` is as `Citation` has it."""
    token = state.push("citation", "", 0)
    token.content = typed
    OFFSET.put_on(token, start)
    CITATION.put_on(token, Citation(form, tuple(items)))


def push_reference(state: StateInline, label: str, start: int, *, is_bare: bool) -> None:
    """Push a link to a numbered block, whose text is told once all are numbered."""
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": f"#{label}"}
    OFFSET.put_on(opening, start)
    LABELLED_LINK.put_on(opening, LabelledLink(label, is_bare))
    state.push("link_close", "a", -1)
