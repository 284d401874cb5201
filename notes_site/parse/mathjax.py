r"""Rewriting of TeX that MathJax and LaTeX set and KaTeX refuses.

Each rule says a construct of MathJax, plain TeX or a Markdown renderer in what KaTeX has, by small
edits, so that a mistake that remains is still told at its column. A rule applies only where KaTeX
would report an error, or show what its author cannot have meant. Commands that are no more than
another name stand among the macros of `render.macros`.

Rule: MathJax 3, "Supported TeX/LaTeX commands", and its handling of `\text` and of `\cases`.
"""

import re
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from functools import lru_cache
from html import unescape
from typing import Final

from msgspec import Struct, field

from notes_site.parse.definitions import Definition, read_group
from notes_site.parse.formula import Edit, apply_edits, in_order

TEXT_COMMANDS: Final = frozenset(
    {"text", "textrm", "textbf", "textit", "texttt", "textsf", "textnormal", "textup", "textmd"}
    | {"mbox", "hbox"}
)
"""Commands whose argument is text."""

_ARITY: Final[Mapping[str, int]] = {
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

_PLAIN_MATRICES: Final[Mapping[str, str]] = {
    "matrix": "matrix",
    "pmatrix": "pmatrix",
    "bmatrix": "bmatrix",
    "Bmatrix": "Bmatrix",
    "vmatrix": "vmatrix",
    "Vmatrix": "Vmatrix",
    "array": "matrix",
    "cases": "cases",
    "eqalign": "aligned",
    "eqalignno": "aligned",
    "leqalignno": "aligned",
    "displaylines": "gathered",
}
r"""Command of plain TeX, as `\matrix{a & b \cr c & d}` → the environment that stands for it."""

_ENVIRONMENTS: Final[Mapping[str, tuple[str, str]]] = {
    "math": ("", ""),
    "displaymath": ("", ""),
    "center": ("", ""),
    "psmallmatrix": (r"\left(\begin{smallmatrix}", r"\end{smallmatrix}\right)"),
    "bsmallmatrix": (r"\left[\begin{smallmatrix}", r"\end{smallmatrix}\right]"),
    "Bsmallmatrix": (r"\left\{\begin{smallmatrix}", r"\end{smallmatrix}\right\}"),
    "vsmallmatrix": (r"\left|\begin{smallmatrix}", r"\end{smallmatrix}\right|"),
    "Vsmallmatrix": (r"\left\|\begin{smallmatrix}", r"\end{smallmatrix}\right\|"),
    "IEEEeqnarray": (r"\begin{array}", r"\end{array}"),
    "IEEEeqnarray*": (r"\begin{array}", r"\end{array}"),
    "tabular": (r"\begin{array}", r"\end{array}"),
}
"""Environment → what stands for its beginning and its end."""

_COLUMNS: Final = re.compile(r"[lcr|:\s]*")
_WITH_COLUMNS: Final = frozenset({"array", "darray", "tabular", "IEEEeqnarray", "IEEEeqnarray*"})
_KNOWN_COLUMNS: Final[Mapping[str, str]] = {
    **{letter: letter for letter in "lcr|:"},
    "L": "l",
    "C": "c",
    "R": "r",
    "X": "l",
    "p": "l",
    "b": "l",
    "m": "c",
}

_SKIPPED: Final = frozenset({"label", "ref", "eqref", "tag", "intertext", "shortintertext"})
"""Commands whose argument is a name, or is rewritten by `parse.rows`."""

_COLOUR_ARGUMENTS: Final[Mapping[str, int]] = {
    "color": 1,
    "textcolor": 1,
    "colorbox": 1,
    "fcolorbox": 2,
}

_COMMANDS: Final = "|".join(
    sorted(
        {
            *_PLAIN_MATRICES,
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
    | [_^]\s*\\(?:{"|".join(sorted(_ARITY))}|left|begin)(?![A-Za-z])
    | \\begin\s*\{{(?:IEEEeqnarray\*?|d?array|tabular)\}}\s*(?:\[|\{{[^{{}}]*[^lcr|:\s{{}}])
    | \\(?:textcolor|f?colorbox)\s*(?:\[|\{{)
    | &(?:[a-z]{{2,6}}|\#\d+|\#x[\da-fA-F]+);
    """,
    re.VERBOSE,
)
"""What tells that a formula may have to be rewritten; most have none of it."""

_TOKEN: Final = re.compile(
    r"""
      \\(?P<command>[A-Za-z@]+\*?) | \\(?P<symbol>.)
    | (?P<open>\{) | (?P<close>\}) | (?P<dollar>\$)
    | (?P<script>[_^]) | (?P<hash>\#) | (?P<percent>%)
    | &(?P<entity>[a-z]{2,6}|\#\d+|\#x[\da-fA-F]+); | (?P<cell>&)
    """,
    re.DOTALL | re.VERBOSE,
)
_COMMAND: Final = re.compile(r"\\([A-Za-z@]+\*?)")
_SCRIPT: Final = re.compile(r"[_^]\s*\\([A-Za-z@]+)")
_PAIRS: Final[Mapping[str, str]] = {
    "left": r"right\s*(?:\\(?:[A-Za-z]+|.)|.)",
    "begin": r"end\s*\{[^{}]*\}",
}
r"""`\left` and `\begin` → what closes them."""

_MOST_COLUMNS: Final = 100
_ONE_BEFORE: Final = re.compile(r"(?:^|[^A-Za-z\\])[A-Za-z]$|[})\]]$")
_ONE_BEHIND: Final = re.compile(r"[A-Za-z0-9](?![A-Za-z0-9]|\\_)|\\[A-Za-z]")
_BACKSLASHES: Final = re.compile(r"\\{2,}")
_SPACE_OR_SIGN: Final = re.compile(r"[,;:!%#]")
_DOUBLED_COMMAND: Final = re.compile(
    r"(?:math(?:rm|bf|cal|bb|it|sf|frak|scr)|boldsymbol|operatorname|text(?:bf|rm|it)?|[dt]?frac|sqrt"
    r"|sum|prod|int|lim|log|exp|sin|cos|tan|max|min|left|right|partial|nabla|infty|cdots?|ldots|times"
    r"|alpha|beta|gamma|delta|epsilon|varepsilon|theta|lambda|mu|pi|rho|sigma|tau|phi|psi|omega|hat|bar"
    r"|tilde|vec|quad|qquad|leq?|geq?|neq?|approx|sim|in|to|rightarrow)(?![A-Za-z])"
)
"""Commands whose names nobody sets as letters behind the end of a row."""
_ESCAPED: Final = re.compile(r"[{}_*#%&$,;:!|]")
"""What Markdown takes a backslash from, so that authors write two before it."""

_ROW_SIGN: Final = re.compile(
    r"(?P<row>\\\\|\\cr(?![A-Za-z]))|\\.|&(?![a-z#0-9]+;)|[{}]", re.DOTALL
)
_DOUBLED_BRACE: Final = re.compile(
    r"(?P<delimiter>\\(?:left|right|middle|[bB]igg?[lrm]?)\s*)?(?<!\\)(?P<first>\\)\\(?P<brace>[{}])"
)
_ROWS: Final = re.compile(
    r"\\(?:begin|substack|cases|[pbvBV]?matrix|eqalign|displaylines|shortstack)(?![A-Za-z])"
)
_RGB: Final = re.compile(r"\s*rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*(?:,[^()]*)?\)\s*")
_OPTION: Final = re.compile(r"\s*\[([^\[\]]*)\]")
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
    if not (_is_foreign(typed) or (own and _has_own_script(typed, own))):
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


def align_rows(typed: str) -> list[Edit]:
    r"""Return the edits that put rows into `aligned` which stand in no environment, but have `&`.

    Typora sets them; KaTeX has no place for `&`. `a &=& b` has its relation in a column of its own.
    """
    if "&" not in typed or _ROWS.search(typed):
        return []
    edits = []
    depth = count = cells = 0
    for sign in _ROW_SIGN.finditer(typed):
        depth += (sign[0] == "{") - (sign[0] == "}")
        if depth == 0 and sign["row"]:
            count = 0
        elif depth == 0 and sign[0] == "&":
            cells += 1
            count += 1
            if count == 2:  # noqa: PLR2004 - the one behind the relation
                edits.append(Edit(sign.start(), sign.end(), ""))
    if not cells:
        return []
    end = len(typed.rstrip())
    return [Edit(0, 0, r"\begin{aligned}"), *edits, Edit(end, end, r"\end{aligned}")]


def find_doubled(typed: str) -> list[Edit]:
    r"""Return the edits that take away backslashes which another renderer would have taken.

    Markdown makes `\\` of `\\\\` and `\{` of `\\{`, so authors double them where their formulas go
    through it. That is sure where every row of a formula ends in four, and at braces that stand
    in pairs outside of rows, or behind `\left` and its kin.
    """
    runs = list(_BACKSLASHES.finditer(typed))
    fours = [run for run in runs if len(run[0]) in {4, 5}]
    rows = [run for run in runs if len(run[0]) in {2, 3} and not _ESCAPED.match(typed, run.end())]
    edits = []
    if fours and not rows:
        for run in runs:
            if run in fours:
                edits.append(Edit(run.start(), run.start() + 2, ""))
                if typed[run.start() + 4 : run.end() + 1] == r"\[":  # of `\\[3pt]`, escaped too
                    edits.append(Edit(run.end() - 1, run.end(), ""))
            elif len(run[0]) == 2:  # noqa: PLR2004 - one of them was for Markdown
                edits.append(Edit(run.start(), run.start() + 1, ""))
        return edits
    has_rows = _ROWS.search(typed) is not None
    if not has_rows:
        bars = [run for run in runs if typed.startswith("|", run.end()) and len(run[0]) == 2]  # noqa: PLR2004 - as above
        edits += [
            Edit(run.start(), run.start() + 1, "")
            for run in runs
            if len(run[0]) == 2  # noqa: PLR2004 - as above
            and (
                _SPACE_OR_SIGN.match(typed, run.end())
                or _DOUBLED_COMMAND.match(typed, run.end())
                or (run in bars and len(bars) % 2 == 0)
            )
        ]
    braces = list(_DOUBLED_BRACE.finditer(typed))
    opening = sum(brace["brace"] == "{" for brace in braces)
    are_pairs = 2 * opening == len(braces) and not has_rows
    return edits + [
        Edit(brace.start("first"), brace.end("first"), "")
        for brace in braces
        if are_pairs or brace["delimiter"]
    ]


def rewrite(tex: str) -> str:
    """Return the TeX of a macro as KaTeX can set it."""
    return apply_edits(tex, in_order(find_rewritings(tex)))


def simplify_columns(columns: str) -> str:
    r"""Return the columns of an `array` as KaTeX knows them: `l`, `c`, `r` and rules.

    Spaces and texts between columns (`@{}`, `!{}`) and their fonts (`>{}`, `<{}`) go.
    """
    parts: list[str] = []
    position = 0
    while position < len(columns):
        character = columns[position]
        position += 1
        if character in "@!><":
            group = read_group(columns, position)
            position = group[1] if group else position + 1
        elif character == "*":
            count = read_group(columns, position)
            repeated = count and read_group(columns, count[1])
            if count and repeated and count[0].strip().isdigit():
                times = min(int(count[0]), _MOST_COLUMNS)
                parts.append(simplify_columns(repeated[0]) * times)
                position = repeated[1]
        elif character in _KNOWN_COLUMNS:
            parts.append(_KNOWN_COLUMNS[character])
            if character in "pmb" and (width := read_group(columns, position)):
                position = width[1]
        else:
            parts.append(character)  # which KaTeX reports
    return "".join(parts)


def _has_own_script(typed: str, own: Mapping[str, str]) -> bool:
    return any(_own_arity(match[1], own) is not None for match in _SCRIPT.finditer(typed))


def _own_arity(name: str, own: Mapping[str, str]) -> int | None:
    """Return how many arguments the author's macro `name` takes, if it needs braces as a script."""
    body = own.get(f"\\{name}", "")
    head = _COMMAND.match(body.lstrip())
    if not head or head[1] not in {*_ARITY, "left", "begin"}:
        return None
    return max((int(digit) for digit in re.findall(r"#([1-9])", body)), default=0)


def _is_subscript(typed: str, underscore: re.Match[str]) -> bool:
    r"""Tell whether `\_` is one that Markdown made authors escape: `a\_{i}`, `x\_i`, not `max\_len`."""
    return typed.startswith("{", underscore.end()) or bool(
        _ONE_BEFORE.search(typed[max(underscore.start() - 2, 0) : underscore.start()])
        and _ONE_BEHIND.match(typed, underscore.end())
    )


def _skip_blanks(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _bare_script_end(typed: str, start: int, own: Mapping[str, str]) -> int | None:
    """Return where the script ends that begins at `start`, if KaTeX wants braces around it."""
    head = _COMMAND.match(typed, start)
    if not head:
        return None
    name = head[1]
    if f"\\{name}" in own:
        arity = _own_arity(name, own)
        return None if arity is None else _arguments_end(typed, head.end(), arity)
    if name in _ARITY or name in {"left", "begin"}:
        return _argument_end(typed, start)
    return None


def _argument_end(typed: str, start: int) -> int | None:
    """Return the index behind the argument that begins at `start`: a group, or one thing with its own."""
    start = _skip_blanks(typed, start)
    if typed[start : start + 1] == "{":
        group = read_group(typed, start)
        return group and group[1]
    head = _COMMAND.match(typed, start)
    if head and head[1] in _PAIRS:
        return _pair_end(typed, start, head[1])
    if head:
        name = head[1].removesuffix("*")
        arity = _ARITY.get(name, _ALLOWED_ARITY.get(name, 0))
        return _arguments_end(typed, head.end(), arity)
    if start >= len(typed) or typed[start] in "}&^_":
        return None
    return start + (2 if typed[start] == "\\" else 1)


def _arguments_end(typed: str, start: int, arity: int) -> int | None:
    """Return the index behind `arity` arguments, and an optional one before them."""
    position: int | None = start
    if arity and (option := _OPTION.match(typed, start)):
        position = option.end()
    for _ in range(arity):
        if position is None:
            return None
        position = _argument_end(typed, position)
    return position


def _pair_end(typed: str, start: int, name: str) -> int | None:
    r"""Return the index behind what `\left` or `\begin` opens at `start`."""
    depth = 0
    for match in re.compile(rf"\\(?:({name})|{_PAIRS[name]})").finditer(typed, start):
        depth += 1 if match[1] else -1
        if depth == 0:
            return match.end()
    return None


def _hex_colour(model: str, text: str) -> str | None:
    """Return a colour of LaTeX's package xcolor as `#rrggbb`; None where it is a name."""
    model = model.strip()
    if rgb := _RGB.fullmatch(text):
        parts = [int(each) / 255 for each in rgb.groups()]
    elif model.upper() == "HTML":
        return f"#{text.strip()}" if re.fullmatch(r"[\da-fA-F]{6}", text.strip()) else None
    else:
        try:
            numbers = [float(each) for each in text.split(",")]
        except ValueError:
            return None
        if model == "RGB":
            parts = [each / 255 for each in numbers]
        elif model in {"rgb", "gray"}:
            parts = numbers * (3 if model == "gray" else 1)
        elif model == "cmyk" and len(numbers) == 4:  # noqa: PLR2004 - cyan, magenta, yellow, black
            parts = [(1 - each) * (1 - numbers[3]) for each in numbers[:3]]
        else:
            return None
    if len(parts) != 3:  # noqa: PLR2004 - red, green, blue
        return None
    return "#" + "".join(f"{round(255 * min(max(each, 0), 1)):02x}" for each in parts)


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
        start = _skip_blanks(self.typed, match.end())
        if end := _bare_script_end(self.typed, start, self.own):
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
            return _argument_end(self.typed, match.end()) if name in _SKIPPED else None
        rule = _RULES.get(name)
        if rule:
            return rule(self, match)
        if name in _PLAIN_MATRICES:
            return self.plain_matrix(match, _PLAIN_MATRICES[name])
        if name in _COLOUR_ARGUMENTS:
            return self.colour(match, name)
        if name in _SKIPPED:
            return _argument_end(self.typed, match.end())
        return None

    def open_group(self, position: int, group: _Brace) -> int | None:
        """Open the group that begins behind `position`, if there is one."""
        position = _skip_blanks(self.typed, position)
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
        if name in _ENVIRONMENTS:
            self.edit(match.start(), end, _ENVIRONMENTS[name][0])
        return self.columns(end) if name in _WITH_COLUMNS else end

    def columns(self, start: int) -> int:
        """Write the columns of an `array` in the letters that KaTeX knows."""
        option = _OPTION.match(self.typed, start)
        spec = read_group(self.typed, option.end() if option else start)
        if spec is None:
            return start
        text, end = spec
        columns = text if _COLUMNS.fullmatch(text) else simplify_columns(text)
        if option or columns != text:
            self.edit(start, end, f"{{{columns}}}")
        return end

    def end(self, match: re.Match[str]) -> int | None:
        if (group := read_group(self.typed, match.end())) is None:
            return None
        name, end = group
        if name in _ENVIRONMENTS:
            self.edit(match.start(), end, _ENVIRONMENTS[name][1])
        return end

    def colour(self, match: re.Match[str], name: str) -> int | None:
        position = match.end()
        for _ in range(_COLOUR_ARGUMENTS[name]):
            option = _OPTION.match(self.typed, position)
            start = position
            group = read_group(self.typed, option.end() if option else position)
            if group is None:
                return None
            text, position = group
            value = _hex_colour(option[1] if option else "", text) or self.colours.get(text.strip())
            if value:
                self.edit(start, position, f"{{{value}}}")
        if name == "color" and self.typed[_skip_blanks(self.typed, position) :][:1] == "{":
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
        if value := _hex_colour(model, text):
            self.colours[name] = value
            self.edit(match.start(), position, "")
        return position

    def require(self, match: re.Match[str]) -> int | None:
        group = read_group(self.typed, match.end())
        if group:
            self.edit(match.start(), group[1], "")
        return group and group[1]

    def textcircled(self, match: re.Match[str]) -> int | None:
        end = _argument_end(self.typed, match.end())
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
        end = _argument_end(self.typed, match.end())
        if end:
            self.edit(match.start(), end, "")
        return end

    def sideset(self, match: re.Match[str]) -> int | None:
        r"""Set what stands beside an operator; its limits go below and above it as ever."""
        left = read_group(self.typed, match.end())
        right = left and read_group(self.typed, left[1])
        end = right and _argument_end(self.typed, right[1])
        if not left or not right or not end:
            return None
        operator = self.typed[right[1] : end].strip()
        before = f"{{\\vphantom{{{operator}}}}}{left[0]}" if left[0].strip() else ""
        self.edit(match.start(), end, f"\\mathop{{{before}{{{operator}}}{right[0]}}}")
        return end

    def bbox(self, match: re.Match[str]) -> int | None:
        option = _OPTION.match(self.typed, match.end())
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
        option = _OPTION.match(self.typed, group[1])
        end = option.end() if option else group[1]
        self.edit(match.start(), end, shown.get(group[0].strip().partition(" ")[0], ""))
        return end

    def unicode(self, match: re.Match[str]) -> int | None:
        option = _OPTION.match(self.typed, match.end())
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
        if group is None or self.typed[_skip_blanks(self.typed, group[1]) :][:1] == "{":
            return None
        if "," in re.sub(r"\{[^{}]*\}", "", group[0]):
            start = _skip_blanks(self.typed, match.end())
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
