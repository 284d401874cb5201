"""Two-dimensional notation in one line: scripts, fractions, roots, accents.

Every function takes atoms and gives one atom, and sets parentheses where the line would otherwise say another
formula. Braces group scripts as in TeX: readers of ML notes type `x_{t+1}` themselves.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from notes_site.render.readable_tex.atoms import (
    MEDIUM,
    Atom,
    Kind,
    is_enclosed,
    join,
    outermost,
    settle,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

# The superscripts that every font has. Subscripts stay TeX's: `x_1` beside `x_i`, as a reader would type it.
_SUPERSCRIPTS: Final = str.maketrans("0123456789+-⊤⊺∘°", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵀᵀ°°")
_RAISED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵀ°"
_PRIMES: Final = "′″‴⁗"

_MARK: Final = "[\u0300-\u036f\u20d0-\u20ff]"
# What a script needs no braces for: one character, or letters with digits after them (`W_ij`, `x_12`, not `x_{2n}`).
_BARE: Final = re.compile(rf".{_MARK}*|(?:[^\W\d_]{_MARK}*)+\d*|\d+", re.DOTALL)
# A letter, with its marks, that ends its atom or is followed by its scripts.
_ACCENTED: Final = re.compile(rf"(\w{_MARK}*)(?=$|[_^{_PRIMES}{_RAISED}])")
# What a radical sign alone would not reach over.
_BREAKS_RADICAND: Final = re.compile(rf"[ ^√{_RAISED}]")

_RADICALS: Final = {"": "√", "2": "√", "3": "∛", "4": "∜"}


def scripts(
    nucleus: Sequence[Atom], primes: int, below: Sequence[Atom], above: Sequence[Atom]
) -> Atom:
    """Return the nucleus with its scripts, always in the order prime, subscript, superscript: `x′_i²`."""
    base = _base(nucleus)
    lower, upper = tight(below), tight(above)
    if upper and not upper.strip(_PRIMES):
        primes += sum(_PRIMES.index(prime) + 1 for prime in upper)
        upper = ""
    text = base.text + _prime_text(primes)
    runs_on = base.runs_on and not primes
    if lower:
        is_bare = bool(_BARE.fullmatch(lower)) and not set(lower) & set(_RAISED)
        text += f"_{lower}" if is_bare else f"_{{{lower}}}"
        runs_on = True
    if upper:
        raised = _superscript(upper, above)
        text += raised
        runs_on = raised[0] == "^"
    return Atom(base.kind, text, runs_on)


def fraction(numerator: Sequence[Atom], denominator: Sequence[Atom]) -> Atom:
    """Return `a/b`, with parentheses around what the slash would tear apart: `(a+b)/c`, `1/(2n)`."""
    above, below = settle(numerator), settle(denominator)
    # In `dy/dt` the d of the denominator belongs to its variable.
    is_derivative = bool(above) and above[0].text[:1] == "d"
    top, bottom = tight(above), tight(below)
    if " " in top or " " in bottom:
        top, bottom = join(above).strip(), join(below).strip()
    if not _is_product(above):
        top = f"({top})"
    if not _is_factor(below, "∂∇d" if is_derivative else "∂∇"):
        bottom = f"({bottom})"
    return Atom(Kind.FRACTION, f"{top}/{bottom}")


def binomial(upper: Sequence[Atom], lower: Sequence[Atom]) -> Atom:
    """Return the binomial coefficient in words, as it is read."""
    return Atom(Kind.INNER, f"({tight(upper)} choose {tight(lower)})")


def stack(upper: Sequence[Atom], lower: Sequence[Atom]) -> Atom:
    r"""Return two lines as a list, for the conditions below a sum: `{i<n \atop j<m}`."""
    return Atom(Kind.ORD, f"{tight(upper)},{MEDIUM}{tight(lower)}")


def root(index: Sequence[Atom], radicand: Sequence[Atom]) -> Atom:
    """Return `√x`, `√(ab)`, `∛x`, `ⁿ√x`."""
    inside = settle(radicand)
    needs_parentheses = not is_enclosed(inside) and (
        len(inside) > 1
        or any(atom.kind is Kind.FRACTION or _BREAKS_RADICAND.search(atom.text) for atom in inside)
    )
    degree = tight(index)
    sign = _RADICALS.get(degree) or ("ⁿ√" if degree == "n" else f"^{{{degree}}}√")
    text = join(inside)
    return Atom(
        Kind.ORD,
        f"{sign}({text})" if needs_parentheses else sign + text,
        runs_on=not text.endswith(")"),
    )


def accent(mark: str, name: str, atoms: Sequence[Atom]) -> Atom:
    r"""Return the letter with its combining mark; more than one letter as if `name` were a function: `hat(xy)`.

    The mark of `\hat{y_i}` goes to the letter, as authors mean it.
    """
    if len(atoms) == 1 and (letter := _ACCENTED.match(atoms[0].text)):
        text = atoms[0].text
        marked = unicodedata.normalize("NFC", letter[1] + mark)
        return Atom(Kind.ORD, marked + text[letter.end() :], atoms[0].runs_on)
    return Atom(Kind.ORD, f"{name}({tight(atoms)})") if atoms else Atom(Kind.ORD, "")


def negation(atoms: Sequence[Atom]) -> Atom:
    """Return the relation struck through, as one character where Unicode has it: `≠`, `∉`."""
    if not atoms:
        return Atom(Kind.REL, "/")
    first = atoms[0]
    return first._replace(
        text=unicodedata.normalize("NFC", first.text[:1] + "\u0338") + first.text[1:]
    )


def tight(atoms: Sequence[Atom]) -> str:
    """Return the text of the atoms as in a script: without the blanks around relations and operators.

    Where other blanks must stay they all do: `(r² + L² ∑_t η_t)` reads as it is meant, `(r²+L² ∑_t η_t)` does not.
    """
    text = join(atoms).strip()
    without = text.replace(MEDIUM, "")
    return text if " " in without else without


def _base(nucleus: Sequence[Atom]) -> Atom:
    if not nucleus:
        return Atom(Kind.ORD, "")
    if len(nucleus) == 1:
        atom = nucleus[0]
        is_broken = atom.kind is Kind.FRACTION or atom.text.startswith(("√", "∛", "∜"))
        has_blank = atom.kind is not Kind.OP and _has_blank(atom.text)  # but `arg max` stays bare
        return Atom(Kind.ORD, f"({atom.text.strip()})") if is_broken or has_blank else atom
    text = join(nucleus)
    return Atom(
        Kind.ORD, text if is_enclosed(settle(nucleus)) and text[-1] in ")]}|‖" else f"({text})"
    )


def _superscript(text: str, atoms: Sequence[Atom]) -> str:
    raised = text.translate(_SUPERSCRIPTS)
    if not raised.strip(_RAISED):
        return raised
    is_word = len(atoms) == 1 and atoms[0].kind is Kind.WORD
    if len(text) == 1 or (_BARE.fullmatch(text) and (is_word or len(re.sub(_MARK, "", text)) == 1)):
        return f"^{text}"
    if text[0] == "(" and text[-1] == ")" and is_enclosed(settle(atoms)):
        return f"^{text}"
    return f"^{{{text}}}"


def _prime_text(count: int) -> str:
    return _PRIMES[count - 1 : count] if count <= len(_PRIMES) else "′" * count


def _has_blank(text: str) -> bool:
    """Return whether a blank shows outside of parentheses and braces: in `a b`, not in `√(a b)`."""
    if " " not in text:
        return False
    depth = 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        if character == " " and depth == 0:
            return True
    return False


def _is_product(atoms: Sequence[Atom]) -> bool:
    """Return whether the atoms can stand before a slash: `2n`, `-x`, `∂²f`, `p(x)p(y)`, but not `log p`."""
    outer = outermost(atoms)
    if any(_has_blank(atom.text) or atom.text == "/" for atom in outer):
        return False
    kinds = [atom.kind for atom in outer]
    return all(
        kind in {Kind.ORD, Kind.WORD, Kind.OPEN, Kind.CLOSE}
        or (kind is Kind.SIGN and place == 0)
        or (kind in {Kind.OP, Kind.FUNCTION} and kinds[place + 1 : place + 2] == [Kind.OPEN])
        for place, kind in enumerate(kinds)
    )


def _is_factor(atoms: Sequence[Atom], differentials: str) -> bool:
    """Return whether the atoms can stand behind a slash: `n`, `∂x`, `(a+b)²`, `q(x)`, but not `2n` or `n(n+1)`."""
    if not atoms:
        return True
    head, rest = atoms[0], atoms[1:]
    if not rest:
        return head.kind is not Kind.FRACTION and not _has_blank(head.text)
    if is_enclosed(atoms) or [atom.text for atom in rest] == ["!"]:
        return True
    if head.kind not in {Kind.ORD, Kind.WORD, Kind.OP, Kind.FUNCTION} or not head.text:
        return False
    if head.text[0] in differentials and len(rest) == 1:
        return _is_factor(rest, "")
    is_application = is_enclosed(rest) and not head.text[0].isdecimal()
    return is_application and all(atom.kind is not Kind.BIN for atom in outermost(rest[1:-1]))
