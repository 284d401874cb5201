"""The head of a note, cut on tokens: never inside a formula, a word or a grapheme cluster."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token
from markupsafe import Markup, escape

from notes_site.config.excerpt import ExcerptConfig, ExcerptMath
from notes_site.model import Excerpt

_MORE = re.compile(r"<!--\s*more\s*-->")
_BLANKS = re.compile(r"\s+")
# Scripts that put no blanks between words: Han, kana, and the punctuation that goes with them.
_UNSPACED = re.compile(
    r"[\u2e80-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    r"\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003ffff]"
)
_OPENING = frozenset("（［｛〈《「『【〔〖〘〚“‘([{")
_CLUSTERS_BEYOND = 100
"""Code points behind the limit that are read, so that a cluster across it is seen."""

_SKIPPED_BLOCKS = {"fence", "code_block", "html_block", "image"}
_SKIPPED_SPANS = {"table_open": "table_close", "alert_title_open": "alert_title_close"}
_MARKS = {"em_open": "em", "strong_open": "strong", "s_open": "s"}
_MARK_ENDS = {"em_close", "strong_close", "s_close"}
FORMULA_WORD = {"zh": "[公式]"}
OTHER_FORMULA_WORD = "[Formula]"
INLINE_PLACEHOLDER = "[Math]"
_TEX_COMMAND = re.compile(r"\\[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an excerpt's plain text that is set in one way."""

    text: str
    marks: tuple[str, ...] = ()
    """Elements around it, the outermost first: `("strong", "em")`."""

    formula: Token | None = None
    """The formula that `text` stands for."""

    is_whole: bool = False
    """True when it is kept whole or left out whole."""

    element: str = ""
    """Element of its own: `code`."""


@dataclass(slots=True)
class _Reader:
    """Reads tokens into pieces, folding white space, until there is more than enough."""

    enough: int
    math: ExcerptMath
    readable: Callable[[Token], str | None]
    formula_word: str
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0
    is_complete: bool = True
    """False once something was left out."""

    is_ended: bool = False
    """True behind a `<!-- more -->`."""

    def read(self, tokens: Sequence[Token]) -> None:  # noqa: C901 - a list of cases
        """Read block tokens in order."""
        skip_until = ""
        block_marks: tuple[str, ...] = ()
        for token in tokens:
            if self.is_ended or self.length > self.enough or token.type == "footnote_block_open":
                self.is_complete = False
                return
            if skip_until:
                if token.type == skip_until:
                    skip_until = ""
            elif token.type in _SKIPPED_SPANS:
                skip_until = _SKIPPED_SPANS[token.type]
                self.is_complete = self.is_complete and token.type == "alert_title_open"
            elif token.type == "heading_open":
                block_marks = ("b",)
            elif token.type == "list_item_open" and token.info:
                self._add(Piece(f" {token.info}{token.markup} "))
            elif token.type == "inline":
                self._add(Piece(" "))
                self._read_inline(token.children or [], block_marks)
                block_marks = ()
            elif token.type == "math_block":
                self._add(Piece(" "))
                self._read_formula(token, ())
            elif token.type in _SKIPPED_BLOCKS:
                if _MORE.search(token.content):
                    self.is_ended = True
                self.is_complete = False

    def _read_inline(  # noqa: C901 - a list of cases
        self, tokens: Sequence[Token], block_marks: tuple[str, ...]
    ) -> None:
        marks = list(block_marks)
        for token in tokens:
            if self.length > self.enough:
                return
            match token.type:
                case "text":
                    self._add(Piece(token.content, tuple(marks)))
                case "softbreak" | "hardbreak":
                    self._add(Piece(" ", tuple(marks)))
                case "code_inline":
                    code = Piece(token.content, tuple(marks), is_whole=True, element="code")
                    self._add(code)
                case "math_inline" | "math_display":
                    self._read_formula(token, tuple(marks))
                case "math_ref":
                    self._add(Piece(token.meta["text"], tuple(marks), is_whole=True))
                case "html_inline" if _MORE.search(token.content):
                    self.is_ended = True
                    return
                case "image":
                    self.is_complete = False
                case kind if kind in _MARKS:
                    marks.append(_MARKS[kind])
                case kind if kind in _MARK_ENDS:
                    marks.pop()

    def _read_formula(self, token: Token, marks: tuple[str, ...]) -> None:
        is_display = token.type != "math_inline"
        if self.math is ExcerptMath.PLACEHOLDER:
            if is_display:
                self._add(Piece(self.formula_word, marks, is_whole=True))
            elif _TEX_COMMAND.search(token.content):
                self._add(Piece(INLINE_PLACEHOLDER, marks, is_whole=True))
            else:
                self._add(Piece(token.content, marks, is_whole=True))
        elif is_display and self.math is ExcerptMath.TEXT:
            self.is_complete = False
        else:
            text = self.readable(token) or self.formula_word
            self._add(Piece(text, marks, formula=token, is_whole=True))

    def _add(self, piece: Piece) -> None:
        text = _BLANKS.sub(" ", piece.text)
        if not self.pieces or self.pieces[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text:
            self.pieces.append(replace(piece, text=text))
            self.length += len(text)


@dataclass(frozen=True, slots=True)
class CutExcerpt:
    """What of a note its excerpt shows, before its formulas are typeset."""

    pieces: tuple[Piece, ...]
    ellipsis: str
    """Empty where nothing was cut off."""

    is_whole: bool
    shows_formulas: bool

    @property
    def formulas(self) -> list[Token]:
        """The formulas that are typeset in it."""
        if not self.shows_formulas:
            return []
        return [piece.formula for piece in self.pieces if piece.formula]


def cut_excerpt(
    tokens: Sequence[Token],
    config: ExcerptConfig,
    language: str,
    readable: Callable[[Token], str | None],
) -> CutExcerpt:
    """Return what the excerpt of a note keeps.

    A `<!-- more -->` line wins over the length. The cut falls where a reader would
    accept it: at a blank or beside a Han character, and never inside a formula, a code
    span, a Latin word, a number, a URL or a grapheme cluster.

    Args:
        tokens: block tokens of the note, or one `inline` token.
        config: `length` counts code points of the folded plain text, where a formula
            counts with the text that it is read as.
        language: code; names the word for a formula that has no readable text.
        readable: gives a formula's readable text, or None.

    Rule: grapheme clusters as in UAX #29; a comment is an HTML block (CommonMark
    0.31.2, 4.6, start condition 2).
    """
    has_more = any(
        token.type in {"html_block", "inline"} and _MORE.search(token.content) for token in tokens
    )
    limit = len("".join(token.content for token in tokens)) * 8 if has_more else config.length
    word = FORMULA_WORD.get(language, OTHER_FORMULA_WORD)
    reader = _Reader(limit + _CLUSTERS_BEYOND, config.math, readable, word)
    reader.read(tokens)
    pieces = reader.pieces
    if pieces and pieces[-1].text.endswith(" ") and not pieces[-1].is_whole:
        last = replace(pieces[-1], text=pieces[-1].text.rstrip(" "))
        pieces = [*pieces[:-1], last]
    length = sum(len(piece.text) for piece in pieces)
    is_cut = length > limit
    if is_cut:
        end = find_cut(pieces, limit)
        pieces = _clip(pieces, end)
        if config.ellipsis.startswith("."):  # a full stop and three dots would be four
            pieces = _strip_end(pieces, ".")
    return CutExcerpt(
        pieces=tuple(pieces),
        ellipsis=config.ellipsis if is_cut else "",
        is_whole=reader.is_complete and not is_cut and not has_more,
        shows_formulas=config.math is ExcerptMath.RENDER,
    )


def find_cut(pieces: Sequence[Piece], limit: int) -> int:
    """Return how many code points of the joined text of `pieces` to keep, at most `limit`."""
    import regex

    text = "".join(piece.text for piece in pieces)
    starts = []
    position = 0
    for piece in pieces:
        starts.append(position)
        position += len(piece.text)
    clusters = regex.finditer(r"\X", text, endpos=min(len(text), limit + _CLUSTERS_BEYOND))
    ends = [match.end() for match in clusters if match.end() <= limit]
    for end in reversed(ends):
        index = bisect_right(starts, end) - 1
        at_edge = starts[index] == end
        if pieces[index].is_whole and not at_edge:
            continue
        if _is_break(text, end, at_edge=at_edge, before=pieces[index - 1], after=pieces[index]):
            return end
    return 0


def _is_break(text: str, end: int, *, at_edge: bool, before: Piece, after: Piece) -> bool:
    last, following = text[end - 1], text[end]
    if following == " " or last == " ":
        return True
    if last in _OPENING:
        return False
    if at_edge and before.is_whole:
        return after.is_whole or bool(_UNSPACED.match(following))
    if at_edge and after.is_whole:
        return bool(_UNSPACED.match(last))
    return bool(_UNSPACED.match(last) or _UNSPACED.match(following))


def _clip(pieces: Sequence[Piece], end: int) -> list[Piece]:
    kept = []
    position = 0
    for piece in pieces:
        if position >= end:
            break
        kept.append(replace(piece, text=piece.text[: end - position]))
        position += len(piece.text)
    return _strip_end(kept, " ")


def _strip_end(pieces: list[Piece], character: str) -> list[Piece]:
    while pieces and not pieces[-1].is_whole:
        text = pieces[-1].text.rstrip(character)
        if text:
            return [*pieces[:-1], replace(pieces[-1], text=text)]
        pieces = pieces[:-1]
    return pieces


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
    for piece in cut.pieces:
        marks = piece.marks
        same = 0
        while same < min(len(opened), len(marks)) and opened[same] == marks[same]:
            same += 1
        while len(opened) > same:
            yield Markup(f"</{opened.pop()}>")
        for mark in marks[same:]:
            opened.append(mark)
            yield Markup(f"<{mark}>")
        if piece.formula and cut.shows_formulas:
            yield html_of(piece.formula)
        elif piece.element:
            yield Markup(f"<{piece.element}>%s</{piece.element}>") % piece.text
        else:
            yield escape(piece.text)
    while opened:
        yield Markup(f"</{opened.pop()}>")
    yield escape(cut.ellipsis)
