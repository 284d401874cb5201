"""`Source` → `Note`: Markdown to tokens, and what can be told from one note alone."""

from notes_site.parse.markdown import make_markdown
from notes_site.parse.note import parse_note

__all__ = ["make_markdown", "parse_note"]
