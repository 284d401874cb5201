"""Elements of HTML that nothing closes, and end tags that close nothing.

Neither may reach what stands around a note: `</div>` would end the page's own, and all behind a `<b>`
would be bold. So the end tag is left out, and the element ends with its block. Both are told of.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from markdown_it.token import Token
from msgspec import Struct

from notes_site.foreign import find_construct
from notes_site.foreign.elements import KNOWN
from notes_site.model import Source
from notes_site.parse.foreign import Finding
from notes_site.text.html_nesting import ENDED_BY_OTHERS
from notes_site.text.patterns import lazy_pattern

_TAG = lazy_pattern(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|textarea|title|xmp)\b.*?(?:</(?P=raw)\s*>|\Z)"
    r"""|<(?P<end>/?)(?P<name>[a-z][a-z0-9-]*)(?:"[^"]*"|'[^']*'|[^"'<>])*?(?P<whole>/?)>""",
    re.IGNORECASE | re.DOTALL,
)
_HTML = {"html_block", "html_inline"}
_RAW = {"script", "style", "textarea", "title", "xmp"}
"""Elements that hold text and no tags; in a paragraph, their start and end are tokens of their own."""

_FOREIGN = {"svg", "math"}
"""Elements in which `<path/>` is whole."""

_OLD_IMAGE = "image"
"""Outside of SVG browsers take it for `img`, which holds nothing."""


class _Tag(Struct, frozen=True):
    """A tag of a note, and where it stands: the token that holds it, the block of that, the line."""

    name: str
    written: str
    start: int
    token: Token
    block: Token
    line: int
    """0-based, of the note's text."""


def balance_html(source: Source, tokens: Sequence[Token]) -> Iterator[Finding]:
    """Close what is open in the HTML of `tokens`, take out what closes nothing, and yield both.

    An end tag closes the last open element of its name. Elements that the next of their kind ends, and
    those that no browser knows, are left alone.
    """
    opened: dict[str, list[_Tag]] = defaultdict(list)
    stray: list[_Tag] = []
    for tag, is_end in _list_tags(tokens):
        if not is_end:
            opened[tag.name].append(tag)
        elif opened[tag.name]:
            opened[tag.name].pop()
        else:
            stray.append(tag)
    for tag in reversed(stray):
        content = tag.token.content
        tag.token.content = content[: tag.start] + content[tag.start + len(tag.written) :]
    left = sorted((tag for tags in opened.values() for tag in tags), key=lambda tag: tag.line)
    for tag in reversed(left):
        _close(tag)
    for kind, tags in (("stray-end-tags", stray), ("open-elements", left)):
        for tag in tags:
            place = source.place(source.first_line + tag.line)
            yield Finding(construct=find_construct(kind), written=tag.written, place=place)


def _list_tags(tokens: Sequence[Token]) -> Iterator[tuple[_Tag, bool]]:
    """Yield the tags of all elements that can be open, and whether each is an end tag."""
    foreign = 0
    for block in tokens:
        if "<" not in block.content:
            continue
        first_line, position = (block.map or [0])[0], 0
        for token in (block, *(block.children or ())):
            if token.type not in _HTML:
                continue
            if token is not block:  # where it stands in the text of its block
                position = max(block.content.find(token.content, position), position)
            for match in _TAG.finditer(token.content):
                name = (match["name"] or "").lower()
                if name not in KNOWN or name in ENDED_BY_OTHERS or name in _RAW:
                    continue
                is_end = bool(match["end"])
                if name in _FOREIGN:
                    foreign += -1 if is_end else 1
                if (match["whole"] and foreign) or (name == _OLD_IMAGE and not foreign):
                    continue
                line = first_line + block.content.count("\n", 0, position + match.start())
                yield _Tag(name, match[0], match.start(), token, block, line), is_end


def _close(tag: _Tag) -> None:
    """Close an element at the end of its block."""
    end = f"</{tag.name}>"
    if tag.token is tag.block:
        html = tag.token.content.rstrip()
        tag.token.content = f"{html}{end}{tag.token.content[len(html) :]}"
    else:
        (tag.block.children or []).append(Token("html_inline", "", 0, content=end))
