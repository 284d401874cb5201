"""Text that a program wrote to a terminal: carriage returns done, colours as spans.

Rule: ECMA-48, 8.3.117 (SGR), as far as IPython's tracebacks and progress bars use it.
"""

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

_ESCAPE = re.compile(
    r"\x1b(?:\[(?P<parameters>[0-9;:]*)(?P<final>[A-Za-z@`{|}~])|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_DIGITS = 4
"""More than any number of a colour has."""

_BASIC = range(8)
_BOLD, _ITALIC, _UNDERLINE = 1, 3, 4
_STYLES = {_BOLD: "b", _ITALIC: "i", _UNDERLINE: "u"}
_OFF = {22: _BOLD, 23: _ITALIC, 24: _UNDERLINE}
_FOREGROUND, _BRIGHT, _BACKGROUND = 30, 90, 40
_DEFAULT_FOREGROUND, _DEFAULT_BACKGROUND = 39, 49
_EXTENDED = {38, 48}
_ARGUMENTS = {5: 1, 2: 3}
"""Kind of an extended colour → numbers behind it."""


def settle(text: str) -> str:
    """Return what a terminal shows at last where a text goes back in its lines, as progress bars do."""
    text = text.replace("\r\n", "\n")
    if "\b" in text:
        text = "".join(_without_backspaces(text))
    if "\r" in text:
        text = "\n".join(map(_last_state, text.split("\n")))
    return text


def _without_backspaces(text: str) -> list[str]:
    """Return the characters that no backspace takes back; one takes none of the line before."""
    kept: list[str] = []
    for character in text:
        if character != "\b":
            kept.append(character)
        elif kept and kept[-1] != "\n":
            kept.pop()
    return kept


def _last_state(line: str) -> str:
    """Return a line as it stands behind its last carriage return; what is longer shows beyond it."""
    shown = ""
    for part in line.split("\r"):
        if part:
            shown = (
                part
                if len(part) >= len(shown) or "\x1b" in shown + part
                else part + shown[len(part) :]
            )
    return shown.rstrip() if "\r" in line else line


def plain_text(text: str) -> str:
    """Return a text without what a terminal would obey."""
    return _CONTROL.sub("", _ESCAPE.sub("", text))


def coloured_html(text: str) -> Markup:
    """Return a text as HTML, its colours as spans of classes `ansi-1` to `ansi-7`, `ansi-b`, …."""
    return Markup().join(_spans(text))


def _spans(text: str) -> Iterator[Markup]:
    state = _State()
    position = 0
    for match in _ESCAPE.finditer(text):
        yield state.wrap(text[position : match.start()])
        position = match.end()
        if match["final"] == "m":
            state.read(match["parameters"])
    yield state.wrap(text[position:])


class _State:
    """The colours that are on."""

    def __init__(self) -> None:
        self.colour: int | None = None
        self.ground: int | None = None
        self.styles: set[int] = set()

    def read(self, parameters: str) -> None:
        """Obey one sequence."""
        typed = re.split("[;:]", parameters)
        numbers = iter([int(each or 0) for each in typed if len(each) < _DIGITS])
        for number in numbers:
            if number in _EXTENDED:
                self._read_extended(numbers, is_ground=number != min(_EXTENDED))
            else:
                self._set(number)

    def _set(self, number: int) -> None:
        if number == 0:
            self.colour, self.ground, self.styles = None, None, set()
        elif number in _STYLES:
            self.styles.add(number)
        elif number in _OFF:
            self.styles.discard(_OFF[number])
        elif number in {_DEFAULT_FOREGROUND, _DEFAULT_BACKGROUND}:
            self._colour(None, is_ground=number == _DEFAULT_BACKGROUND)
        for first in (_FOREGROUND, _BRIGHT, _BACKGROUND):
            if number - first in _BASIC:
                self._colour(number - first, is_ground=first == _BACKGROUND)

    def _colour(self, colour: int | None, *, is_ground: bool) -> None:
        if is_ground:
            self.ground = colour
        else:
            self.colour = colour

    def _read_extended(self, numbers: Iterator[int], *, is_ground: bool) -> None:
        """Pass over a colour of 256 or more; the first sixteen are those that have names."""
        kind = next(numbers, 0)
        given = [next(numbers, 0) for _ in range(_ARGUMENTS.get(kind, 0))]
        named = given[0] % len(_BASIC) if len(given) == 1 and given[0] < 2 * len(_BASIC) else None
        self._colour(named, is_ground=is_ground)

    def wrap(self, text: str) -> Markup:
        """Return `text` in the colours that are on."""
        shown = escape(_CONTROL.sub("", text))
        classes = [f"ansi-{_STYLES[style]}" for style in sorted(self.styles)]
        if self.colour is not None:
            classes.insert(0, f"ansi-{self.colour}")
        if self.ground is not None:
            classes.append(f"ansi-ground-{self.ground}")
        if not shown or not classes:
            return shown
        return Markup('<span class="%s">%s</span>') % (" ".join(classes), shown)
