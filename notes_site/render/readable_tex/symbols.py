r"""Tables of TeX symbols: character and kind of atom.

The kinds are those of KaTeX 0.19 (`src/symbols.ts`). The characters are its characters but for these decisions,
all for the sake of a reader who searches with a keyboard and sees the text in whatever font there is:

- ASCII where it looks the same: `-`, `*`, `|`, `:=`.
- Shapes of one letter are that letter, as in Unicode's NFKC: `\phi` and `\varphi` φ, `\epsilon` and
  `\varepsilon` ε. Bold, sans serif and italic letters are plain letters.
- Shapes of one relation are that relation: `\leqslant` ≤, `\longrightarrow` →, `\implies` ⇒.
- 𝔼, ℒ and 𝔤 keep their shape, since formulas mean other things by E, L and g.
"""

from __future__ import annotations

import unicodedata
from string import ascii_letters, digits
from typing import TYPE_CHECKING, Final

from notes_site.render.readable_tex.atoms import Atom, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

# Pairs of a command without its backslash, or a character, and the text of both.
_PAIRS: Final = {
    Kind.ORD: """
        alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta θ iota ι kappa κ
        varkappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi π rho ρ varrho ρ sigma σ varsigma ς tau τ
        upsilon υ phi φ varphi φ chi χ psi ψ omega ω digamma ϝ thetasym θ
        Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
        varGamma Γ varDelta Δ varTheta Θ varLambda Λ varXi Ξ varPi Π varSigma Σ varUpsilon Υ varPhi Φ varPsi Ψ
        varOmega Ω
        Alpha Α Beta Β Epsilon Ε Zeta Ζ Eta Η Iota Ι Kappa Κ Mu Μ Nu Ν Omicron Ο Rho Ρ Tau Τ Chi Χ
        aleph ℵ alef ℵ alefsym ℵ beth ℶ gimel ℷ daleth ℸ hbar ℏ hslash ℏ ell ℓ wp ℘ weierp ℘ Re ℜ real ℜ Im ℑ
        image ℑ imath ı jmath ȷ eth ð mho ℧ Finv Ⅎ Game ⅁ complement ∁ Bbbk 𝕜 R ℝ N ℕ Z ℤ reals ℝ Reals ℝ
        natnums ℕ cnums ℂ Complex ℂ
        infty ∞ infin ∞ nabla ∇ partial ∂ emptyset ∅ empty ∅ varnothing ∅ forall ∀ exists ∃ exist ∃ nexists ∄
        neg ¬ lnot ¬ top ⊤ bot ⊥ angle ∠ measuredangle ∡ sphericalangle ∢ triangle △ triangledown ▽ square □ Box □
        Diamond ◇ lozenge ◊ blacksquare ■ blacklozenge ⧫ blacktriangle ▲ blacktriangledown ▼ bigstar ★ surd √
        prime ′ backprime ‵ degree ° checkmark ✓ flat ♭ natural ♮ sharp ♯ maltese ✠
        clubsuit ♣ clubs ♣ diamondsuit ♢ diamonds ♢ heartsuit ♡ hearts ♡ spadesuit ♠ spades ♠
        S § sect § P ¶ dag † ddag ‡ Dagger ‡ pounds £ mathsterling £ yen ¥ circledR ® circledS Ⓢ copyright ©
        textcopyright © textregistered ®
        backslash ∖ diagup ╱ diagdown ╲ vdots ⋮ varvdots ⋮ lq ‘ rq ’ aa å AA Å
        ss ß ae æ AE Æ oe œ OE Œ o ø O Ø i ı j ȷ textdollar $ textunderscore _ textbackslash ∖ textasciitilde ~
        textendash – textemdash — textdegree ° textbar | textless < textgreater >
    """,
    Kind.LARGE: """
        sum ∑ prod ∏ coprod ∐ int ∫ intop ∫ smallint ∫ iint ∬ iiint ∭ oint ∮ oiint ∯ oiiint ∰ bigcap ⋂ bigcup ⋃
        bigvee ⋁ bigwedge ⋀ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ biguplus ⨄ bigsqcup ⨆
    """,
    Kind.BIN: """
        + + - - * * ast * times × div ÷ cdot · sdot · cdotp · centerdot · pm ± plusmn ± mp ∓ star ⋆ bullet •
        bull • circ ∘ cap ∩ cup ∪ Cap ⋒ doublecap ⋒ Cup ⋓ doublecup ⋓ sqcap ⊓ sqcup ⊔ uplus ⊎ setminus ∖
        smallsetminus ∖
        land ∧ wedge ∧ lor ∨ vee ∨ barwedge ⊼ doublebarwedge ⩞ veebar ⊻ curlywedge ⋏ curlyvee ⋎
        oplus ⊕ ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ bigcirc ◯ circledcirc ⊚ circleddash ⊝ circledast ⊛ boxplus ⊞
        boxminus ⊟ boxtimes ⊠ boxdot ⊡ dagger † ddagger ‡ amalg ⨿ And & wr ≀ diamond ⋄ intercal ⊺ bigtriangleup △
        bigtriangledown ▽ triangleleft ◃ triangleright ▹ lhd ⊲ rhd ⊳ unlhd ⊴ unrhd ⊵ lessdot ⋖ gtrdot ⋗ dotplus ∔
        divideontimes ⋇ ltimes ⋉ rtimes ⋊ leftthreetimes ⋋ rightthreetimes ⋌ minuso ⦵
    """,
    Kind.REL: """
        = = < < > > lt < gt > le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ leqq ≦ geqq ≧ ne ≠ neq ≠ equiv ≡ sim ∼
        thicksim ∼ simeq ≃ approx ≈ thickapprox ≈ approxeq ≊ cong ≅ ncong ≆ nsim ≁ eqsim ≂ backsim ∽ backsimeq ⋍
        asymp ≍
        propto ∝ varpropto ∝ ll ≪ gg ≫ lll ⋘ llless ⋘ ggg ⋙ gggtr ⋙ lesssim ≲ gtrsim ≳ lessapprox ⪅ gtrapprox ⪆
        lessgtr ≶ gtrless ≷ lesseqgtr ⋚ gtreqless ⋛ lesseqqgtr ⪋ gtreqqless ⪌ eqslantless ⪕ eqslantgtr ⪖ nless ≮
        ngtr ≯ nleq ≰ ngeq ≱ nleqslant ≰ ngeqslant ≱ nleqq ≰ ngeqq ≱ lneq ⪇ gneq ⪈ lneqq ≨ gneqq ≩ lvertneqq ≨
        gvertneqq ≩ lnsim ⋦ gnsim ⋧ lnapprox ⪉ gnapprox ⪊
        prec ≺ succ ≻ preceq ⪯ succeq ⪰ preccurlyeq ≼ succcurlyeq ≽ curlyeqprec ⋞ curlyeqsucc ⋟ precsim ≾
        succsim ≿ precapprox ⪷ succapprox ⪸ nprec ⊀ nsucc ⊁ npreceq ⋠ nsucceq ⋡ precnsim ⋨ succnsim ⋩ precneqq ⪵
        succneqq ⪶ precnapprox ⪹ succnapprox ⪺
        in ∈ isin ∈ notin ∉ ni ∋ owns ∋ notni ∌ subset ⊂ sub ⊂ supset ⊃ subseteq ⊆ sube ⊆ supseteq ⊇ supe ⊇
        nsubseteq ⊈ nsupseteq ⊉ nsubseteqq ⊈ nsupseteqq ⊉ subsetneq ⊊ supsetneq ⊋ varsubsetneq ⊊ varsupsetneq ⊋
        subsetneqq ⫋ supsetneqq ⫌ varsubsetneqq ⫋ varsupsetneqq ⫌ subseteqq ⫅ supseteqq ⫆ Subset ⋐ Supset ⋑
        sqsubset ⊏ sqsupset ⊐ sqsubseteq ⊑ sqsupseteq ⊒
        mid | shortmid | nmid ∤ nshortmid ∤ parallel ‖ shortparallel ‖ nparallel ∦ nshortparallel ∦ perp ⊥
        models ⊨
        vdash ⊢ dashv ⊣ vDash ⊨ Vdash ⊩ Vvdash ⊪ nvdash ⊬ nvDash ⊭ nVdash ⊮ nVDash ⊯ doteq ≐ doteqdot ≑ Doteq ≑
        risingdotseq ≓ fallingdotseq ≒ eqcirc ≖ circeq ≗ triangleq ≜ bumpeq ≏ Bumpeq ≎ therefore ∴ because ∵
        between ≬ pitchfork ⋔ backepsilon ∍ multimap ⊸ origof ⊶ imageof ⊷ bowtie ⋈ Join ⋈ smile ⌣ smallsmile ⌣
        frown ⌢ smallfrown ⌢ vartriangle △ vartriangleleft ⊲ vartriangleright ⊳ trianglelefteq ⊴ trianglerighteq ⊵
        ntriangleleft ⋪ ntriangleright ⋫ ntrianglelefteq ⋬ ntrianglerighteq ⋭ blacktriangleleft ◀
        blacktriangleright ▶
        := := coloneqq := colonequals := coloneq :- colonminus :- minuscolon -: eqcolon -: Coloneq ::-
        Eqqcolon =:: eqqcolon =: equalscolon =: Coloneqq ::= coloncolonequals ::= dblcolon :: coloncolon ::
        colonapprox :≈ colonsim :∼ simcolon ∼: approxcolon ≈:
        to → rightarrow → longrightarrow → rarr → gets ← leftarrow ← longleftarrow ← larr ← leftrightarrow ↔
        longleftrightarrow ↔ harr ↔ lrarr ↔ Rightarrow ⇒ Longrightarrow ⇒ implies ⇒ rArr ⇒ Rarr ⇒ Leftarrow ⇐
        Longleftarrow ⇐ impliedby ⇐ lArr ⇐ Larr ⇐ Leftrightarrow ⇔ Longleftrightarrow ⇔ iff ⇔ hArr ⇔ Harr ⇔
        lrArr ⇔ Lrarr ⇔ mapsto ↦ longmapsto ↦ uparrow ↑ uarr ↑ Uparrow ⇑ uArr ⇑ Uarr ⇑ downarrow ↓ darr ↓
        Downarrow ⇓ dArr ⇓ Darr ⇓ updownarrow ↕ Updownarrow ⇕ nearrow ↗ searrow ↘ swarrow ↙ nwarrow ↖
        hookleftarrow ↩ hookrightarrow ↪ leftharpoonup ↼ leftharpoondown ↽ rightharpoonup ⇀ rightharpoondown ⇁
        rightleftharpoons ⇌ leftrightharpoons ⇋ upharpoonleft ↿ upharpoonright ↾ restriction ↾ downharpoonleft ⇃
        downharpoonright ⇂ nleftarrow ↚ nrightarrow ↛ nLeftarrow ⇍ nRightarrow ⇏ nleftrightarrow ↮
        nLeftrightarrow ⇎ dashrightarrow ⇢ dashleftarrow ⇠ leftleftarrows ⇇ rightrightarrows ⇉ leftrightarrows ⇆
        rightleftarrows ⇄ upuparrows ⇈ downdownarrows ⇊ Lleftarrow ⇚ Rrightarrow ⇛ twoheadleftarrow ↞
        twoheadrightarrow ↠ leftarrowtail ↢ rightarrowtail ↣ looparrowleft ↫ looparrowright ↬ curvearrowleft ↶
        curvearrowright ↷ circlearrowleft ↺ circlearrowright ↻ Lsh ↰ Rsh ↱ leftrightsquigarrow ↭ rightsquigarrow ⇝
        leadsto ⇝
    """,
    Kind.OPEN: """
        ( ( [ [ lbrace { lbrack [ lparen ( langle ⟨ lang ⟨ lvert | lVert ‖ lfloor ⌊ lceil ⌈ llbracket ⟦ lBrace ⦃
        lgroup ⟮ lmoustache ⎰ ulcorner ⌜ llcorner ⌞
    """,
    Kind.CLOSE: """
        ) ) ] ] rbrace } rbrack ] rparen ) rangle ⟩ rang ⟩ rvert | rVert ‖ rfloor ⌋ rceil ⌉ rrbracket ⟧ rBrace ⦄
        rgroup ⟯ rmoustache ⎱ urcorner ⌝ lrcorner ⌟ ! ! ? ?
    """,
    Kind.BAR: "| | ‖ ‖ vert | Vert ‖",
    Kind.PUNCT: ", , ; ; . . ldotp .",
    Kind.INNER: """
        ldots … dots … mathellipsis … textellipsis … dotsc … dotso … dotsx … cdots ⋯ dotsb ⋯ dotsm ⋯ dotsi ⋯
        ddots ⋱
    """,
}  # fmt: skip

_OPERATORS: Final = {
    Kind.FUNCTION: """
        arccos arcctg arcsin arctan arctg ch cos cosec cosh cot cotg coth csc ctg cth exp lg ln log sec sh sin sinh
        tan tanh tg th
    """,
    Kind.OP: """
        arg argmax argmin bmod deg det dim gcd hom inf injlim ker lim liminf limsup max min plim Pr projlim sup
        varinjlim varliminf varlimsup varprojlim
    """,
}
_OPERATOR_TEXTS: Final = {
    "bmod": "mod", "injlim": "inj lim", "liminf": "lim inf", "limsup": "lim sup", "projlim": "proj lim",
    "varinjlim": "inj lim", "varliminf": "lim inf", "varlimsup": "lim sup", "varprojlim": "proj lim",
}  # fmt: skip

_SPACES: Final = (
    "~", r"\,", r"\:", r"\;", r"\>", "\\ ", "\\\n", "\\\t", r"\space", r"\nobreakspace",
    r"\thinspace", r"\medspace", r"\thickspace", r"\enspace", r"\enskip", r"\quad", r"\qquad",
)  # fmt: skip

MACROS: Final = {
    r"\bra": r"\langle #1\rvert",
    r"\Bra": r"\langle #1\rvert",
    r"\ket": r"\lvert #1\rangle",
    r"\Ket": r"\lvert #1\rangle",
    r"\braket": r"\langle #1\rangle",
    r"\Braket": r"\langle #1\rangle",
    r"\set": r"\{#1\}",
    r"\Set": r"\{#1\}",
    r"\mod": r"\ \operatorname{mod}#1",
    r"\pmod": r"\ (\operatorname{mod}#1)",
    r"\pod": r"\ (#1)",
    r"\bgroup": "{",
    r"\egroup": "}",
    **dict.fromkeys((r"\vcentcolon", r"\ratio", r"\ordinarycolon"), ":"),
}
"""KaTeX's own macros that are best said in TeX."""

ACCENTS: Final = {
    **dict.fromkeys((r"\hat", r"\widehat"), ("\u0302", "hat")),
    **dict.fromkeys((r"\tilde", r"\widetilde", r"\utilde"), ("\u0303", "tilde")),
    **dict.fromkeys((r"\bar", r"\overline"), ("\u0304", "bar")),
    **dict.fromkeys((r"\check", r"\widecheck"), ("\u030c", "check")),
    **dict.fromkeys(
        (r"\vec", r"\overrightarrow", r"\Overrightarrow", r"\overrightharpoon"), ("\u20d7", "vec")
    ),
    **dict.fromkeys((r"\overleftarrow", r"\overleftharpoon"), ("\u20d6", "vec")),
    r"\overleftrightarrow": ("\u20e1", "vec"),
    r"\acute": ("\u0301", "acute"),
    r"\grave": ("\u0300", "grave"),
    r"\breve": ("\u0306", "breve"),
    r"\dot": ("\u0307", "dot"),
    r"\ddot": ("\u0308", "ddot"),
    r"\dddot": ("\u20db", "dddot"),
    r"\ddddot": ("\u20dc", "ddddot"),
    r"\mathring": ("\u030a", "ring"),
}
"""Command to combining mark, and the name of the accent over more than one letter."""

TEXT_ACCENTS: Final = {
    r"\'": "\u0301", r"\`": "\u0300", r"\^": "\u0302", r"\~": "\u0303", r"\=": "\u0304", r"\u": "\u0306",
    r"\.": "\u0307", r"\"": "\u0308", r"\r": "\u030a", r"\H": "\u030b", r"\v": "\u030c", r"\c": "\u0327",
}  # fmt: skip

ARROWS: Final = {
    r"\xrightarrow": "→", r"\xleftarrow": "←", r"\xleftrightarrow": "↔", r"\xRightarrow": "⇒", r"\xLeftarrow": "⇐",
    r"\xLeftrightarrow": "⇔", r"\xmapsto": "↦", r"\xhookrightarrow": "↪", r"\xhookleftarrow": "↩", r"\xlongequal": "=",
    r"\xtwoheadrightarrow": "↠", r"\xtwoheadleftarrow": "↞", r"\xtofrom": "⇄", r"\xrightleftharpoons": "⇌",
    r"\xleftrightharpoons": "⇋", r"\xrightleftarrows": "⇄", r"\xrightharpoonup": "⇀", r"\xrightharpoondown": "⇁",
    r"\xleftharpoonup": "↼", r"\xleftharpoondown": "↽",
}  # fmt: skip
"""Arrows that stretch over their argument."""


# What authors paste or type instead, and what it is above.
_SAME_CHARACTERS: Final = {
    "−": "-", "∗": "*", "⋅": "·", "∙": "•", "∣": "|", "∥": "‖", "≔": ":=", "⩽": "≤", "⩾": "≥",
    "⟵": "←", "⟶": "→", "⟷": "↔", "⟸": "⇐", "⟹": "⇒", "⟺": "⇔", "⟼": "↦", "...": "…",
    "ϵ": r"\epsilon", "ϕ": r"\phi", "ϑ": r"\theta", "ϱ": r"\rho", "ϖ": r"\pi", "ϰ": r"\kappa",
}  # fmt: skip


def _symbols() -> Iterator[tuple[str, Atom]]:
    for kind, pairs in _PAIRS.items():
        words = pairs.split()
        for name, text in zip(words[::2], words[1::2], strict=True):
            atom = Atom(kind, text)
            if name.isalpha():
                yield "\\" + name, atom
            if (
                kind is not Kind.ORD and text not in "{}"
            ):  # other characters are ordinary anyway, and braces TeX's
                yield text, atom
    for kind, names in _OPERATORS.items():
        for name in names.split():
            yield "\\" + name, Atom(kind, _OPERATOR_TEXTS.get(name, name))
    for command in _SPACES:
        yield command, Atom(Kind.SPACE, " ")
    for character in "#$%&_":
        yield "\\" + character, Atom(Kind.ORD, character)
    yield r"\{", Atom(Kind.OPEN, "{")
    yield r"\}", Atom(Kind.CLOSE, "}")
    yield r"\|", Atom(Kind.BAR, "‖")
    yield r"\colon", Atom(Kind.PUNCT, ":")  # and no `:`, which is not always one
    yield "&", Atom(Kind.CELL, "")
    for command in (r"\\", r"\cr", r"\newline"):
        yield command, Atom(Kind.BREAK, "")


def _alphabet(style: str, characters: str) -> dict[int, str]:
    """Return a table for `str.translate` that gives the characters in a style, by Unicode's names of them.

    Rule: letters that Unicode had before its block of mathematical alphabets (ℒ, ℝ, ℭ) are missing there
    (UTR #25, 2.2); they have names without MATHEMATICAL.
    """
    table: dict[int, str] = {}
    for character in characters:
        name = unicodedata.name(character).replace("LATIN ", "").replace("LETTER ", "")
        try:
            table[ord(character)] = unicodedata.lookup(f"MATHEMATICAL {style} {name}")
        except KeyError:
            table[ord(character)] = unicodedata.lookup(
                f"{style} {name}".replace("FRAKTUR", "BLACK-LETTER")
            )
    return table


_COMMANDS: Final = dict(_symbols())
SYMBOLS: Final = {
    **_COMMANDS,
    **{character: _COMMANDS[same] for character, same in _SAME_CHARACTERS.items()},
}
"""Token to its atom, for the tokens that take no argument."""

LETTERS: Final = {
    **dict.fromkeys((r"\mathbb", r"\Bbb"), _alphabet("DOUBLE-STRUCK", ascii_letters + digits)),
    **dict.fromkeys((r"\mathcal", r"\mathscr"), _alphabet("SCRIPT", ascii_letters)),
    **dict.fromkeys((r"\mathfrak", r"\frak"), _alphabet("FRAKTUR", ascii_letters)),
}
"""Command to the shapes of letters that carry meaning, as a table for `str.translate`."""
