"""The formulas of a note, among its tokens."""

from collections.abc import Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from notes_site.errors import Place
from notes_site.model import Source
from notes_site.parse.formula import Formula
from notes_site.parse.places import InlineToken, find_place
from notes_site.parse.token_values import (
    FORMULA,
    NEIGHBOURS,
    REFERENCE_LINK,
    SHOWN,
    Neighbours,
    ReferenceLink,
    ShownFormula,
)
from notes_site.parse.typography import QUOTES
from notes_site.render.line_breaks import is_letter_of_spaceless, stays_with, tie_last_part
from notes_site.render.math import FormulaUse
from notes_site.render.readable_tex import readable_tex

MATH = {"math_inline", "math_display", "math_block"}


def make_use(source: Source, found: InlineToken, macros: Mapping[str, str]) -> FormulaUse:
    """Return a formula as it is typeset."""
    formula = FORMULA.of(found.token)

    def locate(position: int) -> Place:
        return find_place(source, found, formula.typed_position(position))

    is_display = found.token.type != "math_inline"
    return FormulaUse(formula.tex, is_display, _all_macros(formula, macros), locate)


def make_bare_use(
    source: Source, token: Token, macros: Mapping[str, str], *, is_display: bool
) -> FormulaUse:
    """Return a formula as an excerpt has it: without its numbers."""
    formula = FORMULA.of(token)
    return FormulaUse(
        tex=formula.bare,
        is_display=is_display,
        macros=_all_macros(formula, macros),
        locate=lambda _: source.place(source.first_line),
    )


def readable_formula(token: Token, macros: Mapping[str, str]) -> str | None:
    """Return what a formula is read as; None where it cannot be told."""
    formula = FORMULA.of(token)
    return readable_tex(formula.bare, _all_macros(formula, macros))


def readable_inline(tokens: Sequence[Token], formula_word: str, macros: Mapping[str, str]) -> str:
    """Return a text without Markdown, formulas as they are read, or `formula_word`."""
    parts = []
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            parts.append(token.content)
        elif token.type in MATH:
            parts.append(readable_formula(token, macros) or formula_word)
        elif token.type == "math_ref":
            parts.append(REFERENCE_LINK.of(token).text)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
    return "".join(parts)


def readable_markdown(
    markdown: str, md: MarkdownIt, formula_word: str, macros: Mapping[str, str], quotes: str
) -> str:
    """Return a line of Markdown, of another note or block, as `readable_inline` has its tokens."""
    (inline,) = md.parseInline(markdown, {QUOTES: quotes})
    tokens = inline.children or []
    for token in tokens:  # as `NoteParser` and `link_references` would fill it in
        FORMULA.put_on(token, Formula(typed=token.content))
        REFERENCE_LINK.put_on(token, ReferenceLink(text=token.content, href=""))
    return readable_inline(tokens, formula_word, macros)


def wrap(token: Token) -> Markup:
    """Return the HTML of a typeset formula in its element, with the ids of its numbers."""
    shown = SHOWN.of(token)
    if token.type == "math_inline":
        return _wrap_inline(token, shown)
    element = "div" if token.type == "math_block" else "span"
    anchors = [equation.anchor for equation in FORMULA.of(token).equations]
    anchor = Markup(' id="%s"') % anchors[0] if anchors else Markup()
    others = Markup().join(Markup('<a id="%s"></a>') % other for other in anchors[1:])
    end = Markup("\n") if token.type == "math_block" else Markup()
    opening = Markup(f'<{element} class="math-display"') + anchor + _scrolls(shown) + Markup(">")
    return opening + others + shown.html + Markup(f"</{element}>") + end


def wrap_bare(token: Token, shown: ShownFormula) -> Markup:
    """Return the same without ids, for within a paragraph."""
    if token.type == "math_inline":
        return _wrap_inline(token, shown)
    return Markup('<span class="math-display"%s>%s</span>') % (_scrolls(shown), shown.html)


def wrap_in_line(token: Token, shown: ShownFormula) -> Markup:
    """Return a display formula as the excerpt of a page has it, within the line."""
    return _wrap_inline(token, shown)


def _wrap_inline(token: Token, shown: ShownFormula) -> Markup:
    """Return a formula within a text: with what it takes to break it, and to set it apart."""
    beside = NEIGHBOURS.find(token) or _NOTHING  # a display stands between none
    html = str(shown.html)
    if stays_with(beside.after):
        html = tie_last_part(html)
    sides = (("before", beside.before), ("after", beside.after))
    han = " ".join(name for name, character in sides if is_letter_of_spaceless(character))
    attributes = f' data-han="{han}"' if han else ""
    if shown.width_em:
        attributes += f' style="--wide:{shown.width_em:g}"'
    return Markup(f'<span class="math-inline"{attributes}>{html}</span>')


_NOTHING = Neighbours("", "")


def _scrolls(shown: ShownFormula) -> Markup:
    """Return the attributes of a display that may be wider than its column.

    `formulas.css` reads the width; whatever scrolls must be in reach of the keyboard.
    """
    if not shown.width_em:
        return Markup()
    return Markup(f' tabindex="0" style="--wide:{shown.width_em:g}"')


def _all_macros(formula: Formula, macros: Mapping[str, str]) -> Mapping[str, str]:
    """Return the macros at a formula: those of the site and the front matter, and the note's."""
    return {**macros, **formula.macros} if formula.macros else macros
