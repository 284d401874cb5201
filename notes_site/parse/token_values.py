"""Typed values on tokens: the one place that reads and writes `Token.meta`.

markdown-it-py's tokens carry what their type has no field for in a `dict[str, Any]`. Here each
such value has a name and a type. Parsing sets those of the first part. Rendering adds those of
the last part, to copies: the tokens of a `Note` never change.
"""

from typing import Generic, TypeVar

from markdown_it.token import Token
from markupsafe import Markup
from msgspec import Struct

from notes_site.model import Equation
from notes_site.parse.cell import Cell
from notes_site.parse.formula import Formula

Value = TypeVar("Value")


class TokenValue(Generic[Value]):
    """A value that some tokens carry."""

    __slots__ = ("_key",)

    def __init__(self, key: str) -> None:
        """Read and write the value at `key` of `Token.meta`."""
        self._key = key

    def of(self, token: Token) -> Value:
        """Return the value of a token whose type always has it."""
        value: Value = token.meta[self._key]
        return value

    def find(self, token: Token) -> Value | None:
        """Return the value of `token`, or None."""
        value: Value | None = token.meta.get(self._key)
        return value

    def is_on(self, token: Token) -> bool:
        """Tell whether `token` has the value."""
        return self._key in token.meta

    def put_on(self, token: Token, value: Value) -> None:
        """Let `token`, which is being made, carry `value`."""
        token.meta[self._key] = value

    def take_off(self, token: Token) -> None:
        """Let `token`, which is being made, carry the value no longer."""
        token.meta.pop(self._key, None)

    def added_to(self, token: Token, value: Value) -> Token:
        """Return a copy of `token` that carries `value` too."""
        return token.copy(meta={**token.meta, self._key: value})


def share_values(block: Token, caption: Token) -> None:
    """Let the opening of a caption carry what its block carries, now and when it is numbered."""
    caption.meta = block.meta


class NamedLink(Struct, frozen=True):
    """A link by name, `[[clip]]`."""

    name: str
    """Of the note it leads to."""

    shows_title: bool
    """True where no text is given, so that the title of the note stands for it."""

    is_tag: bool = False
    """Whether a tag of another tool names the note, as `{{< ref "clip.md" >}}`."""


class Size(Struct, frozen=True):
    """The size an author wants for a picture: pixels or a length of CSS; empty where not given."""

    width: str = ""
    height: str = ""


class LabelledLink(Struct, frozen=True):
    """A link to a numbered block by its `id`, without a text: `@fig-x`."""

    label: str
    """As typed."""

    is_bare: bool
    """True where it shows the number alone."""


class CitedWork(Struct, frozen=True, kw_only=True):
    """A work in a citation."""

    key: str
    prefix: str = ""
    """Markdown before it: `see`."""

    suffix: str = ""
    """Markdown behind it, without the comma: `p. 3`."""

    has_author: bool = True
    """False where the sentence says the author: `[-@key]`."""


class Citation(Struct, frozen=True):
    """A citation of one work or several."""

    form: str
    """`group` for one in brackets, `text` for one that is part of its sentence."""

    works: tuple[CitedWork, ...]


class Algorithm(Struct, frozen=True):
    """The fence of an algorithm, without its lines."""

    first_line: int
    """0-based line of the note where its text begins, behind the opening of the fence."""

    keeps_keywords: bool
    """True where keywords stay English in any language: `keywords=en`."""

    mistakes: tuple[tuple[int, str], ...]
    """Index into its text, and what is wrong there."""


class AlgorithmLine(Struct, frozen=True):
    """A line of an algorithm."""

    depth: int
    number: int
    """0 for one without a number."""


class TerminalText(Struct, frozen=True):
    """The way in which a text is shown that a program wrote."""

    is_error: bool
    folded_lines: int
    """Number of its lines where it shows when the reader opens it; 0 for a short one."""


class ReferenceLink(Struct, frozen=True):
    """Text and address of a reference to a formula."""

    text: str
    """`(3)`."""

    href: str
    """`#` and the anchor of the formula; empty where there is none."""


class Neighbours(Struct, frozen=True):
    """The characters before and behind a formula within a text.

    A blank for white space, and empty where there is no text.
    """

    before: str
    after: str


class ShownFormula(Struct, frozen=True):
    """A formula as KaTeX shows it."""

    html: Markup
    """Without an element around it; empty for a formula with a mistake."""

    width_em: float
    """As `render.katex.Typeset` has it."""


class ShownCitation(Struct, frozen=True):
    """A citation as its style shows it."""

    names: tuple[Token, ...]
    """Who wrote the works, where the citation is part of its sentence; empty for one in brackets."""


class Backlink(Struct, frozen=True):
    """A way back from a list to the text."""

    href: str
    number: int
    """1-based, among those of the same entry."""


# Set by markdown-it-py and its plugins

TASK_DONE = TokenValue[bool]("checked")
"""Of the `list_item_open` of a task: whether it is done."""

FOOTNOTE = TokenValue[int]("id")
"""0-based number of a footnote, on `footnote_ref`, `footnote_open` and `footnote_anchor`."""

FOOTNOTE_USE = TokenValue[int]("subId")
"""0-based number of a mark among those of the same footnote, on `footnote_ref`, `footnote_anchor`."""

# Set by parsing

IS_SIDENOTE = TokenValue[bool]("is sidenote")
"""Of a `footnote_ref`: whether the text of the footnote is written there."""

OFFSET = TokenValue[int]("offset")
"""Of a formula, reference or link by name: index of its content in the text of its block, or in
`TYPED_LINES` for a block; so that a mistake in it can be told by line and column."""

TYPED_LINES = TokenValue[str]("typed")
"""Of a formula block: its lines with the delimiters."""

NOT_CLOSED = TokenValue[str]("not closed")
"""Of `math_unclosed`: what is wrong and what to write instead."""

REFUSED = TokenValue[str]("refused")
"""Of a block that the dialect refuses: what is wrong and what to write instead."""

CELL = TokenValue[Cell]("cell")
"""Of the `inline` token of a table's cell: where it stands in its line."""

NAMED_LINK = TokenValue[NamedLink]("named link")
"""Of the `link_open` of a link by name; the text to show is the token behind it."""

LABEL = TokenValue[str]("label")
"""Of a display formula: the label that stands behind it, as in `$$ … $$ {#eq-loss}`."""

LABELLED_LINK = TokenValue[LabelledLink]("labelled link")
"""Of the `link_open` of a link to a numbered block, which gets its text when it is rendered."""

CITATION = TokenValue[Citation]("citation")
"""Of `citation`."""

BLOCK_KIND = TokenValue[str]("kind")
"""Of `theorem_open`, `algorithm_open`, and `figure_open` of a table or listing: what it is."""

IS_NUMBERED = TokenValue[bool]("is numbered")
"""Of `theorem_open` and `algorithm_open`: whether it is to have a number."""

BLOCK_NUMBER = TokenValue[int]("number")
"""Of `figure_open`, `theorem_open`, `algorithm_open` and their captions; 0 without one."""

ALGORITHM = TokenValue[Algorithm]("algorithm")
"""Of `algorithm_open`."""

ALGORITHM_LINE = TokenValue[AlgorithmLine]("algorithm line")
"""Of `algorithm_line_open`."""

KEYWORD = TokenValue[str]("keyword")
"""Of a text that is a keyword of an algorithm: its key among the theme's words."""

IS_FIGURE = TokenValue[bool]("is figure")
"""Of an `image`: whether it is that of a figure."""

GIVEN_ID = TokenValue[str]("given id")
"""Of an `image`: the id that stands in braces behind it."""

SIZE = TokenValue[Size]("size")
"""Of an `image` whose author wants it of a certain size."""

IS_NAMED = TokenValue[bool]("is named")
"""Of an `image`, or the `link_open` of a document, that is looked for by its name wherever it lies."""

CALLOUT = TokenValue[str]("callout")
"""Kind of a callout, on its `alert_open`, and on the `inline` of its title if that is the kind's word."""

FOLD = TokenValue[str]("fold")
"""Of `alert_open`, `alert_close` and the tokens around the title: `-` for a callout that is closed at
first, `+` for one that is open and can be closed; empty for the others."""

TAG_SPAN = TokenValue[tuple[int, int]]("tag span")
"""Of an `image` or a `link_open`: where in the text of its block the tag of another tool stands that it is
made of."""

OUTERMOST = TokenValue[int]("outermost")
"""0-based number of an outermost block of the note (`Block.top`), on its first token."""

OUTPUT = TokenValue[bool]("output")
"""Of a token that is an output of code, or a part of one: on every block token of Markdown in it."""

TERMINAL_TEXT = TokenValue[TerminalText]("terminal text")
"""Of `output_text`."""

FORMULA = TokenValue[Formula]("formula")
"""Of a formula: as typed, and as KaTeX gets it."""

EQUATION = TokenValue[Equation | None]("equation")
"""Of `math_ref`: the formula or figure it refers to; None where there is none."""

# Added by rendering

IN_MARGIN = TokenValue[int]("in margin")
"""Of the `footnote_open` and the `footnote_ref`s of a footnote that stands in the margin: number of the
one above it, from 1 on; 0 for none."""

SHOWN_CITATION = TokenValue[ShownCitation]("shown citation")
"""Of `citation_open`, which a style's tokens and `citation_close` follow."""

BACKLINK = TokenValue[Backlink]("backlink")
"""Of `reference_back`, behind an entry of the list of references."""

REFERENCE_LINK = TokenValue[ReferenceLink]("reference link")
"""Of `math_ref`."""

NEIGHBOURS = TokenValue[Neighbours]("neighbours")
"""Of a formula within a text."""

SHOWN = TokenValue[ShownFormula]("shown")
"""Of a formula."""

SPOKEN = TokenValue[str]("spoken")
"""Of a formula in a header cell without words: its text for screen readers."""

CODE_HTML = TokenValue[Markup]("code html")
"""Of a block of code: its whole HTML."""
