"""Laws of readable formulas."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notes_site.render.readable_tex import readable_tex
from notes_site.render.readable_tex.commands import COMMANDS, INFIXES
from notes_site.render.readable_tex.symbols import SYMBOLS

pytestmark = pytest.mark.property

COMMANDS_AND_SYMBOLS = sorted({*COMMANDS, *SYMBOLS, *INFIXES})
PIECES = st.sampled_from(
    [*COMMANDS_AND_SYMBOLS, *"{}[]^_'&$#%~ |:.,12xé", "\\", "{x}", "{a+b}", r"\foo", r"\m", "align"]
)
TEX = st.lists(PIECES | st.text(max_size=3), max_size=30).map("".join)
MACROS = st.dictionaries(
    st.sampled_from([r"\m", r"\foo", r"\alpha", "x"]), TEX | st.just("#1#2"), max_size=3
)

LETTERS = "abzαΩ猫ℓ"
PLAIN = st.text(alphabet=LETTERS + "+-=<>≤∈→×·()[]|,;!?/∑… ")
"""Formulas without TeX's own characters, and without digits: `1 ,000` is a list and `1,000` a number."""


def without_blanks(text: str) -> str:
    return "".join(text.split())


@given(TEX | st.text(), MACROS)
def test_any_text_is_one_clean_line_or_none(tex: str, macros: dict[str, str]) -> None:
    """Whatever the TeX, the text is folded, composed, on one line, and holds no backslash; nothing raises."""
    text = readable_tex(tex, macros)
    if text is not None:
        assert text == " ".join(text.split())
        assert text == unicodedata.normalize("NFC", text)
        assert "\\" not in text


@given(PLAIN)
def test_no_character_of_plain_text_is_lost(tex: str) -> None:
    """A formula without commands keeps all its characters in their order; only blanks change."""
    assert without_blanks(readable_tex(tex) or "") == without_blanks(tex)


@given(PLAIN)
def test_plain_text_that_was_read_stays(tex: str) -> None:
    """Reading the text of a formula without commands again changes nothing."""
    text = readable_tex(tex) or ""
    assert readable_tex(text) == text


@given(PLAIN)
def test_blanks_follow_from_the_formula(tex: str) -> None:
    """The blanks that an author typed between symbols make no difference, so a search finds either spelling."""
    assert readable_tex(without_blanks(tex)) == readable_tex(tex)


@given(TEX)
def test_braces_around_a_formula_change_nothing(tex: str) -> None:
    """A formula whose braces are balanced reads the same inside of another pair, but for one symbol alone."""
    balanced = tex.replace("{", "").replace("}", "").replace("\\", "").replace("%", "") + "x+y"
    assert readable_tex("{" + balanced + "}") == readable_tex(balanced)
