"""An algorithm as typed: its lines, its caption and its mistakes."""

import re

from markdown_it.token import Token
from msgspec import Struct, field

from notes_site.parse.algorithms.commands import (
    CONDITIONS,
    ENDING,
    ENDS,
    HEADS,
    LAYOUT,
    LAYOUT_WITH_ARGUMENT,
    LENGTHS,
    LINES,
    NAMED,
    OPENINGS,
    OTHERS,
    PLAIN,
    STYLES,
    SYMBOLS,
    WORDS,
)
from notes_site.parse.algorithms.inline import (
    call_tokens,
    citation_token,
    formula_token,
    keyword_tokens,
    reference_token,
    space_before,
    span_token,
    strip_blanks,
    styled_tokens,
    text_token,
)
from notes_site.parse.algorithms.pieces import Pieces, cut_pieces
from notes_site.text.suggest import closest

_LABEL = re.compile(r"#\|[ \t]*label:[ \t]*(?P<label>\S+)[ \t]*$", re.MULTILINE)
_OPTION_LINE = re.compile(r"^#\|[^\n]*$", re.MULTILINE)


class Mistake(Struct, frozen=True):
    """Something wrong in an algorithm."""

    position: int
    """Index into the text of the fence."""

    text: str


class Line(Struct):
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


class Reading(Struct, frozen=True):
    """An algorithm as read."""

    lines: list[Line]
    caption: list[Token]
    label: str
    has_numbers: bool
    mistakes: list[Mistake]


def read_algorithm(text: str) -> Reading:
    """Return the lines of an algorithm, its caption and label, and what is wrong with it."""
    label = _LABEL.search(text)
    # As long as before, so that positions stay.
    blanked = _OPTION_LINE.sub(lambda match: " " * len(match[0]), text)
    reader = _Reader(cut_pieces(blanked), label=label["label"] if label else "")
    reader.read()
    return Reading(
        lines=reader.lines,
        caption=reader.caption,
        label=reader.label,
        has_numbers=reader.has_numbers,
        mistakes=reader.mistakes,
    )


class _Reader(Struct):
    """Reads an algorithm."""

    pieces: Pieces
    lines: list[Line] = field(default_factory=list)
    opened: list[_Open] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    caption: list[Token] = field(default_factory=list)
    label: str = ""
    has_numbers: bool = True
    base: int = 0
    """Index into the text of the fence that offsets of formulas are counted from."""

    def read(self) -> None:
        """Read all of it into `lines`."""
        while match := self.pieces.take():
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
            strip_blanks(line.children)
        self.lines = [line for line in self.lines if line.children]

    def _is_after_break(self) -> bool:
        """Tell whether a new line of the text has begun since the line's first words."""
        if not self.lines or not any(each.content.strip() for each in self.lines[-1].children):
            return False
        before = self.pieces.before_last
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
        if name in ENDING and not command.islower() and self._is_after_break():
            self._new_line(match.start())
        if command == "caption":
            base, self.base = self.base, 0
            self.caption = self._argument_tokens()
            self.base = base
        elif command == "label" and not self.lines:
            self.label = self.pieces.take_argument()
        elif name in LINES and not command.islower():
            self._begin_line(match, command, name)
        else:
            self._inline_command(self._current(match), match)

    def _current(self, match: re.Match[str]) -> list[Token]:
        """Return the tokens of the line that is open, which is begun where there is none."""
        if not self.lines:
            self._new_line(match.start())
        self.lines[-1].end = max(self.lines[-1].end, match.end())
        return self.lines[-1].children

    def _new_line(self, start: int, *, dedents: int = 0) -> Line:
        line = Line(max(len(self.opened) - dedents, 0), [], start, start)
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
        elif name in HEADS:
            line = self._new_line(start)
            line.is_numbered = False
            line.children += [*keyword_tokens(HEADS[name]), text_token(" ")]
        elif name in OPENINGS:
            line = self._new_line(start)
            self._head(line, match, name)
            self.opened.append(_Open(command, OPENINGS[name][2], start))
        elif name in {"else", "elsif", "elseif", "elif"}:
            self._check_within_if(match, command)
            line = self._new_line(start, dedents=1)
            if name == "else":
                line.children += keyword_tokens("algorithm_else")
            else:
                line.children += keyword_tokens("algorithm_else_if")
                self._condition(line, match, "algorithm_then")
        else:
            self._end(match, command, name)
        self.lines[-1].end = max(self.lines[-1].end, self.pieces.position)

    def _head(self, line: Line, match: re.Match[str], name: str) -> None:
        word, behind, _ = OPENINGS[name]
        line.children += keyword_tokens(word)
        if name in NAMED:
            line.children += call_tokens(self._needed(match), self._needed(match))
        elif name in CONDITIONS:
            self._condition(line, match, behind)

    def _condition(self, line: Line, match: re.Match[str], behind: str) -> None:
        line.children += [text_token(" "), *self._needed(match)]
        if behind:
            line.children += [text_token(" "), *keyword_tokens(behind)]

    def _needed(self, match: re.Match[str]) -> list[Token]:
        """Return the next argument, which has to be there."""
        if self.pieces.skip_to("open") is None:
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
            row = self.pieces.text.count("\n", 0, left.position) + 1
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
            line.children += keyword_tokens("algorithm_until")
            self._condition(line, match, "")
        else:
            line.children += keyword_tokens(ENDS[name])
            line.is_end = True

    def _comment(self, into: list[Token]) -> None:
        if into:
            into.append(text_token(" "))
        into.append(span_token("algorithm-comment", 1))
        into.append(text_token("▷ "))
        into += self._argument_tokens()
        into.append(span_token("algorithm-comment", -1))

    def _argument_tokens(self) -> list[Token]:
        """Return the next group as tokens, or the next piece."""
        self.pieces.skip_to("open")
        found: list[Token] = []
        match = self.pieces.take()
        if match and match["open"]:
            self._group(found, match)
        elif match:
            self._append(found, match)
        return found

    def _group(self, into: list[Token], opening: re.Match[str]) -> None:
        while match := self.pieces.take():
            if match["close"]:
                strip_blanks(into)
                return
            self._append(into, match)
        self._report(opening.start(), "the brace `{` is not closed; write `}` behind it")

    def _append(self, into: list[Token], match: re.Match[str]) -> None:
        if match["math"]:
            kind = next(name for name in ("tex2", "tex", "paren", "bracket") if match[name])
            tex = match[kind]
            into.append(formula_token(tex, match.start(kind) - self.base))
        elif match["env"]:
            self._environment(match)
        elif match["command"]:
            if match["command"].lower() == "comment" and not match["command"].islower():
                self._comment(into)
            else:
                self._inline_command(into, match)
        elif match["mark"]:
            into.append(text_token(" " if match["mark"] in " \\,;:\n" else match["mark"]))
        elif match["open"]:
            self._braces(into, match)
        elif match["close"]:
            self._report(match.start(), "the brace `}` closes nothing; take it out")
        elif match["blanks"]:
            into.append(text_token(" "))
        elif not match["remark"]:
            into.append(text_token(PLAIN.get(match[0], match[0])))

    def _braces(self, into: list[Token], opening: re.Match[str]) -> None:
        r"""Add a group; `{\bf …}` is bold to its end."""
        following = self.pieces.following
        style = following["command"] if following else None
        inside: list[Token] = []
        if style in STYLES:
            self.pieces.take()
            self._group(inside, opening)
            into += styled_tokens(STYLES[style], inside)
        else:
            self._group(inside, opening)
            into += inside

    def _inline_command(  # noqa: PLR0912 - a list of cases
        self, into: list[Token], match: re.Match[str]
    ) -> None:
        command = match["command"].rstrip("*")
        if command.lower() in WORDS and command not in {"or", "and", "to", "not", "true", "false"}:
            word = keyword_tokens(WORDS[command.lower()])
            space = [text_token(" ")] if match["gap"] or self.pieces.is_before_text else []
            into += [*space_before(into), *word, *space]
        elif command in {"Call", "CALL"}:
            name = self._needed(match)
            into += call_tokens(name, self._needed(match), is_keyword=False)
        elif command in STYLES:
            if command in {"textcolor", "color"}:
                self.pieces.take_argument()
            if command != "color":
                into += styled_tokens(STYLES[command], self._argument_tokens())
            if match["gap"] and command in {"bf", "it", "rm", "tt", "sf", "em", "sc"}:
                into.append(text_token(" "))
        elif command in {"ref", "eqref", "cref", "Cref", "autoref"}:
            into.append(
                reference_token(command, self.pieces.take_argument(), match.start() - self.base)
            )
        elif command in {"cite", "citep", "citet", "citeauthor"}:
            into.append(
                citation_token(command, self.pieces.take_argument(), match.start() - self.base)
            )
        elif command == "label":
            self.pieces.take_argument()
        elif command in LENGTHS:
            self.pieces.skip_length()
        elif command in LAYOUT_WITH_ARGUMENT:
            for _ in range(LAYOUT_WITH_ARGUMENT[command]):
                self.pieces.take_argument()
        elif command in SYMBOLS:
            into.append(text_token(SYMBOLS[command] + (" " if match["gap"] else "")))
        elif command not in LAYOUT:
            self._report(match.start(), _unknown(command))


def _unknown(command: str) -> str:
    if command in OTHERS:
        remedy = f"write `{OTHERS[command]}`" if OTHERS[command] else "take it out"
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
