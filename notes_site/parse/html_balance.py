"""Elements of HTML that nothing closes, and end tags that close nothing.

Neither may reach what stands around a note: `</div>` would end the page's own, and all behind a `<b>`
would be bold. So the end tag is left out, and the element ends with its block. Both are told of.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from markdown_it.token import Token
from msgspec import Struct

from notes_site.foreign import find_construct
from notes_site.foreign.elements import KNOWN
from notes_site.model import Source
from notes_site.parse.foreign import Finding
from notes_site.text.html_nesting import Tag, TagReader

_HTML = {"html_block", "html_inline"}


class _Placed(Struct, frozen=True):
    """A tag of a note, and where it stands: the token that holds it, the block of that, the line."""

    tag: Tag
    token: Token
    block: Token
    line: int
    """0-based, of the note's text."""


def balance_html(source: Source, tokens: Sequence[Token]) -> Iterator[Finding]:
    """Close what is open in the HTML of `tokens`, take out what closes nothing, and yield both.

    An end tag closes the last open element of its name. Elements that the next of their kind ends, and
    those that no browser knows, are left alone.
    """
    opened: dict[str, list[_Placed]] = defaultdict(list)
    stray: list[_Placed] = []
    for each in _list_tags(tokens):
        if not each.tag.is_end:
            opened[each.tag.name].append(each)
        elif opened[each.tag.name]:
            opened[each.tag.name].pop()
        else:
            stray.append(each)
    for each in reversed(stray):
        content, start = each.token.content, each.tag.start
        each.token.content = content[:start] + content[start + len(each.tag.written) :]
    left = sorted((each for some in opened.values() for each in some), key=lambda each: each.line)
    for each in reversed(left):
        _close(each)
    for kind, some in (("stray-end-tags", stray), ("open-elements", left)):
        for each in some:
            place = source.place(source.first_line + each.line)
            yield Finding(construct=find_construct(kind), written=each.tag.written, place=place)


def _list_tags(tokens: Sequence[Token]) -> Iterator[_Placed]:
    """Yield the tags of all elements that can be open, and that browsers know."""
    reader = TagReader()
    for block in tokens:
        if "<" not in block.content:
            continue
        first_line, position = (block.map or [0])[0], 0
        for token in (block, *(block.children or ())):
            if token.type not in _HTML:
                continue
            if token is not block:  # where it stands in the text of its block
                position = max(block.content.find(token.content, position), position)
            for tag in reader.read(token.content):
                if tag.name in KNOWN:
                    line = first_line + block.content.count("\n", 0, position + tag.start)
                    yield _Placed(tag, token, block, line)


def _close(opening: _Placed) -> None:
    """Close an element at the end of its block."""
    end, token, block = f"</{opening.tag.name}>", opening.token, opening.block
    if token is block:
        html = token.content.rstrip()
        token.content = f"{html}{end}{token.content[len(html) :]}"
    else:
        (block.children or []).append(Token("html_inline", "", 0, content=end))
