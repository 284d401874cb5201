"""The head of a note, cut on tokens: never inside a formula, a word or a grapheme cluster.

There are two: the text for descriptions and feeds, and what pages show. A page leaves out headings and
tall formulas, and does not end in what leads up to something left out.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
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
from notes_site.parse.token_values import REFERENCE_LINK, SHOWN_CITATION
from notes_site.render.line_breaks import split_tied

if TYPE_CHECKING:
    import regex

INLINE_PLACEHOLDER = "[Math]"
_TEX_COMMAND = re.compile(r"\\[A-Za-z]")

_MORE = re.compile(r"<!--\s*more\s*-->")
_LINE_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_OPENING = frozenset("（［｛〈《「『【〔〖〘〚“‘([{")
_DOTS = ".…"

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

_A_LETTER = "x"
_AN_OPENING_BRACKET = "("
_A_BLOCK = "\n"

_ENOUGH = 40
"""Characters that are an excerpt by themselves, so that it may end where something is left out."""

_TALL = re.compile(r"\\\\|\\begin\b|\\substack\b")
"""What makes several rows of a formula."""

_SENTENCE_END = re.compile(r"[。！？]|[.!?](?=\s)|\n")
_FINISHED = re.compile(r"[。！？.!?…][”’」』）)\]]*$")
_UNFINISHED = " ,，、;；"
"""What stands between parts of a sentence, and before no ellipsis."""

_LEADS_ON = re.compile(r"[:：,，、]$")
_COLON = re.compile(r"[:：]$")


class Gap(Enum):
    """The kind of block left out at a place of an excerpt."""

    FORMULA = "formula"
    """Whatever sentence it belongs to is unfinished without it."""

    BLOCK = "block"
    """Code, a table, a picture."""


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
    A line end stands for the beginning of a block.
    """

    gap: Gap | None = None
    """What is left out here; the text is empty then."""

    @property
    def outline(self) -> str:
        """The text in which a cut is looked for, as long as `text`."""
        return self.counts_as * len(self.text) or self.text


class _Reader(Struct, frozen=True):
    """Reads tokens as the pieces of an excerpt, white space not yet folded."""

    math: ExcerptMath
    readable: Callable[[Token], str | None]
    formula_word: str
    is_shown: bool = False
    """Whether it is for a page, which leaves headings out."""

    shows_tall: bool = True
    """Whether formulas of several rows are part of it."""

    def read_blocks(self, tokens: Iterable[Token]) -> Iterator[Piece]:
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
                    yield Piece(" ", counts_as=_A_BLOCK)
                    number = f"{next(numbers[-1])}{token.markup} "
                    yield Piece(number, counts_as=_AN_OPENING_BRACKET)
                case "inline":
                    yield Piece(" ", counts_as=_A_BLOCK)
                    yield from self.read_inline(token.children or (), marks)
                case "math_block":
                    yield Piece(" ")
                    yield from self.read_formula(token, marks)
                case _ if _is_gap(token):
                    yield Piece("", gap=Gap.BLOCK)

    def read_inline(  # noqa: C901 - one case a type
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
                    yield Piece(token.content, (*marks, "code"), counts_as=_A_LETTER)
                case "math_ref":
                    yield Piece(REFERENCE_LINK.of(token).text, marks, counts_as=_A_LETTER)
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
            yield Piece(text, marks, counts_as=_A_LETTER)
        else:
            text = self.readable(token) or self.formula_word
            yield Piece(text, marks, formula=token, counts_as=_A_LETTER)


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


def fold(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield `pieces` with one blank for all white space, and none at the beginning."""
    ends_in_blank = True
    for piece in pieces:
        text = _BLANKS.sub(" ", piece.text)
        if ends_in_blank:
            text = text.removeprefix(" ")
        if text or piece.gap:
            yield replace(piece, text=text)
        if text:
            ends_in_blank = text.endswith(" ")


class CutExcerpt(Struct, frozen=True, kw_only=True):
    """An excerpt whose formulas are not typeset yet."""

    text: "Cut"
    """For descriptions and feeds."""

    shown: "Cut"
    """For pages."""

    is_whole: bool
    shows_formulas: bool

    @property
    def formulas(self) -> list[Token]:
        """The formulas that are typeset in the text for feeds."""
        return self.text.formulas if self.shows_formulas else []

    @property
    def shown_formulas(self) -> list[Token]:
        """The formulas that pages show."""
        return self.shown.formulas if self.shows_formulas else []


class Cut(Struct, frozen=True):
    """The part of a text that is kept."""

    pieces: tuple[Piece, ...]
    ellipsis: str = ""
    """Empty where nothing was cut off."""

    @property
    def formulas(self) -> list[Token]:
        """All formulas in it, in order."""
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
    reader = _Reader(config.math, readable, formula_word)

    def read(reader: _Reader) -> Cut:
        return Cut(_without_end(_without_gaps(fold(reader.read_blocks(tokens))), " "))

    return CutExcerpt(
        text=read(reader),
        shown=read(_shown_reader(reader, shows_tall=True)),
        is_whole=False,
        shows_formulas=config.math is ExcerptMath.RENDER,
    )


def _shown_reader(reader: _Reader, *, shows_tall: bool) -> _Reader:
    """Return what reads the same for a page.

    Where formulas are placeholders a page shows the very text, as the feeds do that have them.
    """
    is_shown = reader.math is not ExcerptMath.PLACEHOLDER
    return replace(reader, is_shown=is_shown, shows_tall=shows_tall or not is_shown)


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
    text = _cut(_without_gaps(fold(reader.read_blocks(tokens))), config)
    shown = text
    if config.math is not ExcerptMath.PLACEHOLDER:
        read = fold(_shown_reader(reader, shows_tall=False).read_blocks(tokens))
        shown = _cut_before_gaps(read, config)
    is_whole = not shown.ellipsis and not any(_is_left_out(token, config.math) for token in tokens)
    return CutExcerpt(
        text=text, shown=shown, is_whole=is_whole, shows_formulas=config.math is ExcerptMath.RENDER
    )


def _cut(pieces: Iterable[Piece], config: ExcerptConfig) -> Cut:
    """Return `pieces` up to the length of an excerpt."""
    kept = _without_end(_read_beyond(pieces, config.length), " ")
    if sum(len(piece.text) for piece in kept) <= config.length:
        return Cut(kept)
    return _ended(_clip(kept, find_cut(kept, config.length)), config)


def _ended(pieces: Iterable[Piece], config: ExcerptConfig) -> Cut:
    """Return `pieces`, behind which something is left out, with the ellipsis."""
    ellipsis = config.ellipsis
    # A full stop and three dots would be four.
    ending = " " + _DOTS if ellipsis.startswith(tuple(_DOTS)) else " "
    kept = _without_end(pieces, ending)
    if kept and kept[-1].text.endswith("."):
        ellipsis = ellipsis.removeprefix(".")
    return Cut(kept, ellipsis)


def _cut_before_gaps(pieces: Iterable[Piece], config: ExcerptConfig) -> Cut:
    """Return `pieces` up to the length of an excerpt, without what leads up to something left out.

    Where that is, the excerpt ends before the sentence that does, unless it has hardly begun.
    """
    kept: list[Piece] = []
    before_lead: int | None = None  # where to end, if nothing follows what is left out
    for piece in pieces:
        if piece.gap:
            start = _lead_start(kept, _FINISHED if piece.gap is Gap.FORMULA else _LEADS_ON)
            if start is not None and start >= min(_ENOUGH, config.length):
                return _ended(_clip(kept, start), config)
            before_lead = start
            continue
        if piece.text.strip():
            before_lead = None
        kept.append(piece)
        if sum(len(each.text) for each in kept) > config.length + 1:
            break
    if before_lead:
        return _ended(_clip(kept, before_lead), config)
    folded = [*fold(kept)]
    cut = _cut(folded, config)
    if not cut.ellipsis:
        return cut
    start = _lead_start(cut.pieces, _COLON)
    if start is None and _is_before_display(folded, cut):
        start = _lead_start(cut.pieces, _FINISHED)
        start = start if start is not None and start >= min(_ENOUGH, config.length) else None
    kept_pieces = _clip(cut.pieces, start) if start else cut.pieces
    return _ended(_without_end(kept_pieces, _UNFINISHED), config)


def _is_before_display(pieces: Sequence[Piece], cut: Cut) -> bool:
    """Tell whether the first of `pieces` that is not in `cut` whole is a display formula."""
    length = sum(len(piece.text) for piece in cut.pieces)
    end = 0
    for piece in pieces:
        end += len(piece.text)
        if end - len(piece.text) + len(piece.text.rstrip(" " + _DOTS)) > length:
            return piece.formula is not None and piece.formula.type != "math_inline"
    return False


def _lead_start(pieces: Sequence[Piece], pattern: re.Pattern[str]) -> int | None:
    """Return where the last sentence of `pieces` begins if it leads up to what follows it.

    Args:
        pieces: what stands before.
        pattern: what such a sentence ends in, or, for `_FINISHED`, what it does not end in.
    """
    text = "".join(piece.text for piece in pieces).rstrip()
    if not text or (pattern.search(text) is None) == (pattern is not _FINISHED):
        return None
    outline = "".join(piece.outline for piece in pieces)[: len(text) - 1]
    return max((end.end() for end in _SENTENCE_END.finditer(outline)), default=0)


def _without_gaps(pieces: Iterable[Piece]) -> Iterator[Piece]:
    return (piece for piece in pieces if piece.gap is None)


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
    if math is ExcerptMath.RENDER and token.type in {"math_block", "math_display"}:
        return is_tall(token)
    return (
        (token.type == "heading_open" and math is not ExcerptMath.PLACEHOLDER)
        or token.type in _LEFT_OUT_BLOCKS
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


@cache
def _clusters() -> "regex.Pattern[str]":
    import regex

    return regex.compile(r"\X")


def find_cut(pieces: Sequence[Piece], limit: int) -> int:
    """Return how many code points of the joined text of `pieces` to keep, at most `limit`."""
    outline = "".join(piece.outline for piece in pieces)
    kept = 0
    for unit in _units().finditer(outline):
        if unit.end() > limit:
            break
        if unit[0][-1] not in _OPENING:
            kept = unit.end()
    return kept or _find_cut_in_run(pieces, outline, limit)


def _find_cut_in_run(pieces: Sequence[Piece], outline: str, limit: int) -> int:
    """Return where the first run is cut that is longer than `limit`: at a grapheme of a text.

    What is kept whole, such as a formula, is left out from where it begins.
    """
    start = 0
    for piece in pieces:
        if piece.counts_as == _A_LETTER and start + len(piece.text) > limit:
            limit = min(limit, start)
        start += len(piece.text)
    kept = 0
    for cluster in _clusters().finditer(outline):
        if cluster.end() > limit:
            break
        kept = cluster.end()
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


def make_excerpt(cut: CutExcerpt, html_of: Callable[[Token, str], Markup]) -> Excerpt:
    """Return the two forms of an excerpt.

    `html_of` gives the HTML of a typeset formula with the marks behind it that stay on its line.
    """
    return Excerpt(
        html=excerpt_html(cut.shown, html_of, shows_formulas=cut.shows_formulas),
        text="".join(piece.text for piece in cut.text.pieces) + cut.text.ellipsis,
        is_whole=cut.is_whole,
    )


def excerpt_html(
    cut: Cut, html_of: Callable[[Token, str], Markup], *, shows_formulas: bool
) -> Markup:
    """Return a text as HTML; `html_of` is that of `make_excerpt`."""
    return Markup("").join(_html_parts(cut, html_of, shows_formulas=shows_formulas))


def _html_parts(
    cut: Cut, html_of: Callable[[Token, str], Markup], *, shows_formulas: bool
) -> Iterator[Markup]:
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
        if not (piece.formula and shows_formulas):
            yield escape(text)
            continue
        if following.marks == piece.marks and not following.formula:
            tied = split_tied(following.text)[0]
        yield html_of(piece.formula, tied)
