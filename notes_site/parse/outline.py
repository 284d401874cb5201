"""A note as a row of blocks that can be compared with those of its translation."""

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Any

from markdown_it.token import Token
from msgspec import Struct, field
from msgspec.structs import replace

from notes_site.errors import Problem
from notes_site.model import Anchor, AnchorKind, Block, BlockKind, Source
from notes_site.parse.lone_images import lone_image
from notes_site.parse.text import plain_text
from notes_site.parse.token_values import BLOCK_KIND, CITATION, NAMED_LINK, OFFSET, OUTERMOST

_COMMENT = re.compile(r"<!--\s*parity\s*:\s*(?P<words>.*?)\s*-->\s*", re.DOTALL)
_ALLOW = "allow"
_ALLOW_SECTION = "allow section"
_ALLOW_NOTE = "allow note"
_UNKNOWN = (
    "`parity: {}` means nothing; write `<!-- parity: allow -->` before a block that may differ "
    "from the translation, or `allow section`, or `allow note`"
)

_CONTAINERS = {
    "list_item_open": BlockKind.ITEM,
    "blockquote_open": BlockKind.QUOTE,
    "alert_open": BlockKind.QUOTE,
    "theorem_open": BlockKind.PARAGRAPH,
    "dt_open": BlockKind.DEFINITION,
    "dd_open": BlockKind.DEFINITION,
    "footnote_open": BlockKind.FOOTNOTE,
}
_ENDS = {name.replace("_open", "_close") for name in _CONTAINERS}
_ALONE = {
    "math_block": BlockKind.FORMULA,
    "fence": BlockKind.CODE,
    "code_block": BlockKind.CODE,
    "html_block": BlockKind.HTML,
    "html_math": BlockKind.HTML,
    "hr": BlockKind.RULE,
}

# A number of two digits or more, or a name with capitals within: `ResNet`, `GPU`, `BERT-base`.
_TERM = re.compile(r"(?<![\w.])(?:\d[\d.,]*\d|[A-Za-z][a-z\d]*[A-Z]\w*)", re.ASCII)
_TITLES = {"figcaption_open", "theorem_title_open"}
_ANCHORS = {
    "math_inline": AnchorKind.FORMULA,
    "math_ref": AnchorKind.REFERENCE,
    "code_inline": AnchorKind.CODE,
}
_LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")


class Outline(Struct, frozen=True):
    """The blocks of a note, for comparison."""

    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]
    """Comments that mean nothing."""


def read_outline(source: Source, tokens: Sequence[Token]) -> Outline:
    """Return the blocks of the note whose block tokens are `tokens`."""
    reading = _Reading(source.first_line)
    for index, token in enumerate(tokens):
        reading.read(token, tokens[index - 1] if index else None)
    blocks = reading.blocks
    for begin, end in reading.allowed:
        start = max(min(begin, len(blocks) - 1), 0)  # behind all blocks, it is about the last
        last = _section_end(blocks, start) if end is None else max(end, start + 1)
        blocks[start:last] = [replace(block, is_allowed=True) for block in blocks[start:last]]
    problems = [
        Problem(place=source.place(line), kind="parity", text=text, is_warning=True)
        for line, text in reading.unknown
    ]
    return Outline(tuple(blocks), tuple(problems))


def without_comments(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield `tokens` without the comments about translations, which are not for readers."""
    for token in tokens:
        if token.type == "html_block" and _COMMENT.fullmatch(token.content):
            continue
        if token.type == "inline" and "<!--" in token.content:
            token.children = [
                child
                for child in token.children or ()
                if not (child.type == "html_inline" and _COMMENT.fullmatch(child.content))
            ]
        yield token


def text_digest(text: str) -> str:
    """Return a short digest of `text`, whatever its line breaks and blanks."""
    folded = " ".join(text.split())
    return blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _section_end(blocks: Sequence[Block], start: int) -> int:
    """Return the index behind the section in which the block at `start` stands."""
    heads = (block.level for block in reversed(blocks[:start]) if block.level)
    level = next(heads, 0)
    following = range(start, len(blocks))
    return next((i for i in following if 0 < blocks[i].level <= level), len(blocks))


class _Reading(Struct):
    """The state of reading the tokens."""

    first_line: int
    blocks: list[Block] = field(default_factory=list)
    allowed: list[tuple[int, int | None]] = field(default_factory=list)
    """First and last index, half-open, of blocks that may differ; None is the section's end."""

    unknown: list[tuple[int, str]] = field(default_factory=list)
    """Line → what is wrong with a comment there."""

    containers: list[BlockKind] = field(default_factory=list)
    top: int = -1
    table: Token | None = None
    """The opening token of the table that is open."""

    algorithm: Token | None = None
    """The opening token of the algorithm that is open."""

    cells: list[Token] = field(default_factory=list)
    """The `inline` tokens of the table or algorithm."""

    def read(self, token: Token, before: Token | None) -> None:  # noqa: PLR0912 - a list of cases
        """Read the next token; `before` is the one in front of it."""
        if token.level == 0 and token.nesting >= 0:
            self.top += 1
            OUTERMOST.put_on(token, self.top)
        kind = token.type
        if kind in _CONTAINERS:
            self.containers.append(_CONTAINERS[kind])
        elif kind in _ENDS:
            if self.containers:  # a footnote may be taken out of the quote that it is in
                self.containers.pop()
        elif kind == "table_open":
            self.table = token
        elif kind == "table_close":
            self._end_table(self.table or token)
        elif kind == "html_block" and (match := _COMMENT.fullmatch(token.content)):
            self._allow(match["words"], self._line(token), self._next())
        elif kind in _ALONE:
            self._add_alone(token)
        elif kind == "inline" and self.table is not None:
            self.cells.append(token)
        elif kind == "algorithm_open":
            self.algorithm, self.cells = token, []
        elif kind == "algorithm_close":
            self._end_algorithm()
        elif kind == "inline" and before and before.type == "algorithm_line_open":
            self.cells.append(token)
        elif kind == "theorem_open":
            self._add_head(token, [])
        elif kind == "inline" and token.map and before and before.type not in _TITLES:
            self._add_inline(token, before)

    def _line(self, token: Token) -> int:
        return self.first_line + (token.map[0] if token.map else 0)

    def _next(self) -> tuple[int, int]:
        return len(self.blocks), len(self.blocks) + 1

    def _allow(self, words: str, line: int, block: tuple[int, int]) -> None:
        if words == _ALLOW:
            self.allowed.append(block)
        elif words == _ALLOW_SECTION:
            self.allowed.append((block[0], None))
        elif words == _ALLOW_NOTE:
            self.allowed.append((0, 1 << 30))
        else:
            self.unknown.append((line, _UNKNOWN.format(words)))

    def _add(
        self,
        kind: BlockKind,
        token: Token,
        text: str,
        lines: tuple[int, int] | None = None,
        **more: Any,  # noqa: ANN401 - further fields of a block
    ) -> None:
        """Add a block with this text; its lines are all of the token's unless given."""
        if lines is None:
            begin, end = token.map or (0, 1)
            lines = self.first_line + begin, self.first_line + max(end - 1, begin)
        block = Block(
            kind=kind,
            first_line=lines[0],
            last_line=lines[1],
            top=self.top,
            digest=text_digest(text),
            length=len(text),
            **more,
        )
        self.blocks.append(block)

    def _add_alone(self, token: Token) -> None:
        is_formula = token.type == "math_block"
        self._add(
            _ALONE[token.type],
            token,
            f"{token.info}\n{token.content}",
            content=token.content,
            language=token.info.split(" ", 1)[0],
            labels=tuple(_LABEL.findall(token.content)) if is_formula else (),
        )

    def _end_algorithm(self) -> None:
        if self.algorithm:
            self._add_head(self.algorithm, self.cells)
        self.algorithm, self.cells = None, []

    def _add_head(self, opening: Token, inside: Sequence[Token]) -> None:
        """Add what a numbered block is; the blocks of a theorem are added by themselves."""
        kind = BLOCK_KIND.of(opening)
        label = str(opening.attrs.get("id", ""))
        self._add(
            BlockKind.THEOREM,
            opening,
            "\n".join([kind, label, *(token.content for token in inside)]),
            content=kind,
            labels=(label,) if label else (),
            anchors=tuple(each for token in inside for each in self._anchors(token)),
        )

    def _end_table(self, opening: Token) -> None:
        anchors = tuple(each for cell in self.cells for each in self._anchors(cell))
        text = "|".join(cell.content for cell in self.cells)
        self._add(BlockKind.TABLE, opening, text, anchors=anchors)
        self.table = None
        self.cells.clear()

    def _add_inline(self, token: Token, before: Token) -> None:
        if before.type == "heading_open":
            self._add(
                BlockKind.HEADING,
                token,
                token.content,
                level=int(before.tag[1]),
                id=str(before.attrs.get("id", "")),
                content=plain_text(token.children or []),
                anchors=tuple(self._anchors(token)),
            )
            return
        kind = self.containers[-1] if self.containers else BlockKind.PARAGRAPH
        children = token.children or []
        image = lone_image(children)
        if image:
            address = str(image.attrs.get("src", ""))
            self._add(BlockKind.FIGURE, token, token.content, content=address)
        elif any(child.type == "math_display" for child in children):
            self._add_parts(kind, token)
        else:
            self._add(kind, token, token.content, anchors=tuple(self._anchors(token)))
        for child in children:
            if child.type == "html_inline" and (match := _COMMENT.fullmatch(child.content)):
                last = len(self.blocks)
                self._allow(match["words"], self._line(token), (last - 1, last))

    def _add_parts(self, kind: BlockKind, token: Token) -> None:
        """Add a paragraph with display formulas in it as its texts and formulas, in turn."""
        content, anchors = token.content, list(self._anchors(token))
        begin = 0
        formulas = [child for child in token.children or () if child.type == "math_display"]
        for child in [*formulas, None]:
            start = OFFSET.of(child) - len("$$") if child else len(content)
            if text := content[begin:start].strip():
                lines = self._lines(token, begin, start)
                part = tuple(each for each in anchors if lines[0] <= each.line <= lines[1])
                self._add(kind, token, text, lines, anchors=part)
            if child is None:
                break
            begin = OFFSET.of(child) + len(child.content) + len("$$")
            lines = self._lines(token, start, begin)
            self._add(
                BlockKind.FORMULA,
                token,
                f"\n{child.content}",
                lines,
                content=child.content,
                labels=tuple(_LABEL.findall(child.content)),
            )

    def _lines(self, token: Token, start: int, end: int) -> tuple[int, int]:
        """Return first and last line of a part of a text, without the blanks around it."""
        part = token.content[start:end]
        first = self._line(token) + token.content.count("\n", 0, start)
        first += part[: len(part) - len(part.lstrip())].count("\n")
        return first, first + part.strip().count("\n")

    def _anchors(self, token: Token) -> Iterator[Anchor]:
        content, position = token.content, 0
        line, counted = self._line(token), 0
        for child in token.children or ():
            for kind, text in _find_anchors(child):
                position = max(position, content.find(text, position))
                if position > counted:
                    line += content.count("\n", counted, position)
                    counted = position
                yield Anchor(kind, text, line)


def _find_anchors(token: Token) -> Iterable[tuple[AnchorKind, str]]:
    """Return what can be recognised in an inline token."""
    kind = token.type
    if kind == "text":
        return [(AnchorKind.TERM, term) for term in _TERM.findall(token.content)]
    if kind in _ANCHORS:
        return [(_ANCHORS[kind], token.content)]
    if kind == "link_open":
        named = NAMED_LINK.find(token)
        return [(AnchorKind.LINK, named.name if named else str(token.attrs.get("href", "")))]
    if kind == "citation":
        return [(AnchorKind.CITATION, work.key) for work in CITATION.of(token).works]
    if kind == "image":
        return [(AnchorKind.IMAGE, str(token.attrs.get("src", "")))]
    return ()
