"""Chinese, Japanese and Korean text in markdown-it-py.

CommonMark's rules for emphasis and for soft line breaks suppose a script that sets
spaces between words. `cjk_plugin` changes two things for scripts that do not:

- `**重点。**然后` is strong. CommonMark leaves the asterisks, for the closing ones
  stand between punctuation and a letter.
- A soft line break between two Chinese or Japanese characters leaves the document,
  since a browser would show it as a space. So does one beside a full-width mark such as
  `，`, even before a Latin word or a formula: the mark brings its space with it.

Needs nothing but markdown-it-py.
"""

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType


def cjk_plugin(md: MarkdownIt) -> None:
    """Make emphasis and soft line breaks of `md` work in Chinese, Japanese and Korean.

    The core rule `cjk_soft_breaks` can be switched off by that name.
    """
    md.inline = CjkParserInline(md.inline)
    # Before text_join, which makes one text of the two that a break stood between.
    md.core.ruler.before("text_join", "cjk_soft_breaks", remove_soft_breaks)


# The tables hold the bodies of character classes of regular expressions. Their source is
# Unicode 17: a code point that is not assigned there may stand in the middle of a range.

SPACELESS = (
    "\u2329\u232a"  # angle brackets
    "\u2630-\u2637\u268a-\u268f"  # trigrams and their lines
    "\u2e80-\u302d\u3030-\u303e"  # radicals; CJK symbols and punctuation
    "\u3041-\u3130\u318f-\u31ff"  # kana, Bopomofo, Kanbun, strokes
    "\u3220-\u3247\u3250-\u325f\u327f-\ua4c6"  # enclosed and squared forms, Han, Yi
    "\uf900-\ufaff"  # compatibility ideographs
    "\ufe10-\ufe19\ufe30-\ufe6b"  # vertical and small forms
    "\uff01-\uff9f\uffe0-\uffee"  # fullwidth and halfwidth forms
    "\U00016fe0-\U0001b2fb"  # Tangut, Khitan, historic kana, Nüshu
    "\U0001d300-\U0001d376"  # tetragrams, counting rods
    # Squared ideographs; 🈁 🈚 🈯 🈲 and the others missing here are emoji.
    "\U0001f200\U0001f202-\U0001f219\U0001f21b-\U0001f22e\U0001f230\U0001f231"
    "\U0001f237\U0001f23b-\U0001f248\U0001f260-\U0001f265"
    "\U00020000-\U0003fffd"  # Han of the supplementary planes
)
"""East Asian Width W, F or H, neither Korean nor shown as an emoji by default.

The scripts that set no spaces between words, and the punctuation that goes with them.
"""

_KOREAN = "\u1100-\u11ff\u20a9\u302e\u302f\u3131-\u318e\u3200-\u321e\u3260-\u327e\ua960-\ua97c\uac00-\ud7fb\uffa0-\uffdc"
"""Script Hangul, and the halfwidth won sign. Korean sets spaces between words."""

_STANDARD_SELECTORS = "\ufe00-\ufe0e"
"""Standard variation selectors, but for U+FE0F, which makes an emoji of its base."""

_IDEOGRAPHIC_SELECTORS = "\U000e0100-\U000e01ef"

AMBIGUOUS_MARKS = "·‘’“”…—―‥‧"
"""Marks that Chinese and Japanese share with Latin text (East Asian Width A)."""


# Emphasis

IS_CHINESE = "is_chinese"
"""Key of the parser's `env` that is there for a note in Chinese or Japanese."""


class Neighbour(NamedTuple):
    """The properties of the text beside a delimiter run that the flanking rules ask for."""

    is_whitespace: bool
    is_punctuation: bool
    is_cjk: bool


_CJK_SEQUENCE = re.compile(f"[{SPACELESS}{_KOREAN}{_IDEOGRAPHIC_SELECTORS}]|[‘’“”]\ufe01")
_STANDARD_SELECTOR = re.compile(f"[{_STANDARD_SELECTORS}]")


@lru_cache(maxsize=8192)
def classify(sequence: str) -> Neighbour:
    """Return what `sequence` counts as beside a delimiter run.

    Args:
        sequence: one character, or one with its standard variation selector.

    Rule: markdown-cjk-friendly, 2.1. An ideographic variation selector is CJK by itself
    and a curly quotation mark by U+FE01, which asks for its fullwidth form.
    """
    base = sequence[0]
    return Neighbour(
        is_whitespace=isWhiteSpace(ord(base)),
        is_punctuation=isPunctChar(base),
        is_cjk=_CJK_SEQUENCE.match(sequence) is not None,
    )


def is_flanking(inner: Neighbour, outer: Neighbour) -> bool:
    """Return whether a delimiter run belongs to the text on its inner side.

    A run is left-flanking when what follows it is `inner`, and right-flanking when what
    precedes it is.

    Rule: markdown-cjk-friendly, 6.2. It differs from CommonMark 0.31.2, 6.2 by the two
    conditions on `is_cjk`: CJK punctuation inside asks for nothing outside, and a CJK
    character outside does for other punctuation what punctuation does there.
    """
    if inner.is_whitespace:
        return False
    if not inner.is_punctuation or inner.is_cjk:
        return True
    return outer.is_whitespace or outer.is_punctuation or outer.is_cjk


class CjkStateInline(StateInline):
    """State of inline parsing that knows CJK characters beside a delimiter run."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 (markdown-it-py's)
        """Return the length of the delimiter run at `start`, and whether it may open and close.

        Args:
            start: index of the run's first character.
            canSplitWord: whether these delimiters work inside a word; `_` does not.

        Rule: CommonMark 0.31.2, 6.2, rules 1 to 8, on `is_flanking`. The beginning and
        the end of the text count as whitespace.
        """
        end = start + 1
        while end < self.posMax and self.src[end] == self.src[start]:
            end += 1
        before = self._classify(self._sequence_before(start))
        after = self._classify(self.src[end] if end < self.posMax else " ")
        is_left_flanking = is_flanking(inner=after, outer=before)
        is_right_flanking = is_flanking(inner=before, outer=after)
        return Scanned(
            can_open=is_left_flanking
            and (canSplitWord or not is_right_flanking or before.is_punctuation),
            can_close=is_right_flanking
            and (canSplitWord or not is_left_flanking or after.is_punctuation),
            length=end - start,
        )

    def _classify(self, sequence: str) -> Neighbour:
        """Return what `sequence` counts as; in a Chinese note the marks shared with Latin are CJK."""
        found = classify(sequence)
        if found.is_punctuation and sequence in AMBIGUOUS_MARKS and IS_CHINESE in self.env:
            return found._replace(is_cjk=True)
        return found

    def _sequence_before(self, start: int) -> str:
        if start == 0:
            return " "
        last = self.src[start - 1]
        if start > 1 and _STANDARD_SELECTOR.match(last):
            return self.src[start - 2 : start]
        return last


class CjkParserInline(ParserInline):
    """Inline parser that works on a `CjkStateInline`.

    `ParserInline.parse` names the class of its state, where markdown-it has the
    attribute `inline.State` to exchange it; so the parser is exchanged instead.
    """

    def __init__(self, parser: ParserInline) -> None:
        """Take over the rules of `parser`, including those registered there later."""
        super().__init__()
        vars(self).update(vars(parser))

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Append the inline tokens of `src` to `tokens` and return them."""
        state = CjkStateInline(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


# Soft line breaks

_SELECTORS = _STANDARD_SELECTORS + _IDEOGRAPHIC_SELECTORS
_WIDE = f"[{AMBIGUOUS_MARKS}{_SELECTORS}]*[{SPACELESS}]"
_LINE_START = re.compile(f"(?P<wide>{_WIDE}(?!\ufe0f))|[{AMBIGUOUS_MARKS}](?!\\s)")
_LINE_END_REVERSED = re.compile(f"(?P<wide>{_WIDE})|[{_SELECTORS}]?[{AMBIGUOUS_MARKS}](?!\\s)")

_FULLWIDTH_MARKS = (
    "、。〃〈〉《》「」『』【】〔〕〖〗〘〙〚〛〝〞〟！（），．：；？［］｛｝｟｠｡｢｣､"
)
"""Punctuation as wide as a Han character, one half of it blank."""

_MARK_AT_START = re.compile(f"[{re.escape(_FULLWIDTH_MARKS)}]")
_MARK_AT_END_REVERSED = re.compile(f"[{_SELECTORS}]?[{re.escape(_FULLWIDTH_MARKS)}]")
_HANGUL = re.compile(f"[{_KOREAN}]")

_OBJECT = "\ufffc"
"""Object replacement character: stands for a formula, a code span, an image, raw HTML."""


def remove_soft_breaks(state: StateCore) -> None:
    """Remove the soft line breaks between Chinese or Japanese characters from all inline tokens.

    With markdown-it's option `breaks` a line break is the author's, and stays.
    """
    if state.md.options.breaks:
        return
    for token in state.tokens:
        if token.type == "inline" and token.children and "\n" in token.content:
            token.children = join_lines(token.children)


def join_lines(tokens: list[Token]) -> list[Token]:
    """Return `tokens` without the soft breaks that a space must not take the place of.

    The description of an image among them is joined in place: it is a text of its own.
    """
    lines: list[list[str]] = [[]]
    for token in tokens:
        if token.type == "softbreak":
            lines.append([])
            continue
        if token.children:
            token.children = join_lines(token.children)
        lines[-1].append(visible_text(token))
    is_removed = (is_unspaced(before, after) for before, after in pairwise(map("".join, lines)))
    return [token for token in tokens if token.type != "softbreak" or not next(is_removed)]


def visible_text(token: Token) -> str:
    """Return what `token` shows on its line, as far as line breaks need to know.

    What opens or closes emphasis or a link shows nothing, and a footnote's mark hangs on
    the text before it.
    """
    match token.type:
        case "text" | "text_special":
            return token.content
        case "footnote_ref":
            return ""
        case _:
            return _OBJECT if token.nesting == 0 else ""


def is_unspaced(before: str, after: str) -> bool:
    """Return whether no space belongs where line `before` ends and line `after` begins.

    So it is between two wide characters: East Asian Width W, F or H, neither Korean nor an
    emoji. Quotation marks, dashes and ellipses are shared with Latin text (width A). One
    counts as wide if a wide character stands behind it; otherwise it may still be one of
    the two, unless a space sets it off, as Latin text does with a dash. And so it is beside
    a full-width mark, whatever is on its other side but Korean.

    Rule: CSS Text 4, "Segment Break Transformation Rules". It asks for a Chinese, Japanese
    or Yi writing system beside such a mark, which is told from the characters here, as the
    language is not known. Pandoc's `east_asian_line_breaks` looks at the width alone. That
    one full-width mark is enough is what writers asked for there (csswg-drafts issue 5086),
    as TeX engines for Japanese read a source.
    """
    # Backwards, so that the match begins at the end of the line.
    reversed_before = before[::-1]
    if _MARK_AT_END_REVERSED.match(reversed_before) and not _HANGUL.match(after):
        return True
    if _MARK_AT_START.match(after) and not _HANGUL.match(reversed_before):
        return True
    start = _LINE_START.match(after)
    end = _LINE_END_REVERSED.match(reversed_before)
    if start is None or end is None:
        return False
    return start["wide"] is not None or end["wide"] is not None
