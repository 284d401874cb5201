"""The macros that ML notes use, there in every formula; `math.macros` may replace them."""

import re
from collections.abc import Mapping
from functools import lru_cache

_OPERATORS = {
    "argmax": "arg\\,max",
    "argmin": "arg\\,min",
}
_NAMES = {
    "Var": "Var",
    "Cov": "Cov",
    "softmax": "softmax",
    "sigmoid": "sigmoid",
    "ReLU": "ReLU",
    "tr": "tr",
    "diag": "diag",
    "rank": "rank",
    "sign": "sign",
    "Attention": "Attention",
    "LayerNorm": "LayerNorm",
    "supp": "supp",
    "vect": "vec",
}
_LETTERS = {
    "E": "\\mathbb{E}",
    "R": "\\mathbb{R}",
    "N": "\\mathbb{N}",
    "Z": "\\mathbb{Z}",
    "Q": "\\mathbb{Q}",
    "C": "\\mathbb{C}",
    "Prob": "\\mathbb{P}",
    "Normal": "\\mathcal{N}",
    "KL": "\\mathrm{KL}",
    "JS": "\\mathrm{JS}",
    "TV": "\\mathrm{TV}",
    "d": "\\mathrm{d}",
    "T": "{\\mathsf{T}}",
    "ind": "\\mathbf{1}",
    "eps": "\\varepsilon",
}
_WITH_ARGUMENTS = {
    "norm": "\\left\\lVert #1 \\right\\rVert",
    "abs": "\\left\\lvert #1 \\right\\rvert",
    "inner": "\\left\\langle #1, #2 \\right\\rangle",
    "ceil": "\\left\\lceil #1 \\right\\rceil",
    "floor": "\\left\\lfloor #1 \\right\\rfloor",
    "set": "\\left\\{ #1 \\right\\}",
    "vb": "\\boldsymbol{#1}",
    "bm": "\\boldsymbol{#1}",
    "mathbbm": "\\mathbb{#1}",
    "mathds": "\\mathbb{#1}",
}
PREAMBLE: Mapping[str, str] = {
    f"\\{name}": tex
    for name, tex in {
        **_LETTERS,
        **{name: f"\\operatorname{{{text}}}" for name, text in _NAMES.items()},
        **{name: f"\\operatorname*{{{text}}}" for name, text in _OPERATORS.items()},
        **_WITH_ARGUMENTS,
    }.items()
}
"""Name with its backslash → TeX, as KaTeX's option `macros`."""

_COMMAND = re.compile(r"\\(?:[A-Za-z@]+|.)", re.DOTALL)


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
