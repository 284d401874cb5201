r"""Tables whose cells hold formulas.

GFM ends a cell at every `|` without a backslash, and takes the backslash of `\|` away,
before it looks for anything else in the cell. Here a `|` within a formula is the formula's.
`\|` stays what GFM makes of it, a single bar, so that a note reads the same on GitHub.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, takewhile

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, table
from markdown_it.token import Token

from notes_site.parse.between import line_text
from notes_site.parse.cell import Cell
from notes_site.parse.token_values import CELL
from notes_site.text.patterns import lazy_pattern

_HIDDEN = "\0"  # CommonMark 0.31.2, 2.3: no NUL gets as far as here
_DELIMITER_ROW = re.compile(r"[-:|][-:|\s]*")
_BARE_ROW = re.compile(r"\|.*\|[ \t]*")
"""A row that can be nothing else: bars around it."""

_LINE_CELL = re.compile(r":?-{3,}:?")
_FEWEST_ROWS = 2
_FEWEST_CELLS = 2
_MOST_CELLS = 1000
_CODE_OR_FORMULA = lazy_pattern(
    r"(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"
    r"|\\\(.*?\\\)"
    r"|\$\$(?:\\.|[^\\$])+\$\$"
    r"|\$(?![\s$])(?:\\.|[^\\$])*?(?<!\s)\$(?!\d)"
    r"|\$(?P<spaced>[ \xa0](?:\\.|[^\\$])*?[ \xa0])\$(?!\d)"
    r"|\\."
)
_SPACED_WITH_BAR = re.compile(r"\\[A-Za-z]|[\^_]|\([^()]*\|[^()]*\)")
_BAR = re.compile(r"(?<!\\)\|")


def tables_plugin(md: MarkdownIt) -> None:
    """Let `|` in a formula not end its cell; the token of every cell gets its `CELL`."""
    alternatives: RuleOptionsType = {"alt": ["paragraph", "reference"]}
    md.block.ruler.at("table", _table, alternatives)


def _table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if start_line + 2 > end_line:
        return False
    if not _DELIMITER_ROW.fullmatch(line_text(state, start_line + 1)):
        if silent or not state.src.startswith(
            "|", state.bMarks[start_line] + state.tShift[start_line]
        ):
            return False
        return _table_below_line(state, start_line, end_line) or _table_without_head(
            state, start_line, end_line
        )
    typed = state.src
    end = state.eMarks[end_line - 1]
    start = state.bMarks[start_line]
    state.src = typed[:start] + _hide_bars(typed[start:end]) + typed[end:]
    count = len(state.tokens)
    is_table = table(state, start_line, end_line, silent)
    hidden, state.src = state.src, typed
    if "-" in typed[state.bMarks[min(start_line + 2, end_line)] : end]:
        state.tokens[count:] = _without_lines(state.tokens[count:])
    cells = [token for token in state.tokens[count:] if token.type == "inline"]
    for line, row in groupby(cells, key=lambda token: (token.map or [0])[0]):
        first = typed.rfind("\n", 0, state.bMarks[line] + state.tShift[line]) + 1
        _place(list(row), typed[first : state.eMarks[line]], hidden[first : state.eMarks[line]])
    return is_table


def _table_below_line(state: StateBlock, start_line: int, end_line: int) -> bool:
    """Read a table with a line above its head too, as kramdown has it."""
    first, end = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
    return (
        start_line + 3 < end_line
        and _is_delimiter_row(state.src[first:end])
        and not _is_delimiter_row(line_text(state, start_line + 1))
        and _is_delimiter_row(line_text(state, start_line + 2))
        and _table(state, start_line + 1, end_line, False)  # noqa: FBT003 - markdown-it-py's
    )


def _without_lines(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens of a table without the rows that are lines between others.

    Rule: kramdown, "Tables": a line of dashes ends a body of the table.
    """
    row: list[Token] = []
    for token in tokens:
        row.append(token)
        if token.type == "tr_open":
            yield from row[:-1]
            row = [token]
        elif token.type == "tr_close":
            cells = [each.content for each in row if each.type == "inline"]
            if not (len(cells) > 1 and all(map(_LINE_CELL.fullmatch, cells))):
                yield from row
            row = []
    yield from row


def _table_without_head(state: StateBlock, start_line: int, end_line: int) -> bool:
    """Read a table that begins with its delimiter row, or has none: rows with bars around them.

    Rule: kramdown's and pandoc's tables, as far as nothing else can be meant.
    """
    lines = list(
        takewhile(
            lambda line: (
                state.sCount[line] >= state.blkIndent
                and not state.is_code_block(line)
                and _BARE_ROW.fullmatch(line_text(state, line))
            ),
            range(start_line, end_line),
        )
    )
    has_delimiters = bool(lines) and _is_delimiter_row(line_text(state, start_line))
    body = lines[1:] if has_delimiters else lines
    rows = [_split_row(line_text(state, line)) for line in body]
    width = len(_split_row(line_text(state, start_line))) if lines else 0
    if len(lines) < _FEWEST_ROWS or not _FEWEST_CELLS <= width <= _MOST_CELLS:
        return False
    if any(len(row) != width for row in rows) or any(
        _is_delimiter_row(line_text(state, line)) for line in body
    ):
        return False
    _push_rows(state, start_line, dict(zip(body, rows, strict=True)))
    state.line = lines[-1] + 1
    for line in body:
        cells = [
            token
            for token in state.tokens
            if token.type == "inline" and token.map == [line, line + 1]
        ]
        first = state.src.rfind("\n", 0, state.bMarks[line] + state.tShift[line]) + 1
        typed = state.src[first : state.eMarks[line]]
        _place(cells, typed, _hide_bars(typed))
    return True


def _is_delimiter_row(text: str) -> bool:
    return "-" in text and _DELIMITER_ROW.fullmatch(text) is not None


def _split_row(text: str) -> list[str]:
    return [cell.strip() for cell in escapedSplit(_hide_bars(text.strip()).strip("|"))]


def _push_rows(state: StateBlock, start_line: int, rows: Mapping[int, Sequence[str]]) -> None:
    end_line = max(rows) + 1
    state.push("table_open", "table", 1).map = [start_line, end_line]
    state.push("tbody_open", "tbody", 1).map = [min(rows), end_line]
    for line, cells in rows.items():
        state.push("tr_open", "tr", 1).map = [line, line + 1]
        for cell in cells:
            state.push("td_open", "td", 1)
            inline = state.push("inline", "", 0)
            inline.map, inline.content, inline.children = [line, line + 1], cell, []
            state.push("td_close", "td", -1)
        state.push("tr_close", "tr", -1)
    state.push("tbody_close", "tbody", -1)
    state.push("table_close", "table", -1)


def _hide_bars(text: str) -> str:
    """Return `text`, as long as it is, without the bars that formulas hold."""
    if "$" not in text and "\\(" not in text:
        return text
    return "\n".join(_CODE_OR_FORMULA.sub(_hide, line) for line in text.split("\n"))


def _hide(match: re.Match[str]) -> str:
    found = match[0]
    inner = found.strip("$")
    # `|5$|6$|` are two prices, `$|x|$` and `$|x|^2$` formulas.
    is_single = inner.count("|") == 1 and (inner[0] == "|" or inner[-1] == "|")
    # `| $ a | b $ |` are two cells with a dollar each, `$ p(x|z) $` and `$ |x|^2 $` formulas.
    is_text = match["spaced"] and not _SPACED_WITH_BAR.search(match["spaced"])
    if found[0] == "`" or is_single or is_text:
        return found
    return _BAR.sub(_HIDDEN, found)


def _place(cells: Sequence[Token], typed: str, hidden: str) -> None:
    """Give each cell of a row its `Cell`.

    Rule: as markdown-it splits a row, so a bar before the first cell and one behind the
    last are none of them.
    """
    ends = [match.start() for match in _BAR.finditer(hidden)]
    starts = [0, *(end + 1 for end in ends)]
    spans = list(zip(starts, [*ends, len(hidden)], strict=True))
    if cells and not _is_cell(hidden, spans[0]):
        spans = spans[1:]
    for token, (start, end) in zip(cells, spans, strict=False):
        raw = typed[start:end]
        blanks = len(raw) - len(raw.lstrip())
        token.content = token.content.replace(_HIDDEN, "|")
        CELL.put_on(token, Cell(start + blanks, raw.strip()))


def _is_cell(line: str, span: tuple[int, int]) -> bool:
    """Tell whether a row begins with a cell: before its first bar is more than marks of blocks."""
    return bool(line[slice(*span)].strip(" \t>"))
