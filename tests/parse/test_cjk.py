"""Emphasis and soft line breaks in Chinese, Japanese and Korean text."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import read_fixture_file
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from notes_site.parse.cjk import CjkStateInline, cjk_plugin, classify

FIXTURES = Path(__file__).parent / "fixtures"
EMPHASIS_CASES = read_fixture_file(FIXTURES / "cjk_emphasis.md")
SOFT_BREAK_CASES = read_fixture_file(FIXTURES / "cjk_soft_breaks.md")

FULLWIDTH_MARKS = "，、；：？！（）《》〈〉【】「」～。"
AMBIGUOUS_MARKS = "“”‘’…—·"
CHINESE_MARKS = FULLWIDTH_MARKS + AMBIGUOUS_MARKS


def make_plain_parser() -> MarkdownIt:
    return (
        MarkdownIt("commonmark").enable("strikethrough").use(dollarmath_plugin).use(footnote_plugin)
    )


PLAIN = make_plain_parser()
CJK = make_plain_parser().use(cjk_plugin)


def render_line(source: str) -> str:
    """Return the HTML inside the one paragraph that `source` is."""
    html: str = CJK.render(source)
    return html.removeprefix("<p>").removesuffix("</p>\n")


@pytest.mark.parametrize(
    ("line", "title", "source", "html"), EMPHASIS_CASES, ids=[case[1] for case in EMPHASIS_CASES]
)
def test_emphasis(line: int, title: str, source: str, html: str) -> None:
    assert CJK.render(source) == html, f"cjk_emphasis.md:{line}: {title}"


@pytest.mark.parametrize(
    ("line", "title", "source", "html"),
    SOFT_BREAK_CASES,
    ids=[case[1] for case in SOFT_BREAK_CASES],
)
def test_soft_breaks(line: int, title: str, source: str, html: str) -> None:
    assert CJK.render(source) == html, f"cjk_soft_breaks.md:{line}: {title}"


# Chinese punctuation


@pytest.mark.parametrize("delimiter", ["*", "**", "~~"])
@pytest.mark.parametrize("mark", CHINESE_MARKS)
def test_any_chinese_mark_may_stand_inside_or_outside_of_emphasis(
    mark: str, delimiter: str
) -> None:
    tag = {"*": "em", "**": "strong", "~~": "s"}[delimiter]
    for inside in (f"{mark}字", f"字{mark}", f"{mark}字{mark}", mark):
        for before, after in (
            ("字", "字"),
            (mark, mark),
            ("字", mark),
            (mark, "字"),
            ("", "字"),
            ("字", ""),
        ):
            source = f"{before}{delimiter}{inside}{delimiter}{after}"
            assert render_line(source) == f"{before}<{tag}>{inside}</{tag}>{after}"


@pytest.mark.parametrize("mark", FULLWIDTH_MARKS)
def test_a_fullwidth_mark_inside_works_even_between_latin_letters(mark: str) -> None:
    assert render_line(f"a**字{mark}**b") == f"a<strong>字{mark}</strong>b"
    assert render_line(f"a**{mark}字**b") == f"a<strong>{mark}字</strong>b"


@pytest.mark.parametrize("mark", AMBIGUOUS_MARKS)
def test_an_ambiguous_mark_between_latin_letters_is_left_to_commonmark(mark: str) -> None:
    source = f"a**b{mark}**c"
    assert CJK.render(source) == PLAIN.render(source) == f"<p>{source}</p>\n"


@pytest.mark.parametrize("mark", CHINESE_MARKS)
def test_a_line_may_break_before_and_after_any_chinese_mark(mark: str) -> None:
    assert render_line(f"字\n{mark}字") == f"字{mark}字"
    assert render_line(f"字{mark}\n字") == f"字{mark}字"


# Variation selectors are invisible, so these cases are spelled out here and not in a fixture.


@pytest.mark.parametrize(
    ("source", "html"),
    [
        pytest.param(
            "葛\U000e0100**(姓)**城",
            "葛\U000e0100<strong>(姓)</strong>城",
            id="ideographic selector before",
        ),
        pytest.param(
            "塚\ufe00**(姓)**",
            "塚\ufe00<strong>(姓)</strong>",
            id="Han with a standard selector before",
        ),
        pytest.param(
            "a**字。\ufe01**b",
            "a<strong>字。\ufe01</strong>b",
            id="CJK mark with a selector inside",
        ),
        pytest.param(
            "**“\ufe01a”\ufe01**b",
            "<strong>“\ufe01a”\ufe01</strong>b",
            id="quotation marks made fullwidth",
        ),
        pytest.param("**“a”**b", "**“a”**b", id="quotation marks without a selector"),
        pytest.param(
            "字。\ufe01_a_", "字。\ufe01<em>a</em>", id="underscore after a mark with a selector"
        ),
        pytest.param(
            "a**b〰\ufe0e**c", "a<strong>b〰\ufe0e</strong>c", id="CJK symbol in text presentation"
        ),
        pytest.param(
            "a**b❌\ufe0e**c", "a**b❌\ufe0e**c", id="emoji in text presentation stays a symbol"
        ),
        pytest.param(
            "\ufe00**a**", "\ufe00<strong>a</strong>", id="selector with nothing to select"
        ),
    ],
)
def test_emphasis_beside_variation_selectors(source: str, html: str) -> None:
    assert render_line(source) == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        pytest.param("葛\U000e0100\n城", "葛\U000e0100城", id="ideographic selector"),
        pytest.param("塚\ufe00\n城", "塚\ufe00城", id="standard selector"),
        pytest.param("”\ufe01\n字", "”\ufe01字", id="quotation mark made fullwidth"),
        pytest.param("字㊗\ufe0f\n字", "字㊗\ufe0f\n字", id="emoji presentation before the break"),
        pytest.param("字\n㊗\ufe0f字", "字\n㊗\ufe0f字", id="emoji presentation after the break"),
        pytest.param("☺\ufe0e\n字", "☺\ufe0e\n字", id="symbol that is not CJK"),
    ],
)
def test_soft_breaks_beside_variation_selectors(source: str, html: str) -> None:
    assert render_line(source) == html


# What the plugin does to a parser


def test_the_texts_on_both_sides_of_a_removed_break_become_one() -> None:
    assert CJK.parseInline("深度\n学习")[0].children == PLAIN.parseInline("深度学习")[0].children


def test_line_breaks_that_the_author_asked_for_stay() -> None:
    md = MarkdownIt("commonmark", {"breaks": True}).use(cjk_plugin)
    assert md.render("深度\n学习") == "<p>深度<br />\n学习</p>\n"


def test_soft_breaks_can_be_kept_by_the_name_of_their_rule() -> None:
    md = MarkdownIt("commonmark").use(cjk_plugin).disable("cjk_soft_breaks")
    assert md.render("**深度。**学\n习") == "<p><strong>深度。</strong>学\n习</p>\n"


def test_only_the_parser_that_uses_the_plugin_changes() -> None:
    MarkdownIt("commonmark").use(cjk_plugin)
    assert MarkdownIt("commonmark").render("**深度。**学\n习") == "<p>**深度。**学\n习</p>\n"


def test_rules_registered_before_and_after_the_plugin_both_run() -> None:
    md = MarkdownIt("commonmark").use(dollarmath_plugin).use(cjk_plugin).use(footnote_plugin)
    html = md.render("**$x$。**与^[注]")
    assert html.startswith(
        '<p><strong><span class="math inline">x</span>。</strong>与<sup class="footnote-ref">'
    )


# Laws

LATIN = st.text(alphabet="ab1 \n\t*_~`[]()!<>\\&;$.,:-#é«»—“”…😀❌", max_size=40)
HAN = st.text(alphabet="深度学习𠮟，。：（）《》「」かナ", min_size=1, max_size=8)
MIXED = st.lists(
    st.sampled_from("深度。“”—a1한글😀 \n*_")
    | st.sampled_from(
        [
            "**",
            "~~",
            "`x`",
            "$x$",
            "[链接](u)",
            "![图\n片](u)",
            "<br>",
            "\\\n",
            "&#10;",
            "㊗\ufe0f",
            "塚\ufe00",
        ]
    ),
    max_size=16,
).map("".join)


def without_soft_breaks(tokens: list[Token]) -> list[Token]:
    """Return copies of `tokens` and of their children without soft breaks."""
    return [
        token.copy(children=None if token.children is None else without_soft_breaks(token.children))
        for token in tokens
        if token.type != "softbreak"
    ]


@pytest.mark.property
@given(LATIN)
def test_text_without_cjk_is_parsed_as_if_the_plugin_were_not_there(text: str) -> None:
    """Text without CJK characters and variation selectors gives the tokens that CommonMark gives it."""
    assert CJK.parse(text) == PLAIN.parse(text)


@pytest.mark.property
@given(MIXED)
def test_removing_soft_breaks_changes_nothing_else(text: str) -> None:
    """The tokens with and without the rule for soft breaks differ in soft breaks only."""
    keeping = make_plain_parser().use(cjk_plugin).disable(["cjk_soft_breaks", "text_join"])
    removing = make_plain_parser().use(cjk_plugin).disable("text_join")
    assert without_soft_breaks(removing.parse(text)) == without_soft_breaks(keeping.parse(text))


@pytest.mark.property
@given(st.lists(HAN, min_size=1, max_size=6))
def test_han_text_may_be_wrapped_anywhere(lines: list[str]) -> None:
    """A paragraph of Han, kana and their punctuation renders the same however its lines are broken."""
    assert CJK.render("\n".join(lines)) == CJK.render("".join(lines))


@pytest.mark.property
@given(
    before=st.characters(codec="utf-8"),
    after=st.characters(codec="utf-8"),
    marker=st.sampled_from("*_~"),
)
def test_what_opens_or_closes_in_commonmark_still_does(
    before: str, after: str, marker: str
) -> None:
    """Between any two characters that select no variation, a delimiter run can do all it can in CommonMark."""
    source = f"{before}{marker}{after}"
    commonmark = StateInline(source, PLAIN, {}, []).scanDelims(1, marker != "_")
    friendly = CjkStateInline(source, CJK, {}, []).scanDelims(1, marker != "_")
    assert friendly.can_open >= commonmark.can_open
    assert friendly.can_close >= commonmark.can_close
    assert friendly.length == commonmark.length


# The table of CJK characters


def is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in {"W", "F", "H"}


KNOWN_CHARACTERS = [
    char
    for char in map(chr, range(0x40000))
    if unicodedata.category(char) not in {"Cn", "Cs", "Co"}
]


def test_wide_letters_marks_and_punctuation_are_cjk() -> None:
    """Of the wide characters, only symbols can be emoji."""
    missing = [
        c
        for c in KNOWN_CHARACTERS
        if is_wide(c) and unicodedata.category(c)[0] != "S" and not classify(c).is_cjk
    ]
    assert missing == []


def test_narrow_letters_are_cjk_only_if_korean() -> None:
    narrow = [
        c
        for c in KNOWN_CHARACTERS
        if not is_wide(c) and unicodedata.category(c)[0] == "L" and classify(c).is_cjk
    ]
    assert [c for c in narrow if not unicodedata.name(c).startswith("HANGUL")] == []
    assert "ᅡ" in narrow


@pytest.mark.parametrize("char", "🈁🈚🈯🈲🈶🈹🉐🉑🀄🃏❌⭕😀")
def test_emoji_are_not_cjk(char: str) -> None:
    assert is_wide(char)
    assert not classify(char).is_cjk


@pytest.mark.parametrize("char", "〰〽🈂🈷㊗㊙")
def test_symbols_shown_as_text_are_cjk_though_unicode_calls_them_emoji(char: str) -> None:
    assert classify(char).is_cjk
