"""The formulas of a note, among its tokens."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from markdown_it.token import Token
from markupsafe import Markup

from notes_site.errors import Place
from notes_site.model import Equation, Source
from notes_site.parse.equations import show_number
from notes_site.parse.formula import Formula
from notes_site.parse.places import InlineToken, find_place, walk
from notes_site.render.math import FormulaUse, Shown
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


def bare_use(
    source: Source, token: Token, macros: Mapping[str, str], *, is_display: bool
) -> FormulaUse:
    """Return a formula as an excerpt has it: without its numbers."""
    formula: Formula = token.meta["formula"]
    return FormulaUse(
        tex=formula.bare,
        is_display=is_display,
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


def find_neighbours(tokens: Iterable[Token]) -> None:
    """Tell each formula within a text what it stands between: `meta["before"]` and `meta["after"]`.

    That is one character each; a blank for white space, and empty where there is no text.
    """
    for block in tokens:
        children = block.children or ()
        if block.type != "inline" or not any(child.type == "math_inline" for child in children):
            continue
        before = ""
        for child in children:
            if child.type == "math_inline":
                child.meta["before"] = before
            before = _edge(child, -1, before)
        after = ""
        for child in reversed(children):
            if child.type == "math_inline":
                child.meta["after"] = after
            after = _edge(child, 0, after)


def _edge(token: Token, index: int, beyond: str) -> str:
    """Return the first or last character that `token` shows, `beyond` if it shows none."""
    match token.type:
        case "text" | "code_inline" if token.content:
            return token.content[index]
        case "softbreak" | "hardbreak":
            return " "
        case "footnote_ref":
            return _NOTE_MARK
        case "math_inline" | "image" | "html_inline" | "math_display" | "math_ref":
            return ""
    return beyond


_NOTE_MARK = "["
"""What the mark of a footnote begins with; style sheets add it."""

_LETTER_OF_SPACELESS = re.compile(
    "[\u3005-\u3007\u3021-\u3029\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]"
)
"""Han, kana, Bopomofo: what browsers set a little apart from Latin letters beside it.

Rule: CSS Text 4, 8.4, `text-autospace: ideograph-alpha`.
"""


def stays_with(after: str) -> bool:
    """Tell whether no line may begin with `after`, the character behind a formula.

    Those are closing marks, and the rest of a word: `$n$-th`, `$x$'s`.
    """
    if not after.strip() or _LETTER_OF_SPACELESS.match(after):
        return False
    is_opening = after != _NOTE_MARK and unicodedata.category(after) in {"Ps", "Pi"}
    return not (is_opening and unicodedata.east_asian_width(after) in {"W", "F", "A"})


_LATIN = re.compile(r"[A-Za-z0-9]+")


def split_tied(text: str) -> tuple[str, str]:
    """Return what of the `text` behind a formula stays on its line, and the rest."""
    end = 0
    if word := _LATIN.match(text):
        end = word.end()
    else:
        while end < len(text) and stays_with(text[end]) and not text[end].isalnum():
            end += 1
    return text[:end], text[end:]


def tie_formulas(tokens: Iterable[Token]) -> None:
    """Put each formula within a text, and what no line may begin with behind it, into one element.

    What is so tied is a token `tied_open`, the formula, a mark or a footnote's number, `tied_close`.
    """
    for block in tokens:
        children = block.children or []
        if block.type != "inline" or not any(map(_is_tied, children, children[1:])):
            continue
        tied: list[Token] = []
        rest = list(reversed(children))
        while rest:
            token = rest.pop()
            if not (rest and _is_tied(token, rest[-1])):
                tied.append(token)
                continue
            tied += (Token("tied_open", "span", 1, attrs={"class": "tied"}), token)
            while rest and rest[-1].type == "footnote_ref":
                tied.append(rest.pop())
            if rest and rest[-1].type == "text":
                following = rest.pop()
                marks, others = split_tied(following.content)
                tied.append(following.copy(content=marks))
                if others:
                    rest.append(following.copy(content=others))
            tied.append(Token("tied_close", "span", -1))
        block.children = tied


def _is_tied(token: Token, following: Token) -> bool:
    if token.type != "math_inline":
        return False
    if following.type == "text":
        return bool(split_tied(following.content)[0])
    return following.type == "footnote_ref"


_PART = '<span class="katex-base">'


def tie_last_part(html: str) -> str:
    """Return KaTeX's HTML of a formula within a text, whose last part what follows cannot leave.

    Browsers allow a break behind each of KaTeX's parts, whatever follows (CSS Text 3, 5.1), unless
    what holds the part says otherwise. The formula ends with it and two closing tags.
    """
    start = html.rfind(_PART)
    end = len(html) - len("</span></span>")
    return f'{html[:start]}<span class="tied">{html[start:end]}</span>{html[end:]}'


def wrap(token: Token, shown: Shown) -> Markup:
    """Return the HTML of a formula in its element, with the ids of its numbers."""
    if token.type == "math_inline":
        return _wrap_inline(token, shown)
    element = "div" if token.type == "math_block" else "span"
    anchors = [equation.anchor for equation in token.meta["formula"].equations]
    anchor = Markup(' id="%s"') % anchors[0] if anchors else Markup()
    others = Markup().join(Markup('<a id="%s"></a>') % other for other in anchors[1:])
    end = Markup("\n") if token.type == "math_block" else Markup()
    opening = Markup(f'<{element} class="math-display"') + anchor + _scrolls(shown) + Markup(">")
    return opening + others + shown.html + Markup(f"</{element}>") + end


def wrap_bare(token: Token, shown: Shown) -> Markup:
    """Return the same without ids, for within a paragraph."""
    if token.type == "math_inline":
        return _wrap_inline(token, shown)
    return Markup('<span class="math-display"%s>%s</span>') % (_scrolls(shown), shown.html)


def wrap_in_line(token: Token, shown: Shown) -> Markup:
    """Return a display formula as the excerpt of a page has it, within the line."""
    return _wrap_inline(token, shown)


def show_in_excerpt(token: Token, following: str) -> Markup:
    """Return a formula of a page's excerpt, with the marks behind it that stay on its line."""
    html = Markup(token.meta.get("line_html") or token.meta["excerpt_html"])
    if not following or html.startswith('<span class="math-display"'):
        return html + following
    return Markup('<span class="tied">%s%s</span>') % (html, following)


def _wrap_inline(token: Token, shown: Shown) -> Markup:
    """Return a formula within a text: with what it takes to break it, and to set it apart."""
    before, after = token.meta.get("before", ""), token.meta.get("after", "")
    html = str(shown.html)
    if html.count(_PART) > 1 and stays_with(after):
        html = tie_last_part(html)
    sides = (("before", before), ("after", after))
    han = " ".join(name for name, beside in sides if _LETTER_OF_SPACELESS.match(beside))
    attributes = f' data-han="{han}"' if han else ""
    if shown.width_em:
        attributes += f' style="--wide:{shown.width_em:g}"'
    return Markup(f'<span class="math-inline"{attributes}>{html}</span>')


def _scrolls(shown: Shown) -> Markup:
    """Return the attributes of a display that may be wider than its column.

    `formulas.css` reads the width; whatever scrolls must be in reach of the keyboard.
    """
    if not shown.width_em:
        return Markup()
    return Markup(f' tabindex="0" style="--wide:{shown.width_em:g}"')


def _all_macros(formula: Formula, macros: Mapping[str, str]) -> Mapping[str, str]:
    """Return the macros at a formula: those of the site and the front matter, and the note's."""
    return {**macros, **formula.macros} if formula.macros else macros
