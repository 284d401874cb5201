"""Notebooks of Jupyter, which stay notebooks: their Markdown is rewritten, their code and outputs are kept."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from notes_site.errors import SourceError
from notes_site.importing.reading import list_files, split_front
from notes_site.load.notebook import read_notebook_text
from notes_site.notebooks import METADATA, find_head_end, joined

SUFFIX = ".ipynb"


class NotebookRead(Struct, frozen=True, kw_only=True):
    """A notebook as a note, or the reason why it is none."""

    front: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    """Front matter left out; code too."""

    reason: str = ""
    """Empty for a note."""


def read_notebook(path: Path) -> NotebookRead:
    """Return the notebook at `path`."""
    content = path.read_bytes()
    try:
        front, text = split_front(read_notebook_text(content, path.name).text)
    except SourceError as error:
        return NotebookRead(reason=f"notebook that is no note: {error.problems[0].text}")
    cells = _list_cells(json.loads(content)) if _is_json(content) else []
    if not any(_is_markdown(cell) and joined(cell.get("source")).strip() for cell in cells):
        return NotebookRead(reason="notebook without a text")
    return NotebookRead(front=front, text=text)


def read_notebooks(folder: Path) -> Iterator[tuple[Path, NotebookRead]]:
    """Yield the notebooks in `folder` and below; one beside a text of its name, which it was made of or made, is none."""
    for path in list_files(folder, SUFFIX):
        texts = (path.with_suffix(suffix) for suffix in (".md", ".qmd", ".rmd"))
        if any(text.is_file() for text in texts):
            yield path, NotebookRead(reason="notebook beside a text of its name")
        else:
            yield path, read_notebook(path)


def _is_json(content: bytes) -> bool:
    try:
        return isinstance(json.loads(content), dict)
    except ValueError:
        return False


def _list_cells(notebook: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the cells; those of all worksheets of version 3."""
    sheets = notebook.get("worksheets") or [notebook]
    return [cell for sheet in sheets for cell in sheet.get("cells", ())]


def _is_markdown(cell: Mapping[str, Any]) -> bool:
    return cell.get("cell_type") == "markdown"


def write_notebook(path: Path, front: Mapping[str, object], change: Callable[[str], str]) -> str:
    """Return a notebook with `front` in its metadata, and its Markdown changed.

    Args:
        path: of the notebook, which is left alone.
        front: its front matter here; that of its first cell goes.
        change: of the text of a cell.
    """
    notebook = json.loads(path.read_bytes())
    cells = _list_cells(notebook)
    if cells and cells[0].get("cell_type") in {"markdown", "raw"}:
        text = joined(cells[0].get("source"))
        cells[0]["source"] = text[find_head_end(text) :]
    for cell in filter(_is_markdown, cells):
        cell["source"] = change(joined(cell.get("source"))).splitlines(keepends=True)
    notebook.setdefault("metadata", {})[METADATA] = dict(front)
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


_BORDER = "\n\ue010\n"
"""Between cells: private use, which no cell holds."""


def read_note(path: Path) -> str:
    """Return the text of a note; of a notebook, that of its Markdown cells."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != SUFFIX:
        return text
    cells = filter(_is_markdown, _list_cells(json.loads(text)))
    return _BORDER.join(joined(cell.get("source")) for cell in cells)


def write_note(path: Path, text: str) -> None:
    """Write the text of a note, changed; of a notebook, that of its Markdown cells."""
    if path.suffix == SUFFIX:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = filter(_is_markdown, _list_cells(notebook))
        for cell, part in zip(cells, text.split(_BORDER), strict=True):
            cell["source"] = part.splitlines(keepends=True)
        text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8")


def mark_draft(text: str) -> str:
    """Return a notebook as a draft."""
    notebook = json.loads(text)
    notebook["metadata"][METADATA]["draft"] = True
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
