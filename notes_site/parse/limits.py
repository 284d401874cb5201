"""Limits of a note's blocks, so that any note is parsed in reasonable time.

markdown-it-py drops without a word what is nested too deep, and takes longer for a
paragraph than in proportion to its length if its brackets or delimiters never close.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from notes_site.parse.token_values import REFUSED
from notes_site.text.html_nesting import MOST_OPEN, OpenElements

MOST_LEVELS = 30
"""Blocks within blocks; a list is two, with its item."""

MOST_CHARACTERS = 20_000
"""Of one paragraph. The longest of the d2l corpus has 2,500."""

_CONTAINERS = {"blockquote_open", "alert_open", "list_item_open", "dd_open", "footnote_open"}


def limits_plugin(md: MarkdownIt) -> None:
    """Refuse paragraphs, and nesting of blocks and HTML, beyond the limits: `REFUSED` of a token says why."""
    md.options["maxNesting"] = MOST_LEVELS
    md.core.ruler.after("block", "limits", _refuse)
    md.core.ruler.after("inline", "html_limits", _refuse_deep_html)


def _refuse(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "inline" and len(token.content) > MOST_CHARACTERS:
            text = (
                f"this paragraph has {len(token.content):,} characters, and {MOST_CHARACTERS:,} "
                "is the most; divide it by blank lines"
            )
            REFUSED.put_on(token, text)
            token.content = ""
        elif token.type in _CONTAINERS and token.level >= MOST_LEVELS - 1:
            text = "lists and quotations are nested too deep here; take some of them apart"
            REFUSED.put_on(token, text)


def _refuse_deep_html(state: StateCore) -> None:
    elements = OpenElements()
    for token in state.tokens:
        for piece in _html(token):
            if not elements.read(piece.content):
                text = (
                    f"more than {MOST_OPEN} elements of HTML are open here; "
                    "close them, as `<b>` by `</b>`, or take some out"
                )
                REFUSED.put_on(token, text)
                piece.content = ""


def _html(token: Token) -> list[Token]:
    if token.type == "html_block":
        return [token]
    return [child for child in token.children or () if child.type == "html_inline"]
