"""`content/` → `Source`: finding files and reading their front matter."""

from notes_site.load.addresses import BILINGUAL, alias_url, language_root, map_urls
from notes_site.load.discover import Content, NoteFile, find_content, find_notes
from notes_site.load.lent_outputs import lend_outputs
from notes_site.load.notebook import NotebookNote, read_notebook_note
from notes_site.load.order import find_newest, newest_first
from notes_site.load.source import is_held_back, read_leniently, read_source

__all__ = [
    "BILINGUAL",
    "Content",
    "NoteFile",
    "NotebookNote",
    "alias_url",
    "find_content",
    "find_newest",
    "find_notes",
    "is_held_back",
    "language_root",
    "lend_outputs",
    "map_urls",
    "newest_first",
    "read_leniently",
    "read_notebook_note",
    "read_source",
]
