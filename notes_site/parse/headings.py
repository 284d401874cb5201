"""Levels and `id`s of headings."""

import re
from collections import Counter
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, heading
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from notes_site.parse.attributes import read_attributes
from notes_site.parse.text import plain_text
from notes_site.parse.token_values import REFUSED
from notes_site.text.slug import slug

_GIVEN = re.compile(r"\s*\{:?[ \t]*(?P<written>[^{}]+)\}\s*$")
_ATTRIBUTES = re.compile(
    r"-|(?:(?:\#[^\s{}#]+|\.[A-Za-z][\w-]*)(?:[ \t]+|$)(?:[\w-]+=(?:\"[^\"]*\"|[^\s\"]+)(?:[ \t]+|$))*)+"
)
_WIDE_BLANK = re.compile(r"#{1,6}[\u3000\u00a0]")
_LOWEST = 6


def headings_plugin(md: MarkdownIt) -> None:
    """Add `{#id .class}` behind headings, an `id` to every other one, and one `h1` a page."""
    md.block.ruler.at("heading", _heading, {"alt": ["paragraph", "reference", "blockquote"]})
    md.core.ruler.after("block", "heading_given_ids", _take_given_ids)
    md.core.ruler.push("heading_levels", _lower_levels)
    md.core.ruler.push("heading_ids", _add_ids)


def _heading(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a heading; the blank behind its marks may be that of Chinese (U+3000), or a fixed one."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    wide = _WIDE_BLANK.match(state.src, start, state.eMarks[start_line])
    if wide is None:
        return heading(state, start_line, end_line, silent)
    typed = state.src
    state.src = f"{typed[: wide.end() - 1]} {typed[wide.end() :]}"
    is_heading = heading(state, start_line, end_line, silent)
    state.src = typed
    return is_heading


def _take_given_ids(state: StateCore) -> None:
    for opening, inline in pairwise(state.tokens):
        if opening.type != "heading_open" or not inline.content.endswith("}"):
            continue
        given = _GIVEN.search(inline.content)
        if given is None or not _ATTRIBUTES.fullmatch(given["written"].strip()):
            continue
        attributes = read_attributes(given["written"])
        if attributes.id:
            opening.attrSet("id", attributes.id)
        if attributes.classes:
            opening.attrSet("class", " ".join(attributes.classes))
        inline.content = inline.content[: given.start()]


def _lower_levels(state: StateCore) -> None:
    """Lower all headings by one level where the note has an `h1`, which is its title's."""
    headings = [token for token in state.tokens if token.type.startswith("heading_")]
    if any(token.tag == "h1" for token in headings):
        for token in headings:
            token.tag = f"h{min(int(token.tag[1]) + 1, _LOWEST)}"


def _add_ids(state: StateCore) -> None:
    """Give every heading an `id` of its own, made of its text.

    A second heading of the same text gets `-1`, a third `-2`, as on GitHub: no `id`
    changes when another heading does, unless both had the same text.
    """
    headings = [
        (opening, inline)
        for opening, inline in pairwise(state.tokens)
        if opening.type == "heading_open"
    ]
    given = Counter(str(opening.attrs["id"]) for opening, _ in headings if "id" in opening.attrs)
    taken = set(given)
    counts: Counter[str] = Counter()
    for opening, inline in headings:
        if "id" not in opening.attrs:
            opening.attrSet("id", free_id(slug(_text(inline)) or "section", taken, counts))
        elif given[str(opening.attrs["id"])] > 1:
            text = f"the id `{opening.attrs['id']}` stands at another heading too; rename one"
            REFUSED.put_on(opening, text)


def _text(inline: Token) -> str:
    return plain_text(inline.children or [])


def free_id(wanted: str, taken: set[str], counts: Counter[str]) -> str:
    """Return `wanted` with the first number that makes it free.

    Args:
        wanted: what the text of the heading gives.
        taken: all `id`s so far; gets the new one.
        counts: how many numbers of each text are used up.
    """
    chosen = wanted
    while chosen in taken:
        counts[wanted] += 1
        chosen = f"{wanted}-{counts[wanted]}"
    taken.add(chosen)
    return chosen
