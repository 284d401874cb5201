"""Callouts between lines of colons; numbered blocks are in `test_theorems`."""

import pytest

from notes_site.config import default_config
from notes_site.flow.fragment import render_fragment
from notes_site.parse import make_markdown
from notes_site.parse.token_values import REFUSED
from tests.small_site import note


def render(text: str) -> str:
    return render_fragment(note(text).encode(), "a.md", "en", default_config())[0]


@pytest.mark.parametrize(
    ("typed", "style", "title"),
    [
        ("::: tip", "tip", "Tip"),
        (":::warning", "warning", "Warning"),
        (":::danger[Take *care*]", "caution", "Take <em>care</em>"),
        ("::: info 提示", "note", "提示"),
        ("::::{.callout-tip}", "tip", "Tip"),
        ('::: {.callout-important title="Mind"}', "important", "Mind"),
        ("::: callout-note", "note", "Note"),
    ],
)
def test_callouts(typed: str, style: str, title: str) -> None:
    html = render(f"{typed}\nText.\n:::\n\nAfter.\n")
    assert f'class="callout callout-{style}"' in html
    assert f'<p class="callout-title">{title}</p>\n<p>Text.</p>\n</aside>\n<p>After.</p>' in html


def test_a_heading_is_the_title_as_in_quarto() -> None:
    html = render("::: {.callout-note}\n## A $x$ {.unlisted}\n\nText.\n:::\n")
    assert '<p class="callout-title">A <span class="math-inline">' in html
    assert "<h2" not in html


@pytest.mark.parametrize(
    ("typed", "is_open"),
    [
        ("::: details More", False),
        ('::: {.callout-note collapse="true"}', False),
        ('::: {.callout-note collapse="false"}', True),
    ],
)
def test_what_can_be_closed(typed: str, *, is_open: bool) -> None:
    html = render(f"{typed}\nText.\n:::\n")
    assert '<details class="callout callout-note"' in html
    assert (" open>" in html) is is_open


def test_they_nest() -> None:
    html = render(
        ":::: warning\na\n\n::: tip\nb\n:::\n\n::: {.theorem}\nc\n:::\nd\n::::\n\n- x\n\n  ::: note\n  y\n  :::\n"
    )
    assert html.count("<aside") == html.count("</aside>") == 3
    assert html.index("<p>d</p>") < html.index("</aside>\n<ul>")


@pytest.mark.parametrize("typed", ["::: {.column-margin}", "::: columns", ":::", "    ::: tip"])
def test_others_are_text(typed: str) -> None:
    assert "<aside" not in render(f"{typed}\nText.\n:::\n")


def test_one_that_is_not_closed() -> None:
    tokens = make_markdown().parse("::: tip\nText.\n")
    assert REFUSED.of(tokens[0]) == "the `:::` is not closed; write `:::` behind it"
