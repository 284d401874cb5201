"""Markdown as far as measuring has to know it: where prose is, and where formulas are."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_FORMULA = re.compile(
    r"\$\$(?P<display>[^$]+)\$\$|(?<![\\$])\$(?P<inline>[^\s$](?:[^$\n]*[^\s$\\])?)\$"
)
_PARAGRAPH = re.compile(r"(?:\A|\n)\n[^\W\d_](?:(?!\$\$|\n\n|\n[=-]+\n).)*(?=\n\n)", re.DOTALL)
"""Begins with a letter, so it is no heading, list, quote or table; holds no display formula."""

_LABEL = re.compile(r"(?m:^[ \t>]*\\label\{[^{}]*\}[ \t]*\n)|\\label\{[^{}]*\}")
"""With its line if it is alone there: a blank line would end the formula."""

_REFERENCE = re.compile(r"\\(?:eq)?ref\{[^{}]*\}")
_BARE = re.compile(r"(?ms)^\\begin\{(align|gather|equation)(\*?)\}$.*?^\\end\{\1\2\}$")
_DISPLAY = re.compile(r"(?m)^\s*\$\$\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Where a paragraph of a note ends, so that a sentence can be added to it."""

    before: str
    """The note up to the paragraph's last character."""

    after: str

    def with_sentence(self, sentence: str) -> str:
        """Return the note with `sentence` at the end of the paragraph."""
        return f"{self.before} {sentence}{self.after}"


def middle_paragraph(text: str) -> Paragraph:
    """Return the paragraph in the middle of a note's prose, or the note's end if it has none."""
    ends = []
    offset = 0
    for is_code, part in _split_fences(text):
        if not is_code:
            ends += [offset + match.end() for match in _PARAGRAPH.finditer(part)]
        offset += len(part)
    end = ends[len(ends) // 2] if ends else len(text.rstrip())
    return Paragraph(before=text[:end], after=text[end:])


def make_formulas_different(text: str, number: int) -> str:
    """Return a note whose formulas are those of `text` with a number added to each."""

    def change(prose: str) -> str:
        return _FORMULA.sub(lambda match: _with_number(match, number), prose)

    return _map_prose(text, change)


def _with_number(match: re.Match[str], number: int) -> str:
    display = match["display"]
    if display is None:
        return rf"${match['inline']}\,{{{number}}}$"
    tex = display.rstrip()
    return rf"$${tex} \,{{{number}}}{display[len(tex) :]}$$"


def write_for_katex(text: str) -> str:
    r"""Return a note whose formulas Hugo's KaTeX sets: those that have no dollars get them.

    `\label` is left out and a reference is `(1)`, for KaTeX knows neither.
    """

    def change(prose: str) -> str:
        plain = _REFERENCE.sub("(1)", _LABEL.sub("", prose))
        return _BARE.sub(lambda match: _in_dollars(plain, match), plain)

    return _map_prose(text, change)


def _in_dollars(prose: str, environment: re.Match[str]) -> str:
    is_inside = len(_DISPLAY.findall(prose, 0, environment.start())) % 2
    return environment[0] if is_inside else f"$$\n{environment[0]}\n$$"


def _map_prose(text: str, change: Callable[[str], str]) -> str:
    return "".join(part if is_code else change(part) for is_code, part in _split_fences(text))


def _split_fences(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the parts of a note in order: whether it is a fenced code block, and its text."""
    lines: list[str] = []
    fence = ""
    for line in text.splitlines(keepends=True):
        start = line.strip()
        if fence:
            lines.append(line)
            if start.startswith(fence) and not start.strip(fence[0]):
                yield True, "".join(lines)
                lines, fence = [], ""
        elif start.startswith(("```", "~~~")):
            yield False, "".join(lines)
            lines, fence = [line], start[: len(start) - len(start.lstrip(start[0]))]
        else:
            lines.append(line)
    yield bool(fence), "".join(lines)
