"""The types that cross a stage boundary, in the order in which they are made."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from enum import Enum, StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NewType

from markupsafe import Markup
from msgspec import Struct, field

from notes_site.cache.keys import Key
from notes_site.errors import Place, Problem, has_mistakes

if TYPE_CHECKING:
    from markdown_it.token import Token

Url = NewType("Url", str)
"""Site-relative and percent-encoded address; begins with `/`, without the path of `base_url`."""


class Kind(Enum):
    """The kind of page that a file of `content/` becomes."""

    NOTE = "note"
    """An article with a date, listed in the index."""

    PAGE = "page"
    """A standing page such as About, without a date."""


class Paper(Struct, frozen=True, kw_only=True):
    """The paper that a note is about, as front matter names it."""

    title: str
    authors: tuple[str, ...]
    venue: str
    year: str
    arxiv: str
    """Identifier such as `2103.00020`."""

    doi: str
    url: str
    code: str
    """Address of its code."""

    key: str = ""
    """Of its entry in the bibliography, where front matter names that alone."""


class Change(Struct, frozen=True, kw_only=True):
    """A change of a note, as its author says."""

    date: datetime
    text: str


class FrontMatter(Struct, frozen=True, kw_only=True):
    """The front matter of a note. Texts are empty where not given."""

    title: str
    date: datetime | None
    """None for standing pages only. A date without a time is midnight UTC."""

    updated: datetime | None
    tags: tuple[str, ...]
    series: str
    authors: tuple[str, ...]
    is_draft: bool
    is_partial: bool
    """Whether it is a translation under way, so that it lacks parts of the original."""

    description: str
    excerpt: str
    """Markdown that stands in for the automatic excerpt."""

    slug: str
    aliases: tuple[str, ...]
    bibliography: tuple[str, ...]
    """Files of entries, from the note's folder or the site's."""

    translation_key: str
    history: tuple[Change, ...]
    """Newest first."""

    id: str
    """Of the note in feeds, where it was brought along."""

    paper: Paper | None
    is_pinned: bool
    has_toc: bool
    macros: Mapping[str, str]
    """TeX macros of this note alone, as `math.macros` of `site.yaml`."""

    extra: Mapping[str, object]
    """Free values for a site's own templates."""

    lines: Mapping[str, int]
    """Key → 1-based line of the file where it stands."""


class CellStart(Struct, frozen=True):
    """The beginning of a cell of a notebook in the text that is made of all of them."""

    line: int
    """1-based, of the text with its front matter."""

    cell: int
    """1-based number of the cell in the notebook."""

    cell_line: int
    """1-based line of the cell that stands there; 0 where the line before its first one does."""


class OutputKind(StrEnum):
    """A kind of output of a code cell."""

    TEXT = "text"
    """What a program printed, or how a value is written; with the escapes of a terminal."""

    ERROR = "error"
    """A traceback, with the escapes of a terminal."""

    MARKDOWN = "markdown"
    """Text of the dialect: Markdown, and LaTeX."""

    HTML = "html"
    """HTML that runs nothing."""

    TABLE = "table"
    """HTML of one table, without the element around it."""

    PICTURE = "picture"
    """Address of a picture."""


class CellOutput(Struct, frozen=True, kw_only=True):
    """An output of a code cell."""

    kind: OutputKind
    content: str
    plain: str = ""
    """The same as text, where HTML and pictures cannot be shown; empty where there is none."""


class ComputedCell(Struct, frozen=True, kw_only=True):
    """A code cell with its outputs."""

    line: int
    """1-based line of the note's text, its front matter counted, where its fence opens; 0 for one
    that is found by its code, in a note that shows the outputs of another."""

    code: str
    shows_code: bool = True
    folds_outputs: bool = False
    label: str = ""
    """`id` of its first picture or table."""

    caption: str = ""
    """Of that, as Markdown."""

    alt: str = ""
    """Description of its pictures."""

    outputs: tuple[CellOutput, ...] = ()


class StoredFile(Struct, frozen=True, kw_only=True):
    """A file of the site whose bytes lie in the store: a picture of a notebook."""

    url: Url
    key: Key
    digest: bytes
    """Of its bytes."""


def find_in_cells(path: str, starts: Sequence[CellStart], line: int, column: int = 0) -> Place:
    """Return a line of a note's text as a place in its file.

    Args:
        path: of the file.
        starts: of the cells, in order; none for a file that is the text itself.
        line: 1-based, of the text with its front matter.
        column: 1-based; 0 where it is not known.
    """
    if not starts:
        return Place(path=path, line=line, column=column)
    index = bisect_right(starts, line, key=lambda start: start.line) - 1
    if index < 0:  # front matter that stands in no cell
        return Place(path=path)
    start = starts[index]
    own = max(line - start.line + start.cell_line, 1)
    return Place(path=path, cell=start.cell, line=own, column=column)


class Source(Struct, frozen=True, kw_only=True):
    """One file of `content/` as read."""

    path: str
    """Below the site folder: `content/zh/clip.md`."""

    language: str
    """Code of one of the site's languages."""

    kind: Kind
    key: str
    """The same for all translations of an article: its path below the language, or
    the `translation_key` of its front matter."""

    name: str
    """File name without suffix, or the folder's for `index.md`."""

    folder: str
    """Folder of the note below its language, `/`-separated; empty at the top."""

    front: FrontMatter
    digest: bytes
    """Of the whole file, whatever its line ends."""

    text: str
    """The Markdown after the front matter, lines ended by `\\n`."""

    first_line: int
    """1-based line of the file where `text` begins."""

    attachments: tuple[str, ...]
    """Paths of the other files in the folder of a note that is an `index.md`."""

    problems: tuple[Problem, ...]
    """What is wrong with its front matter."""

    cells: tuple[CellStart, ...] = ()
    """Of a notebook: where each begins in the text."""

    computed: tuple[ComputedCell, ...] = ()
    """The code cells whose outputs it shows, in order: its own, or those of a notebook that it
    translates."""

    files: tuple[StoredFile, ...] = ()
    """The pictures in these outputs, and those attached to cells."""

    own_files: int = 0
    """How many of `files` are its own, where it shows outputs of another."""

    lender: bytes = b""
    """Digest of the notebook whose outputs it shows; empty where they are its own."""

    def place(self, line: int, column: int = 0) -> Place:
        """Return a line of the text, its front matter counted, as a place in the file."""
        return find_in_cells(self.path, self.cells, line, column)

    @property
    def date(self) -> datetime:
        """Date of publication; the beginning of time for a standing page."""
        return self.front.date or datetime.min.replace(tzinfo=UTC)


class Equation(Struct, frozen=True, kw_only=True):
    """A display formula, or a row of one, that carries a number or a label."""

    label: str
    """As in `\\label{…}`; empty where there is none."""

    number: str
    """What stands in the parentheses: `3`, or the text of `\\tag`; empty without one."""

    anchor: str
    """`id` of the formula's element."""


class LabelKind(StrEnum):
    """The kind of block that a link by `id` leads to; its name in messages."""

    THEOREM = "theorem"
    LEMMA = "lemma"
    PROPOSITION = "proposition"
    COROLLARY = "corollary"
    DEFINITION = "definition"
    ASSUMPTION = "assumption"
    CONJECTURE = "conjecture"
    AXIOM = "axiom"
    CLAIM = "claim"
    PROPERTY = "property"
    REMARK = "remark"
    EXAMPLE = "example"
    EXERCISE = "exercise"
    SOLUTION = "solution"
    PROOF = "proof"
    FIGURE = "figure"
    TABLE = "table"
    LISTING = "listing"
    ALGORITHM = "algorithm"
    EQUATION = "equation"
    SECTION = "section"
    NOTE = "note"


class Label(Struct, frozen=True, kw_only=True):
    """The text of a link without one, in parts: kind, number and name of its block."""

    kind: LabelKind
    number: str
    """Empty for a section, and for a block without one."""

    name: str
    """As typed: Markdown. Title of a section, name of a theorem; empty for others."""

    line: int
    """1-based, of the file; 0 for a whole note."""


class BlockKind(StrEnum):
    """The kind of a block; its name in messages."""

    HEADING = "heading"
    THEOREM = "numbered block"
    PARAGRAPH = "paragraph"
    ITEM = "list item"
    QUOTE = "quote"
    DEFINITION = "definition"
    FOOTNOTE = "footnote"
    FORMULA = "formula"
    CODE = "code block"
    TABLE = "table"
    FIGURE = "figure"
    HTML = "piece of HTML"
    RULE = "rule"


class AnchorKind(StrEnum):
    """A kind of anchor, recognised in a text of any language; its name in messages."""

    FORMULA = "formula"
    IMAGE = "image"
    LINK = "link"
    REFERENCE = "reference"
    CITATION = "citation"
    CODE = "code"
    TERM = "word"
    """A number, or a name such as `ResNet`."""


class Anchor(NamedTuple):
    """A piece of a text that stands in its translation too; a tuple, as notes have thousands."""

    kind: AnchorKind
    text: str
    """As typed: TeX, address, label."""

    line: int
    """1-based, of the file."""


class Block(Struct, frozen=True, kw_only=True):
    """One block of a note, as far as it can be compared with that of a translation.

    Paragraphs of a list, a quote or a footnote are blocks of their own; a paragraph with a
    display formula in it is several; a table is one.
    """

    kind: BlockKind
    first_line: int
    """1-based, of the file."""

    last_line: int
    top: int
    """0-based number of the outermost block of the note that it is in."""

    digest: str
    """Of its text as typed, save for line breaks and blanks."""

    length: int
    """Characters of its text."""

    level: int = 0
    """1 to 6 for a heading, as in the HTML."""

    id: str = ""
    """Of a heading."""

    content: str = ""
    """TeX of a formula, text of a code block or heading, address of a figure."""

    language: str = ""
    """Of a code block."""

    labels: tuple[str, ...] = ()
    """Of a formula."""

    anchors: tuple[Anchor, ...] = ()
    """Those in its text, in order."""

    is_allowed: bool = False
    """True where a comment lets it differ from the translations."""


class Note(Struct, frozen=True, kw_only=True):
    """One article in one language, as tokens; no HTML yet."""

    source: Source
    tokens: "Sequence[Token]"
    """Block tokens of markdown-it-py, inline ones in the children of `inline`."""

    title: "Token"
    """The front matter's title, as an `inline` token."""

    own_excerpt: "Token | None"
    """The front matter's `excerpt`, as an `inline` token."""

    equations: Mapping[str, Equation]
    """Label → formula."""

    labels: Mapping[str, Label]
    """`id` of a block → what links say of it."""

    outline: tuple[Block, ...]
    """All its blocks, in order."""

    problems: tuple[Problem, ...]
    """Mistakes and warnings that parsing found."""


class Heading(Struct, frozen=True, kw_only=True):
    """One entry of a table of contents."""

    level: int
    """1 to 6, as in the HTML."""

    id: str
    html: Markup
    """Its text with formulas and emphasis, without links."""

    text: str
    """Plain; formulas as readable Unicode."""


class Excerpt(Struct, frozen=True, kw_only=True):
    """The head of a note, as an index page shows it."""

    html: Markup
    text: str
    """Plain text for descriptions and feeds; formulas as readable Unicode."""

    is_whole: bool
    """True when nothing was left out, so that no "read more" link is needed."""


class FragmentCount(Struct, frozen=True, kw_only=True):
    """The number of fragments of one kind."""

    keys: frozenset[Key]
    """The different ones, by digest."""

    total: int
    rendered: int
    """Those that the store did not have."""


class Link(Struct, frozen=True, kw_only=True):
    """A link of a note to an address of the site, checked once all pages are known."""

    url: Url
    """Without its fragment; empty for the note's own page."""

    fragment: str
    """Behind the `#`, decoded; empty where there is none."""

    place: Place
    written: str = ""
    """Its path as the author wrote it."""


class Reference(Struct, frozen=True, kw_only=True):
    """A work that a note cites."""

    identity: str
    """The same for one work, whatever its key: number of arXiv, DOI, or title."""

    order: str
    """What it is sorted by: names, year, title."""

    html: Markup
    """As the list of the note shows it."""


class TermUse(Struct, frozen=True, kw_only=True):
    """A term that a note uses, and where it says most of it."""

    word: str
    """The term's word in the note's language."""

    section: str
    """`id` of the heading above; empty above all headings."""

    rank: int
    """2 for a heading that holds the word, 1 for a text that emphasises it, 0 for any other."""


class Variant(Struct, frozen=True, kw_only=True):
    """A smaller copy of a picture, in WebP."""

    url: Url
    width_px: int
    key: Key
    """Of its bytes in the store."""

    digest: bytes
    """Of its bytes."""


class Needs(Struct, frozen=True, kw_only=True):
    """The style sheets, scripts and other hosts that a page needs."""

    math: bool = False
    """The style sheet and fonts of formulas."""

    code: bool = False
    """The style sheet of code."""

    diagrams: bool = False
    """The script that draws diagrams."""

    embeds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Directive of a Content Security Policy → the other hosts that something is embedded from."""

    def __or__(self, other: "Needs") -> "Needs":
        """Return what a page needs that shows both."""
        return Needs(
            math=self.math or other.math,
            code=self.code or other.code,
            diagrams=self.diagrams or other.diagrams,
            embeds={
                directive: tuple(
                    dict.fromkeys(
                        (*self.embeds.get(directive, ()), *other.embeds.get(directive, ()))
                    )
                )
                for directive in {**self.embeds, **other.embeds}
            },
        )


class RenderedNote(Struct, frozen=True, kw_only=True, eq=False):
    """A note with its body, headings, links and excerpt; the same only if it is the same object."""

    source: Source
    url: Url
    title: Markup
    """The front matter's title, with formulas typeset."""

    title_text: str
    """The same as plain text."""

    body: Key
    """Digest of its HTML, which lies in the store."""

    parts: Key
    """Digest of where its blocks begin in that HTML, which lies there too."""

    feed_body: Key
    """Digest of the HTML that the feed of its language shows of it, which lies there too;
    empty for a note that feeds show in excerpt."""

    feed_excerpt: Markup
    """The excerpt as feeds show it: formulas as MathML."""

    outline: Key
    """Digest of its blocks, which lie there as well."""

    search_text: Key
    """Digest of the text that a search finds; it lies there too, if there is a search."""

    headings: tuple[Heading, ...]
    excerpt: Excerpt
    description: str
    """One sentence of plain text."""

    reading_minutes: int
    needs: Needs

    anchors: frozenset[str]
    """`id`s that a link may name: headings, formulas, footnotes."""

    labels: Mapping[str, Label]
    """`id` of a block → what links say of it."""

    links: tuple[Link, ...]
    targets: Mapping[str, Url]
    """Path as written in a link → the address that it led to."""

    titles: Mapping[str, str]
    """Name of a note, as in `[[name]]` → its title as typed, where the link shows it."""

    said: Mapping[str, Label | None]
    """Target of a link without a text to another note → what it says, where there is something."""

    paper: Paper | None
    """The paper that it is about, from front matter or the bibliography."""

    references: tuple[Reference, ...]
    """The works that it cites, in the order of its list."""

    terms: tuple[TermUse, ...]
    """The terms of `terms.yaml` that it uses, in the order of that file."""

    cited: Mapping[str, bytes]
    """Key behind an `@` → digest of what the library says of it."""

    pictures: Mapping[Url, bytes]
    """Address of a picture of the site that the note shows → digest of its file; empty bytes
    where there was none."""

    variants: tuple[Variant, ...]
    """Smaller copies of these pictures."""

    formulas: FragmentCount
    code_blocks: FragmentCount
    problems: tuple[Problem, ...]
    """What is wrong with it. With a mistake among them it is never published, and its HTML lacks
    what could not be rendered; what others ask of it is there."""

    digest: bytes = b""
    """Of all of the above, but what was rendered now; empty until the note is in the cache."""

    @property
    def is_faulty(self) -> bool:
        """True where there is a mistake in it."""
        return has_mistakes(self.problems)

    @property
    def language(self) -> str:
        """Code of its language."""
        return self.source.language

    @property
    def date(self) -> datetime:
        """Date of publication; the beginning of time for a standing page."""
        return self.source.date


class InPage(Struct, frozen=True, kw_only=True):
    """The style sheet and the script that stand in each page, so that its first text waits for nothing else."""

    css: str
    """`first.css`; empty where a site has a `style.css` of its own."""

    script: str
    """`theme.js`."""


class Waiting(Struct, frozen=True):
    """A file of the cache that is moved into the output."""

    path: Path
    digest: bytes
    """Of its bytes."""


class OutputFile(Struct, frozen=True, kw_only=True):
    """One file to write."""

    path: str
    """Below the output folder, `/`-separated."""

    content: bytes | Path | Waiting | None
    """Its bytes, or the file that is copied or moved; None where the output has it already."""


def is_whole_day(moment: datetime) -> bool:
    """Tell whether `moment` stands for a date without a time."""
    return moment.tzinfo is UTC and moment.time() == time.min
