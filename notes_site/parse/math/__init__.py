r"""Formulas in Markdown: `$…$`, `\(…\)`, `$$…$$`, `\[…\]`, `\begin{align}…\end{align}`.

GitHub's and GitLab's `` $`…`$ `` and ```` ```math ```` are formulas too.

A formula is a token of type `math_inline`, `math_display` (a display formula within a
paragraph) or `math_block`, whose content is the TeX between the delimiters. A
reference `\ref{…}` or `\eqref{…}` in the text is a token of type `math_ref`. What can be
nothing but the beginning of a formula, and has no end, is a token of type `math_unclosed`,
whose `NOT_CLOSED` says so. All have an `OFFSET`, blocks `TYPED_LINES`, and a display formula may
have a `LABEL`.
"""

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType

from notes_site.parse.math.blocks import read_block, read_fences
from notes_site.parse.math.delimiters import ENVIRONMENTS
from notes_site.parse.math.inline import read_formula

__all__ = ["ENVIRONMENTS", "math_plugin", "read_formula"]


def math_plugin(md: MarkdownIt) -> None:
    """Add formulas and references to them."""
    md.inline.ruler.before("escape", "math_inline", read_formula)
    alternatives: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("fence", "math_block", read_block, alternatives)
    md.core.ruler.after("block", "math_fences", read_fences)
