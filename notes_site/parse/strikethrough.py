"""Strikethrough between two tildes on each side."""

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.strikethrough import tokenize


def strikethrough_plugin(md: MarkdownIt) -> None:
    """Add `~~strikethrough~~` as in GFM 0.29, 6.5, but for single tildes.

    A tilde alone is text: `取3~5层，或6~8层` are two ranges, and a sentence may end in `~`.
    Three and more are text as well, which markdown-it-py knows with its option only.
    """
    md.enable("strikethrough")
    md.options["strikethrough_single_tilde"] = True
    md.inline.ruler.at("strikethrough", read_tildes)


def read_tildes(state: StateInline, silent: bool) -> bool:
    """Read two tildes that begin or end a strikethrough."""
    if state.src[state.pos] != "~" or state.scanDelims(state.pos, True).length == 1:  # noqa: FBT003 - markdown-it-py's
        return False
    return tokenize(state, silent)
