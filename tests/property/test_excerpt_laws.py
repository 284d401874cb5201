"""Laws of excerpts."""

from html.parser import HTMLParser

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it.token import Token
from markupsafe import Markup

from notes_site.config.excerpt import ExcerptConfig, ExcerptMath
from notes_site.model import Excerpt
from notes_site.parse.cjk import SPACELESS
from notes_site.parse.markdown import make_markdown
from notes_site.render.excerpt import cut_excerpt, make_excerpt
from notes_site.render.readable_tex import readable_tex

pytestmark = pytest.mark.property

MARKDOWN = make_markdown()
ELLIPSIS = "..."
WHOLE = 10**6

FRAGMENTS = st.sampled_from(
    [
        *(
            "# ",
            "> ",
            "- ",
            "3. ",
            "\n",
            "\n\n",
            "  \n",
            "\n    ",
            "```\nx\n```\n",
            "|a|b|\n|-|-|\n",
        ),
        *(
            "*",
            "**",
            "***",
            "_",
            "~~",
            "`",
            "`a b`",
            "`深度`",
            "[",
            "](u)",
            "![图](v)",
            "[^1]",
            "<br>",
        ),
        *(
            "$x$",
            r"$\pi_\theta$",
            "$$a+b$$",
            r"\(E[X]\)",
            r"$\begin{matrix}1\end{matrix}$",
            "$",
            "\\",
        ),
        *(
            "深度学习",
            "重点。",
            "，",
            "（",
            "）",
            "“",
            "”",
            "《",
            "》",
            "……",
            "——",
            "か\u3099",
            "葛\U000e0100",
        ),
        *(
            "word",
            "zero-shot",
            "don't",
            "3.14",
            "2,000",
            "1",
            " ",
            "a",
            ".",
            "...",
            "https://a.b/c_d",
        ),
        *(
            "<https://a.b/深度>",
            "😀",
            "👨‍👩‍👧",
            "e\u0301",
            "🇨🇳",
            "한글",
            "ＰＹ",
            "&lt;",
            "&",
            "<",
            "\u3000",
        ),
    ]
)
NOTES = st.lists(FRAGMENTS | st.text(max_size=4), max_size=24).map("".join)
LENGTHS = st.integers(min_value=1, max_value=60)
MODES = st.sampled_from(ExcerptMath)


def readable(formula: Token) -> str | None:
    return readable_tex(formula.content)


def text_in_i(formula: Token, following: str) -> Markup:
    return Markup("<i>%s</i>%s") % (readable(formula) or "[公式]", following)


def excerpt_of(source: str, length: int, math: ExcerptMath) -> Excerpt:
    config = ExcerptConfig(length=length, ellipsis=ELLIPSIS, math=math)
    cut = cut_excerpt(MARKDOWN.parse(source), config, "[公式]", readable)
    return make_excerpt(cut, text_in_i)


def kept_text(source: str, length: int, math: ExcerptMath) -> str:
    """Return an excerpt's text without its ellipsis."""
    config = ExcerptConfig(length=length, ellipsis=ELLIPSIS, math=math)
    cut = cut_excerpt(MARKDOWN.parse(source), config, "[公式]", readable)
    return "".join(piece.text for piece in cut.text.pieces)


class Elements(HTMLParser):
    """Reads HTML, and fails where an element is closed that is not the last one opened."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.opened: list[tuple[str, str]] = []
        self.closed: list[tuple[str, str]] = []
        self.text = ""
        self.feed(str(html))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert attrs == []
        self.opened.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        opened, text = self.opened.pop()
        assert opened == tag
        self.closed.append((tag, text))

    def handle_data(self, data: str) -> None:
        self.text += data
        self.opened = [(tag, text + data) for tag, text in self.opened]


@given(NOTES, LENGTHS, MODES)
def test_an_excerpt_is_a_beginning_no_longer_than_the_limit(
    source: str, length: int, math: ExcerptMath
) -> None:
    """Without its ellipsis an excerpt is a beginning of the note's text, of at most `length` code points."""
    kept = kept_text(source, length, math)
    assert len(kept) <= length
    assert kept_text(source, WHOLE, math).startswith(kept)


@given(NOTES, LENGTHS, LENGTHS, MODES)
def test_a_longer_excerpt_begins_with_a_shorter_one(
    source: str, one: int, other: int, math: ExcerptMath
) -> None:
    """The excerpt for a longer limit begins with the one for a shorter limit."""
    short, long = sorted((one, other))
    assert kept_text(source, long, math).startswith(kept_text(source, short, math))


@given(NOTES, LENGTHS, MODES)
def test_only_what_is_cut_has_an_ellipsis(source: str, length: int, math: ExcerptMath) -> None:
    """The ellipsis stands where text was cut off, behind no blank, and is never four dots."""
    excerpt = excerpt_of(source, length, math)
    whole = kept_text(source, WHOLE, math)
    if len(whole) <= length:
        assert excerpt.text == whole
    else:
        assert excerpt.text.endswith(ELLIPSIS)
        kept = kept_text(source, length, math)
        assert not kept.endswith(" ")
        assert not kept.endswith(".") or excerpt.text == kept + ELLIPSIS[1:]


@given(NOTES, LENGTHS, MODES)
@example("ＰＹ", 1, ExcerptMath.RENDER)
@example("3. 3. word", 7, ExcerptMath.RENDER)
def test_no_word_number_or_cluster_is_cut(source: str, length: int, math: ExcerptMath) -> None:
    """No letters or digits of one word stand on both sides of a cut, nor parts of one cluster.

    But for a first run that is longer than the limit, which is cut all the same; the numbers of
    items before it belong to it.
    """
    whole = kept_text(source, WHOLE, math)
    end = len(kept_text(source, length, math))
    if end < len(whole):
        around = whole[max(end - 1, 0) : end + 1]
        kept = regex.sub(r"^(?:\d+[.)] )+", "", whole[:end])
        if regex.search(rf"(?![０-９Ａ-Ｚａ-ｚ])[\s{SPACELESS}]", kept):
            assert not regex.fullmatch(r"[\p{Latin}\p{Nd}]{2}", around)
        assert end in {0, *(cluster.end() for cluster in regex.finditer(r"\X", whole))}


@given(NOTES, LENGTHS)
def test_no_formula_or_code_span_is_cut(source: str, length: int) -> None:
    """The formulas and code spans of an excerpt are the note's first ones, each of them whole."""
    for tag in ("i", "code"):
        kept, whole = (
            [
                element
                for element in Elements(excerpt_of(source, each, ExcerptMath.RENDER).html).closed
                if element[0] == tag
            ]
            for each in (length, WHOLE)
        )
        assert kept == whole[: len(kept)]


@given(NOTES, LENGTHS, MODES)
def test_both_forms_say_the_same(source: str, length: int, math: ExcerptMath) -> None:
    """The HTML is balanced, has no attributes, and its text is the plain form, or what pages show of it."""
    excerpt = excerpt_of(source, length, math)
    elements = Elements(excerpt.html)
    assert elements.opened == []
    assert {tag for tag, _ in elements.closed} <= {"b", "em", "strong", "s", "code", "i"}
    if math is ExcerptMath.PLACEHOLDER:
        assert elements.text == excerpt.text
    whole = iter(excerpt_of(source, WHOLE, math).text)
    assert all(character in whole for character in elements.text.removesuffix(ELLIPSIS).strip())
