"""Outputs of code cells: block tokens behind the fence of their code.

They are made before any text is read, so that figures, labels, formulas and footnotes in them are of the
one note that all cells are.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from notes_site.model import CellOutput, ComputedCell, OutputKind, Source
from notes_site.notebooks import RawCell, read_options, safe_html
from notes_site.parse.captions import make_figure
from notes_site.parse.token_values import OUTPUT, TERMINAL_TEXT, TerminalText
from notes_site.text.html_nesting import is_too_deep
from notes_site.text.patterns import lazy_pattern

OUTPUTS = "outputs"
"""Key of a parser's `env`: the `NoteOutputs` of a note that has any."""

MOST_LINES = 40
"""Lines of a text that are shown at once; a longer one is folded."""

_SAFE_TAG = lazy_pattern(
    r"</?(?:b|i|em|strong|sub|sup|code|kbd|small|u|s|del|ins|mark|br|hr|center)\s*/?>",
    re.IGNORECASE,
)
_COMMENT_SIGN = re.compile(r"#.*")
_PUNCTUATION = re.compile(r"([\\\[\]\"<>&`*_$^~])")


class NoteOutputs(Struct, frozen=True):
    """The code cells of a note, and what may be shown of their outputs."""

    cells: Mapping[int, ComputedCell]
    """0-based line of a fence in the note's text → its cell."""

    unplaced: tuple[ComputedCell, ...]
    """Those that are found by their code."""

    allows_html: bool


def outputs_of(source: Source, *, allows_html: bool) -> NoteOutputs | None:
    """Return what the rule needs to know of a note; None where no code of it has outputs."""
    if not source.computed:
        return None
    return NoteOutputs(
        cells={cell.line - source.first_line: cell for cell in source.computed if cell.line},
        unplaced=tuple(cell for cell in source.computed if not cell.line),
        allows_html=allows_html,
    )


def outputs_plugin(md: MarkdownIt) -> None:
    """Put the outputs of code behind it; what is hidden of the code leaves the note."""
    md.core.ruler.after("block", "outputs", _add_outputs)
    md.core.ruler.after("inline", "output_tags", _drop_tags)


def without_outputs(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield block tokens without those of outputs."""
    depth = 0
    for token in tokens:
        if depth or OUTPUT.is_on(token):
            depth += token.nesting
        else:
            yield token


def same_code(left: str, right: str) -> bool:
    """Tell whether two pieces of code are one, whatever their comments and blanks."""
    return _bare(left) == _bare(right)


def _bare(code: str) -> str:
    return "".join(_COMMENT_SIGN.sub("", code).split())


def _add_outputs(state: StateCore) -> None:
    given = state.env.get(OUTPUTS)
    if not isinstance(given, NoteOutputs):
        return
    fences = [token for token in state.tokens if token.type == "fence" and token.map]
    cells = {(token.map or [0])[0]: None for token in fences} | dict(given.cells)
    cells |= _find_by_code(given.unplaced, fences)
    tokens: list[Token] = []
    for token in state.tokens:
        cell = cells.get(token.map[0]) if token.type == "fence" and token.map else None
        if cell is None:
            tokens.append(token)
            continue
        cell = _read_head(token, cell)
        if cell.shows_code:
            tokens.append(token)
        writer = _Writer(state, token, cell, given.allows_html)
        tokens += writer.write()
    state.tokens = tokens


def _read_head(fence: Token, cell: ComputedCell) -> ComputedCell:
    """Take the options out of the code of a fence, and return its cell with what they say."""
    given = read_options(RawCell(cell_type="code", source=fence.content))
    if not given.lines:
        return cell
    fence.content = "\n".join(fence.content.split("\n")[given.lines :])
    options = given.options
    return replace(
        cell,
        label=options.label or cell.label,
        caption=options.caption or cell.caption,
        alt=options.alt or cell.alt,
    )


def _find_by_code(
    cells: Sequence[ComputedCell], fences: Sequence[Token]
) -> dict[int, ComputedCell | None]:
    """Return line of a fence → the cell with the same code; both in one order."""
    found: dict[int, ComputedCell | None] = {}
    following = iter(fences)
    for cell in cells:
        if any(same_code(cell.code, fence.content) for fence in fences):
            match = next((each for each in following if same_code(cell.code, each.content)), None)
            if match is not None and match.map:
                found[match.map[0]] = cell
    return found


class _Writer:
    """Makes the tokens of the outputs of one cell."""

    def __init__(
        self, state: StateCore, fence: Token, cell: ComputedCell, allows_html: bool
    ) -> None:
        self.state = state
        self.fence = fence
        self.cell = cell
        self.allows_html = allows_html
        self.is_named = False
        """Whether a picture or table has the cell's label and caption already."""

    def write(self) -> list[Token]:
        """Return the tokens of all outputs."""
        tokens = [token for output in self.cell.outputs for token in self._write_one(output)]
        if tokens and self.cell.folds_outputs:
            opening = self._token("outputs_open", nesting=1)
            return [opening, *tokens, self._token("outputs_close", nesting=-1)]
        return tokens

    def _write_one(self, output: CellOutput) -> list[Token]:
        match output.kind:
            case OutputKind.MARKDOWN:
                return self._parse(output.content)
            case OutputKind.PICTURE:
                return self._picture(output.content)
            case OutputKind.TABLE:
                return self._table(output.content)
            case OutputKind.HTML if self.allows_html:
                return [self._token("output_html", output.content)]
            case OutputKind.HTML:
                return [self._text(output.plain, is_error=False)] if output.plain.strip() else []
            case kind:
                return [self._text(output.content, is_error=kind is OutputKind.ERROR)]

    def _token(self, kind: str, content: str = "", nesting: int = 0) -> Token:
        token = Token(kind, "", nesting, content=content, block=True, map=self.fence.map)  # type: ignore[arg-type]
        OUTPUT.put_on(token, value=True)
        return token

    def _text(self, content: str, *, is_error: bool) -> Token:
        token = self._token("output_text", content)
        lines = content.count("\n") + 1
        folded = lines if lines > MOST_LINES else 0
        TERMINAL_TEXT.put_on(token, TerminalText(is_error=is_error, folded_lines=folded))
        return token

    def _parse(self, text: str) -> list[Token]:
        """Return the block tokens of Markdown, its HTML made safe."""
        tokens: list[Token] = []
        self.state.md.block.parse(text, self.state.md, self.state.env, tokens)
        kept = []
        for token in tokens:
            OUTPUT.put_on(token, value=True)
            if token.map:
                token.map = self.fence.map
            if token.type == "html_block":
                shown = "" if is_too_deep(token.content) else safe_html(token.content)
                kept += [self._token("output_html", shown)] if shown and self.allows_html else []
            else:
                kept.append(token)
        return kept

    def _picture(self, url: str) -> list[Token]:
        label, caption = self._name()
        alt = self.cell.alt or self.cell.caption
        title = f' "{_escaped(caption)}"' if caption else ""
        anchor = f"{{#{label}}}" if label else ""
        return self._parse(f"![{_escaped(alt)}]({url}{title}){anchor}")

    def _table(self, html: str) -> list[Token]:
        table = self._token("output_table", html)
        label, caption = self._name()
        if not (label or caption):
            return [table]
        figure = make_figure("table", [table], caption, label, self.fence.map)
        OUTPUT.put_on(figure[0], value=True)
        return figure

    def _name(self) -> tuple[str, str]:
        """Return label and caption of a picture or table: the first one of the cell has them."""
        if self.is_named:
            return "", ""
        self.is_named = True
        return self.cell.label, self.cell.caption


def _escaped(text: str) -> str:
    r"""Return text as it has to be typed in brackets or quotation marks to be read as it is.

    What a caption is read as then is Markdown again.
    """
    return _PUNCTUATION.sub(r"\\\1", text)


def _drop_tags(state: StateCore) -> None:
    """Take HTML out of the texts of outputs, but for tags that only say how something is set."""
    if OUTPUTS not in state.env:
        return
    for token in state.tokens:
        if token.type == "inline" and OUTPUT.is_on(token):
            token.children = [
                child
                for child in token.children or ()
                if child.type != "html_inline" or _SAFE_TAG.fullmatch(child.content)
            ]
