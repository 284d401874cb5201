"""Terms of `terms.yaml` in a note: where it speaks of them, and their words in another language."""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token
from msgspec import Struct

from notes_site.model import TermUse
from notes_site.render.passes.change import with_children
from notes_site.render.settings import TermSettings
from notes_site.translations import find_uses

_IN_HEADING, _EMPHASISED, _USED = 2, 1, 0
_LINKS = {"link_open": 1, "link_close": -1}
_EMPHASIS = {"em_open": 1, "strong_open": 1, "em_close": -1, "strong_close": -1}
_WITHOUT_HINTS = {"heading_open", "figcaption_open", "table_caption_open", "theorem_title_open"}
"""What the line of contents, labels and names of figures are made of."""


class _Use(Struct, frozen=True):
    """A term in a text token."""

    index: int
    """Of the term."""

    start: int
    end: int
    rank: int
    is_linked: bool


def find_terms(tokens: Sequence[Token], language: str, settings: TermSettings) -> list[TermUse]:
    """Return the terms that a note uses, each where it says most of it, the first of several.

    Args:
        tokens: block tokens of the note.
        language: code of its language.
        settings: the terms.
    """
    best: dict[int, TermUse] = {}
    section = ""
    for before, block in zip([None, *tokens], tokens, strict=False):
        if block.type == "heading_open":
            section = str(block.attrs.get("id", ""))
        is_heading = before is not None and before.type == "heading_open"
        for use in (use for uses in _uses(block, language, settings) for use in uses):
            rank = _IN_HEADING if is_heading else use.rank
            if use.index not in best or rank > best[use.index].rank:
                word = settings.terms[use.index].word(language)
                best[use.index] = TermUse(word=word, section=section, rank=rank)
    return [best[index] for index in sorted(best)]


def show_hints(tokens: Sequence[Token], language: str, settings: TermSettings) -> list[Token]:
    """Return block tokens with the other language's word beside the first use of each term.

    It stands in the text, in brackets, so that it is there without a style sheet too; the theme shows it on
    hovering, by keyboard and at a tap. Nothing is added within links, headings, captions, formulas and code.
    """
    shown: set[int] = set()
    result: list[Token] = []
    for before, block in zip([None, *tokens], tokens, strict=False):
        if before is not None and before.type in _WITHOUT_HINTS:
            result.append(block)
            continue
        children: list[Token] = []
        uses_by_token = _uses(block, language, settings)
        for child, uses in zip(block.children or (), uses_by_token, strict=True):
            children += _hinted(child, uses, language, settings, shown)
        result.append(with_children(block, children) if block.children else block)
    return result


def _hinted(
    token: Token, uses: Sequence[_Use], language: str, settings: TermSettings, shown: set[int]
) -> Iterator[Token]:
    """Yield a token, divided where terms begin that are not among those `shown` already."""
    position = 0
    for use in uses:
        code, word = settings.other(use.index, language)
        if use.is_linked or use.index in shown or not word:
            continue
        shown.add(use.index)
        if use.start > position:
            yield token.copy(content=token.content[position : use.start])
        yield Token("term_open", "span", 1, attrs={"class": "term", "tabindex": "0"})
        yield token.copy(content=token.content[use.start : use.end])
        yield Token("term_hint_open", "span", 1, attrs={"class": "term-hint"})
        yield Token("text", "", 0, content=" (")
        yield Token("term_word_open", "span", 1, attrs={"lang": settings.tags[code]})
        yield Token("text", "", 0, content=word)
        yield Token("term_word_close", "span", -1)
        yield Token("text", "", 0, content=")")
        yield Token("term_hint_close", "span", -1)
        yield Token("term_close", "span", -1)
        position = use.end
    if not position:
        yield token
    elif position < len(token.content):
        yield token.copy(content=token.content[position:])


def _uses(block: Token, language: str, settings: TermSettings) -> list[list[_Use]]:
    """Return the uses of terms in each child of a block token."""
    found: list[list[_Use]] = []
    links = emphasis = 0
    for child in block.children or ():
        links += _LINKS.get(child.type, 0) or _raw_links(child)
        emphasis += _EMPHASIS.get(child.type, 0)
        rank = _EMPHASISED if emphasis else _USED
        uses = find_uses(child.content, language, settings.terms) if child.type == "text" else ()
        found.append([_Use(index, start, end, rank, links > 0) for start, end, index in uses])
    return found


def _raw_links(token: Token) -> int:
    """Return 1 for HTML that begins a link, -1 for what ends one, 0 for anything else."""
    if token.type != "html_inline":
        return 0
    content = token.content.lower()
    return content.startswith(("<a ", "<a>")) - content.startswith("</a")
