"""Blocks of notes for tests: Markdown in, blocks out."""

from msgspec.structs import replace

from notes_site.config import default_config
from notes_site.load.discover import NoteFile
from notes_site.load.source import read_source
from notes_site.model import Block, Kind, Note
from notes_site.parse import NoteParser, parse_settings
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
    settings = replace(parse_settings(default_config()), quotes={})
    return NoteParser(settings).parse(read_source(file, note(text).encode()))


def blocks(text: str, language: str = "en") -> tuple[Block, ...]:
    """Return the blocks of the note whose text is `text`."""
    return parse(text, language).outline
