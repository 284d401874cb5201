"""Texts of posts as they are brought over."""

import pytest

from notes_site.importing.blog import ImportReport, SourceKind
from notes_site.importing.bodies import rewrite_body


def bring(text: str, kind: SourceKind) -> str:
    return rewrite_body(text, "a.md", kind, ImportReport(kind=kind, source="blog"))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("We $$x$$ and $$ y $$.", "We $x$ and $y$."),
        ("$$x$$ is first.", "$x$ is first."),
        ("- $$x$$", "- $$x$$"),
        ("- so $$x$$", "- so $x$"),
        ("$$x$$", "$$x$$"),
        ("> $$x$$", "> $$x$$"),
        ("An open $$x", "An open $$x"),
        ("`$$x$$` is code", "`$$x$$` is code"),
    ],
)
def test_two_dollars_of_kramdown_in_a_sentence(text: str, made: str) -> None:
    assert bring(text, SourceKind.JEKYLL) == made


@pytest.mark.parametrize("kind", SourceKind)
def test_a_long_line_is_read_in_a_moment(kind: SourceKind) -> None:
    """A pattern that tries every part of it again would take hours."""
    text = "a word, " * 20_000 + "{% note {{< ref $x$ <d-cite ![a](b\n"
    assert bring(text, kind) == text
