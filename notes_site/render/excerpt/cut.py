"""Cuts of an excerpt: where a reader would accept the end of a text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from notes_site.config.excerpt import ExcerptConfig
from notes_site.parse.cjk import SPACELESS
from notes_site.render.excerpt.pieces import A_LETTER, Gap, Piece, fold

if TYPE_CHECKING:
    import regex

_OPENING = frozenset("（［｛〈《「『【〔〖〘〚“‘([{")
_DOTS = ".…"

_ENOUGH = 40
"""Characters that are an excerpt by themselves, so that it may end where something is left out."""

_SENTENCE_END = re.compile(r"[。！？]|[.!?](?=\s)|\n")
_FINISHED = re.compile(r"[。！？.!?…][”’」』）)\]]*$")
_UNFINISHED = " ,，、;；"
"""What stands between parts of a sentence, and before no ellipsis."""

_LEADS_ON = re.compile(r"[:：,，、]$")
_COLON = re.compile(r"[:：]$")


class Cut(Struct, frozen=True):
    """The part of a text that is kept."""

    pieces: tuple[Piece, ...]
    ellipsis: str = ""
    """Empty where nothing was cut off."""

    @property
    def formulas(self) -> list[Token]:
        """All formulas in it, in order."""
        return [piece.formula for piece in self.pieces if piece.formula]


def cut_pieces(pieces: Iterable[Piece], config: ExcerptConfig) -> Cut:
    """Return `pieces` up to the length of an excerpt."""
    kept = without_end(_read_beyond(pieces, config.length), " ")
    if sum(len(piece.text) for piece in kept) <= config.length:
        return Cut(kept)
    return _ended(_clip(kept, find_cut(kept, config.length)), config)


def _ended(pieces: Iterable[Piece], config: ExcerptConfig) -> Cut:
    """Return `pieces`, behind which something is left out, with the ellipsis."""
    ellipsis = config.ellipsis
    # A full stop and three dots would be four.
    ending = " " + _DOTS if ellipsis.startswith(tuple(_DOTS)) else " "
    kept = without_end(pieces, ending)
    if kept and kept[-1].text.endswith("."):
        ellipsis = ellipsis.removeprefix(".")
    return Cut(kept, ellipsis)


def cut_before_gaps(pieces: Iterable[Piece], config: ExcerptConfig) -> Cut:
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
    cut = cut_pieces(folded, config)
    if not cut.ellipsis:
        return cut
    start = _lead_start(cut.pieces, _COLON)
    if start is None and _is_before_display(folded, cut):
        start = _lead_start(cut.pieces, _FINISHED)
        start = start if start is not None and start >= min(_ENOUGH, config.length) else None
    kept_pieces = _clip(cut.pieces, start) if start else cut.pieces
    return _ended(without_end(kept_pieces, _UNFINISHED), config)


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
        if piece.counts_as == A_LETTER and start + len(piece.text) > limit:
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


def without_end(pieces: Iterable[Piece], characters: str) -> tuple[Piece, ...]:
    """Return `pieces` without `characters` at their end; what is kept whole loses blanks only."""
    kept = list(pieces)
    while kept:
        last = kept.pop()
        stripped = " " if last.counts_as == A_LETTER else characters
        if text := last.text.rstrip(stripped):
            return (*kept, replace(last, text=text))
    return ()
