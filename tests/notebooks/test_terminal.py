"""Texts of terminals: what is taken back, and colours."""

import pytest

from notes_site.notebooks.terminal import coloured_html, plain_text, settle


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("10%\r50%\r100%\n", "100%\n"),
        ("long line\rshort", "shortline"),
        ("ab\b\bcd\b", "c"),
        ("a\n\b\bb", "a\nb"),
        ("a\r\nb", "a\nb"),
    ],
)
def test_what_is_taken_back_is_not_shown(text: str, shown: str) -> None:
    assert settle(text) == shown


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("\x1b[31mred\x1b[0m <b>", '<span class="ansi-1">red</span> &lt;b&gt;'),
        (
            "\x1b[1;92mgood\x1b[22m!\x1b[39m.",
            '<span class="ansi-2 ansi-b">good</span><span class="ansi-2">!</span>.',
        ),
        ("\x1b[38;5;9ma\x1b[38;5;120mb", '<span class="ansi-1">a</span>b'),
        ("\x1b[38;2;1;2;3;4ma", '<span class="ansi-u">a</span>'),
        ("\x1b[41ma\x1b[49mb", '<span class="ansi-ground-1">a</span>b'),
        ("\x1b]0;title\x07a\x1b[2Kb\x00", "ab"),
        ("\x1b[99999999mx", "x"),
    ],
)
def test_colours_are_spans(text: str, html: str) -> None:
    assert coloured_html(text) == html


def test_a_plain_text_has_no_escapes() -> None:
    assert plain_text("\x1b[1;31ma\x1b[0m\tb\nc\x07") == "a\tb\nc"
