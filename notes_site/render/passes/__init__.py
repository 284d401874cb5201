"""The passes of rendering: one list, from a note's tokens to those that are written as HTML.

Each pass is a function of tokens and what it knows of the note. It returns tokens, and changes
none that it was given: where it has something to add, it makes a copy. To extend what rendering
does, write a pass and put it into a list here.
"""

from collections.abc import Callable, Sequence

from markdown_it.token import Token

from notes_site.render.context import NoteContext
from notes_site.render.passes.algorithms import translate_keywords
from notes_site.render.passes.callouts import title_callouts
from notes_site.render.passes.citations import show_citations, show_head_citations
from notes_site.render.passes.code import highlight_code
from notes_site.render.passes.footnotes import place_footnotes
from notes_site.render.passes.formulas import typeset_formulas
from notes_site.render.passes.header_cells import describe_header_cells
from notes_site.render.passes.labels import name_labelled
from notes_site.render.passes.links import resolve_links
from notes_site.render.passes.neighbours import find_neighbours
from notes_site.render.passes.note_names import resolve_note_names
from notes_site.render.passes.references import link_references
from notes_site.render.passes.ties import tie_formulas

Pass = Callable[[Sequence[Token], NoteContext], Sequence[Token]]

BODY_PASSES: tuple[Pass, ...] = (
    link_references,
    translate_keywords,
    show_citations,  # so that all behind it see what is shown, and the list of works
    name_labelled,
    resolve_note_names,  # so that neighbours and excerpts see the titles
    find_neighbours,
    typeset_formulas,
    tie_formulas,
    highlight_code,
    resolve_links,
    title_callouts,
    place_footnotes,
    describe_header_cells,  # behind typesetting: it adds to the HTML of formulas
)
"""Those of a note's text, in order."""

HEAD_PASSES: tuple[Pass, ...] = (
    link_references,
    show_head_citations,
    find_neighbours,
    typeset_formulas,
    tie_formulas,
)
"""Those of its title and of an excerpt that the front matter gives; both show no links."""


def run_passes(
    passes: Sequence[Pass], tokens: Sequence[Token], context: NoteContext
) -> Sequence[Token]:
    """Return what `passes`, one after the other, make of block tokens."""
    for run_pass in passes:
        tokens = run_pass(tokens, context)
    return tokens
