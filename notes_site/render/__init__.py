"""`Note` → `RenderedNote`: formulas, code, links, excerpt, HTML."""

from notes_site.render.code import CodeStyle, read_code_style
from notes_site.render.links import Addresses, find_target
from notes_site.render.note import NoteRenderer, RenderSettings

__all__ = [
    "Addresses",
    "CodeStyle",
    "NoteRenderer",
    "RenderSettings",
    "find_target",
    "read_code_style",
]
