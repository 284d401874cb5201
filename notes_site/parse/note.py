"""One note as tokens, with its formulas numbered and its references checked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

from notes_site.config.math import MathConfig
from notes_site.errors import Place, Problem
from notes_site.model import Equation, Note, Source
from notes_site.parse.equations import EquationCounter, Formula, resolve_references

_DISPLAY = {"math_display", "math_block"}
_MATH = _DISPLAY | {"math_inline"}


@dataclass(frozen=True, slots=True)
class InlineToken:
    """An inline token and the block token that holds it."""

    token: Token
    block: Token


def parse_note(source: Source, md: MarkdownIt, math: MathConfig) -> Note:
    """Return the note whose file is `source`.

    The token of every formula gets a `Formula` as `meta["formula"]`, and the token of
    every reference its `Equation` as `meta["equation"]`, where there is one.
    """
    tokens = md.parse(source.text)
    title = _parse_line(source, "title", source.front.title, md)
    own_excerpt = None
    if source.front.excerpt:
        own_excerpt = _parse_line(source, "excerpt", source.front.excerpt, md)
    equations: dict[str, Equation] = {}
    blocks = [*tokens, title, *([own_excerpt] if own_excerpt else [])]
    problems = list(_find_refused(source, blocks))
    counter = EquationCounter(numbers=math.numbers)
    formulas = [found for found in walk(blocks) if found.token.type in _MATH]
    first_places: dict[str, Place] = {}
    for found in formulas:
        typed = found.token.content
        if found.token.type in _DISPLAY:
            formula = counter.number(typed)
        else:
            formula = Formula(typed=typed, tex=typed)
        found.token.meta["formula"] = formula
        for equation in formula.equations:
            if not equation.label:
                continue
            place = find_place(source, found, max(typed.find(f"{{{equation.label}}}"), 0))
            if equation.label in equations:
                first = first_places[equation.label]
                text = f"the label `{equation.label}` stands at line {first.line} too; rename one"
                problems.append(Problem(place=place, text=text))
            else:
                equations[equation.label] = equation
                first_places[equation.label] = place
    for found in formulas:
        found.token.meta["formula"] = resolve_references(found.token.meta["formula"], equations)
    problems.extend(_check_references(source, tokens, equations))
    return Note(
        source=source,
        tokens=tokens,
        title=title,
        own_excerpt=own_excerpt,
        equations=equations,
        problems=tuple(problems),
    )


def _parse_line(source: Source, key: str, text: str, md: MarkdownIt) -> Token:
    """Return a text of the front matter as an `inline` token at the line of its key."""
    (inline,) = md.parseInline(text)
    line = source.front.lines.get(key, 1) - source.first_line
    inline.map = [line, line + 1]
    return inline


def _find_refused(source: Source, tokens: Sequence[Token]) -> Iterator[Problem]:
    """Yield what the rules of the dialect refuse: `meta["refused"]` of block tokens."""
    for token in tokens:
        if "refused" in token.meta and token.map:
            place = Place(path=source.path, line=source.first_line + token.map[0])
            yield Problem(place=place, text=token.meta["refused"])


def _check_references(
    source: Source, tokens: Sequence[Token], equations: dict[str, Equation]
) -> Iterator[Problem]:
    from difflib import get_close_matches

    for found in walk(tokens):
        if found.token.type != "math_ref" or "#" in found.token.content:
            continue
        label = found.token.content
        if label in equations:
            found.token.meta["equation"] = equations[label]
            continue
        close = get_close_matches(label, equations, n=1)
        remedy = f"write `{close[0]}`" if close else f"write `\\label{{{label}}}` in a formula"
        text = f"no formula of this note has the label `{label}`; {remedy}"
        yield Problem(place=find_place(source, found, 0), text=text)


def walk(tokens: Sequence[Token]) -> Iterator[InlineToken]:
    """Yield all inline tokens, and the blocks that are formulas, in reading order."""
    for block in tokens:
        if block.type == "inline":
            for token in block.children or ():
                yield InlineToken(token, block)
        elif block.type == "math_block":
            yield InlineToken(block, block)


def find_place(source: Source, found: InlineToken, position: int) -> Place:
    """Return where the character at `position` of an inline token's content stands.

    The text that the inline parser gets has each line without the marks of the blocks
    around it, so a line of it is found within the line of the file; the column is 0
    where it is not, as in a table's cell with an escaped `|`.
    """
    if found.block.map is None:
        return Place(path=source.path, line=source.first_line)
    offset = found.token.meta.get("offset", 0) + position
    if found.token is found.block:
        content = found.token.markup + found.token.content
        if found.token.markup == "\\begin":
            content = found.token.content
    else:
        content = found.block.content
    before = content[:offset]
    line_index = before.count("\n")
    start = before.rfind("\n") + 1
    end = content.find("\n", offset)
    content_line = content[start:] if end < 0 else content[start:end]
    index = found.block.map[0] + line_index
    indent = -1
    if index >= 0:  # a text of the front matter lies before the Markdown
        indent = source.text.split("\n", index + 1)[index].find(content_line.rstrip())
    return Place(
        path=source.path,
        line=source.first_line + index,
        column=indent + offset - start + 1 if indent >= 0 else 0,
    )
