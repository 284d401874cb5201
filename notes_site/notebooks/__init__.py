"""Notebooks of Jupyter: one text of the dialect, and the outputs of its code."""

from notes_site.notebooks.file import RawCell, joined, read_notebook
from notes_site.notebooks.html import safe_html
from notes_site.notebooks.options import read_options
from notes_site.notebooks.outputs import EmbeddedFiles, file_key
from notes_site.notebooks.terminal import coloured_html, plain_text
from notes_site.notebooks.text import METADATA, NotebookText, find_head_end, make_text

__all__ = [
    "METADATA",
    "EmbeddedFiles",
    "NotebookText",
    "RawCell",
    "coloured_html",
    "file_key",
    "find_head_end",
    "joined",
    "make_text",
    "plain_text",
    "read_notebook",
    "read_options",
    "safe_html",
]
