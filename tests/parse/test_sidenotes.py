"""Footnotes written where their marks are."""

from notes_site.parse import make_markdown


def shown(text: str) -> str:
    return str(make_markdown().render(text))


def test_the_text_of_a_sidenote_stands_at_its_mark() -> None:
    html = shown("A[^>the *side*, [1]] b[^1].\n\n[^1]: foot\n")
    assert "<em>side</em>, [1]" in html
    assert html.index("the <em>") < html.index("<p>foot")


def test_one_with_a_definition_is_a_footnote_of_that_name() -> None:
    html = shown("A[^>named].\n\n[^>named]: defined\n")
    assert "defined" in html
    assert "<p>named" not in html


def test_others_are_left_alone() -> None:
    assert shown("a [^>] b [^> c\n") == "<p>a [^&gt;] b [^&gt; c</p>\n"
