"""Reading time."""

import pytest

from notes_site.parse.markdown import make_markdown
from notes_site.render.reading_time import reading_minutes

MARKDOWN = make_markdown()


@pytest.mark.parametrize(
    ("source", "minutes"),
    [
        ("", 1),
        ("字", 1),
        ("字" * 350, 1),
        ("字" * 351, 2),
        ("word " * 220, 1),
        ("word " * 221, 2),
        ("zero-shot don't 3.14 " * 73, 1),
        ("字" * 350 + "word" * 220, 2),
        ("字。，！" * 350, 1),
        ("字 word " * 350, 3),
        ("$x$ " * 40, 1),
        ("$x$ " * 41, 2),
        ("$$\nx\n$$\n\n" * 15, 2),
        ("```\n" + "x = 1\n" * 41 + "```", 2),
        ("**字**`word`[字](u)" * 100, 2),
        ("![字](u)" * 1000, 1),
        ("𠮷" * 351, 2),
    ],
)
def test_han_words_formulas_and_code_have_rates_of_their_own(source: str, minutes: int) -> None:
    assert reading_minutes(MARKDOWN.parse(source)) == minutes
