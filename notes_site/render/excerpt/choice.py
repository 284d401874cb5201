"""The excerpt of a note: what its author chose, or as much as `excerpt.length` says."""

import re
from collections.abc import Callable, Sequence

from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from notes_site.config.excerpt import ExcerptConfig, ExcerptMath
from notes_site.render.excerpt.cut import Cut, cut_before_gaps, cut_pieces, without_end
from notes_site.render.excerpt.pieces import fold, without_gaps
from notes_site.render.excerpt.reader import ExcerptReader, is_left_out

_MORE = re.compile(r"<!--\s*more\s*-->")


class CutExcerpt(Struct, frozen=True, kw_only=True):
    """An excerpt whose formulas are not typeset yet."""

    text: Cut
    """For descriptions and feeds."""

    shown: Cut
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
    reader = ExcerptReader(config.math, readable, formula_word)

    def read(reader: ExcerptReader) -> Cut:
        return Cut(without_end(without_gaps(fold(reader.read_blocks(tokens))), " "))

    return CutExcerpt(
        text=read(reader),
        shown=read(_shown_reader(reader, shows_tall=True)),
        is_whole=False,
        shows_formulas=config.math is ExcerptMath.RENDER,
    )


def _shown_reader(reader: ExcerptReader, *, shows_tall: bool) -> ExcerptReader:
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
    reader = ExcerptReader(config.math, readable, formula_word)
    text = cut_pieces(without_gaps(fold(reader.read_blocks(tokens))), config)
    shown = text
    if config.math is not ExcerptMath.PLACEHOLDER:
        read = fold(_shown_reader(reader, shows_tall=False).read_blocks(tokens))
        shown = cut_before_gaps(read, config)
    is_whole = not shown.ellipsis and not any(is_left_out(token, config.math) for token in tokens)
    return CutExcerpt(
        text=text, shown=shown, is_whole=is_whole, shows_formulas=config.math is ExcerptMath.RENDER
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
