"""Fragments of links: the headings that other tools name otherwise."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from notes_site.importing.code import outside_code
from notes_site.text.slug import slug

_HEADING = re.compile(
    r"^ {0,3}(?:>[ \t]*)*#{1,6}[ \t]+(?P<title>[^\n]+?)(?:[ \t]+\{:?[ \t]*#(?P<id>[^\s{}]+)[^{}\n]*\})?[ \t]*#*[ \t]*$",
    re.MULTILINE,
)
_MARKUP = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)|(?<=\])\([^)\n]*\)|<[^>\n]*>|[*_`~$\[\]\\]")


def find_heading(text: str, fragment: str) -> str:
    """Return the `id` of the heading of a note that a fragment means; empty for none.

    Tools agree on letters and numbers alone: one drops a comma for which another writes a `-`, one
    keeps capital letters.

    Args:
        text: of the note.
        fragment: as written, percent-encoded or not.
    """
    wanted = _letters(unquote(fragment))
    return next((id_ for id_ in _list_ids(text) if wanted and _letters(id_) == wanted), "")


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _list_ids(text: str) -> Iterator[str]:
    """Yield the `id`s of all headings; the second of the same text gets `-1`, as on GitHub."""
    headings: list[re.Match[str]] = []

    def find(bare: str) -> str:
        headings.extend(_HEADING.finditer(bare))
        return bare

    outside_code(text, find)
    counts: dict[str, int] = {}
    for match in headings:
        wanted = match["id"] or slug(_MARKUP.sub("", match["title"]))
        if wanted:
            number = counts[wanted] = counts.get(wanted, -1) + 1
            yield f"{wanted}-{number}" if number and not match["id"] else wanted


_BLOCK = re.compile(
    r"^(?P<before>[ \t]*(?:>[ \t]*)*(?:(?:[-*+]|\d+[.)])[ \t]+)?(?:\[[ xX]\][ \t]+)?)(?P<text>(?:[^\s#|$!<][^\n]*?)?)[ \t]*(?<!\S)\^(?P<id>[A-Za-z0-9-]+)[ \t]*$",
    re.MULTILINE,
)
_TO_BLOCK = re.compile(
    r"(?P<before>\]\([^()\s]*|\[\[[^\[\]|\n]*)#\^(?P<id>[A-Za-z0-9-]+)(?=[)|\]\s])"
)


def mark_blocks(text: str) -> tuple[str, int]:
    """Return `text` with anchors for the blocks that Obsidian names by `^id`, and links to them; and how many."""
    count = 0

    def mark(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f'{match["before"]}<span id="block-{match["id"]}"></span>{match["text"]}'

    made = outside_code(text, lambda bare: _BLOCK.sub(mark, bare))
    return _TO_BLOCK.sub(r"\g<before>#block-\g<id>", made), count
