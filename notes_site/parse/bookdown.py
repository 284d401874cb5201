r"""References of bookdown: `\@ref(thm:main)`, `\@ref(introduction)`.

They are links that say the number of a block, or the text of a heading. `math.py` reads those to
formulas.

Rule: bookdown's manual, 2.2.2 and 2.6: the id of a block is `thm:main` where `#main` stands in it.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from notes_site.parse.citations import push_reference

_REFERENCE = re.compile(r"\\@ref\((?P<label>[A-Za-z][\w:./-]*)\)")


def bookdown_plugin(md: MarkdownIt) -> None:
    """Add references of bookdown."""
    md.inline.ruler.before("escape", "bookdown_reference", _reference)


def _reference(state: StateInline, silent: bool) -> bool:
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        push_reference(state, match["label"], state.pos, is_bare=True)
    state.pos = match.end()
    return True
