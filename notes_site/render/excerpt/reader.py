"""The pieces of an excerpt, read from the tokens of a note."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import count

from markdown_it.token import Token
from msgspec import Struct

from notes_site.config.excerpt import ExcerptMath
from notes_site.parse.token_values import REFERENCE_LINK, SHOWN_CITATION
from notes_site.render.excerpt.pieces import A_BLOCK, A_LETTER, AN_OPENING_BRACKET, Gap, Piece

INLINE_PLACEHOLDER = "[Math]"
_TEX_COMMAND = re.compile(r"\\[A-Za-z]")
_LINE_BREAK = re.compile(r"<br\b", re.IGNORECASE)

_LEFT_OUT_BLOCKS = {"fence", "code_block", "html_block", "html_math", "output_text"}
_LEFT_OUT_BLOCKS |= {"output_html", "output_table"}
_LEFT_OUT_SPANS = {
    "table_open": "table_close",
    "footnote_block_open": "footnote_block_close",
    "algorithm_open": "algorithm_close",
}
_HIDDEN_SPANS = {
    **_LEFT_OUT_SPANS,
    "alert_title_open": "alert_title_close",
    "theorem_title_open": "theorem_title_close",
    "references_open": "references_close",
    "figcaption_open": "figcaption_close",
}
_OFF_PAGES = {**_HIDDEN_SPANS, "heading_open": "heading_close"}
_MARKS = {"em_open": "em", "strong_open": "strong", "s_open": "s"}
_MARK_ENDS = {"em_close", "strong_close", "s_close"}

_TALL = re.compile(r"\\\\|\\begin\b|\\substack\b")
"""What makes several rows of a formula."""


class ExcerptReader(Struct, frozen=True):
    """Reads tokens as the pieces of an excerpt, white space not yet folded."""

    math: ExcerptMath
    readable: Callable[[Token], str | None]
    formula_word: str
    is_shown: bool = False
    """Whether it is for a page, which leaves headings out."""

    shows_tall: bool = True
    """Whether formulas of several rows are part of it."""

    def read_blocks(self, tokens: Iterable[Token]) -> Iterator[Piece]:
        """Yield the pieces of block tokens."""
        marks: tuple[str, ...] = ()
        numbers: list[Iterator[int]] = []  # of the open ordered lists, the outermost first
        hidden = _OFF_PAGES if self.is_shown else _HIDDEN_SPANS
        for token in _without_spans(tokens, hidden):
            match token.type:
                case "ordered_list_open":
                    numbers.append(count(int(token.attrs.get("start", 1))))
                case "ordered_list_close":
                    numbers.pop()
                case "heading_open":
                    marks = ("b",)
                case "heading_close":
                    marks = ()
                case "list_item_open" if token.info:
                    yield Piece(" ", counts_as=A_BLOCK)
                    number = f"{next(numbers[-1])}{token.markup} "
                    yield Piece(number, counts_as=AN_OPENING_BRACKET)
                case "inline":
                    yield Piece(" ", counts_as=A_BLOCK)
                    yield from self._read_inline(token.children or (), marks)
                case "math_block":
                    yield Piece(" ")
                    yield from self._read_formula(token, marks)
                case _ if _is_gap(token):
                    yield Piece("", gap=Gap.BLOCK)

    def _read_inline(  # noqa: C901 - one case a type
        self, tokens: Iterable[Token], marks: tuple[str, ...]
    ) -> Iterator[Piece]:
        of_text = ""
        for token in _without_citations(tokens):
            match token.type:
                case "text":
                    yield Piece(token.content, marks, counts_as=of_text)
                case _ if _is_gap(token):
                    yield Piece("", gap=Gap.BLOCK)
                case _ if _is_line_break(token):
                    yield Piece(" ", marks)
                case "code_inline":
                    yield Piece(token.content, (*marks, "code"), counts_as=A_LETTER)
                case "math_ref":
                    yield Piece(REFERENCE_LINK.of(token).text, marks, counts_as=A_LETTER)
                case "math_inline" | "math_display":
                    yield from self._read_formula(token, marks)
                case "link_open" | "link_close":
                    is_url = token.type == "link_open" and token.info == "auto"
                    of_text = A_LETTER if is_url else ""
                case kind if kind in _MARKS:
                    marks = (*marks, _MARKS[kind])
                case kind if kind in _MARK_ENDS:
                    marks = marks[:-1]

    def _read_formula(self, token: Token, marks: tuple[str, ...]) -> Iterator[Piece]:
        is_display = token.type != "math_inline"
        if is_display and (
            self.math is ExcerptMath.TEXT or not (self.shows_tall or not is_tall(token))
        ):
            yield Piece("", gap=Gap.FORMULA)
        elif self.math is ExcerptMath.PLACEHOLDER:
            text = token.content
            if is_display:
                text = self.formula_word
            elif _TEX_COMMAND.search(text):
                text = INLINE_PLACEHOLDER
            yield Piece(text, marks, counts_as=A_LETTER)
        else:
            text = self.readable(token) or self.formula_word
            yield Piece(text, marks, formula=token, counts_as=A_LETTER)


def _without_citations(tokens: Iterable[Token]) -> Iterator[Token]:
    """Yield `tokens` without citations in brackets, and the blank before each.

    What they lead to is not there. Of one that is part of its sentence the names stay.
    """
    is_hidden = False
    waiting: Token | None = None
    for token in tokens:
        if token.type == "citation_open":
            is_hidden = True
            names = SHOWN_CITATION.of(token).names
            if waiting and not names:
                is_blank = waiting.type == "softbreak"
                waiting = None if is_blank else waiting.copy(content=waiting.content.rstrip(" "))
            if waiting:
                yield waiting
            waiting = None
            yield from names
        elif token.type == "citation_close":
            is_hidden = False
        elif not is_hidden:
            if waiting:
                yield waiting
            waiting = token
    if waiting:
        yield waiting


def _is_gap(token: Token) -> bool:
    if token.type == "html_block":
        return not token.content.startswith("<!--")
    return token.type in {"image", *_LEFT_OUT_BLOCKS, *_LEFT_OUT_SPANS}


def is_tall(token: Token) -> bool:
    """Tell whether a display formula has several rows, so that no line of text has room for it."""
    return token.type != "math_inline" and _TALL.search(token.content) is not None


def _is_line_break(token: Token) -> bool:
    if token.type == "html_inline":
        return _LINE_BREAK.match(token.content) is not None
    return token.type in {"softbreak", "hardbreak"}


def _without_spans(tokens: Iterable[Token], hidden: Mapping[str, str]) -> Iterator[Token]:
    """Yield `tokens` without what is `hidden`: first → last token. Of a table the first stays, as its place."""
    closing = ""
    for token in tokens:
        if not closing and token.type in _LEFT_OUT_SPANS:
            yield token
        closing = closing or hidden.get(token.type, "")
        if not closing:
            yield token
        elif token.type == closing:
            closing = ""


def is_left_out(token: Token, math: ExcerptMath) -> bool:
    """Tell whether a page leaves out what `token` begins."""
    if math is ExcerptMath.TEXT and token.type in {"math_block", "math_display"}:
        return True
    if math is ExcerptMath.RENDER and token.type in {"math_block", "math_display"}:
        return is_tall(token)
    return (
        (token.type == "heading_open" and math is not ExcerptMath.PLACEHOLDER)
        or token.type in _LEFT_OUT_BLOCKS
        or token.type in _LEFT_OUT_SPANS
        or token.type == "image"
        or any(is_left_out(child, math) for child in token.children or ())
    )
