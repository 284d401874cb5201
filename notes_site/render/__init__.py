"""`Note` → `RenderedNote`: formulas, code, links, excerpt, HTML.

`note.py` does it. It is not imported here: a build that finds all notes in the store needs
neither the parser nor tables of TeX.
"""

from notes_site.render.code import CodeStyle, read_code_style
from notes_site.render.heading_ids import HeadingIds
from notes_site.render.links import Addresses, NoteLabels, find_said, find_target, find_title
from notes_site.render.look import look_css
from notes_site.render.settings import RenderSettings, render_settings

__all__ = [
    "Addresses",
    "CodeStyle",
    "HeadingIds",
    "NoteLabels",
    "RenderSettings",
    "find_said",
    "find_target",
    "find_title",
    "look_css",
    "read_code_style",
    "render_settings",
]
