"""An excerpt as HTML."""

from collections.abc import Callable, Iterator

from markdown_it.token import Token
from markupsafe import Markup, escape

from notes_site.model import Excerpt
from notes_site.render.excerpt.choice import CutExcerpt
from notes_site.render.excerpt.cut import Cut
from notes_site.render.excerpt.pieces import Piece
from notes_site.render.line_breaks import split_tied


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
