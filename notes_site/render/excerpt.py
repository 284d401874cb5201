"""The head of a note, cut on tokens: never inside a formula, a word or a grapheme cluster."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

from markdown_it.token import Token
from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace

from notes_site.config.excerpt import ExcerptConfig, ExcerptMath
from notes_site.model import Excerpt
from notes_site.parse.cjk import SPACELESS
from notes_site.render.formulas import split_tied

if TYPE_CHECKING:
    import regex

INLINE_PLACEHOLDER = "[Math]"
_TEX_COMMAND = re.compile(r"\\[A-Za-z]")

_MORE = re.compile(r"<!--\s*more\s*-->")
_LINE_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_OPENING = frozenset("（［｛〈《「『【〔〖〘〚“‘([{")
_DOTS = ".…"

_LEFT_OUT_BLOCKS = {"fence", "code_block", "html_block"}
_LEFT_OUT_SPANS = {"table_open": "table_close", "footnote_block_open": "footnote_block_close"}
_HIDDEN_SPANS = {
    **_LEFT_OUT_SPANS,
    "alert_title_open": "alert_title_close",
    "figcaption_open": "figcaption_close",
}
_MARKS = {"em_open": "em", "strong_open": "strong", "s_open": "s"}
_MARK_ENDS = {"em_close", "strong_close", "s_close"}

_A_LETTER = "x"
_AN_OPENING_BRACKET = "("


class Piece(Struct, frozen=True):
    """A stretch of an excerpt's plain text that is set in one way."""

    text: str
    marks: tuple[str, ...] = ()
    """Elements around it, the outermost first: `("strong", "em")`."""

    formula: Token | None = None
    """The formula that `text` stands for."""

    counts_as: str = ""
    """What each character of `text` is where a cut is looked for; empty: itself.

    A letter makes a word of what is kept whole or left out whole: a formula, a code
    span, a URL. An opening bracket is what no excerpt ends with: the number of an item.
    """

    @property
    def outline(self) -> str:
        """The text in which a cut is looked for, as long as `text`."""
        return self.counts_as * len(self.text) or self.text


class _Reader(Struct, frozen=True):
    """Reads tokens as the pieces of an excerpt, white space not yet folded."""

    math: ExcerptMath
    readable: Callable[[Token], str | None]
    formula_word: str

    def read_blocks(self, tokens: Iterable[Token]) -> Iterator[Piece]:
        marks: tuple[str, ...] = ()
        numbers: list[Iterator[int]] = []  # of the open ordered lists, the outermost first
        for token in _without_hidden_spans(tokens):
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
                    yield Piece(" ")
                    number = f"{next(numbers[-1])}{token.markup} "
                    yield Piece(number, counts_as=_AN_OPENING_BRACKET)
                case "inline":
                    yield Piece(" ")
                    yield from self.read_inline(token.children or (), marks)
                case "math_block":
                    yield Piece(" ")
                    yield from self.read_formula(token, marks)

    def read_inline(self, tokens: Iterable[Token], marks: tuple[str, ...]) -> Iterator[Piece]:
        of_text = ""
        for token in tokens:
            match token.type:
                case "text":
                    yield Piece(token.content, marks, counts_as=of_text)
                case _ if _is_line_break(token):
                    yield Piece(" ", marks)
                case "code_inline":
                    yield Piece(token.content, (*marks, "code"), counts_as=_A_LETTER)
                case "math_ref":
                    yield Piece(token.meta["text"], marks, counts_as=_A_LETTER)
                case "math_inline" | "math_display":
                    yield from self.read_formula(token, marks)
                case "link_open" | "link_close":
                    is_url = token.type == "link_open" and token.info == "auto"
                    of_text = _A_LETTER if is_url else ""
                case kind if kind in _MARKS:
                    marks = (*marks, _MARKS[kind])
                case kind if kind in _MARK_ENDS:
                    marks = marks[:-1]

    def read_formula(self, token: Token, marks: tuple[str, ...]) -> Iterator[Piece]:
        is_display = token.type != "math_inline"
        if self.math is ExcerptMath.PLACEHOLDER:
            text = token.content
            if is_display:
                text = self.formula_word
            elif _TEX_COMMAND.search(text):
                text = INLINE_PLACEHOLDER
            yield Piece(text, marks, counts_as=_A_LETTER)
        elif self.math is ExcerptMath.RENDER or not is_display:
            text = self.readable(token) or self.formula_word
            yield Piece(text, marks, formula=token, counts_as=_A_LETTER)


def _is_line_break(token: Token) -> bool:
    if token.type == "html_inline":
        return _LINE_BREAK.match(token.content) is not None
    return token.type in {"softbreak", "hardbreak"}


def _without_hidden_spans(tokens: Iterable[Token]) -> Iterator[Token]:
    closing = ""
    for token in tokens:
        closing = closing or _HIDDEN_SPANS.get(token.type, "")
        if not closing:
            yield token
        elif token.type == closing:
            closing = ""


def fold(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield `pieces` with one blank for all white space, and none at the beginning."""
    ends_in_blank = True
    for piece in pieces:
        text = _BLANKS.sub(" ", piece.text)
        if ends_in_blank:
            text = text.removeprefix(" ")
        if text:
            yield replace(piece, text=text)
            ends_in_blank = text.endswith(" ")


class CutExcerpt(Struct, frozen=True, kw_only=True):
    """What of a note its excerpt shows, before its formulas are typeset."""

    pieces: tuple[Piece, ...]
    ellipsis: str = ""
    """Empty where nothing was cut off."""

    is_whole: bool
    shows_formulas: bool

    @property
    def formulas(self) -> list[Token]:
        """The formulas that are typeset in it."""
        if not self.shows_formulas:
            return []
        return [piece.formula for piece in self.pieces if piece.formula]


def chosen_excerpt(
    tokens: Sequence[Token],
    config: ExcerptConfig,
    formula_word: str,
    readable: Callable[[Token], str | None],
) -> CutExcerpt:
    """Return the excerpt that shows all of `tokens`, since the author chose them.

    It has no ellipsis: the words end where they were meant to. The arguments are those
    of `cut_excerpt`.
    """
    pieces = fold(_Reader(config.math, readable, formula_word).read_blocks(tokens))
    return CutExcerpt(
        pieces=_without_end(tuple(pieces), " "),
        is_whole=False,
        shows_formulas=config.math is ExcerptMath.RENDER,
    )


def cut_excerpt(
    tokens: Sequence[Token],
    config: ExcerptConfig,
    formula_word: str,
    readable: Callable[[Token], str | None],
) -> CutExcerpt:
    """Return what the excerpt of a note keeps.

    Where a `<!-- more -->` stands, that is all before it. Otherwise the cut falls where
    a reader would accept it: at a blank or beside a Han character, and never inside a
    formula, a code span, a Latin word, a number, a URL or a grapheme cluster.

    Args:
        tokens: block tokens of the note.
        config: `length` counts code points of the folded plain text, where a formula
            counts with the text that it is read as.
        formula_word: stands for a formula that has no readable text.
        readable: gives a formula's readable text, or None.

    Rule: grapheme clusters as in UAX #29; a comment is an HTML block (CommonMark
    0.31.2, 4.6, start condition 2) or raw HTML (6.6).
    """
    chosen = _before_more(tokens)
    if chosen is not None:
        return chosen_excerpt(chosen, config, formula_word, readable)
    reader = _Reader(config.math, readable, formula_word)
    read = _read_beyond(fold(reader.read_blocks(tokens)), config.length)
    pieces = _without_end(read, " ")
    is_cut = sum(len(piece.text) for piece in pieces) > config.length
    ellipsis = config.ellipsis if is_cut else ""
    if is_cut:
        # A full stop and three dots would be four.
        ending = " " + _DOTS if ellipsis.startswith(tuple(_DOTS)) else " "
        pieces = _without_end(_clip(pieces, find_cut(pieces, config.length)), ending)
        if pieces and pieces[-1].text.endswith("."):
            ellipsis = ellipsis.removeprefix(".")
    return CutExcerpt(
        pieces=pieces,
        ellipsis=ellipsis,
        is_whole=not is_cut and not any(_is_left_out(token, config.math) for token in tokens),
        shows_formulas=config.math is ExcerptMath.RENDER,
    )


def _before_more(tokens: Sequence[Token]) -> list[Token] | None:
    """Return the tokens before a `<!-- more -->`, or None if there is none."""
    for index, token in enumerate(tokens):
        if token.type == "html_block" and _MORE.search(token.content):
            return list(tokens[:index])
        if token.type == "inline" and _MORE.search(token.content):
            children = token.children or []
            for at, child in enumerate(children):
                if child.type == "html_inline" and _MORE.fullmatch(child.content):
                    return [*tokens[:index], token.copy(children=children[:at])]
    return None


def _is_left_out(token: Token, math: ExcerptMath) -> bool:
    if math is ExcerptMath.TEXT and token.type in {"math_block", "math_display"}:
        return True
    return (
        token.type in _LEFT_OUT_BLOCKS
        or token.type in _LEFT_OUT_SPANS
        or token.type == "image"
        or any(_is_left_out(child, math) for child in token.children or ())
    )


def _read_beyond(pieces: Iterable[Piece], limit: int) -> tuple[Piece, ...]:
    """Return the first pieces, up to the one by which more than a blank is beyond `limit`."""
    read = []
    length = 0
    for piece in pieces:
        read.append(piece)
        length += len(piece.text)
        if length > limit + 1:
            break
    return tuple(read)


@cache
def _units() -> "regex.Pattern[str]":
    """Return the pattern of what no cut goes through.

    That is a word: clusters without a blank between them, outside of the scripts that
    set none. Of those scripts only full-width letters and digits make words.
    """
    import regex  # here, for a warm build cuts nothing

    in_word = rf"(?=[^\s{SPACELESS}]|[０-９Ａ-Ｚａ-ｚ])\X"
    return regex.compile(rf"(?:{in_word})+|\X")


def find_cut(pieces: Sequence[Piece], limit: int) -> int:
    """Return how many code points of the joined text of `pieces` to keep, at most `limit`."""
    outline = "".join(piece.outline for piece in pieces)
    kept = 0
    for unit in _units().finditer(outline):
        if unit.end() > limit:
            break
        if unit[0][-1] not in _OPENING:
            kept = unit.end()
    return kept


def _clip(pieces: Sequence[Piece], end: int) -> Iterator[Piece]:
    start = 0
    for piece in pieces:
        if start >= end:
            return
        yield replace(piece, text=piece.text[: end - start])
        start += len(piece.text)


def _without_end(pieces: Iterable[Piece], characters: str) -> tuple[Piece, ...]:
    """Return `pieces` without `characters` at their end; what is kept whole loses blanks only."""
    kept = list(pieces)
    while kept:
        last = kept.pop()
        stripped = " " if last.counts_as == _A_LETTER else characters
        if text := last.text.rstrip(stripped):
            return (*kept, replace(last, text=text))
    return ()


def make_excerpt(cut: CutExcerpt, html_of: Callable[[Token], Markup]) -> Excerpt:
    """Return the two forms of an excerpt; `html_of` gives the HTML of a typeset formula."""
    text = "".join(piece.text for piece in cut.pieces)
    return Excerpt(
        html=Markup("").join(_html_parts(cut, html_of)),
        text=text + cut.ellipsis,
        is_whole=cut.is_whole,
    )


def _html_parts(cut: CutExcerpt, html_of: Callable[[Token], Markup]) -> Iterator[Markup]:
    opened: list[str] = []
    pieces = [*cut.pieces, Piece(cut.ellipsis)]
    tied = ""
    for piece, following in zip(pieces, [*pieces[1:], Piece("")], strict=True):
        same = 0
        while opened[: same + 1] == list(piece.marks[: same + 1]) and same < len(opened):
            same += 1
        while len(opened) > same:
            yield Markup(f"</{opened.pop()}>")
        for mark in piece.marks[same:]:
            opened.append(mark)
            yield Markup(f"<{mark}>")
        text = piece.text.removeprefix(tied)
        tied = ""
        if not (piece.formula and cut.shows_formulas):
            yield escape(text)
            continue
        html = html_of(piece.formula)
        if piece.formula.type == "math_inline" and following.marks == piece.marks:
            tied = "" if following.formula else split_tied(following.text)[0]
        yield Markup('<span class="tied">%s%s</span>') % (html, tied) if tied else html
