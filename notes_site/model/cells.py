"""Cells of notebooks: their outputs, and their places in the text that is made of them."""

from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from notes_site.errors import Place


class CellStart(Struct, frozen=True):
    """The beginning of a cell of a notebook in the text that is made of all of them."""

    line: int
    """1-based, of the text with its front matter."""

    cell: int
    """1-based number of the cell in the notebook."""

    cell_line: int
    """1-based line of the cell that stands there; 0 where the line before its first one does."""


class OutputKind(StrEnum):
    """A kind of output of a code cell."""

    TEXT = "text"
    """What a program printed, or how a value is written; with the escapes of a terminal."""

    ERROR = "error"
    """A traceback, with the escapes of a terminal."""

    MARKDOWN = "markdown"
    """Text of the dialect: Markdown, and LaTeX."""

    HTML = "html"
    """HTML that runs nothing."""

    TABLE = "table"
    """HTML of one table, without the element around it."""

    PICTURE = "picture"
    """Address of a picture."""


class CellOutput(Struct, frozen=True, kw_only=True):
    """An output of a code cell."""

    kind: OutputKind
    content: str
    plain: str = ""
    """The same as text, where HTML and pictures cannot be shown; empty where there is none."""


class ComputedCell(Struct, frozen=True, kw_only=True):
    """A code cell with its outputs."""

    line: int
    """1-based line of the note's text, its front matter counted, where its fence opens; 0 for one
    that is found by its code, in a note that shows the outputs of another."""

    code: str
    shows_code: bool = True
    folds_outputs: bool = False
    label: str = ""
    """`id` of its first picture or table."""

    caption: str = ""
    """Of that, as Markdown."""

    alt: str = ""
    """Description of its pictures."""

    outputs: tuple[CellOutput, ...] = ()


def find_in_cells(path: str, starts: Sequence[CellStart], line: int, column: int = 0) -> Place:
    """Return a line of a note's text as a place in its file.

    Args:
        path: of the file.
        starts: of the cells, in order; none for a file that is the text itself.
        line: 1-based, of the text with its front matter.
        column: 1-based; 0 where it is not known.
    """
    if not starts:
        return Place(path=path, line=line, column=column)
    index = bisect_right(starts, line, key=lambda start: start.line) - 1
    if index < 0:  # front matter that stands in no cell
        return Place(path=path)
    start = starts[index]
    own = max(line - start.line + start.cell_line, 1)
    return Place(path=path, cell=start.cell, line=own, column=column)
