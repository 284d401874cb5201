"""Captions and ids of tables and listings: each becomes a figure of its own kind.

A table has its caption in a line that begins with a colon, behind it or before it:
`: Results {#tbl:x}`; code has it in its info string: `{#lst:x caption="…"}`.

Rule: pandoc's manual, `table_captions`; `lst-cap` as Quarto has it.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from notes_site.parse.attributes import read_attributes
from notes_site.parse.token_values import BLOCK_KIND, BLOCK_NUMBER, CELL, share_values

_CAPTION = re.compile(
    r"(?:(?:Table|表)[ \t]*)?:[ \t]+(?P<text>.*?)[ \t]*(?:\{#(?P<id>[^\s{}#]+)[^{}]*\})?[ \t]*",
    re.DOTALL,
)
_BRACES = re.compile(r"\{[^{}]*\}")
_OWN = re.compile(
    r"""\s*(?:\#[^\s{}\#"']+|\b(?:caption|lst-cap|lst-label)\s*=\s*(?:"(?:\\.|[^"\\])*"|'[^']*'|[^\s{}"']+))"""
)
_PARAGRAPH = ["paragraph_open", "inline", "paragraph_close"]


def captions_plugin(md: MarkdownIt) -> None:
    """Make figures of tables and code with a caption or an id."""
    md.core.ruler.after("block", "captions", _make_figures)


def _make_figures(state: StateCore) -> None:
    if ":" in state.src and any(token.type == "table_open" for token in state.tokens):
        state.tokens = _caption_tables(state.tokens)
    tokens: list[Token] = []
    for token in state.tokens:
        if token.type == "fence" and "{" in token.info:
            tokens += _caption_code(token)
        else:
            tokens.append(token)
    state.tokens = tokens


def _caption_tables(tokens: list[Token]) -> list[Token]:
    done: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.type != "table_open":
            done.append(token)
            index += 1
            continue
        end = next(at for at in range(index, len(tokens)) if tokens[at].type == "table_close")
        table = tokens[index : end + 1]
        index = end + 1
        caption = _last_row(table)
        if caption is None and _is_caption(tokens[index : index + 3]):
            caption = tokens[index + 1]
            index += 3
        if caption is None and _is_caption(done[-3:]):
            caption = done[-2]
            del done[-3:]
        match = _CAPTION.fullmatch(caption.content) if caption else None
        if caption is None or match is None:
            done += table
            continue
        done += make_figure("table", table, match["text"], match["id"] or "", caption.map)
    return done


def _is_caption(paragraph: list[Token]) -> bool:
    return (
        [token.type for token in paragraph] == _PARAGRAPH
        and not paragraph[0].hidden
        and _CAPTION.fullmatch(paragraph[1].content) is not None
    )


def _last_row(table: list[Token]) -> Token | None:
    """Take a caption that stands right below the table, and was read as its last row, out of it."""
    start = next((at for at in range(len(table) - 1, 0, -1) if table[at].type == "tr_open"), 0)
    cells = [token for token in table[start:] if token.type == "inline"]
    is_body = any(token.type == "tbody_open" for token in table[:start])
    if not cells or not is_body or any(cell.content for cell in cells[1:]):
        return None
    if not _CAPTION.fullmatch(cells[0].content):
        return None
    end = next(at for at in range(start, len(table)) if table[at].type == "tr_close")
    del table[start : end + 1]
    if table[start - 1].type == "tbody_open":
        del table[start - 1 : start + 1]
    CELL.take_off(cells[0])
    return cells[0]


def _caption_code(fence: Token) -> list[Token]:
    braces = _BRACES.search(fence.info)
    if braces is None:
        return [fence]
    given = read_attributes(braces[0])
    caption = given.values.get("caption") or given.values.get("lst-cap") or ""
    label = given.id or given.values.get("lst-label", "").lstrip("#")
    language = fence.info.split("{", 1)[0].strip().lower()
    if not (caption or label) or language in {"algorithm", "algorithmic", "pseudocode", "mermaid"}:
        return [fence]
    fence.info = _OWN.sub("", fence.info)
    return make_figure("listing", [fence], caption, label, fence.map)


def make_figure(
    kind: str, inside: list[Token], caption: str, label: str, caption_map: list[int] | None
) -> list[Token]:
    """Return the tokens of a figure of its own kind, its caption still to be read."""
    first = inside[0]
    level = first.level
    opening = Token("figure_open", "figure", 1, level=level, block=True, map=first.map)
    opening.attrs["class"] = f"{kind}-figure"
    BLOCK_KIND.put_on(opening, kind)
    BLOCK_NUMBER.put_on(opening, 0)
    if label:
        opening.attrs["id"] = label
    start = Token("figcaption_open", "figcaption", 1, level=level + 1, block=True)
    share_values(opening, start)
    text = Token("inline", "", 0, level=level + 2, block=True, content=caption, children=[])
    text.map = caption_map and [caption_map[0], caption_map[0] + 1]
    end = Token("figcaption_close", "figcaption", -1, level=level + 1, block=True)
    closing = Token("figure_close", "figure", -1, level=level, block=True)
    for token in inside:
        token.level += 1
    return [opening, start, text, end, *inside, closing]
