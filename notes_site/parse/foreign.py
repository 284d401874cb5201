"""Search for constructs of other tools (`foreign.TABLE`) in a note.

Code, formulas and HTML are left alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from markdown_it.token import Token
from msgspec import Struct

from notes_site.errors import Place, Problem
from notes_site.foreign import TABLE, Construct, Where, find_construct
from notes_site.foreign.elements import KNOWN
from notes_site.model import Source
from notes_site.parse.code_formulas import DELIMITER, FORMULA_IN_CODE
from notes_site.parse.places import InlineToken, find_place
from notes_site.parse.token_values import OFFSET, TAG_SPAN
from notes_site.text.patterns import lazy_pattern

KIND = "foreign"
_SCRIPT = re.compile(r"<script\b", re.IGNORECASE)
_AS_TYPED = lazy_pattern(
    r"<!--.*?(?:-->|\Z)|<(pre|code|script|style|textarea|svg|math|xmp)\b.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_LEFT_ALONE = "\ufffc"
_HTML = {"html_block", "html_math"}
_NO_BREAK = re.compile(r"[^\n]")
_ELEMENT = re.compile(r"""</?[A-Za-z](?:"[^"]*"|'[^']*'|[^'">])*>""")
_LEFT = re.compile(
    r"(?P<kept>\{\{[<%].*?[>%]\}\}|\{%.*?%\})"
    r"|\\[!-/:-@\[-`{-~]"
    r"|(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"
    r"|<(?:!--.*?--|/?[A-Za-z][^<>]*)>"
    r"|(?<=\]\()[^()\s]+(?=\))"
    r"|!\[[^\]\n]*\]\([^()\n]*\{\{[^{}\n]*\}\}[^()\n]*\)",  # which `render.links` understands
    re.DOTALL,
)
_TEX = re.compile(
    r"\$\$(?=[^$\n]*\$)[^$\n]*[\\_^{][^$\n]*\$|\$(?=[^$\n]*\$)[^$\n]*\\[A-Za-z]{2,}[^$\n]*\$"
    r"|\$\$(?=[^$\n]*\Z)[^$\n]*\\[A-Za-z]{2,}[^$\n]*\Z"
)
"""The end is looked for first, or a long text without one would take the square of its length."""
_SENTENCE = re.compile(r"\$[^\s$\d][^$\n]*[，。；][^$\n]*\$")
_SHOWN = 60
"""Characters of a construct that a message shows."""


class Finding(Struct, frozen=True, kw_only=True):
    """One construct in a note."""

    construct: Construct
    written: str
    """As the author typed it."""

    place: Place


def warn_of_foreign(
    source: Source, tokens: Sequence[Token], known: Sequence[Finding] = ()
) -> Iterator[Problem]:
    """Yield a warning for each kind of construct in a note: where the first is, and how many.

    Args:
        source: of the note.
        tokens: of the note.
        known: what has been found already, in its formulas.
    """
    firsts: dict[str, Finding] = {}
    counts: dict[str, int] = {}
    for finding in (*known, *_find_dollars(source, tokens), *find_foreign(source, tokens)):
        kind = finding.construct.kind
        firsts.setdefault(kind, finding)
        counts[kind] = counts.get(kind, 0) + 1
    for kind, first in firsts.items():
        more = f" ({counts[kind]} in this note)" if counts[kind] > 1 else ""
        text = f"{_quote(first.written)} is {first.construct.name}{more}; {first.construct.instead}"
        yield Problem(place=first.place, kind=f"{KIND}/{kind}", text=text, is_warning=True)


def _quote(written: str) -> str:
    shown = " ".join(written.split())
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    return f"`{shown}`"


def find_foreign(source: Source, tokens: Sequence[Token]) -> Iterator[Finding]:
    """Yield each construct in the tokens of a note that is told of, in reading order."""
    # Most notes hold nothing of it: what is not in the whole text is not looked for in its parts.
    rows = [row for row in _looked_for() if any(mark in source.text for mark in row.marks)]
    fences = [row for row in rows if row.where is Where.FENCE]
    others = [row for row in rows if row.where in {Where.TEXT, Where.LINE}]
    in_html = [
        row
        for row in rows
        if row.where is Where.HTML
        or (row in others and any(mark.startswith(("{{", "{%")) for mark in row.marks))
    ]
    slips = [row for row in rows if row.where is Where.LEFT]
    for row in rows:
        if row.where is Where.ELEMENT:
            yield from _find_elements(source, tokens, row)
        elif row.where is Where.CAPTION:
            yield from _find_captions(source, tokens, row)
    for token in _outside_algorithms(tokens) if rows else ():
        if token.type == "fence":
            yield from _find_in_fence(source, token, fences)
        elif token.type in _HTML:
            here = [row for row in in_html if any(mark in token.content for mark in row.marks)]
            if here:
                yield from _find_in_html(source, token, here)
        elif token.type == "inline" and token.map:
            content = token.content
            here = [row for row in others if any(mark in content for mark in row.marks)]
            if here:
                yield from _find_in_text(source, token, here)
            if slips:
                yield from _find_slips(source, token, slips)


def _outside_algorithms(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield `tokens` but for the lines of algorithms, which are LaTeX."""
    is_algorithm = False
    for token in tokens:
        if token.type in {"algorithm_open", "algorithm_close"}:
            is_algorithm = token.nesting > 0
        if not is_algorithm:
            yield token


def _find_dollars(source: Source, tokens: Sequence[Token]) -> Iterator[Finding]:
    """Yield code spans that are formulas, and sentences and TeX between dollars.

    The former not where a note is about how formulas are typed.
    """
    spans: list[tuple[Token, str]] = []
    sentences: list[tuple[Token, str]] = []
    tex: list[tuple[Token, str]] = []
    for block in tokens:
        if block.type != "inline" or "$" not in block.content:
            continue
        for child in block.children or ():
            if child.type == "code_inline":
                spans.append((block, child.content))
            elif child.type == "text" and "$" in child.content:
                sentences += ((block, match[0]) for match in _SENTENCE.finditer(child.content))
                tex += ((block, match[0]) for match in _TEX.finditer(child.content))
    formulas = [span for span in spans if FORMULA_IN_CODE.fullmatch(span[1])]
    if formulas and any(DELIMITER.fullmatch(code) for _, code in spans):
        formulas = []
    for kind, found in (
        ("formulas-in-code", formulas),
        ("sentences-between-dollars", sentences),
        ("tex-between-dollars", tex),
    ):
        for block, written in found:
            start = block.content.find(written)
            if start >= 0:  # an escaped dollar is none
                place = find_place(source, InlineToken(Token("", "", 0), block), start)
                yield Finding(construct=find_construct(kind), written=written, place=place)


def _find_elements(source: Source, tokens: Sequence[Token], row: Construct) -> Iterator[Finding]:
    """Yield the tags of a note whose elements no browser knows.

    Not where a script of the author's may define them, and not within what is shown as typed.
    """
    if _SCRIPT.search(source.text):
        return
    for block in tokens:
        line = source.first_line + (block.map or [0])[0]
        position = 0
        for token in (block, *(block.children or ())):
            if token.type not in {"html_block", "html_inline"}:
                continue
            html = _AS_TYPED.sub("", token.content)
            for match in _pattern(row).finditer(html):
                if match["name"].lower() in KNOWN:
                    continue
                if token is not block:
                    position = max(block.content.find(token.content, position), position)
                    shift = block.content.count("\n", 0, position)
                else:
                    shift = token.content.count("\n", 0, max(token.content.find(match[0]), 0))
                place = source.place(line + shift)
                yield Finding(construct=row, written=f"{match[0]}>", place=place)


def _find_captions(source: Source, tokens: Sequence[Token], row: Construct) -> Iterator[Finding]:
    """Yield the paragraphs behind pictures that begin with a number of a figure."""
    is_behind = False
    for block in tokens:
        if block.type == "figure_open" or (
            block.type == "html_block" and "<img" in block.content.lower()
        ):
            is_behind = True
        elif block.type == "inline" and block.map:
            only = [
                each
                for each in block.children or ()
                if each.content.strip() or each.type == "image"
            ]
            if is_behind and _pattern(row).match(block.content):
                place = source.place(source.first_line + block.map[0])
                yield Finding(construct=row, written=block.content, place=place)
            is_behind = [each.type for each in only] == ["image"]


def _find_in_fence(source: Source, fence: Token, rows: Sequence[Construct]) -> Iterator[Finding]:
    info = fence.info.strip()
    for row in rows:
        if _pattern(row).match(info):
            place = source.place(source.first_line + (fence.map or [0])[0])
            yield Finding(construct=row, written=f"{fence.markup}{info}", place=place)
            return


def _find_in_html(source: Source, block: Token, rows: Sequence[Construct]) -> Iterator[Finding]:
    """Yield tags of templates and Markdown in a block of HTML, where it shows a text."""
    html = _ELEMENT.sub(_blank, _AS_TYPED.sub(_blank, block.content))
    for row, start, end in _search(html, rows):
        line = source.first_line + (block.map or [0])[0] + html.count("\n", 0, start)
        yield Finding(construct=row, written=html[start:end], place=source.place(line))


def _find_in_text(source: Source, block: Token, rows: Sequence[Construct]) -> Iterator[Finding]:
    known = InlineToken(Token("", "", 0), block)
    for row, start, end in _search(_without_left_alone(block), rows):
        place = find_place(source, known, start)
        yield Finding(construct=row, written=block.content[start:end], place=place)


def _search(text: str, rows: Sequence[Construct]) -> Iterator[tuple[Construct, int, int]]:
    """Yield what is found in a text, and where; of two at one place the first row counts."""
    found = [
        (match.start("written"), order, match.end())
        for order, row in enumerate(rows)
        for match in _pattern(row).finditer(text)
    ]
    taken = 0
    for start, order, end in sorted(found):
        if start >= taken:
            taken = end
            yield rows[order], start, end


def _find_slips(source: Source, block: Token, rows: Sequence[Construct]) -> Iterator[Finding]:
    """Yield what stands in the texts of `block` as typed, though its author meant more by it."""
    children = block.children or []
    marks = _slip_marks()
    if not any(child.type == "text" and marks.search(child.content) for child in children):
        return
    position = 0
    for child in children:
        if child.type != "text":
            position = max(block.content.find(child.content, position), position)
        else:
            for row in rows:
                for match in _pattern(row).finditer(child.content):
                    start = block.content.find(match["written"], position)
                    if start >= 0:  # what is escaped is not found
                        place = find_place(source, InlineToken(Token("", "", 0), block), start)
                        yield Finding(construct=row, written=match["written"], place=place)


@cache
def _slip_marks() -> re.Pattern[str]:
    marks = {mark for row in _looked_for() if row.where is Where.LEFT for mark in row.marks}
    return re.compile("|".join(map(re.escape, sorted(marks))))


@cache
def _looked_for() -> tuple[Construct, ...]:
    return tuple(row for row in TABLE if row.pattern)


@cache
def _pattern(row: Construct) -> re.Pattern[str]:
    before = r"^[ \t]*" if row.where is Where.LINE else ""
    return re.compile(f"{before}(?P<written>{row.pattern})", re.MULTILINE)


def _without_left_alone(block: Token) -> str:
    """Return the text of `block`, as long as it is, with U+FFFC for code, formulas and HTML."""
    text = list(_LEFT.sub(_leave_alone, block.content))
    for child in block.children or ():
        if child.type in {"math_inline", "math_display"} and OFFSET.is_on(child):
            start = OFFSET.of(child)
            end = start + len(child.content)
            text[start:end] = _LEFT_ALONE * (end - start)
        elif (span := TAG_SPAN.find(child)) and text:
            start, end = span
            text[start:end] = _LEFT_ALONE * (end - start)
    return "".join(text)


def _leave_alone(match: re.Match[str]) -> str:
    return match["kept"] or _LEFT_ALONE * len(match[0])


def _blank(match: re.Match[str]) -> str:
    return _NO_BREAK.sub(_LEFT_ALONE, match[0])
