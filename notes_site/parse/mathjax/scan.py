"""The scan of a formula, and its rules: a method for each construct."""

import re
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from functools import lru_cache
from html import unescape
from typing import Final

from msgspec import Struct, field

from notes_site.parse.definitions import Definition, read_group
from notes_site.parse.formula import Edit, apply_edits, in_order
from notes_site.parse.mathjax.arguments import (
    ARITY,
    OPTION,
    argument_end,
    bare_script_end,
    has_own_script,
    skip_blanks,
)
from notes_site.parse.mathjax.colours import hex_colour
from notes_site.parse.mathjax.columns import simplify_columns
from notes_site.parse.mathjax.commands import (
    COLOUR_ARGUMENTS,
    ENVIRONMENTS,
    PLAIN_MATRICES,
    SKIPPED,
    TEXT_COMMANDS,
    WITH_COLUMNS,
)
from notes_site.parse.mathjax.doubled import find_doubled
from notes_site.text.patterns import lazy_pattern

_COMMANDS: Final = "|".join(
    sorted(
        {
            *PLAIN_MATRICES,
            *("mbox", "root", "buildrel", "skew", "sideset", "bbox", "enclose", "unicode"),
            *("require", "textcircled", "inner", "definecolor", "color"),
        }
    )
)
_SIGNS: Final = re.compile(
    rf"""
      \\(?: (?:{_COMMANDS})(?![A-Za-z]) | \* | _[\\{{A-Za-z0-9] | \\(?:\\\\|[{{}}|,;:!%\#]|[A-Za-z]{{2}}) | end\s*\{{
          (?:math|displaymath|center|[pbBvV]smallmatrix|IEEEeqnarray\*?|tabular)\}} )
    | \\(?:text[a-z]*|[mh]box)\s*\{{ [^{{}}]*? (?: [_^\#&%{{] )
    | [_^]\s*\\(?:{"|".join(sorted(ARITY))}|left|begin)(?![A-Za-z])
    | \\begin\s*\{{(?:IEEEeqnarray\*?|d?array|tabular)\}}\s*(?:\[|\{{[^{{}}]*[^lcr|:\s{{}}])
    | \\(?:textcolor|f?colorbox)\s*(?:\[|\{{)
    | &(?:[a-z]{{2,6}}|\#\d+|\#x[\da-fA-F]+);
    """,
    re.VERBOSE,
)
"""What tells that a formula may have to be rewritten; most have none of it."""

_TOKEN: Final = lazy_pattern(
    r"""
      \\(?P<command>[A-Za-z@]+\*?) | \\(?P<symbol>.)
    | (?P<open>\{) | (?P<close>\}) | (?P<dollar>\$)
    | (?P<script>[_^]) | (?P<hash>\#) | (?P<percent>%)
    | &(?P<entity>[a-z]{2,6}|\#\d+|\#x[\da-fA-F]+); | (?P<cell>&)
    """,
    re.DOTALL | re.VERBOSE,
)

_ONE_BEFORE: Final = re.compile(r"(?:^|[^A-Za-z\\])[A-Za-z]$|[})\]]$")
_ONE_BEHIND: Final = re.compile(r"[A-Za-z0-9](?![A-Za-z0-9]|\\_)|\\[A-Za-z]")

_PLAIN_WORDS: Final = re.compile(r"[^\\^_]*")


@lru_cache(maxsize=8192)
def _is_foreign(typed: str) -> bool:
    return _SIGNS.search(typed) is not None


def find_rewritings(
    typed: str,
    definitions: Sequence[Definition] = (),
    own: Mapping[str, str] | None = None,
    colours: MutableMapping[str, str] | None = None,
) -> list[Edit]:
    r"""Return the edits that make of `typed` what KaTeX can set, in no particular order.

    Args:
        typed: TeX of a formula, or of a macro.
        definitions: those in `typed`, which are left alone.
        own: macros of the author's, by their names with backslashes: they mean what he says.
        colours: those of `\definecolor`, which this adds to.
    """
    own = own or {}
    if not (_is_foreign(typed) or (own and has_own_script(typed, own))):
        return []
    scan = _Scan(typed, own, {} if colours is None else colours)
    scan.edits += find_doubled(typed)
    skipped = iter(definitions)
    definition = next(skipped, None)
    position = 0
    while match := _TOKEN.search(typed, position):
        if definition and match.start() >= definition.start:
            position = definition.end
            definition = next(skipped, None)
            continue
        step = _STEPS[match.lastgroup or ""]
        position = step(scan, match) or match.end()
    return scan.edits


def rewrite(tex: str) -> str:
    """Return the TeX of a macro as KaTeX can set it."""
    return apply_edits(tex, in_order(find_rewritings(tex)))


def _is_subscript(typed: str, underscore: re.Match[str]) -> bool:
    r"""Tell whether `\_` is one that Markdown made authors escape: `a\_{i}`, `x\_i`, not `max\_len`."""
    return typed.startswith("{", underscore.end()) or bool(
        _ONE_BEFORE.search(typed[max(underscore.start() - 2, 0) : underscore.start()])
        and _ONE_BEHIND.match(typed, underscore.end())
    )


class _Brace(Struct):
    """A group that is open."""

    is_text: bool
    closing: str = ""
    """What is written for its closing brace, if anything else."""

    is_dollar: bool = False
    """True for a formula within text, which a dollar closes."""

    has_text_cells: bool = False
    r"""True for `\cases{…}`, whose second column is text."""


class _Scan(Struct):
    """The state of scanning a formula. A step may return the index to go on at."""

    typed: str
    own: Mapping[str, str]
    colours: MutableMapping[str, str]
    edits: list[Edit] = field(default_factory=list)
    open_groups: list[_Brace] = field(default_factory=list)
    waiting: str = ""
    r"""What is written for the next `\of` or `\over` outside of groups of its own."""

    @property
    def is_text(self) -> bool:
        r"""True within a `\text`."""
        return bool(self.open_groups) and self.open_groups[-1].is_text

    def edit(self, start: int, end: int, text: str) -> None:
        if self.typed[start:end] != text:
            self.edits.append(Edit(start, end, text))

    # Groups

    def open(self, _: re.Match[str]) -> None:
        self.open_groups.append(_Brace(self.is_text))

    def close(self, match: re.Match[str]) -> None:
        if self.open_groups:
            group = self.open_groups.pop()
            if group.closing:
                self.edit(match.start(), match.end(), group.closing)

    def dollar(self, _: re.Match[str]) -> None:
        if self.open_groups and self.open_groups[-1].is_dollar:
            self.open_groups.pop()
        elif self.is_text:
            self.open_groups.append(_Brace(is_text=False, is_dollar=True))

    # Signs

    def script(self, match: re.Match[str]) -> None:
        if self.is_text:
            text = r"\_" if match[0] == "_" else r"\textasciicircum{}"
            self.edit(match.start(), match.end(), text)
            return
        start = skip_blanks(self.typed, match.end())
        if end := bare_script_end(self.typed, start, self.own):
            self.edits += (Edit(start, start, "{"), Edit(end, end, "}"))

    def hash(self, match: re.Match[str]) -> None:
        if self.is_text:
            self.edit(match.start(), match.end(), r"\#")

    def percent(self, match: re.Match[str]) -> int:
        """Skip a comment; in text, one that hides the end of its group is a percent sign."""
        line_end = self.typed.find("\n", match.end())
        line_end = len(self.typed) if line_end < 0 else line_end
        if self.is_text and "}" in self.typed[match.end() : line_end]:
            self.edit(match.start(), match.end(), r"\%")
            return match.end()
        return line_end

    def entity(self, match: re.Match[str]) -> int:
        character = unescape(match[0])
        if len(character) != 1:
            self.cell(match)
            return match.start() + 1
        if self.is_text and character in "&#%$_{}":
            character = "\\" + character
        self.edit(match.start(), match.end(), " " if character == "\xa0" else character)
        return match.end()

    def cell(self, match: re.Match[str]) -> int | None:
        start = match.start()
        if self.is_text:
            self.edit(start, start + 1, r"\&")
        elif self.open_groups and self.open_groups[-1].has_text_cells:
            return self.text_cell(start + 1)
        return None

    def text_cell(self, start: int) -> int | None:
        r"""Make text of the second column of `\cases{…}`, where it is no formula."""
        depth = 0
        for match in _TOKEN.finditer(self.typed, start):
            depth += (match["open"] is not None) - (match["close"] is not None)
            is_row_end = match["command"] == "cr" or match["symbol"] == "\\"
            if depth < 0 or (depth == 0 and is_row_end):
                words = self.typed[start : match.start()]
                outside = "".join(words.split("$")[::2])
                has_words = words.strip() and _PLAIN_WORDS.fullmatch(outside)
                if has_words and ("$" in words or re.search(r"[^\W\d_]{2}", outside)):
                    self.edits += (
                        Edit(start, start, r"\text{"),
                        Edit(match.start(), match.start(), "}"),
                    )
                    return match.start()
                break
        return None

    def symbol(self, match: re.Match[str]) -> int | None:
        character = match["symbol"]
        if character == "*" and r"\*" not in self.own:
            self.edit(match.start(), match.end(), "*")
        elif character == "_" and not self.is_text and _is_subscript(self.typed, match):
            self.edit(match.start(), match.end(), "_")
        return None

    # Commands

    def command(self, match: re.Match[str]) -> int | None:
        name = match["command"].removesuffix("*")
        if f"\\{name}" in self.own:
            return None
        if name in TEXT_COMMANDS:
            return self.open_group(match.end(), _Brace(is_text=True))
        if self.is_text:
            return argument_end(self.typed, match.end()) if name in SKIPPED else None
        rule = _RULES.get(name)
        if rule:
            return rule(self, match)
        if name in PLAIN_MATRICES:
            return self.plain_matrix(match, PLAIN_MATRICES[name])
        if name in COLOUR_ARGUMENTS:
            return self.colour(match, name)
        if name in SKIPPED:
            return argument_end(self.typed, match.end())
        return None

    def open_group(self, position: int, group: _Brace) -> int | None:
        """Open the group that begins behind `position`, if there is one."""
        position = skip_blanks(self.typed, position)
        if self.typed[position : position + 1] != "{":
            return None
        self.open_groups.append(group)
        return position + 1

    def plain_matrix(self, match: re.Match[str], name: str) -> int | None:
        group = _Brace(
            is_text=False, closing=f"\\end{{{name}}}", has_text_cells=match["command"] == "cases"
        )
        end = self.open_group(match.end(), group)
        if end:
            self.edit(match.start(), end, f"\\begin{{{name}}}")
        return end

    def begin(self, match: re.Match[str]) -> int | None:
        if (group := read_group(self.typed, match.end())) is None:
            return None
        name, end = group
        if name in ENVIRONMENTS:
            self.edit(match.start(), end, ENVIRONMENTS[name][0])
        return self.columns(end) if name in WITH_COLUMNS else end

    def columns(self, start: int) -> int:
        """Write the columns of an `array` in the letters that KaTeX knows."""
        option = OPTION.match(self.typed, start)
        spec = read_group(self.typed, option.end() if option else start)
        if spec is None:
            return start
        text, end = spec
        columns = simplify_columns(text)
        if option or columns != text:
            self.edit(start, end, f"{{{columns}}}")
        return end

    def end(self, match: re.Match[str]) -> int | None:
        if (group := read_group(self.typed, match.end())) is None:
            return None
        name, end = group
        if name in ENVIRONMENTS:
            self.edit(match.start(), end, ENVIRONMENTS[name][1])
        return end

    def colour(self, match: re.Match[str], name: str) -> int | None:
        position = match.end()
        for _ in range(COLOUR_ARGUMENTS[name]):
            option = OPTION.match(self.typed, position)
            start = position
            group = read_group(self.typed, option.end() if option else position)
            if group is None:
                return None
            text, position = group
            value = hex_colour(option[1] if option else "", text) or self.colours.get(text.strip())
            if value:
                self.edit(start, position, f"{{{value}}}")
        if name == "color" and self.typed[skip_blanks(self.typed, position) :][:1] == "{":
            # MathJax 2, and authors with it, colour the group that follows; LaTeX all that does.
            self.edit(match.start(), match.end(), r"\textcolor")
        return position

    def definecolor(self, match: re.Match[str]) -> int | None:
        position = match.end()
        texts: list[str] = []
        for _ in range(3):
            group = read_group(self.typed, position)
            if group is None:
                return None
            texts.append(group[0].strip())
            position = group[1]
        name, model, text = texts
        if value := hex_colour(model, text):
            self.colours[name] = value
            self.edit(match.start(), position, "")
        return position

    def require(self, match: re.Match[str]) -> int | None:
        group = read_group(self.typed, match.end())
        if group:
            self.edit(match.start(), group[1], "")
        return group and group[1]

    def textcircled(self, match: re.Match[str]) -> int | None:
        end = argument_end(self.typed, match.end())
        if end:
            self.edits += (Edit(match.start(), match.start(), r"\text{"), Edit(end, end, "}"))
        return end

    def root(self, match: re.Match[str]) -> None:
        r"""Begin `\root n \of x`."""
        if re.compile(r"[^{}]*?\\of(?![A-Za-z])|\s*\{[^{}]*\}\s*\\of(?![A-Za-z])").match(
            self.typed, match.end()
        ):
            self.edit(match.start(), match.end(), r"\sqrt[")
            self.waiting = "]"

    def buildrel(self, match: re.Match[str]) -> None:
        r"""Begin `\buildrel a \over b`."""
        if re.compile(r"(?:[^{}]|\{[^{}]*\})*?\\over(?![A-Za-z])").match(self.typed, match.end()):
            self.edit(match.start(), match.end(), r"\overset{")
            self.waiting = "}"

    def over(self, match: re.Match[str]) -> None:
        if self.waiting:
            self.edit(match.start(), match.end(), self.waiting)
            self.waiting = ""

    def skew(self, match: re.Match[str]) -> int | None:
        r"""Leave `\hat x` of `\skew3\hat x`."""
        end = argument_end(self.typed, match.end())
        if end:
            self.edit(match.start(), end, "")
        return end

    def sideset(self, match: re.Match[str]) -> int | None:
        r"""Set what stands beside an operator; its limits go below and above it as ever."""
        left = read_group(self.typed, match.end())
        right = left and read_group(self.typed, left[1])
        end = right and argument_end(self.typed, right[1])
        if not left or not right or not end:
            return None
        operator = self.typed[right[1] : end].strip()
        before = f"{{\\vphantom{{{operator}}}}}{left[0]}" if left[0].strip() else ""
        self.edit(match.start(), end, f"\\mathop{{{before}{{{operator}}}{right[0]}}}")
        return end

    def bbox(self, match: re.Match[str]) -> int | None:
        option = OPTION.match(self.typed, match.end())
        end = option.end() if option else match.end()
        has_border = option is not None and "border" in option[1]
        self.edit(match.start(), end, r"\boxed" if has_border else "")
        return end

    def enclose(self, match: re.Match[str]) -> int | None:
        if (group := read_group(self.typed, match.end())) is None:
            return None
        shown = {
            "box": r"\boxed",
            "circle": r"\boxed",
            "roundedbox": r"\boxed",
            "updiagonalstrike": r"\cancel",
            "downdiagonalstrike": r"\bcancel",
            "horizontalstrike": r"\sout",
            "top": r"\overline",
            "bottom": r"\underline",
        }
        option = OPTION.match(self.typed, group[1])
        end = option.end() if option else group[1]
        self.edit(match.start(), end, shown.get(group[0].strip().partition(" ")[0], ""))
        return end

    def unicode(self, match: re.Match[str]) -> int | None:
        option = OPTION.match(self.typed, match.end())
        group = read_group(self.typed, option.end() if option else match.end())
        if group is None:
            return None
        text = group[0].strip()
        number = re.fullmatch(r"x([\da-fA-F]{1,6})|(\d{1,7})", text)
        if number:
            character = unescape(f"&#{text};")
            self.edit(match.start(), group[1], f"\\text{{{character}}}")
        return group[1]

    def inner(self, match: re.Match[str]) -> int | None:
        r"""Set `\inner{u, v}` where only one argument is given, as many define it."""
        group = read_group(self.typed, match.end())
        if group is None or self.typed[skip_blanks(self.typed, group[1]) :][:1] == "{":
            return None
        if "," in re.sub(r"\{[^{}]*\}", "", group[0]):
            start = skip_blanks(self.typed, match.end())
            self.edit(match.start(), start, r"\left\langle ")
            self.edits.append(Edit(group[1], group[1], r"\right\rangle "))
        return None


_RULES: Final[Mapping[str, Callable[[_Scan, re.Match[str]], int | None]]] = {
    "begin": _Scan.begin,
    "end": _Scan.end,
    "definecolor": _Scan.definecolor,
    "require": _Scan.require,
    "textcircled": _Scan.textcircled,
    "root": _Scan.root,
    "buildrel": _Scan.buildrel,
    "of": _Scan.over,
    "over": _Scan.over,
    "skew": _Scan.skew,
    "sideset": _Scan.sideset,
    "bbox": _Scan.bbox,
    "enclose": _Scan.enclose,
    "unicode": _Scan.unicode,
    "inner": _Scan.inner,
}

_STEPS: Final[Mapping[str, Callable[[_Scan, re.Match[str]], int | None]]] = {
    "command": _Scan.command,
    "symbol": _Scan.symbol,
    "open": _Scan.open,
    "close": _Scan.close,
    "dollar": _Scan.dollar,
    "script": _Scan.script,
    "hash": _Scan.hash,
    "percent": _Scan.percent,
    "entity": _Scan.entity,
    "cell": _Scan.cell,
}
"""Group of `_TOKEN` that matched → what it means."""
