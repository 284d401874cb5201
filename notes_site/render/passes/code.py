"""Blocks of code, highlighted and wrapped; fences of Mermaid become diagrams."""

from collections.abc import Sequence
from functools import cache

from markdown_it.token import Token

from notes_site.cache import Key
from notes_site.errors import Place, Problem
from notes_site.model import FragmentCount
from notes_site.parse.token_values import CODE_HTML
from notes_site.render import code as code_blocks
from notes_site.render.code import CodeBlock, code_key, highlight, wrap_code
from notes_site.render.context import NoteContext
from notes_site.render.diagrams import is_diagram, wrap_diagram

_CODE = {"fence", "code_block"}


def highlight_code(tokens: Sequence[Token], context: NoteContext) -> list[Token]:
    """Return `tokens` whose blocks of code have their `CODE_HTML`, from the store if there."""
    blocks: dict[int, tuple[CodeBlock, Key]] = {}  # by index of the token
    for index, token in enumerate(tokens):
        if token.type in _CODE:
            block = _read_block(token, context)
            blocks[index] = block, code_key(block, context.settings.code)
    known = context.store.find({key for _, key in blocks.values()})
    fresh = {}
    highlighted = list(tokens)
    for index, (block, key) in blocks.items():
        if key not in known:
            fresh[key] = known[key] = highlight(block, context.settings.coloured).encode()
        html = wrap_code(block, known[key].decode(), context.words)
        token = tokens[index]
        html = wrap_diagram(html) if is_diagram(token) else html
        highlighted[index] = CODE_HTML.added_to(token, html)
    context.store.add(fresh)
    keys = frozenset(key for _, key in blocks.values())
    context.code_blocks = FragmentCount(keys=keys, total=len(blocks), rendered=len(fresh))
    return highlighted


def _read_block(token: Token, context: NoteContext) -> CodeBlock:
    """Return a block of code as its info string has it; one of an unknown language as plain text."""
    source = context.source
    place = source.place(source.first_line + (token.map or [0])[0])
    block = code_blocks.parse_info(token.info, token.content)
    if not _is_known_language(block.language):
        context.problems.append(_unknown_language(block.language, place))
        block = code_blocks.parse_info("", token.content)
    context.problems += (
        Problem(place=place, kind="code", text=text, is_warning=True)
        for text in code_blocks.find_mistakes(token.info, block)
    )
    return block


@cache
def _is_known_language(name: str) -> bool:
    return code_blocks.is_known_language(name)


def _unknown_language(name: str, place: Place) -> Problem:
    remedy = f"write `{code_blocks.closest_language(name) or 'text'}`"
    text = f"Pygments knows no language `{name}`; {remedy}"
    return Problem(place=place, kind="code", text=text, is_warning=True)
