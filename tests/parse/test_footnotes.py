"""Footnotes that lack their text, or their mark."""

from tests.conftest import MakeSite
from tests.small_site import note


def test_lost_footnotes_are_told_of(make_site: MakeSite) -> None:
    text = "One[^a] and two[^b], `[^c]`.\n\n[^a]: A.\n[^d]: D."
    site = make_site({"content/en/a.md": note(text)})
    assert site.warnings == [
        "content/en/a.md:6:16: warning: `[^b]` has no footnote, so it is text; write `[^b]: …` on a line of its own, or `\\[^b]`",
        "content/en/a.md:9: warning: nothing refers to the footnote `[^d]`, so it is not shown; write its mark, or remove it",
    ]


def test_nothing_is_said_of_footnotes_that_are_whole(make_site: MakeSite) -> None:
    text = "One[^a].^[Inline.] $x[^2]$ [^\\]\n\n[^a]: A."
    assert make_site({"content/en/a.md": note(text)}).warnings == []
