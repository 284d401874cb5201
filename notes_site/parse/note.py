"""One note as tokens, with its formulas numbered and its references checked."""

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace

from notes_site.config.math import Numbers
from notes_site.errors import Problem
from notes_site.foreign import find_construct
from notes_site.model import Equation, Label, LabelKind, Note, Source
from notes_site.parse.cjk import IS_CHINESE
from notes_site.parse.contents import IS_NOTEBOOK, TITLE
from notes_site.parse.equations import FormulaReader, find_references, resolve_references
from notes_site.parse.footnotes import find_lost_footnotes
from notes_site.parse.foreign import Finding, warn_of_foreign
from notes_site.parse.html_balance import balance_html
from notes_site.parse.kramdown import set_double_dollars_inline
from notes_site.parse.markdown import make_markdown
from notes_site.parse.numbering import find_labels, number_blocks
from notes_site.parse.outline import read_outline, without_comments
from notes_site.parse.outputs import OUTPUTS, outputs_of, without_outputs
from notes_site.parse.places import InlineToken, find_place, walk
from notes_site.parse.settings import ParseSettings
from notes_site.parse.theorems import kind_of_id
from notes_site.parse.token_values import (
    ALGORITHM,
    CELL,
    EQUATION,
    FOOTNOTE,
    FORMULA,
    LABEL,
    LABELLED_LINK,
    NOT_CLOSED,
    OFFSET,
    REFUSED,
    TYPED_LINES,
)
from notes_site.parse.typography import QUOTES
from notes_site.text.suggest import closest

_WITHOUT_SPACES = ("zh", "ja", "cn", "jp")
"""What the codes of Chinese and Japanese begin with."""

_DISPLAY = {"math_display", "math_block"}
_MATH = _DISPLAY | {"math_inline"}
_BLANK = {"softbreak", "hardbreak"}
_ESCAPED_BAR = r"`\|` in a table is a single bar; write `\vert`, or `\Vert` for a double one"


class NoteParser:
    """Parses notes one after the other."""

    def __init__(self, settings: ParseSettings) -> None:
        """Make a parser of the dialect as `settings` have it."""
        self.settings = settings
        self.md = make_markdown(allows_html=settings.allows_html)

    def _read(self, source: Source) -> tuple[list[Token], dict[str, object]]:
        """Return the tokens, and the parser's `env`, where plugins write down what they know."""
        env: dict[str, object] = {TITLE: source.front.title, QUOTES: self._quotes(source)}
        if source.cells:
            env[IS_NOTEBOOK] = True
        if outputs := outputs_of(source, allows_html=self.settings.allows_html):
            env[OUTPUTS] = outputs
        if source.language.startswith(_WITHOUT_SPACES):
            env[IS_CHINESE] = True
        tokens = self.md.parse(source.text, env)
        set_double_dollars_inline(source.text, tokens)
        return tokens, env

    def parse(self, source: Source) -> Note:
        """Return the note whose file is `source`.

        Where the front matter has a description and no excerpt, that may be it.

        The token of every formula gets its `FORMULA`, and that of every reference its `EQUATION`.
        Formulas that hold nothing but definitions leave the note.
        """
        front, md, math = source.front, self.md, self.settings.math
        tokens, env = self._read(source)
        unbalanced = [*balance_html(source, tokens)]
        number_blocks(tokens, self.settings.theorems)
        quotes = self._quotes(source)
        title = _parse_line(source, "title", front.title, md, quotes)
        own_excerpt = None
        if front.excerpt:
            own_excerpt = _parse_line(source, "excerpt", front.excerpt, md, quotes)
        elif front.description and self.settings.excerpt_is_description:
            own_excerpt = _parse_line(source, "description", front.description, md, quotes)
        heads = [title, *([own_excerpt] if own_excerpt else [])]
        given = {**math.macros, **front.macros}
        formulas = FormulaReader(math.numbers, ids=set(_ids(tokens)), given=given)
        reading = _NoteReading(source, formulas)
        reading.read_body(tokens)
        reading.read_heads(heads)
        blocks = dict(find_labels(tokens, source.first_line))
        for label, block in blocks.items():  # `\ref` knows figures and theorems too
            if block.number:
                equation = Equation(label=label, number=block.number, anchor=label)
                reading.formulas.equations.setdefault(label, equation)
        reading.labels |= blocks
        reading.resolve([*tokens, *heads])
        own = [*without_outputs(tokens)]
        outline = read_outline(source, own)
        refused = [*_find_refused(source, [*tokens, *heads]), *_find_open_code(source, own)]
        foreign = [
            *warn_of_foreign(source, own, [*reading.findings, *unbalanced]),
            *find_lost_footnotes(source, tokens, env),
        ]
        return Note(
            source=source,
            tokens=list(_without_blank(list(without_comments(tokens)))),
            title=title,
            own_excerpt=own_excerpt,
            equations=reading.formulas.equations,
            labels=reading.labels,
            outline=outline.blocks,
            problems=(*refused, *foreign, *reading.problems, *outline.problems),
        )

    def _quotes(self, source: Source) -> str:
        return self.settings.quotes.get(source.language, "")


def _parse_line(source: Source, key: str, text: str, md: MarkdownIt, quotes: str) -> Token:
    """Return a text of the front matter as an `inline` token at the line of its key."""
    (inline,) = md.parseInline(text, {QUOTES: quotes})
    line = source.front.lines.get(key, 1) - source.first_line
    inline.map = [line, line + 1]
    return inline


def _find_refused(source: Source, tokens: Sequence[Token]) -> Iterator[Problem]:
    """Yield what the rules of the dialect refuse: `REFUSED` of block tokens, and mistakes in algorithms."""
    for token in tokens:
        if REFUSED.is_on(token) and token.map:
            place = source.place(source.first_line + token.map[0])
            yield Problem(place=place, kind="text", text=REFUSED.of(token))
        if token.type == "algorithm_open":
            algorithm = ALGORITHM.of(token)
            typed = Token("fence", "", 0, content=token.content)
            TYPED_LINES.put_on(typed, token.content)
            typed.map = [algorithm.first_line, algorithm.first_line]
            for position, text in algorithm.mistakes:
                place = find_place(source, InlineToken(typed, typed), position)
                yield Problem(place=place, kind="text", text=text)


def _find_open_code(source: Source, tokens: Sequence[Token]) -> Iterator[Problem]:
    """Yield a warning where code goes on to the end of the note, since no fence closes it."""
    lines = source.text.split("\n")
    for token in tokens:
        if token.type != "fence" or not token.map or token.map[1] < len(lines) - 1:
            continue
        mark = re.escape(token.markup)
        if any(lines[token.map[1] :]) or re.search(rf"{mark}[`~]*[ \t]*$", lines[token.map[1] - 1]):
            continue
        place = source.place(source.first_line + token.map[0])
        text = f"no line closes the code that begins here, so all behind it is code; write {token.markup} behind it"
        yield Problem(place=place, kind="text", text=text, is_warning=True)


def _ids(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if "id" in token.attrs:
            yield str(token.attrs["id"])
        if token.type == "footnote_open":
            yield f"fn-{FOOTNOTE.of(token) + 1}"


class _NoteReading:
    """Reads the formulas of a note, then the references to them."""

    def __init__(self, source: Source, formulas: FormulaReader) -> None:
        self.source = source
        self.formulas = formulas
        self.problems: list[Problem] = []
        self.findings: list[Finding] = []
        self.labels: dict[str, Label] = {}

    def read_body(self, tokens: Sequence[Token]) -> None:
        """Number the formulas of the note's text."""
        first_uses: dict[str, InlineToken] = {}
        for found in walk(tokens):
            token = found.token
            if token.type == "math_unclosed":
                self._report(found, 0, NOT_CLOSED.of(token))
            elif token.type == "math_inline":
                self._keep(found, self.formulas)
            elif token.type in _DISPLAY:
                self._keep(found, self.formulas)
                for equation in FORMULA.of(token).equations:
                    if equation.label:
                        first = first_uses.setdefault(equation.label, found)
                        self._check_label(equation, first, found)
                        self._keep_label(equation, found)

    def read_heads(self, heads: Sequence[Token]) -> None:
        """Read the formulas of the front matter, which carry no numbers."""
        reader = FormulaReader(
            Numbers.NONE,
            macros=self.formulas.macros,
            given=self.formulas.given,
            colours=self.formulas.colours,
        )
        for found in walk(heads):
            if found.token.type in _MATH:
                self._keep(found, reader)
                FORMULA.put_on(found.token, replace(FORMULA.of(found.token), equations=()))

    def resolve(self, tokens: Sequence[Token]) -> None:
        """Give every reference what it refers to."""
        for found in walk(tokens):
            token = found.token
            if token.type == "math_ref":
                EQUATION.put_on(token, self._find(found, token.content, 0))
            elif labelled := LABELLED_LINK.find(token):
                token.attrs["href"] = f"#{self._find_label(found, labelled.label)}"
            elif token.type in _MATH:
                for match in find_references(token.content):
                    self._find(found, " ".join(match["target"].split()), match.start())
                formula = resolve_references(FORMULA.of(token), self.formulas.equations)
                FORMULA.put_on(token, formula)

    def _keep(self, found: InlineToken, reader: FormulaReader) -> None:
        token = found.token
        if token.type == "math_inline":
            FORMULA.put_on(token, reader.read_inline(token.content))
        else:
            label = LABEL.find(token) or ""
            FORMULA.put_on(token, reader.read_display(token.content, label))
        for sign in reader.signs:
            place = find_place(self.source, found, sign.start)
            written = token.content[sign.start : sign.end]
            construct = find_construct(sign.kind)
            self.findings.append(Finding(construct=construct, written=written, place=place))
        for mistake in reader.mistakes:
            self._report(found, mistake.position, mistake.text)
        cell = CELL.find(found.block)
        if cell:
            for position in cell.escaped_bars(OFFSET.of(token), token.content):
                place = find_place(self.source, found, position)
                self.problems.append(
                    Problem(place=place, kind="math", text=_ESCAPED_BAR, is_warning=True)
                )

    def _check_label(self, equation: Equation, first: InlineToken, found: InlineToken) -> None:
        if self.formulas.equations[equation.label] is equation:
            return
        start = _label_position(found, equation.label, is_last=first is found)
        earlier = find_place(self.source, first, _label_position(first, equation.label))
        text = f"the label `{equation.label}` stands at {earlier.within} too; rename one"
        self._report(found, start, text)

    def _find(self, found: InlineToken, label: str, position: int) -> Equation | None:
        known = self.formulas.equations
        if label in known:
            return known[label]
        if "#" in label:
            note, _, anchor = label.partition("#")
            remedy = f"write a link, `[…]({note.removesuffix('.md')}.md#{anchor})`"
            self._report(found, position, f"`{label}` is in another note; {remedy}")
            return None
        close = closest(label, known)
        remedy = f"write `{close}`" if close else f"write `\\label{{{label}}}` in a formula"
        text = f"no formula of this note has the label `{label}`; {remedy}"
        self._report(found, position, text)
        return None

    def _keep_label(self, equation: Equation, found: InlineToken) -> None:
        place = find_place(self.source, found, _label_position(found, equation.label))
        self.labels[equation.anchor] = Label(
            kind=LabelKind.EQUATION, number=equation.number, name="", line=place.line
        )

    def _find_label(self, found: InlineToken, label: str) -> str:
        """Return the `id` that `@thm-x` means: that one, or `thm:x`, or a label of a formula.

        `thm:x` may also be a theorem whose `id` is `x`, as in bookdown.
        """
        lower = label[0].lower() + label[1:]
        bare = self.labels.get(label.partition(":")[2])
        if bare and label not in self.labels and bare.kind.value == kind_of_id(label):
            return label.partition(":")[2]
        for name in (label, lower, lower.replace("-", ":", 1), lower.replace(":", "-", 1)):
            if name in self.labels:
                return name
            if name in self.formulas.equations:
                return self.formulas.equations[name].anchor
        known = [*self.labels, *self.formulas.equations]
        close = closest(label, known) or closest(lower.replace("-", ":", 1), known)
        remedy = (
            f"write `@{close}`" if close else f"give a block `{{#{label}}}`, or write `\\@{label}`"
        )
        self._report(found, 0, f"nothing in this note has the id `{label}`; {remedy}")
        return ""

    def _report(self, found: InlineToken, position: int, text: str) -> None:
        place = find_place(self.source, found, position)
        self.problems.append(Problem(place=place, kind="math", text=text))


def _label_position(found: InlineToken, label: str, *, is_last: bool = False) -> int:
    content = found.token.content
    written = f"\\label{{{label}}}"
    return max(content.rfind(written) if is_last else content.find(written), 0)


def _without_blank(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield `tokens` without the formulas that only define macros, and without what that empties."""
    index = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        if token.type == "math_block" and _is_blank(token):
            continue
        if token.type == "paragraph_open" and _drop_blank(tokens[index]):
            index += 2
            continue
        if token.type in {"inline", "html_math"}:
            _drop_blank(token)
        yield token


def _is_blank(token: Token) -> bool:
    return token.type in _MATH and not FORMULA.of(token).tex.strip()


def _drop_blank(inline: Token) -> bool:
    """Take blank formulas out of `inline`; tell whether that left nothing to show."""
    children = inline.children or []
    kept = [child for child in children if not _is_blank(child)]
    if len(kept) == len(children):
        return False
    inline.children = kept
    return all(
        child.type in _BLANK or (child.type == "text" and not child.content.strip())
        for child in kept
    )
