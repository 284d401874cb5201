"""Arguments and scripts without braces, as MathJax reads them."""

import re
from collections.abc import Mapping
from typing import Final

from notes_site.parse.definitions import read_group

ARITY: Final[Mapping[str, int]] = {
    name: arity
    for arity, names in {
        1: """
            acute bar breve check ddot dddot ddddot dot grave hat mathring tilde vec widecheck
            widehat widetilde overbrace overgroup overleftarrow overleftrightarrow overline
            overlinesegment overparen overrightarrow underbar underbrace undergroup underleftarrow
            underleftrightarrow underline underrightarrow utilde wideparen
            bf bm boldsymbol cal it mathbold mit operatorname pmb rm scr sf sqrt tt
            displaystyle scriptstyle textstyle
            bcancel boxed cancel fbox hphantom llap mathclap mathllap mathrlap phantom rlap smash
            sout vphantom xcancel
            mathbin mathclose mathinner mathop mathopen mathord mathpunct mathrel
            substack xleftarrow xlongequal xrightarrow
        """,
        2: "color colorbox overset stackrel textcolor underset",
    }.items()
    for name in names.split()
}
"""Command that KaTeX refuses as a script without braces → how many arguments it takes."""

_ALLOWED_ARITY: Final[Mapping[str, int]] = {
    name: arity
    for arity, names in {
        1: """
            bold hbox mathbb mathbbm mathbf mathcal mathds mathfrak mathit mathrm mathscr mathsf
            mathtt mbox not text textbf textit textnormal textrm textsf texttt
        """,
        2: "binom cfrac dbinom dfrac frac tbinom tfrac",
    }.items()
    for name in names.split()
}
"""Command that may stand as a script, and in the argument of another → likewise."""

_COMMAND: Final = re.compile(r"\\([A-Za-z@]+\*?)")
_SCRIPT: Final = re.compile(r"[_^]\s*\\([A-Za-z@]+)")
_PAIRS: Final[Mapping[str, str]] = {
    "left": r"right\s*(?:\\(?:[A-Za-z]+|.)|.)",
    "begin": r"end\s*\{[^{}]*\}",
}
r"""`\left` and `\begin` → what closes them."""

OPTION: Final = re.compile(r"\s*\[([^\[\]]*)\]")


def has_own_script(typed: str, own: Mapping[str, str]) -> bool:
    """Tell whether a macro of the author's stands as a script that needs braces."""
    return any(_own_arity(match[1], own) is not None for match in _SCRIPT.finditer(typed))


def _own_arity(name: str, own: Mapping[str, str]) -> int | None:
    """Return how many arguments the author's macro `name` takes, if it needs braces as a script."""
    body = own.get(f"\\{name}", "")
    head = _COMMAND.match(body.lstrip())
    if not head or head[1] not in {*ARITY, "left", "begin"}:
        return None
    return max((int(digit) for digit in re.findall(r"#([1-9])", body)), default=0)


def skip_blanks(text: str, start: int) -> int:
    """Return the index of what follows `start` behind blanks."""
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def bare_script_end(typed: str, start: int, own: Mapping[str, str]) -> int | None:
    """Return where the script ends that begins at `start`, if KaTeX wants braces around it."""
    head = _COMMAND.match(typed, start)
    if not head:
        return None
    name = head[1]
    if f"\\{name}" in own:
        arity = _own_arity(name, own)
        return None if arity is None else _arguments_end(typed, head.end(), arity)
    if name in ARITY or name in {"left", "begin"}:
        return argument_end(typed, start)
    return None


def argument_end(typed: str, start: int) -> int | None:
    """Return the index behind the argument that begins at `start`: a group, or one thing with its own."""
    start = skip_blanks(typed, start)
    if typed[start : start + 1] == "{":
        group = read_group(typed, start)
        return group and group[1]
    head = _COMMAND.match(typed, start)
    if head and head[1] in _PAIRS:
        return _pair_end(typed, start, head[1])
    if head:
        name = head[1].removesuffix("*")
        arity = ARITY.get(name, _ALLOWED_ARITY.get(name, 0))
        return _arguments_end(typed, head.end(), arity)
    if start >= len(typed) or typed[start] in "}&^_":
        return None
    return start + (2 if typed[start] == "\\" else 1)


def _arguments_end(typed: str, start: int, arity: int) -> int | None:
    """Return the index behind `arity` arguments, and an optional one before them."""
    position: int | None = start
    if arity and (option := OPTION.match(typed, start)):
        position = option.end()
    for _ in range(arity):
        if position is None:
            return None
        position = argument_end(typed, position)
    return position


def _pair_end(typed: str, start: int, name: str) -> int | None:
    r"""Return the index behind what `\left` or `\begin` opens at `start`."""
    depth = 0
    for match in re.compile(rf"\\(?:({name})|{_PAIRS[name]})").finditer(typed, start):
        depth += 1 if match[1] else -1
        if depth == 0:
            return match.end()
    return None
