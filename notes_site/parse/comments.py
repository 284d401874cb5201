"""Raw HTML as text, for sites whose notes come from many hands."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, html_block
from markdown_it.rules_inline import StateInline, html_inline

# What every reader of HTML takes for one comment: `-->` and `--!>` end one, and so does `>`
# behind `<!--` or `<!---` (HTML Standard, 13.2.5.43 and following).
_COMMENT = re.compile(r"<!--(?!-?>)(?:(?!--)[^\n])*-->")
_COMMENT_LINE = re.compile(_COMMENT.pattern + r"[ \t]*(?:\n|\Z)")


def only_comments_plugin(md: MarkdownIt) -> None:
    """Let raw HTML be text, but for comments in one line, such as `<!-- more -->`."""
    md.block.ruler.at(
        "html_block", _comment_line, {"alt": ["paragraph", "reference", "blockquote"]}
    )
    md.inline.ruler.at("html_inline", _comment)


def _comment_line(state: StateBlock, startLine: int, endLine: int, silent: bool) -> bool:  # noqa: N803 - markdown-it-py's
    start = state.bMarks[startLine] + state.tShift[startLine]
    is_comment = _COMMENT_LINE.match(state.src, start) is not None
    return is_comment and html_block(state, startLine, endLine, silent)


def _comment(state: StateInline, silent: bool) -> bool:
    return _COMMENT.match(state.src, state.pos) is not None and html_inline(state, silent)
