r"""Algorithms: a fence `algorithm` in the commands of LaTeX's algpseudocode.

It becomes tokens like any other text, so that formulas in it are numbered, typeset and searched as
everywhere: `algorithm_open`, a caption, an `algorithm_line_open`, `inline`, `algorithm_line_close`
for each line, and `algorithm_close`. A keyword is a text that has its `KEYWORD`. The commands of the older package algorithmic, in capitals, are the same.

Rule: algorithmicx and algpseudocode (Szász János, 2005), 2 and 3.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType
from msgspec import Struct, field

from notes_site.parse.attributes import Attributes, read_attributes
from notes_site.parse.token_values import (
    ALGORITHM,
    ALGORITHM_LINE,
    BLOCK_KIND,
    CITATION,
    IS_NUMBERED,
    KEYWORD,
    OFFSET,
    Algorithm,
    AlgorithmLine,
    Citation,
    CitedWork,
    share_values,
)
from notes_site.text.suggest import closest

LANGUAGES = {"algorithm", "algorithmic", "pseudocode"}
"""Words of a fence that make it an algorithm."""

_INFO = re.compile(r"(?P<language>[\w-]+)\s*(?P<attributes>\{.*\})?\s*")

_OPENINGS = {
    "if": ("algorithm_if", "algorithm_then", "endif"),
    "for": ("algorithm_for", "algorithm_do", "endfor"),
    "forall": ("algorithm_for_all", "algorithm_do", "endfor"),
    "foreach": ("algorithm_for_each", "algorithm_do", "endfor"),
    "while": ("algorithm_while", "algorithm_do", "endwhile"),
    "loop": ("algorithm_loop", "", "endloop"),
    "repeat": ("algorithm_repeat", "", "until"),
    "function": ("algorithm_function", "", "endfunction"),
    "procedure": ("algorithm_procedure", "", "endprocedure"),
}
"""Command in lower case → keyword, keyword behind the condition, command that closes it."""

_ENDS = {
    "endif": "algorithm_end_if",
    "endfor": "algorithm_end_for",
    "endwhile": "algorithm_end_while",
    "endloop": "algorithm_end_loop",
    "endfunction": "algorithm_end_function",
    "endprocedure": "algorithm_end_procedure",
}
_CONDITIONS = {"if", "elsif", "elseif", "elif", "for", "forall", "foreach", "while", "until"}
"""Those with one argument."""

_NAMED = {"function", "procedure"}
_HEADS = {
    "require": "algorithm_require",
    "ensure": "algorithm_ensure",
    "input": "algorithm_input",
    "output": "algorithm_output",
}
"""Lines without a number that say what goes in and comes out."""

_WORDS = {
    "return": "algorithm_return",
    "print": "algorithm_print",
    "and": "algorithm_and",
    "or": "algorithm_or",
    "not": "algorithm_not",
    "true": "algorithm_true",
    "false": "algorithm_false",
    "to": "algorithm_to",
    "break": "algorithm_break",
    "continue": "algorithm_continue",
}
"""Keywords within a line."""

KEYWORDS: Mapping[str, str] = {
    "algorithm_if": "if",
    "algorithm_then": "then",
    "algorithm_else": "else",
    "algorithm_else_if": "else if",
    "algorithm_end_if": "end if",
    "algorithm_for": "for",
    "algorithm_for_all": "for all",
    "algorithm_for_each": "for each",
    "algorithm_do": "do",
    "algorithm_end_for": "end for",
    "algorithm_while": "while",
    "algorithm_end_while": "end while",
    "algorithm_loop": "loop",
    "algorithm_end_loop": "end loop",
    "algorithm_repeat": "repeat",
    "algorithm_until": "until",
    "algorithm_function": "function",
    "algorithm_end_function": "end function",
    "algorithm_procedure": "procedure",
    "algorithm_end_procedure": "end procedure",
    "algorithm_require": "Require:",
    "algorithm_ensure": "Ensure:",
    "algorithm_input": "Input:",
    "algorithm_output": "Output:",
    "algorithm_return": "return",
    "algorithm_print": "print",
    "algorithm_and": "and",
    "algorithm_or": "or",
    "algorithm_not": "not",
    "algorithm_true": "true",
    "algorithm_false": "false",
    "algorithm_to": "to",
    "algorithm_break": "break",
    "algorithm_continue": "continue",
}
"""Key among the theme's words → the keyword in English, which `keywords=en` keeps in any language."""

_ENDING = {"return", "print", "break", "continue"}
"""Keywords that begin a line of their own where the text has a new line, as in algorithmic."""

_LINES = {
    "state", "statex", "else", "elsif", "elseif", "elif", "comment", "lcomment", "until",
    *_OPENINGS, *_ENDS, *_HEADS,
}  # fmt: skip
"""Commands that begin a line, and `\\Comment`, which ends one."""

_LAYOUT = {
    "small", "footnotesize", "scriptsize", "normalsize", "centering", "noindent", "hfill", "newline",
    "par", "smallskip", "medskip", "bigskip", "linebreak", "nolinebreak", "displaystyle", "indent",
    "nobreak", "raggedright", "null", "protect", "leavevmode", "unskip", "ignorespaces", "algorithmicindent",
}  # fmt: skip
"""Commands about the paper, which a page does without."""

_LENGTHS = {"itemsep", "parskip", "baselineskip", "vskip", "hskip", "kern", "algomargin"}
r"""The same that a length follows: `\itemsep=1ex`."""

_LENGTH = re.compile(r"\s*=?\s*-?[\d.]+\s*(?:ex|em|pt|cm|mm|in|px)?")
_LAYOUT_WITH_ARGUMENT = {
    "vspace": 1, "hspace": 1, "setlength": 2, "addtolength": 2, "renewcommand": 2, "newcommand": 2,
    "setcounter": 2, "phantom": 1, "vphantom": 1, "hphantom": 1, "fontsize": 2, "algsetup": 1,
    "algrenewcommand": 2, "algnewcommand": 2, "floatname": 2, "algblock": 2, "usepackage": 1,
}  # fmt: skip
"""The same with arguments, and how many."""

_STYLES = {
    "textbf": "strong", "bfseries": "strong", "bf": "strong", "textit": "em", "emph": "em", "it": "em",
    "itshape": "em", "em": "em", "textsc": "small-caps", "sc": "small-caps", "proc": "small-caps",
    "texttt": "code", "tt": "code", "text": "", "mbox": "", "textrm": "", "textnormal": "", "rm": "",
    "textsf": "", "sf": "", "underline": "", "hbox": "", "makebox": "", "textcolor": "",
    "color": "",
}  # fmt: skip
_SYMBOLS = {
    "ldots": "…", "dots": "…", "gets": "←", "leftarrow": "←", "rightarrow": "→", "LaTeX": "LaTeX",
    "TeX": "TeX", "textendash": "–", "textemdash": "—", "quad": "\u2003", "qquad": "\u2003\u2003",
    "enspace": "\u2002", "triangleright": "▷", "textbackslash": "\\", "S": "§", "textasciitilde": "~",
    "textquotedblleft": "“", "textquotedblright": "”", "textquoteright": "’", "textquoteleft": "‘",
}  # fmt: skip
_OTHERS = {
    "KwIn": "\\Require", "KwData": "\\Require", "KwOut": "\\Ensure", "KwResult": "\\Ensure",
    "eIf": "\\If", "uIf": "\\If", "lIf": "\\If", "lFor": "\\For", "ForEach": "\\ForAll",
    "KwRet": "\\Return", "SetAlgoLined": "", "DontPrintSemicolon": "", "KwTo": "\\To",
    "LinesNumbered": "", "tcp": "\\Comment", "tcc": "\\Comment",
}  # fmt: skip
"""Commands of algorithm2e, which has a grammar of its own → what says the same."""

_TOKEN = re.compile(
    r"""
      (?P<remark>(?<!\\)%[^\n]*\n?[ \t]*)
    | (?P<math>\$\$(?P<tex2>(?:\\.|[^\\$])+)\$\$|\$(?P<tex>(?:\\.|[^\\$])+)\$|\\\((?P<paren>.+?)\\\)|\\\[(?P<bracket>.+?)\\\])
    | \\(?P<env>begin|end)\s*\{(?P<name>[A-Za-z0-9*]+)\}(?P<option>[ \t]*\[[^\]]*\])?
    | \\(?P<command>[A-Za-z]+\*?)(?P<gap>[ \t]*)
    | \\(?P<mark>.)
    | (?P<open>\{) | (?P<close>\})
    | (?P<blanks>\s+)
    | (?P<text>[^\\${}%\s`'~-]+)
    | (?P<other>``|''|-{2,3}|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_PLAIN = {"``": "“", "''": "”", "--": "–", "---": "—", "~": "\u00a0", "'": "’"}
_LABEL = re.compile(r"#\|[ \t]*label:[ \t]*(?P<label>\S+)[ \t]*$", re.MULTILINE)
_OPTION_LINE = re.compile(r"^#\|[^\n]*$", re.MULTILINE)


class Mistake(Struct, frozen=True):
    """Something wrong in an algorithm."""

    position: int
    """Index into the text of the fence."""

    text: str


class _Line(Struct):
    """One line of an algorithm."""

    depth: int
    children: list[Token]
    start: int
    """Index into the text of the fence where its text begins."""

    end: int = 0
    is_numbered: bool = True
    is_end: bool = False
    """True for `end if` and its like."""


class _Open(Struct, frozen=True):
    """A command that something closes."""

    command: str
    """As typed, without its backslash."""

    closing: str
    position: int


def algorithms_plugin(md: MarkdownIt) -> None:
    """Make tokens of every fence `algorithm`."""
    md.core.ruler.after("inline", "algorithms", _expand)


def _expand(state: StateCore) -> None:
    if "lgorithm" not in state.src and "seudocode" not in state.src:
        return  # as most notes
    tokens: list[Token] = []
    for token in state.tokens:
        info = _INFO.fullmatch(token.info.strip()) if token.type == "fence" else None
        if info and info["language"].lower() in LANGUAGES:
            tokens += _make_tokens(
                state.md, state.env, token, read_attributes(info["attributes"] or "")
            )
        else:
            tokens.append(token)
    state.tokens = tokens


def _make_tokens(md: MarkdownIt, env: EnvType, fence: Token, given: Attributes) -> Iterator[Token]:
    reading = _Reading(fence.content)
    reading.read()
    first = (fence.map or [0, 0])[0] + 1
    label = given.id or reading.label
    caption = given.values.get("caption", "")
    opening = _block("algorithm_open", "figure", 1, fence.level)
    opening.map = fence.map
    opening.info = fence.info
    opening.content = fence.content
    BLOCK_KIND.put_on(opening, "algorithm")
    IS_NUMBERED.put_on(opening, value=bool(caption or reading.caption or label))
    about = Algorithm(
        first_line=first,
        keeps_keywords=given.values.get("keywords", "") == "en",
        mistakes=tuple((each.position, each.text) for each in reading.mistakes),
    )
    ALGORITHM.put_on(opening, about)
    if label:
        opening.attrs["id"] = label
    yield opening
    if caption or reading.caption or label:
        children: list[Token] = reading.caption
        content = fence.content
        at: list[int] | None = [first, first + 1]
        if caption:
            children, content, at = [], caption, fence.map
            md.inline.parse(caption, md, env, children)
        yield from _caption(opening, content, children, at)
    has_end = "noend" not in given.flags
    lines = [line for line in reading.lines if has_end or not _is_end(line)]
    is_numbered = reading.has_numbers and "nonumbers" not in given.flags
    number = 0
    yield _block("algorithm_lines_open", "ol", 1, fence.level + 1)
    for line in lines:
        number += line.is_numbered
        start = _block("algorithm_line_open", "li", 1, fence.level + 2)
        shown = number if is_numbered and line.is_numbered else 0
        ALGORITHM_LINE.put_on(start, AlgorithmLine(line.depth, shown))
        yield start
        row = fence.content.count("\n", 0, line.start)
        inline = Token("inline", "", 0, block=True, level=fence.level + 3, children=line.children)
        inline.content = fence.content[line.start : line.end]
        inline.map = [first + row, first + row + 1]
        yield inline
        yield _block("algorithm_line_close", "li", -1, fence.level + 2)
    yield _block("algorithm_lines_close", "ol", -1, fence.level + 1)
    yield _block("algorithm_close", "figure", -1, fence.level)


def _caption(
    opening: Token, content: str, children: list[Token], at: list[int] | None
) -> Iterator[Token]:
    level = opening.level + 1
    start = _block("figcaption_open", "figcaption", 1, level)
    share_values(opening, start)
    yield start
    yield Token(
        "inline", "", 0, content=content, children=children, level=level + 1, map=at, block=True
    )
    yield _block("figcaption_close", "figcaption", -1, level)


def _block(kind: str, tag: str, nesting: Literal[-1, 0, 1], level: int) -> Token:
    return Token(kind, tag, nesting, block=True, level=level)


def _is_end(line: _Line) -> bool:
    return line.is_end


class _Reading(Struct):
    """The state of reading an algorithm."""

    text: str
    matches: list[re.Match[str]] = field(default_factory=list)
    index: int = 0
    lines: list[_Line] = field(default_factory=list)
    opened: list[_Open] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    caption: list[Token] = field(default_factory=list)
    label: str = ""
    has_numbers: bool = True
    base: int = 0
    """Index into the text of the fence that offsets of formulas are counted from."""

    def read(self) -> None:
        """Read all of it into `lines`."""
        if label := _LABEL.search(self.text):
            self.label = label["label"]
        # As long as before, so that positions stay.
        text = _OPTION_LINE.sub(lambda match: " " * len(match[0]), self.text)
        self.matches = list(_TOKEN.finditer(text))
        while self.index < len(self.matches):
            match = self.matches[self.index]
            self.index += 1
            if match["env"]:
                self._environment(match)
            elif match["command"]:
                self._command(match)
            elif not (match["remark"] or (match["blanks"] and not self.lines)):
                self._append(self._current(match), match)
        for left in self.opened:
            remedy = f"write `\\{_shown_end(left)}` behind it"
            self._report(left.position, f"`\\{left.command}` is not closed; {remedy}")
        for line in self.lines:
            _strip(line.children)
        self.lines = [line for line in self.lines if line.children]

    def _is_after_break(self) -> bool:
        """Tell whether a new line of the text has begun since the line's first words."""
        if not self.lines or not any(each.content.strip() for each in self.lines[-1].children):
            return False
        before = self.matches[self.index - 2] if self.index > 1 else None
        return before is not None and "\n" in before[0]

    def _report(self, position: int, text: str) -> None:
        self.mistakes.append(Mistake(position, text))

    def _environment(self, match: re.Match[str]) -> None:
        name = match["name"].rstrip("*").lower()
        if name in {"algorithm", "algorithmic", "algorithm2e", "center"}:
            if name == "algorithmic" and match["env"] == "begin":
                self.has_numbers = bool((match["option"] or "").strip(" []0"))
            return
        text = f"an algorithm has no environment `{match['name']}`; put it in `$…$`, or take it out"
        self._report(match.start(), text)

    def _command(self, match: re.Match[str]) -> None:
        command = match["command"].rstrip("*")
        name = command.lower()
        if name in _ENDING and not command.islower() and self._is_after_break():
            self._new_line(match.start())
        if command == "caption":
            base, self.base = self.base, 0
            self.caption = self._argument_tokens()
            self.base = base
        elif command == "label" and not self.lines:
            self.label = self._argument_text()
        elif name in _LINES and not command.islower():
            self._begin_line(match, command, name)
        else:
            self._inline_command(self._current(match), match)

    def _current(self, match: re.Match[str]) -> list[Token]:
        """Return the tokens of the line that is open, which is begun where there is none."""
        if not self.lines:
            self._new_line(match.start())
        self.lines[-1].end = max(self.lines[-1].end, match.end())
        return self.lines[-1].children

    def _new_line(self, start: int, *, dedents: int = 0) -> _Line:
        line = _Line(max(len(self.opened) - dedents, 0), [], start, start)
        self.lines.append(line)
        self.base = start
        return line

    def _begin_line(self, match: re.Match[str], command: str, name: str) -> None:
        start = match.start()
        if name == "comment":
            self._comment(self._current(match))
        elif name == "lcomment":
            self._comment(self._new_line(start).children)
        elif name in {"state", "statex"}:
            self._new_line(match.end()).is_numbered = name == "state"
        elif name in _HEADS:
            line = self._new_line(start)
            line.is_numbered = False
            line.children += [*_keyword(_HEADS[name]), _text(" ")]
        elif name in _OPENINGS:
            line = self._new_line(start)
            self._head(line, match, name)
            self.opened.append(_Open(command, _OPENINGS[name][2], start))
        elif name in {"else", "elsif", "elseif", "elif"}:
            self._check_within_if(match, command)
            line = self._new_line(start, dedents=1)
            if name == "else":
                line.children += _keyword("algorithm_else")
            else:
                line.children += _keyword("algorithm_else_if")
                self._condition(line, match, "algorithm_then")
        else:
            self._end(match, command, name)
        self.lines[-1].end = max(self.lines[-1].end, self._position())

    def _position(self) -> int:
        """Return the index behind what was read last."""
        return self.matches[self.index - 1].end()

    def _head(self, line: _Line, match: re.Match[str], name: str) -> None:
        word, behind, _ = _OPENINGS[name]
        line.children += _keyword(word)
        if name in _NAMED:
            line.children += _call(self._needed(match), self._needed(match))
        elif name in _CONDITIONS:
            self._condition(line, match, behind)

    def _condition(self, line: _Line, match: re.Match[str], behind: str) -> None:
        line.children += [_text(" "), *self._needed(match)]
        if behind:
            line.children += [_text(" "), *_keyword(behind)]

    def _needed(self, match: re.Match[str]) -> list[Token]:
        """Return the next argument, which has to be there."""
        if self._skips_to("open") is None:
            text = f"`\\{match['command']}` has no argument here; write it in braces, `{{…}}`"
            self._report(match.start(), text)
            return []
        return self._argument_tokens()

    def _check_within_if(self, match: re.Match[str], command: str) -> None:
        if not self.opened or self.opened[-1].closing != "endif":
            text = f"`\\{command}` stands outside of an `\\If`; write `\\If{{…}}` before it"
            self._report(match.start(), text)

    def _end(self, match: re.Match[str], command: str, name: str) -> None:
        start = match.start()
        if not self.opened:
            text = f"`\\{command}` closes nothing; take it out, or open what it closes"
            self._report(start, text)
        elif self.opened[-1].closing != name:
            left = self.opened.pop()
            row = self.text.count("\n", 0, left.position) + 1
            text = (
                f"`\\{command}` stands where `\\{left.command}` of line {row} is open; "
                f"write `\\{_shown_end(left)}` before it"
            )
            self._report(start, text)
            if any(each.closing == name for each in self.opened):
                while self.opened[-1].closing != name:
                    self.opened.pop()
                self.opened.pop()
        else:
            self.opened.pop()
        line = self._new_line(start)
        if name == "until":
            line.children += _keyword("algorithm_until")
            self._condition(line, match, "")
        else:
            line.children += _keyword(_ENDS[name])
            line.is_end = True

    def _comment(self, into: list[Token]) -> None:
        if into:
            into.append(_text(" "))
        into.append(_span("algorithm-comment", 1))
        into.append(_text("▷ "))
        into += self._argument_tokens()
        into.append(_span("algorithm-comment", -1))

    def _argument_tokens(self) -> list[Token]:
        """Return the next group as tokens, or the next piece."""
        self._skips_to("open")
        found: list[Token] = []
        if self.index >= len(self.matches):
            return found
        match = self.matches[self.index]
        self.index += 1
        if not match["open"]:
            self._append(found, match)
            return found
        self._group(found, match)
        return found

    def _group(self, into: list[Token], opening: re.Match[str]) -> None:
        while self.index < len(self.matches):
            match = self.matches[self.index]
            self.index += 1
            if match["close"]:
                _strip(into)
                return
            self._append(into, match)
        self._report(opening.start(), "the brace `{` is not closed; write `}` behind it")

    def _argument_text(self) -> str:
        """Return the next group as typed."""
        if self._skips_to("open") is None:
            return ""
        start = self.matches[self.index].end()
        self.index += 1
        depth = 1
        while self.index < len(self.matches):
            match = self.matches[self.index]
            self.index += 1
            depth += bool(match["open"]) - bool(match["close"])
            if depth == 0:
                return self.text[start : match.start()].strip()
        return self.text[start:].strip()

    def _skips_to(self, kind: str) -> re.Match[str] | None:
        """Leave blanks behind if what follows is of a kind; return that."""
        index = self.index
        while index < len(self.matches) and (
            self.matches[index]["blanks"] or self.matches[index]["remark"]
        ):
            index += 1
        if index < len(self.matches) and self.matches[index].lastgroup == kind:
            self.index = index
            return self.matches[index]
        return None

    def _append(self, into: list[Token], match: re.Match[str]) -> None:
        if match["math"]:
            kind = next(name for name in ("tex2", "tex", "paren", "bracket") if match[name])
            tex = match[kind]
            into.append(_formula(tex, match.start(kind) - self.base))
        elif match["env"]:
            self._environment(match)
        elif match["command"]:
            if match["command"].lower() == "comment" and not match["command"].islower():
                self._comment(into)
            else:
                self._inline_command(into, match)
        elif match["mark"]:
            into.append(_text(" " if match["mark"] in " \\,;:\n" else match["mark"]))
        elif match["open"]:
            self._braces(into, match)
        elif match["close"]:
            self._report(match.start(), "the brace `}` closes nothing; take it out")
        elif match["blanks"]:
            into.append(_text(" "))
        elif not match["remark"]:
            into.append(_text(_PLAIN.get(match[0], match[0])))

    def _braces(self, into: list[Token], opening: re.Match[str]) -> None:
        r"""Add a group; `{\bf …}` is bold to its end."""
        following = self.matches[self.index] if self.index < len(self.matches) else None
        style = following["command"] if following else None
        inside: list[Token] = []
        if style in _STYLES:
            self.index += 1
            self._group(inside, opening)
            into += _styled(_STYLES[style], inside)
        else:
            self._group(inside, opening)
            into += inside

    def _inline_command(  # noqa: PLR0912 - a list of cases
        self, into: list[Token], match: re.Match[str]
    ) -> None:
        command = match["command"].rstrip("*")
        if command.lower() in _WORDS and command not in {"or", "and", "to", "not", "true", "false"}:
            word = _keyword(_WORDS[command.lower()])
            space = [_text(" ")] if match["gap"] or self._follows_text() else []
            into += [*_space_before(into), *word, *space]
        elif command in {"Call", "CALL"}:
            name = self._needed(match)
            into += _call(name, self._needed(match), is_keyword=False)
        elif command in _STYLES:
            if command in {"textcolor", "color"}:
                self._argument_text()
            if command != "color":
                into += _styled(_STYLES[command], self._argument_tokens())
            if match["gap"] and command in {"bf", "it", "rm", "tt", "sf", "em", "sc"}:
                into.append(_text(" "))
        elif command in {"ref", "eqref", "cref", "Cref", "autoref"}:
            into.append(_reference(command, self._argument_text(), match.start() - self.base))
        elif command in {"cite", "citep", "citet", "citeauthor"}:
            into.append(_citation(command, self._argument_text(), match.start() - self.base))
        elif command == "label":
            self._argument_text()
        elif command in _LAYOUT or command in _LENGTHS:
            self._skip_length(is_length=command in _LENGTHS)
        elif command in _LAYOUT_WITH_ARGUMENT:
            for _ in range(_LAYOUT_WITH_ARGUMENT[command]):
                self._argument_text()
        elif command in _SYMBOLS:
            into.append(_text(_SYMBOLS[command] + (" " if match["gap"] else "")))
        else:
            self._report(match.start(), _unknown(command))

    def _skip_length(self, *, is_length: bool) -> None:
        r"""Leave a length behind, as in `\itemsep=1ex`."""
        start = self._position()
        match = _LENGTH.match(self.text, start) if is_length else None
        while match and self.index < len(self.matches):
            following = self.matches[self.index]
            if following.start() >= match.end():
                break
            self.index += 1

    def _follows_text(self) -> bool:
        following = self.matches[self.index] if self.index < len(self.matches) else None
        return following is not None and bool(
            following["math"] or following["open"] or following["text"]
        )


def _unknown(command: str) -> str:
    if command in _OTHERS:
        remedy = f"write `{_OTHERS[command]}`" if _OTHERS[command] else "take it out"
        return (
            f"`\\{command}` is of algorithm2e, and algorithms here are in algpseudocode; {remedy}"
        )
    known = ["State", "Statex", "If", "ElsIf", "Else", "For", "ForAll", "While", "Repeat", "Until"]
    known += ["Loop", "Function", "Procedure", "Return", "Comment", "Require", "Ensure", "Call"]
    known += ["EndIf", "EndFor", "EndWhile", "EndLoop", "EndFunction", "EndProcedure"]
    close = closest(command, known)
    remedy = f"write `\\{close}`" if close else "put it in `$…$` if it is of a formula"
    return f"an algorithm has no command `\\{command}`; {remedy}"


def _shown_end(left: _Open) -> str:
    names = {"until": "Until{…}", "endif": "EndIf", "endfor": "EndFor", "endwhile": "EndWhile"}
    names |= {"endloop": "EndLoop", "endfunction": "EndFunction", "endprocedure": "EndProcedure"}
    shown = names[left.closing]
    return shown.upper() if left.command.isupper() else shown


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _formula(tex: str, offset: int) -> Token:
    stripped = tex.strip()
    offset += len(tex) - len(tex.lstrip())
    token = Token("math_inline", "", 0, content=stripped, markup="$")
    OFFSET.put_on(token, offset)
    return token


def _reference(command: str, label: str, offset: int) -> Token:
    token = Token("math_ref", "", 0, content=label, markup=command)
    OFFSET.put_on(token, offset)
    return token


def _citation(command: str, keys: str, offset: int) -> Token:
    form = "text" if command in {"citet", "citeauthor"} else "group"
    works = tuple(CitedWork(key=key.strip()) for key in keys.split(",") if key.strip())
    token = Token("citation", "", 0, content=f"[@{'; @'.join(work.key for work in works)}]")
    OFFSET.put_on(token, offset)
    CITATION.put_on(token, Citation(form, works))
    return token


def _span(css_class: str, nesting: Literal[-1, 1]) -> Token:
    token = Token("span_open" if nesting > 0 else "span_close", "span", nesting)
    if nesting > 0:
        token.attrs["class"] = css_class
    return token


def _keyword(word: str) -> list[Token]:
    """Return a keyword; its text is the theme's word in the note's language."""
    opening = Token("strong_open", "strong", 1)
    text = Token("text", "", 0, content=KEYWORDS[word])
    KEYWORD.put_on(text, word)
    return [opening, text, Token("strong_close", "strong", -1)]


def _space_before(into: Sequence[Token]) -> list[Token]:
    return [] if not into or into[-1].content.endswith((" ", "(")) else [_text(" ")]


def _call(name: list[Token], arguments: list[Token], *, is_keyword: bool = True) -> list[Token]:
    """Return the name of a procedure with its arguments in brackets."""
    before = [_text(" ")] if is_keyword else []
    called = [_span("small-caps", 1), *name, _span("small-caps", -1)]
    return [*before, *called, _text("("), *arguments, _text(")")]


def _styled(style: str, inside: list[Token]) -> list[Token]:
    if style in {"strong", "em"}:
        return [Token(f"{style}_open", style, 1), *inside, Token(f"{style}_close", style, -1)]
    if style == "small-caps":
        return [_span(style, 1), *inside, _span(style, -1)]
    if style == "code" and all(each.type == "text" for each in inside):
        return [Token("code_inline", "code", 0, content="".join(each.content for each in inside))]
    return inside


def _strip(tokens: list[Token]) -> None:
    """Join texts that stand side by side, and take blanks off both ends."""
    joined: list[Token] = []
    for token in tokens:
        if (
            joined
            and token.type == joined[-1].type == "text"
            and not (KEYWORD.is_on(token) or KEYWORD.is_on(joined[-1]))
        ):
            joined[-1].content += token.content
        else:
            joined.append(token)
    for token in joined:
        if token.type == "text" and not KEYWORD.is_on(token):
            token.content = re.sub(r" {2,}", " ", token.content)
    while joined and joined[0].type == "text" and not joined[0].content.strip(" "):
        joined.pop(0)
    while joined and joined[-1].type == "text" and not joined[-1].content.strip(" "):
        joined.pop()
    if joined and joined[0].type == "text":
        joined[0].content = joined[0].content.lstrip(" ")
    if joined and joined[-1].type == "text":
        joined[-1].content = joined[-1].content.rstrip(" ")
    tokens[:] = joined
