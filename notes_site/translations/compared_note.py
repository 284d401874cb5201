"""One of two translations that are compared."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from notes_site.errors import Place
from notes_site.model import Block, CellStart, Source, find_in_cells


class ComparedNote(NamedTuple):
    """One of the two notes."""

    path: str
    blocks: Sequence[Block]
    articles: Mapping[str, str]
    """Path of a link as written → key of the article that it leads to, the same in all languages;
    empty unless both notes' languages have it."""

    language: str = ""
    """Code of its language."""

    lines: Sequence[str] = ()
    """Of the file, from `first_line` on."""

    first_line: int = 1
    cells: Sequence[CellStart] = ()

    def text(self, block: Block) -> str:
        """Return what `block` says, as typed."""
        start = block.first_line - self.first_line
        return "\n".join(self.lines[max(start, 0) : block.last_line - self.first_line + 1])

    def place(self, line: int) -> Place:
        """Return a line of it as a place."""
        return find_in_cells(self.path, self.cells, line)

    def of(self, block: Block) -> Place:
        """Return where `block` begins."""
        return self.place(block.first_line)

    def article(self, target: str) -> str:
        """Return the key of the article that a link leads to; empty for anything else."""
        path = unquote(target.split("#", 1)[0].split("?", 1)[0])
        return self.articles.get(path) or self.articles.get(f"[[{path}]]", "")


def compared_note(
    source: Source, blocks: Sequence[Block], articles: Mapping[str, str]
) -> ComparedNote:
    """Return a note as it is compared, with its `blocks` and the `articles` that it links to."""
    return ComparedNote(
        path=source.path,
        blocks=blocks,
        articles=articles,
        language=source.language,
        lines=source.text.split("\n"),
        first_line=source.first_line,
        cells=source.cells,
    )
