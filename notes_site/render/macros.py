r"""The macros that ML notes use, there in every formula; `math.macros` may replace them.

No name is one of KaTeX's or of LaTeX's mathematics, which would mean something else to an
author: `\set`, `\N`, `\Pr`, `\argmax` are KaTeX's own, and `\P`, `\S`, `\d`, `\H` LaTeX's.
The bold letters are those of Goodfellow, Bengio and Courville's notation, which the
templates of ICLR and TMLR carry.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase

from msgspec import Struct

from notes_site.parse.definitions import double_struck_digits
from notes_site.parse.mathjax import rewrite


class MacroGroup(Struct, frozen=True):
    """Macros that belong together, for the page that lists them."""

    title: str
    macros: Mapping[str, str]
    """Name with its backslash → TeX, as KaTeX's option `macros`."""

    example: str = ""
    """Arguments for a picture of a macro that takes some."""


def _operators(*names: str) -> dict[str, str]:
    return {f"\\{name}": f"\\operatorname{{{name}}}" for name in names}


def _letters(prefix: str, letters: str, font: str) -> Iterator[tuple[str, str]]:
    for letter in letters:
        yield f"\\{prefix}{letter}", f"{font}{{{letter}}}"


_GREEK = (
    "alpha",
    "beta",
    "gamma",
    "delta",
    "epsilon",
    "zeta",
    "eta",
    "theta",
    "kappa",
    "lambda",
    "mu",
    "nu",
    "xi",
    "pi",
    "rho",
    "sigma",
    "tau",
    "phi",
    "chi",
    "psi",
    "omega",
)

GROUPS = (
    MacroGroup(
        "Number sets and constants",
        {
            "\\Q": "\\mathbb{Q}",
            "\\C": "\\mathbb{C}",
            "\\1": "\\mathbf{1}",
            "\\ind": "\\mathbf{1}",
            "\\eps": "\\varepsilon",
            "\\T": "{\\mathsf{T}}",
            "\\dd": "\\mathrm{d}",
        },
    ),
    MacroGroup(
        "Probability",
        {
            "\\E": "\\mathbb{E}",
            "\\Prob": "\\mathbb{P}",
            **_operators("Var", "Cov", "Corr"),
            "\\Normal": "\\mathcal{N}",
            **_operators("Bern", "Cat", "Dir", "Unif"),
            "\\KL": "\\mathrm{KL}",
            "\\JS": "\\mathrm{JS}",
            "\\TV": "\\mathrm{TV}",
            "\\MI": "\\mathrm{I}",
            "\\iid": "\\overset{\\text{iid}}{\\sim}",
            "\\given": "\\mid",
            "\\indep": "\\perp\\!\\!\\!\\perp",
            "\\defeq": "\\coloneqq",
        },
    ),
    MacroGroup(
        "Functions",
        {
            **_operators(
                "softmax",
                "sigmoid",
                "softplus",
                "ReLU",
                "GELU",
                "SiLU",
                "LayerNorm",
                "RMSNorm",
                "Attention",
                "MLP",
                "clip",
                "sg",
                "sign",
                "sgn",
                "erf",
                "supp",
                "conv",
                "prox",
            ),
        },
    ),
    MacroGroup(
        "Linear algebra",
        {
            **_operators("tr", "Tr", "rank", "diag", "proj"),
            "\\vecop": "\\operatorname{vec}",
            "\\spn": "\\operatorname{span}",
        },
    ),
    MacroGroup(
        "Delimiters that grow with what they hold",
        {
            "\\norm": "\\left\\lVert #1 \\right\\rVert",
            "\\abs": "\\left\\lvert #1 \\right\\rvert",
            "\\ceil": "\\left\\lceil #1 \\right\\rceil",
            "\\floor": "\\left\\lfloor #1 \\right\\rfloor",
        },
        example="{x}",
    ),
    MacroGroup(
        "Of two arguments",
        {
            "\\inner": "\\left\\langle #1, #2 \\right\\rangle",
            "\\pdv": "\\frac{\\partial #1}{\\partial #2}",
            "\\dv": "\\frac{\\mathrm{d} #1}{\\mathrm{d} #2}",
            "\\nicefrac": "\\left. #1 \\middle/ #2 \\right.",
            "\\sfrac": "\\left. #1 \\middle/ #2 \\right.",
        },
        example="{x}{y}",
    ),
    MacroGroup(
        "LaTeX's that KaTeX lacks",
        {
            "\\mathbbm": "\\mathbb{#1}",
            "\\textsc": "\\text{#1}",
            "\\mathds": "\\mathbb{#1}",
            "\\ensuremath": "#1",
            "\\shoveleft": "#1",
            "\\shoveright": "#1",
            "\\mbox": "\\text{#1}",
            "\\textsl": "\\textit{#1}",
            "\\centerline": "#1",
            "\\framebox": "\\fbox{#1}",
            "\\mathbold": "\\boldsymbol{#1}",
            "\\mathbfit": "\\boldsymbol{#1}",
            "\\scr": "\\mathscr{#1}",
            "\\leftroot": "\\@secondoftwo{#1}{}",
            "\\uproot": "\\@secondoftwo{#1}{}",
            "\\vspace": "\\@secondoftwo{#1}{}",
            "\\mathup": "\\mathrm{#1}",
            "\\symbf": "\\boldsymbol{#1}",
            "\\symup": "\\mathrm{#1}",
            "\\overparen": "\\overgroup{#1}",
            "\\wideparen": "\\overgroup{#1}",
            "\\underparen": "\\undergroup{#1}",
        },
        example="{R}",
    ),
    MacroGroup(
        "MathJax's and plain TeX's that KaTeX lacks",
        {
            "\\mit": "\\it",
            "\\sl": "\\it",
            "\\Tiny": "\\tiny",
            "\\strut": "\\mathstrut",
            "\\iiiint": "\\int\\!\\!\\!\\int\\!\\!\\!\\int\\!\\!\\!\\int",
            "\\idotsint": "\\int\\cdots\\int",
            "\\centernot": "\\not",
            "\\qed": "\\square",
            "\\qedsymbol": "\\square",
        },
    ),
    MacroGroup(
        "MathJax's of more arguments",
        {
            "\\cancelto": "{\\cancel{#2}}^{#1}",
            "\\class": "\\@secondoftwo{#1}{#2}",
            "\\cssId": "\\@secondoftwo{#1}{#2}",
            "\\style": "\\@secondoftwo{#1}{#2}",
            "\\mmlToken": "\\@secondoftwo{#1}{#2}",
            "\\texorpdfstring": "\\@firstoftwo{#1}{#2}",
        },
        example="{a}{x}",
    ),
    MacroGroup(
        "MathJax's of three arguments",
        {
            "\\underoverset": "\\overset{#2}{\\underset{#1}{#3}}",
            "\\overunderset": "\\overset{#1}{\\underset{#2}{#3}}",
            "\\prescript": "{\\vphantom{#3}}^{#1}_{#2}{#3}",
        },
        example="{a}{b}{X}",
    ),
    MacroGroup(
        "LaTeX's that show nothing here",
        {
            "\\xspace": "",
            "\\allowdisplaybreaks": "",
            "\\displaybreak": "",
            "\\qedhere": "",
            "\\centering": "",
            "\\noindent": "",
            "\\protect": "",
            "\\boldmath": "",
            "\\null": "",
            "\\hfil": "",
            "\\hfill": "",
            "\\oldstyle": "",
        },
    ),
    MacroGroup(
        "Bold vectors",
        {
            **dict(_letters("v", ascii_lowercase, "\\boldsymbol")),
            **{f"\\v{name}": f"\\boldsymbol{{\\{name}}}" for name in _GREEK},
            "\\vzero": "\\boldsymbol{0}",
            "\\vone": "\\boldsymbol{1}",
        },
    ),
    MacroGroup("Bold matrices", dict(_letters("m", ascii_uppercase, "\\boldsymbol"))),
    MacroGroup("Calligraphic sets", dict(_letters("c", ascii_uppercase, "\\mathcal"))),
)

PREAMBLE: Mapping[str, str] = {name: tex for group in GROUPS for name, tex in group.macros.items()}
"""Name with its backslash → TeX, as KaTeX's option `macros`."""

_COMMAND = re.compile(r"\\(?:[A-Za-z@]+|.)", re.DOTALL)


def site_macros(own: Mapping[str, str]) -> dict[str, str]:
    """Return the preamble with the site's or a note's `own` macros over it."""
    return {**PREAMBLE, **{name: rewrite(double_struck_digits(tex)) for name, tex in own.items()}}


def used_macros(tex: str, macros: Mapping[str, str]) -> dict[str, str]:
    """Return those of `macros` that `tex` uses, directly or through another, by name.

    So that a change to one macro changes only the formulas that it is in.
    """
    used: dict[str, str] = {}
    waiting = list(_commands(tex))
    while waiting:
        name = waiting.pop()
        if name in macros and name not in used:
            used[name] = macros[name]
            waiting.extend(_commands(macros[name]))
    return dict(sorted(used.items()))


@lru_cache(maxsize=4096)
def _commands(tex: str) -> frozenset[str]:
    return frozenset(_COMMAND.findall(tex))
