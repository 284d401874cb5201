r"""Commands of TeX: their arguments, and the text they become.

Commands are in tables, since there are hundreds and most differ in a name only. What KaTeX knows and we do not
stands as its name; KaTeX has the last word on whether a formula is right (`render/katex.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from notes_site.render.readable_tex import notation
from notes_site.render.readable_tex.atoms import Atom, Kind, join
from notes_site.render.readable_tex.symbols import ACCENTS, ARROWS, LETTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from notes_site.render.readable_tex.arguments import ArgumentReader

    Command: TypeAlias = Callable[[ArgumentReader], list[Atom]]


def without_last_break(atoms: list[Atom]) -> list[Atom]:
    r"""Return the atoms without a `\\` at their end, which ends a row and begins none."""
    count = len(atoms)
    while count and atoms[count - 1].kind in {Kind.BREAK, Kind.SPACE}:
        count -= 1
    return atoms[:count]


def _group(reader: ArgumentReader) -> list[Atom]:
    atoms = reader.read_list("}")
    if not atoms:
        return [Atom(Kind.ORD, "")]
    # Authors write `{=}` and `{,}` so that TeX sets no space around them.
    if len(atoms) == 1 and atoms[0].kind in {
        Kind.BIN,
        Kind.REL,
        Kind.PUNCT,
        Kind.OPEN,
        Kind.CLOSE,
        Kind.BAR,
    }:
        return [atoms[0]._replace(kind=Kind.ORD)]
    return atoms


def _environment(reader: ArgumentReader) -> list[Atom]:
    name = "".join(reader.tokens.take_raw_argument())
    if name.endswith("matrix*"):
        reader.read_option()  # the columns' alignment
    name = name.rstrip("*")
    if name in {"array", "darray", "subarray", "alignat", "alignedat"}:
        reader.tokens.take_raw_argument()
    atoms = without_last_break(reader.read_list(r"\end"))
    reader.tokens.take_raw_argument()
    if name == "subarray":
        return _in_one_row(atoms)
    if name in _DELIMITERS:
        left, right = _DELIMITERS[name]
        cells = [Atom(Kind.PUNCT, ",") if atom.kind is Kind.CELL else atom for atom in atoms]
        return [Atom(Kind.OPEN, left), *cells, Atom(Kind.CLOSE, right)]
    return [
        Atom(Kind.SPACE, " ") if atom.kind is Kind.CELL and name.endswith("cases") else atom
        for atom in atoms
    ]


def _in_one_row(atoms: Sequence[Atom]) -> list[Atom]:
    r"""Return rows as a list with commas, for the conditions below a sum: `\substack{i<n \\ j<m}`."""
    return [Atom(Kind.PUNCT, ",") if atom.kind is Kind.BREAK else atom for atom in atoms]


def _end(reader: ArgumentReader) -> list[Atom]:
    reader.tokens.take_raw_argument()
    return []


def _text(reader: ArgumentReader) -> list[Atom]:
    return _word(reader.read_text())


def _word(text: str) -> list[Atom]:
    return [Atom(Kind.WORD if len(text) > 1 and text.isalnum() else Kind.ORD, text)] if text else []


def _upright(reader: ArgumentReader) -> list[Atom]:
    atoms = reader.read_argument()
    if len(atoms) > 1 and all(atom.kind is Kind.ORD for atom in atoms):
        return [Atom(Kind.WORD, "".join(atom.text for atom in atoms))]
    return atoms


def _letters(table: dict[int, str]) -> Command:
    return lambda reader: [
        atom._replace(text=atom.text.translate(table)) for atom in reader.read_argument()
    ]


def _accent(mark: str, name: str) -> Command:
    return lambda reader: [notation.accent(mark, name, reader.read_argument())]


def _arrow(arrow: str) -> Command:
    def read(reader: ArgumentReader) -> list[Atom]:
        below = reader.read_option()
        return [notation.scripts([Atom(Kind.REL, arrow)], 0, below, reader.read_argument())]

    return read


def _fraction(reader: ArgumentReader) -> list[Atom]:
    numerator = reader.read_argument()
    return [notation.fraction(numerator, reader.read_argument())]


def _generalized_fraction(reader: ArgumentReader) -> list[Atom]:
    return _dropped(4)(reader) + _fraction(reader)  # before it: delimiters, thickness, style


def _binomial(reader: ArgumentReader) -> list[Atom]:
    upper = reader.read_argument()
    return [notation.binomial(upper, reader.read_argument())]


def _root(reader: ArgumentReader) -> list[Atom]:
    index = reader.read_option()
    return [notation.root(index, reader.read_argument())]


def _negation(reader: ArgumentReader) -> list[Atom]:
    return [notation.negation(reader.read_argument())]


def _over(reader: ArgumentReader) -> list[Atom]:
    above = reader.read_argument()
    base = reader.read_argument()
    if join(above) == "def" and join(base) == "=":
        return [Atom(Kind.REL, "≝")]
    return [notation.scripts(base, 0, [], above)]


def _under(reader: ArgumentReader) -> list[Atom]:
    below = reader.read_argument()
    return [notation.scripts(reader.read_argument(), 0, below, [])]


def _substack(reader: ArgumentReader) -> list[Atom]:
    return _in_one_row(without_last_break(reader.read_argument()))


def _of_kind(kind: Kind) -> Command:
    return lambda reader: [Atom(kind, join(reader.read_argument()))]


def _operator(reader: ArgumentReader) -> list[Atom]:
    if reader.tokens.peek() == "*":
        reader.tokens.take()
    return [Atom(Kind.OP, notation.tight(reader.read_argument()))]


def _delimiter(kind: Kind) -> Command:
    def read(reader: ArgumentReader) -> list[Atom]:
        atoms = reader.read_argument()
        if len(atoms) != 1:
            return atoms
        text = atoms[0].text
        if text == ".":  # no delimiter on this side
            return []
        return [Atom(kind, {"<": "⟨", ">": "⟩"}.get(text, text))]

    return read


def _argument(reader: ArgumentReader) -> list[Atom]:
    return reader.read_argument()


def _argument_after(raw_arguments: int) -> Command:
    return lambda reader: _dropped(raw_arguments)(reader) + reader.read_argument()


def _argument_before(raw_arguments: int) -> Command:
    return lambda reader: reader.read_argument() + _dropped(raw_arguments)(reader)


def _circled(reader: ArgumentReader) -> list[Atom]:
    text = join(reader.read_argument())
    return [Atom(Kind.ORD, _CIRCLED.get(text, f"({text})"))]


def _dropped(raw_arguments: int) -> Command:
    def read(reader: ArgumentReader) -> list[Atom]:
        if reader.tokens.peek() == "*":
            reader.tokens.take()
        for _ in range(raw_arguments):
            reader.tokens.take_raw_argument()
        return []

    return read


def _space(reader: ArgumentReader) -> list[Atom]:
    _dropped(1)(reader)
    return [Atom(Kind.SPACE, " ")]


def _kern(reader: ArgumentReader) -> list[Atom]:
    if reader.tokens.peek() == "{":
        return _space(reader)
    while reader.tokens.peek()[:1] in {*"+-.0123456789"}:
        reader.tokens.take()
    for _ in range(2):  # the letters of the unit
        if reader.tokens.peek().isalpha():
            reader.tokens.take()
    return [Atom(Kind.SPACE, " ")]


def _definition(reader: ArgumentReader) -> list[Atom]:
    r"""Drop a definition: a macro for one formula only is not worth its code, and its uses show its name."""
    reader.tokens.take_raw_argument()
    reader.tokens.drop_raw_until("{")
    reader.tokens.take_raw_argument()
    return []


_CIRCLED: Final = {str(number): chr(ord("①") + number - 1) for number in range(1, 21)}
_DELIMITERS: Final = {
    "matrix": ("", ""), "smallmatrix": ("", ""), "array": ("", ""), "darray": ("", ""), "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"), "Bmatrix": ("{", "}"), "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖"),
}  # fmt: skip

_TABLE: Final[tuple[tuple[Command, str], ...]] = (
    (_group, "{"),
    (_environment, r"\begin"),
    (_end, r"\end"),
    (
        _text,
        r"""
        \text \textrm \textbf \textit \textsf \texttt \textup \textmd \textnormal \emph \mbox \hbox
        \fbox \underbar \llap \rlap \clap
        """,
    ),
    (_upright, r"\mathrm \mathsf \mathsfit \mathtt \mathit \mathnormal"),
    (_fraction, r"\frac \dfrac \tfrac \cfrac"),
    (_generalized_fraction, r"\genfrac"),
    (_binomial, r"\binom \dbinom \tbinom"),
    (_root, r"\sqrt"),
    (_negation, r"\not"),
    (_over, r"\overset \stackrel"),
    (_under, r"\underset"),
    (_substack, r"\substack"),
    (_operator, r"\operatorname \operatornamewithlimits \mathop"),
    (_of_kind(Kind.ORD), r"\mathord"),
    (_of_kind(Kind.BIN), r"\mathbin"),
    (_of_kind(Kind.REL), r"\mathrel"),
    (_of_kind(Kind.OPEN), r"\mathopen"),
    (_of_kind(Kind.CLOSE), r"\mathclose"),
    (_of_kind(Kind.PUNCT), r"\mathpunct"),
    (_of_kind(Kind.INNER), r"\mathinner"),
    (_delimiter(Kind.OPEN), r"\left \bigl \Bigl \biggl \Biggl"),
    (_delimiter(Kind.CLOSE), r"\right \bigr \Bigr \biggr \Biggr"),
    (_delimiter(Kind.REL), r"\middle \bigm \Bigm \biggm \Biggm"),
    # Looks only: the weight of an argument, lines around it, its colour.
    (
        _argument,
        r"""
        \mathbf \boldsymbol \bm \pmb \bold \underline \underrightarrow \underleftarrow \underleftrightarrow
        \overbrace \underbrace \overbracket \underbracket \overgroup \undergroup \overlinesegment \underlinesegment
        \boxed \cancel \bcancel \xcancel \sout \angl \phase \smash \mathllap \mathrlap \mathclap \vcenter \reflectbox
        \big \Big \bigg \Bigg \red \orange \green \blue \purple \pink \gray
        """,
    ),
    (
        _argument_after(1),
        r"""
        \textcolor \colorbox \href \raisebox \htmlClass \htmlId \htmlStyle \htmlData \@secondoftwo
        """,
    ),
    (_argument_before(1), r"\@firstoftwo"),
    (_circled, r"\textcircled"),
    (_argument_after(2), r"\fcolorbox"),
    (
        _dropped(0),
        r"""
        \displaystyle \textstyle \scriptstyle \scriptscriptstyle \bf \rm \it \sf \tt \cal \nonumber \notag \hline \hfill
        \tiny \sixptsize \scriptsize \footnotesize \small \normalsize \large \Large \LARGE \huge \Huge \strut \mathstrut
        \! \negthinspace \negmedspace \negthickspace \allowbreak \nobreak \relax \global \long \DOTSB \DOTSI \DOTSX
        } $ \( \) \[ \] \- \/
        """,
    ),
    (_dropped(1), r"\tag \label \ref \eqref \color \phantom \hphantom \vphantom \includegraphics"),
    (_dropped(2), r"\rule \let"),
    (_space, r"\hspace \hskip"),
    (_kern, r"\kern \mkern \mskip"),
    (_definition, r"\def \gdef \edef \xdef \newcommand \renewcommand \providecommand"),
)

COMMANDS: Final[dict[str, Command]] = {
    **{name: command for command, names in _TABLE for name in names.split()},
    **{name: _letters(table) for name, table in LETTERS.items()},
    **{name: _accent(*accent) for name, accent in ACCENTS.items()},
    **{name: _arrow(arrow) for name, arrow in ARROWS.items()},
}

INFIXES: Final[dict[str, Callable[[Sequence[Atom], Sequence[Atom]], Atom]]] = {
    r"\over": notation.fraction,
    r"\choose": notation.binomial,
    r"\atop": notation.stack,
}
"""Commands between their arguments, which are all that is before and behind them in the group."""
