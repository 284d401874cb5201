"""Ids of entries, by which feed readers know what they have shown."""

from __future__ import annotations

import re

from tests.conftest import MakeSite
from tests.small_site import Files, note

SITE = "title: T\nauthor: {{name: Ada}}\nbase_url: https://{}/\n"


def ids(make_site: MakeSite, files: Files) -> list[str]:
    """Return the ids of the entries in the feed, those of the feed itself left out."""
    return re.findall(r"<id>([^<]*)</id>", make_site(files)["feed.xml"])[1:]


def test_an_id_stays_when_the_host_changes(make_site: MakeSite) -> None:
    files: Files = {"site.yaml": SITE.format("a.example"), "content/zh/a.md": note()}
    before = ids(make_site, files)
    assert ids(make_site, {"site.yaml": SITE.format("b.example/notes")}) == before


def test_an_id_stays_when_a_note_moves_and_names_its_old_address(make_site: MakeSite) -> None:
    before = ids(make_site, {"site.yaml": SITE.format("a.example"), "content/zh/a.md": note()})
    moved: Files = {"content/zh/a.md": None, "content/zh/b.md": note(aliases="[/notes/a/]")}
    assert ids(make_site, moved) == before
    again = note(aliases="[/2019/a.html, /notes/a/, /notes/b/]")
    assert ids(make_site, {"content/zh/b.md": None, "content/zh/deep/c.md": again}) == before


def test_an_old_address_of_another_tool_changes_no_id(make_site: MakeSite) -> None:
    before = ids(make_site, {"site.yaml": SITE.format("a.example"), "content/zh/a.md": note()})
    assert ids(make_site, {"content/zh/a.md": note(aliases="[/2019/05/a/]")}) == before


def test_ids_of_different_notes_and_languages_differ(make_site: MakeSite) -> None:
    site = make_site(
        {"content/zh/a.md": note(), "content/zh/b.md": note(), "content/en/a.md": note()}
    )
    found = [
        each
        for path in ("feed.xml", "en/feed.xml")
        for each in re.findall(r"<id>([^<]*)</id>", site[path])
    ]
    assert len(found) == len(set(found))


def test_an_id_may_be_brought_along(make_site: MakeSite) -> None:
    assert ids(make_site, {"content/zh/a.md": note(id="tag:a.example,2019:1")}) == [
        "tag:a.example,2019:1"
    ]
