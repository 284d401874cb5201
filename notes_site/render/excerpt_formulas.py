"""The formulas of a note's excerpts: without their numbers, and on pages within the line."""

from collections.abc import Mapping, Sequence

from markdown_it.token import Token
from markupsafe import Markup
from msgspec import Struct

from notes_site.parse.token_values import FORMULA, SHOWN, ShownFormula
from notes_site.render.context import NoteContext
from notes_site.render.excerpt import CutExcerpt, is_tall
from notes_site.render.feed import feed_html
from notes_site.render.formulas import make_bare_use, wrap_bare, wrap_in_line


class ExcerptFormulas(Struct, frozen=True):
    """Shows the formulas of the excerpts of one note."""

    bare: Mapping[int, ShownFormula]
    """`id` of the token of a formula with numbers → the formula without them."""

    in_line: Mapping[int, ShownFormula]
    """`id` of the token of a display formula → the formula set in inline mode."""

    def show(self, token: Token, following: str) -> Markup:
        """Return a formula of a page's excerpt, with the marks behind it that stay on its line."""
        in_line = self.in_line.get(id(token))
        html = wrap_in_line(token, in_line) if in_line else wrap_bare(token, self._bare(token))
        if not following or html.startswith('<span class="math-display"'):
            return html + following
        return Markup('<span class="tied">%s%s</span>') % (html, following)

    def show_in_feed(self, token: Token, following: str) -> Markup:
        """Return a formula of a feed's excerpt, with the marks behind it."""
        return feed_html(self._bare(token).html) + following

    def _bare(self, token: Token) -> ShownFormula:
        return self.bare.get(id(token)) or SHOWN.of(token)


def typeset_excerpt(cut: CutExcerpt, context: NoteContext) -> ExcerptFormulas:
    """Return the formulas of `cut`; what is wrong in them was told when the note was typeset."""
    numbered = [token for token in cut.formulas if FORMULA.of(token).equations]
    in_line = [
        token for token in cut.shown_formulas if token.type != "math_inline" and not is_tall(token)
    ]
    uses = [
        make_bare_use(context.source, token, context.macros, is_display=is_display)
        for tokens, is_display in ((numbered, True), (in_line, False))
        for token in tokens
    ]
    shown, _ = context.typesetter.typeset(uses)
    return ExcerptFormulas(
        bare=_by_id(numbered, shown[: len(numbered)]),
        in_line=_by_id(in_line, shown[len(numbered) :]),
    )


def _by_id(tokens: Sequence[Token], shown: Sequence[ShownFormula]) -> dict[int, ShownFormula]:
    """Return what is shown for each of `tokens`, which live longer; without formulas in error."""
    return {
        id(token): formula for token, formula in zip(tokens, shown, strict=True) if formula.html
    }
