"""Blocks of notes for tests: Markdown in, blocks out."""

from notes_site.config.math import MathConfig, Numbers
from notes_site.load.discover import NoteFile
from notes_site.load.source import read_source
from notes_site.model import Block, Kind, Note
from notes_site.parse import make_markdown, parse_note
from tests.small_site import note


def parse(text: str, language: str = "en") -> Note:
    """Return the note whose text is `text`; it begins at line 6 of its file."""
    file = NoteFile(
        path=f"content/{language}/a.md",
        language=language,
        kind=Kind.NOTE,
        name="a",
        folder="",
        attachments=(),
    )
    math = MathConfig(macros={}, numbers=Numbers.LABELLED)
    return parse_note(read_source(file, note(text).encode()), make_markdown(), math)


def blocks(text: str, language: str = "en") -> tuple[Block, ...]:
    """Return the blocks of the note whose text is `text`."""
    return parse(text, language).outline
