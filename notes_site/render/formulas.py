"""The formulas of a note, among its tokens."""

from collections.abc import Mapping, Sequence

from markdown_it.token import Token
from markupsafe import Markup

from notes_site.errors import Place
from notes_site.model import Equation, Source
from notes_site.parse.equations import show_number
from notes_site.parse.formula import Formula
from notes_site.parse.places import InlineToken, find_place, walk
from notes_site.render.math import FormulaUse
from notes_site.render.readable_tex import readable_tex

MATH = {"math_inline", "math_display", "math_block"}


def resolve_references(tokens: Sequence[Token]) -> None:
    """Give each reference to a formula its number and where it leads."""
    for found in walk(tokens):
        token = found.token
        if token.type != "math_ref":
            continue
        equation: Equation | None = token.meta["equation"]
        shown = show_number(equation, token.markup) if equation else ""
        token.meta["text"] = readable_tex(f"\\text{{{shown}}}") or shown
        token.meta["href"] = f"#{equation.anchor}" if equation else ""


def use(source: Source, found: InlineToken, macros: Mapping[str, str]) -> FormulaUse:
    """Return a formula as it is typeset."""
    formula: Formula = found.token.meta["formula"]

    def locate(position: int) -> Place:
        return find_place(source, found, formula.typed_position(position))

    is_display = found.token.type != "math_inline"
    return FormulaUse(formula.tex, is_display, _all_macros(formula, macros), locate)


def bare_use(source: Source, token: Token, macros: Mapping[str, str]) -> FormulaUse:
    """Return a formula as an excerpt has it: without its numbers."""
    formula: Formula = token.meta["formula"]
    return FormulaUse(
        tex=formula.bare,
        is_display=True,
        macros=_all_macros(formula, macros),
        locate=lambda _: Place(path=source.path, line=source.first_line),
    )


def readable_formula(token: Token, macros: Mapping[str, str]) -> str | None:
    """Return what a formula is read as; None where it cannot be told."""
    formula: Formula = token.meta["formula"]
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
            parts.append(token.meta["text"])
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
    return "".join(parts)


def wrap(token: Token, html: Markup) -> Markup:
    """Return the HTML of a formula in its element, with the ids of its numbers."""
    if token.type == "math_inline":
        return Markup('<span class="math-inline">%s</span>') % html
    element = "div" if token.type == "math_block" else "span"
    anchors = [equation.anchor for equation in token.meta["formula"].equations]
    anchor = Markup(' id="%s"') % anchors[0] if anchors else Markup()
    others = Markup().join(Markup('<a id="%s"></a>') % other for other in anchors[1:])
    end = Markup("\n") if token.type == "math_block" else Markup()
    opening = Markup(f'<{element} class="math-display"') + anchor + Markup(' tabindex="0">')
    return opening + others + html + Markup(f"</{element}>") + end


def wrap_bare(token: Token, html: Markup) -> Markup:
    """Return the same without ids, for within a paragraph."""
    if token.type == "math_inline":
        return Markup('<span class="math-inline">%s</span>') % html
    return Markup('<span class="math-display" tabindex="0">%s</span>') % html


def _all_macros(formula: Formula, macros: Mapping[str, str]) -> Mapping[str, str]:
    """Return the macros at a formula: those of the site and the front matter, and the note's."""
    return {**macros, **formula.macros} if formula.macros else macros
