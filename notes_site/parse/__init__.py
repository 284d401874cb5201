"""`Source` → `Note`: Markdown to tokens, and what can be told from one note alone."""

from notes_site.parse.markdown import make_markdown
from notes_site.parse.note import NoteParser
from notes_site.parse.settings import ParseSettings, parse_settings

__all__ = ["NoteParser", "ParseSettings", "make_markdown", "parse_settings"]
