"""The head of a note, cut on tokens: never inside a formula, a word or a grapheme cluster.

There are two: the text for descriptions and feeds, and what pages show. A page leaves out headings and
tall formulas, and does not end in what leads up to something left out.
"""

from notes_site.render.excerpt.choice import CutExcerpt, chosen_excerpt, cut_excerpt
from notes_site.render.excerpt.html import excerpt_html, make_excerpt
from notes_site.render.excerpt.reader import is_tall

__all__ = [
    "CutExcerpt",
    "chosen_excerpt",
    "cut_excerpt",
    "excerpt_html",
    "is_tall",
    "make_excerpt",
]
