"""Markdown copies of notes, beside the pages."""

from tests.conftest import MakeSite
from tests.small_site import note

SITE = {"content/zh/a.md": note("See [[clip]]."), "content/zh/clip.md": note(title="Old")}


def test_a_changed_title_reaches_the_copies_of_notes_that_link_to_it(make_site: MakeSite) -> None:
    site = make_site(SITE)
    assert "See [Old](" in site["notes/a/index.md"]
    site = make_site({"content/zh/clip.md": note(title="New")})
    assert "See [New](" in site["notes/a/index.md"]
    assert "See [New](" in site["llms-full.txt"]
