"""The text that a translator begins with: all in place, and what to translate as quotations."""

from collections.abc import Sequence

from markdown_it.token import Token

from notes_site.parse.lone_images import has_only_images

_CONTAINERS = {"list_item", "blockquote", "alert", "dd", "footnote"}
_KEPT_BEHIND = {"math_block", "fence", "html_block", "html_math", "table_open"}
"""Blocks that would be taken for more of the quotation right above them."""


def begin_translation(text: str, tokens: Sequence[Token]) -> str:
    """Return a note's Markdown with every paragraph quoted, and room to translate it below.

    Headings, formulas, code, tables and figures stay as they are, since they are the same or
    have to stay where they are.

    Args:
        text: the Markdown of the original.
        tokens: its block tokens.
    """
    lines = text.split("\n")
    depth = 0
    for index, token in enumerate(tokens):
        name, _, edge = token.type.rpartition("_")
        if name in _CONTAINERS:
            depth += 1 if edge == "open" else -1 if edge == "close" else 0
        if token.type != "paragraph_open" or not token.map:
            continue
        inline = tokens[index + 1]
        if has_only_images(inline.children or ()):
            continue
        _quote(lines, inline)
        last = (inline.map or token.map)[0] + inline.content.count("\n")
        behind = tokens[index + 3].type if index + 3 < len(tokens) else ""
        if not depth:
            lines[last] += "\n\n"
        elif behind in _KEPT_BEHIND:
            lines[last] += "\n"
    return "\n".join(lines)


def _quote(lines: list[str], inline: Token) -> None:
    """Put `> ` before each line of a paragraph, behind the marks of the blocks around it."""
    start = (inline.map or [0])[0]
    column = 0
    for number, content in enumerate(inline.content.split("\n")):
        line = lines[start + number]
        position = max(line.rfind(content.strip()), 0)
        if not number:
            column = position
        # A line that goes on with a list's item may stand further left than the item.
        indent = line[:position] if line[:position].strip() else line[:position].ljust(column)
        lines[start + number] = f"{indent}> {line[position:]}"
