r"""Definitions in formulas: `\newcommand` and the like, which hold for the rest of the note.

They are taken out of the TeX and handed to KaTeX as macros, so that a formula depends on
the definitions that it uses, and on no other (`render.macros.used_macros`).
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from notes_site.text.patterns import lazy_pattern

_HEAD = lazy_pattern(
    r"\\(?P<command>newcommand|renewcommand|providecommand|DeclareMathOperator"
    r"|DeclarePairedDelimiter|(?:global\s*\\)?def|gdef)(?![A-Za-z@])(?P<star>\*?)\s*"
    r"(?:\{\s*(?P<braced>\\(?:[A-Za-z@]+|.))\s*\}|(?P<bare>\\(?:[A-Za-z@]+|.)))\s*"
    r"(?P<arity>\[\s*[0-9]\s*\])?\s*(?P<default>\[[^\[\]]*\])?(?P<parameters>(?:\s*#[1-9])*)\s*",
    re.DOTALL,
)
OPTIONAL = "\\@optional"
r"""Begins the body of a macro with an optional argument: `\@optional{with it}{without it}`."""

_PARAMETER = re.compile(r"#([1-9])")
_BRACE = re.compile(r"\\.|%[^\n]*|[{}]", re.DOTALL)
_DIGITS = re.compile(r"\\math(?:bb|bbm|ds)\s*(?:\{\s*(\d+)\s*\}|(\d))")


class Definition(Struct, frozen=True):
    """One definition in the TeX of a formula."""

    start: int
    end: int
    name: str
    """With its backslash."""

    body: str
    """As KaTeX's option `macros` has it: the highest `#n` tells the number of arguments."""

    is_default: bool = False
    r"""True for `\providecommand`, which leaves a macro of the note as it is."""


def find_definitions(tex: str) -> Iterator[Definition]:
    r"""Yield the definitions in `tex`, in order.

    A `\def` with text between its parameters, and any other that is malformed, is left to
    KaTeX, which knows it within its formula.
    """
    position = 0
    while head := _HEAD.search(tex, position):
        definition = _read(tex, head)
        position = definition.end if definition else head.end()
        if definition:
            yield definition


def _read(tex: str, head: re.Match[str]) -> Definition | None:
    name = head["braced"] or head["bare"]
    command = head["command"]
    first = read_group(tex, head.end())
    if first is None:
        return None
    body, end = first
    if command == "DeclareMathOperator":
        body = f"\\operatorname{head['star']}{{{body}}}"
    elif command == "DeclarePairedDelimiter":
        second = read_group(tex, end)
        if second is None:
            return None
        body = f"\\left{body.strip()} #1 \\right{second[0].strip()}"
        end = second[1]
    else:
        parameters = head["arity"] or head["parameters"]
        arity = max((int(digit) for digit in re.findall(r"[0-9]", parameters)), default=0)
        body = double_struck_digits(body)
        default = head["default"]
        body = (
            _with_arity(body, arity) if default is None else _optional(body, arity, default[1:-1])
        )
    is_default = command == "providecommand"
    return Definition(head.start(), end, name, body, is_default=is_default)


def _optional(body: str, arity: int, default: str) -> str:
    r"""Return the body of a macro whose first argument may be left out, in the form of `OPTIONAL`."""
    without = _PARAMETER.sub(
        lambda match: default if match[1] == "1" else f"#{int(match[1]) - 1}", body
    )
    return f"{OPTIONAL}{{{_with_arity(body, arity)}}}{{{_with_arity(without, arity - 1)}}}"


def split_optional(body: str) -> tuple[str, str] | None:
    """Return the two bodies of a macro whose first argument may be left out: with it, and without.

    None for any other macro.
    """
    if not body.startswith(OPTIONAL):
        return None
    first = read_group(body, len(OPTIONAL))
    second = first and read_group(body, first[1])
    return (first[0], second[0]) if first and second else None


def _with_arity(body: str, arity: int) -> str:
    """Return `body` with its last argument in it, if need be where it is dropped again."""
    if arity and f"#{arity}" not in body:
        return f"\\@secondoftwo{{#{arity}}}{{}}{body}"
    return body


def read_group(tex: str, start: int) -> tuple[str, int] | None:
    """Return what the braces that open at `start` hold, and the index behind them.

    None if there are no braces, or they are not closed. White space before them is skipped.
    """
    while start < len(tex) and tex[start].isspace():
        start += 1
    if tex[start : start + 1] != "{":
        return None
    depth = 0
    for match in _BRACE.finditer(tex, start):
        depth += (match[0] == "{") - (match[0] == "}")
        if depth == 0:
            return tex[start + 1 : match.start()], match.end()
    return None


def double_struck_digits(tex: str) -> str:
    r"""Return `tex` with bold digits for double-struck ones, which KaTeX's fonts lack."""
    return _DIGITS.sub(lambda match: f"\\mathbf{{{match[1] or match[2]}}}", tex)
