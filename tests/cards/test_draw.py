"""The picture of a page, as a social network would show it."""

import subprocess
import sys
from io import BytesIO

import pytest
from PIL import Image

from notes_site.cards.card import Card
from notes_site.cards.draw import HEIGHT_PX, WIDTH_PX, _break, _fit, draw_card
from notes_site.cards.font import find_runs

LONG = "一份很长的标题，" * 20


def read(title: str, site: str = "笔记", line: str = "2025年3月8日") -> Image.Image:
    return Image.open(BytesIO(draw_card(Card(site=site, title=title, line=line))))


def has_ink(image: Image.Image, box: tuple[int, int, int, int]) -> bool:
    darkest, _ = image.convert("L").crop(box).getextrema()
    return isinstance(darkest, int | float) and darkest < 60


@pytest.mark.parametrize("title", ["", "A", "注意力", LONG, "x" * 300, "🚀", "a\nb\tc"])
def test_a_card_has_the_size_that_networks_show_whole(title: str) -> None:
    image = read(title)
    assert image.size == (WIDTH_PX, HEIGHT_PX)
    assert len(draw_card(Card(site="", title=title, line=""))) < 60_000


@pytest.mark.parametrize("title", [LONG, "x" * 300, "Long English words " * 20])
def test_nothing_is_written_beyond_the_margins(title: str) -> None:
    image = read(title, site=title, line=title)
    assert not has_ink(image, (0, 16, 76, HEIGHT_PX))
    assert not has_ink(image, (WIDTH_PX - 70, 16, WIDTH_PX, HEIGHT_PX))
    assert not has_ink(image, (0, HEIGHT_PX - 60, WIDTH_PX, HEIGHT_PX))
    assert has_ink(image, (80, 200, 1120, 490))


def test_han_characters_are_drawn_each_in_its_own_shape() -> None:
    pictures = {draw_card(Card(site="", title=each, line="")) for each in "策略梯度强化学习対齊"}
    assert len(pictures) == 10


def test_greek_letters_of_a_formula_are_drawn() -> None:
    assert [run for _, run in find_runs("策略 π_θ", 60, 700)] == ["策", "略", " ", "π", "_", "θ"]


def test_what_no_font_has_is_left_out() -> None:
    assert "".join(run for _, run in find_runs("a🚀ℝ", 60, 700)) == "aR"


def test_a_line_breaks_between_words_and_between_han_characters() -> None:
    assert [*_break("low-rank adaptation of models", 60, 700, 500)] == [
        "low-rank",
        "adaptation of",
        "models",
    ]
    lines = [*_break("多层感知机，“注意力”与（softmax）回归：", 60, 700, 320)]
    assert "".join(lines) == "多层感知机，“注意力”与（softmax）回归："
    assert not any(line[0] in "，”）：" or line[-1] in "“（" for line in lines)


def test_a_title_that_is_too_long_ends_in_an_ellipsis() -> None:
    lines = _fit(LONG, 60, 700, 1040, 4)
    assert len(lines) == 4
    assert lines[-1].endswith("…")


def test_a_card_is_the_same_in_another_process() -> None:
    card = Card(site="笔记", title="注意力 attention", line="2025年3月8日")
    code = f"import sys; from notes_site.cards.card import Card; from notes_site.cards.draw import draw_card; sys.stdout.buffer.write(draw_card({card!r}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == draw_card(card)


def test_a_card_has_the_accent_of_the_site() -> None:
    card = Card(site="", title="T", line="", accent="#00704a", ground="#f8fbf9")
    image = Image.open(BytesIO(draw_card(card))).convert("RGB")
    assert image.getpixel((10, 5)) == (0x00, 0x70, 0x4A)
    assert image.getpixel((10, 40)) == (0xF8, 0xFB, 0xF9)
    assert card.url != Card(site="", title="T", line="").url
