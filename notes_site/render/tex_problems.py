r"""KaTeX's errors and warnings in the author's words, with what to write instead."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping

from notes_site.parse.math import ENVIRONMENTS
from notes_site.render.katex import Katex
from notes_site.text.suggest import closest, list_closest

_UNKNOWN_COMMAND = "Undefined control sequence: "
_UNKNOWN_ENVIRONMENT = "No such environment: "
_REFUSED = "Refused: "
_ALIKE = 0.65
"""How alike commands are of which one may stand for the other: names as short as theirs often are."""

_SHORTEST = 3
"""Letters of a command that may be misspelt."""

_SHORT = 5
"""Characters of a command that may be an author's own as well."""

_COMMAND = re.compile(r"\\(?:[A-Za-z@]+|.)", re.DOTALL)
_IN_TEXT = re.compile(r"\\text[a-z]*\s*\{[^{}]*\Z")

_MARKS = re.compile(r"\\(?:begin|end|newline|.)|%[^\n]*", re.DOTALL)

_INSTEAD = {
    "\\label": "give labels to display formulas, and to each row at most one",
    "\\href": "write a Markdown link",
    "\\url": "write a Markdown link",
    "\\includegraphics": "write a Markdown image",
}
"""Command that KaTeX lacks or may not use → what to write instead."""

_ERRORS: tuple[tuple[str, str], ...] = (
    (r"Expected '}', got 'EOF'", "a `{` is not closed; write its `}`"),
    (r"Unexpected end of input in a macro argument, expected '(.)'", r"an argument is missing, or a group is not closed; write it, or its `\1`"),
    (r"Expected 'EOF', got '}'", "a `}` closes nothing; delete it, or write its `{`"),
    (r"Expected 'EOF', got '&'", r"`&` stands outside of rows; put the rows into `\\begin{aligned}…\\end{aligned}`, or write `\\&`"),
    (r"Expected 'EOF', got '\\right'", r"a `\\right` has no `\\left`; write one, or `\\left.` where none shows"),
    (r"Expected '\\right', got .*", r"a `\\left` has no `\\right`; write one, or `\\right.` where none shows"),
    (r"Expected 'EOF', got '\\end'", r"an `\\end` has no `\\begin`; write it, or delete the `\\end`"),
    (r"Expected 'EOF', got '#'", r"`#` belongs into definitions only; write `\\#`"),
    (r"Expected 'EOF', got '([_^])'", r"`\1` does not work in `\\text`; put that part between dollars, or write `\\\1`"),
    (r"Expected & or \\\\ or \\cr or \\end", r"an environment is not closed; write its `\\end{…}`"),
    (r"Mismatch: \\begin\{(.*?)\} matched by \\end\{(.*?)\}", r"`\\begin{\1}` is closed by `\\end{\2}`; write `\\end{\1}`"),
    (r"Expected group after '([_^])'", r"nothing follows `\1`; write what belongs there, in braces"),
    (r"Expected group (?:as argument to|after) '(.*)'", r"`\1` has no argument; write one, in braces"),
    (r"Double superscript", "two superscripts on one symbol; write `a^{b c}`, or `{a^b}^c`"),
    (r"Double subscript", "two subscripts on one symbol; write `a_{b c}`, or `{a_b}_c`"),
    (r"Can't use function '\$' in math mode", r"a `$` stands within the formula; write `\\$`, or end the formula before it"),
    (r"Can't use function '(.*)' in (.*) mode", r"`\1` does not work in \2 mode; take it out of there"),
    (r"Got function '(.*)' with no arguments as .*", r"`\1` stands where one symbol is expected; write braces around it and what it takes"),
    (r"\{(.*)\} can be used only in display mode\.?", r"`\1` does not work within a line; write the formula between `$$`"),
    (r"\\tag works only in display equations", r"`\\tag` does not work within a line; write the formula between `$$`"),
    (r"Multiple \\tag", r"two numbers for one formula; write one `\\tag`, or rows in `align`"),
    (r"Too many expansions.*", "macros expand without end; look for one that uses itself"),
    (r"Nested too deeply", "nested too deeply; write it with fewer braces"),
    (r"Too much work", "KaTeX does not come to an end; look for macros that double what they are given"),
    (r"Unknown column alignment: (.*)", r"`\1` aligns no column; write `l`, `c` or `r`"),
    (r"Invalid size: '(.*)'", r"`\1` is no length; write a number and its unit, as `2em`"),
    (r"Invalid color: '(.*)'", r"`\1` is no colour; write a name such as `red`, or `\#c00`"),
    (r"Unexpected character: '\\'", "a `\\\\` stands before nothing; delete it, or write the command's name"),
    (r"\\middle without preceding \\left", r"a `\\middle` stands outside of `\\left…\\right`; write `\\mid`"),
    (r"Limit controls must follow a math operator", r"`\\limits` follows no operator; write it behind `\\sum`, or behind `\\mathop{…}`"),
    (r"Too few columns specified in the \{(.*)\} column argument\.", r"a row of `\1` has more cells than columns; write `l`, `c` or `r` for each"),
    (r"\\hline valid only within array environment", r"`\\hline` stands outside of `array`; delete it"),
)  # fmt: skip
"""KaTeX's message, as a pattern → what is wrong; what to write instead."""

_WARNINGS = {
    "newLineInDisplayMode": (
        r"`\\` does nothing in a display formula of LaTeX; "
        r"put the rows into `\begin{aligned}…\end{aligned}`"
    ),
    "commentAtEnd": r"`%` comments out the rest of the formula; write `\%` for a percent sign",
    "unicodeTextInMathMode": "",  # Chinese, and its punctuation
    "symbolNotInFont": "",  # comes beside unknownSymbol
}
"""Code of KaTeX's option `strict` → our words; none where there is nothing to say."""

_CHARACTERS = {
    "′": "'",
    "″": "''",
    "‴": "'''",
    "–": "-",
    "—": "\\text{—}",
    "‐": "-",
    "‑": "-",
    "‘": "'",
    "’": "'",
    "𝟙": "\\mathbf{1}",
    "∕": "/",
    "½": "\\tfrac12",
}


def explain_error(message: str, macros: Mapping[str, str], katex: Katex) -> str:
    """Return KaTeX's error `message` as `what is wrong; what to write instead`.

    Args:
        message: KaTeX's own, without place.
        macros: those that the formula may use.
        katex: asked whether it knows what is suggested.
    """
    if message.startswith(_UNKNOWN_COMMAND):
        name = message.removeprefix(_UNKNOWN_COMMAND)
        if name in _INSTEAD:
            return f"KaTeX does not know {name} here; {_INSTEAD[name]}"
        others = [each for each, tex in macros.items() if name not in _COMMAND.findall(tex)]
        meant = closest_command(name, {*others, *katex.commands})
        if re.fullmatch(r"\\[\[\]()]", name):
            return f"{name} stands within the formula; write `{name[1]}`"
        remedy = "define it under `math.macros` in site.yaml"
        if meant:
            is_short = len(name) <= _SHORT  # perhaps an author's own, such as `\\grad`
            remedy = f"did you mean {meant}?" + (f" If not, {remedy}" if is_short else "")
        return f"KaTeX does not know {name}; {remedy}"
    if message.startswith(_REFUSED):
        name = message.removeprefix(_REFUSED)
        return f"{name} may not be used in formulas; {_INSTEAD.get(name, 'delete it')}"
    if message.startswith(_UNKNOWN_ENVIRONMENT):
        name = message.removeprefix(_UNKNOWN_ENVIRONMENT)
        candidates = list_closest(name, ENVIRONMENTS)
        meant = next(filter(katex.knows_environment, candidates), "")
        remedy = f"did you mean `{meant}`?" if meant else "write `aligned`, `cases` or `array`"
        return f"KaTeX does not know the environment `{name}`; {remedy}"
    return _say(message)


def _say(message: str) -> str:
    for pattern, text in _ERRORS:
        if match := re.fullmatch(pattern, message):
            return match.expand(text)
    return f"KaTeX: {message}; correct the formula"


def closest_command(name: str, known: Collection[str]) -> str:
    """Return the command of `known` that `name` was meant to be, or nothing."""
    word = name.removeprefix("\\")
    if len(word) < _SHORTEST:  # an author's own, such as `\\L` and `\\D`
        return ""
    words = {each.removeprefix("\\") for each in known}
    same = sorted(each for each in words if each.lower() == word.lower())
    found = same[0] if same else closest(word, words, _ALIKE)
    return f"\\{found}" if found else ""


def explain_warning(code: str, message: str, tex: str, position: int | None) -> str:
    """Return KaTeX's warning as `what is wrong; what to write instead`, or nothing.

    Rule: the codes are those of KaTeX's option `strict`.
    """
    if code != "unknownSymbol" or position is None:
        return _WARNINGS[code] if code in _WARNINGS else _say(message)
    character = tex[position]
    is_enclosed = "①" <= character <= "⓿"  # which the page's fonts have
    if is_enclosed or unicodedata.east_asian_width(character) in {"W", "F"}:
        return ""
    if unicodedata.category(character) == "Cf":
        name = unicodedata.name(character, f"U+{ord(character):04X}").lower()
        return f"the formula holds an invisible character ({name}); delete it"
    instead = _CHARACTERS.get(character, f"\\text{{{character}}}")
    if unicodedata.category(character) == "Sm" and _IN_TEXT.search(tex, 0, position):
        instead = f"${character}$"
    return f"KaTeX has no `{character}`; write `{instead}`"


def find_warned(code: str, tex: str) -> int:
    r"""Return the index into `tex` of what a warning without a place is about.

    That is the first `\\` that ends no row of an environment, or the last `%`.
    """
    start = depth = 0
    for match in _MARKS.finditer(tex):
        depth += (match[0] == "\\begin") - (match[0] == "\\end")
        if code == "newLineInDisplayMode" and match[0] in {r"\\", r"\newline"} and depth == 0:
            return match.start()
        if code == "commentAtEnd" and match[0][0] == "%":
            start = match.start()
    return start


def first_use_of(message: str, tex: str, macros: Mapping[str, str]) -> tuple[int, str]:
    """Return where in `tex` a mistake comes from that is not placed there, and through which macro.

    Args:
        message: KaTeX's; the command that it names at its end is looked for.
        tex: of the formula.
        macros: those that it uses.
    """
    named = _COMMAND.findall(message)
    wanted = {named[-1]} if named else set()
    for match in _COMMAND.finditer(tex):
        if match[0] in wanted:
            return match.start(), ""
    for match in _COMMAND.finditer(tex):
        if match[0] in macros and wanted <= _reached(match[0], macros):
            return match.start(), match[0] if wanted else ""
    return 0, ""


def _reached(name: str, macros: Mapping[str, str]) -> set[str]:
    """Return all commands that the macro `name` leads to."""
    reached: set[str] = set()
    waiting: list[str] = [name]
    while waiting:
        new: Iterable[str] = _COMMAND.findall(macros.get(waiting.pop(), ""))
        fresh = set(new) - reached
        reached |= fresh
        waiting += sorted(fresh)
    return reached
