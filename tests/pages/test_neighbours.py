"""What leads on from a note: its series, related notes, those before and after."""

from __future__ import annotations

import re

from tests.conftest import MakeSite
from tests.small_site import BuiltSite, Files, note


def links(site: BuiltSite, path: str, name: str) -> list[str]:
    """Return the texts of the links in the navigation `name` of a page."""
    found = re.search(
        rf'<nav class="[^"]*" aria-[a-z]+="{name}">(.*?)</nav>', site[path], re.DOTALL
    )
    texts = re.findall(r"<a [^>]*>(?:<span>.*?</span> )?(.*?)</a>", found[1]) if found else []
    return [text for text in texts if text]


def notes(**tags: str) -> Files:
    """Return notes `a`, `b`, … of the days of May 2024, with these tags."""
    return {
        f"content/en/{name}.md": note(title=name, date=f"2024-05-{day:02}", tags=f"[{given}]")
        for day, (name, given) in enumerate(tags.items(), start=1)
    }


def test_related_notes_share_the_most_tags_and_are_close_in_time(make_site: MakeSite) -> None:
    site = make_site(
        notes(a="x", b="x, y", c="z", d="x, y", e="q", n="x, y", f="q", g="x", h="x", i="x")
    )
    assert links(site, "en/notes/n/index.html", "nav-related") == ["d", "b", "g"]
    assert links(site, "en/notes/c/index.html", "nav-related") == []


def test_a_note_that_the_page_names_already_is_not_related(make_site: MakeSite) -> None:
    files = {
        **notes(a="x", b="q", c="x", d="q", e="x"),
        "content/en/b.md": note("[a](a.md)", date="2024-05-02", tags="[x]"),
    }
    site = make_site(files)
    assert links(site, "en/notes/a/index.html", "nav-related") == ["c", "e"]


def test_a_page_does_not_change_with_notes_that_have_nothing_to_do_with_it(
    make_site: MakeSite,
) -> None:
    before = make_site(notes(a="x", b="x", c="x", d="x"))["en/notes/a/index.html"]
    after = make_site({"content/en/z.md": note(date="2024-06-01", tags="[q]", series="s")})
    assert after["en/notes/a/index.html"] == before


def test_a_series_leads_from_part_to_part(make_site: MakeSite) -> None:
    def part(day: int, series: str) -> str:
        return note(title=f"Day {day}", date=f"2024-05-{day:02}", series=series)

    files = {f"content/en/{day}.md": part(day, "Odd" if day % 2 else "even") for day in range(1, 7)}
    site = make_site(files)
    page = "en/notes/3/index.html"
    assert links(site, page, "nav-series") == ["Odd", "Day 1", "Day 5"]
    assert "Part 2 of 3" in site[page]
    assert links(site, page, "Pages") == ["Day 2", "Day 4"]
    assert links(site, "en/notes/1/index.html", "nav-series") == ["Odd", "Day 3"]


def test_the_next_part_is_not_named_twice(make_site: MakeSite) -> None:
    files = {
        f"content/en/{n}.md": note(title=f"N{n}", date=f"2024-05-0{n}", series="s") for n in (1, 2)
    }
    site = make_site({**files, "content/en/3.md": note(title="N3", date="2024-05-03")})
    assert links(site, "en/notes/2/index.html", "nav-series") == ["s", "N1"]
    assert links(site, "en/notes/2/index.html", "Pages") == ["N3"]


def test_a_list_tells_the_language_and_leads_to_the_translation(make_site: MakeSite) -> None:
    site = make_site(
        {
            "content/zh/a.md": note(title="甲"),
            "content/en/a.md": note(title="A"),
            "content/en/b.md": note(title="B"),
        }
    )
    html = site["en/index.html"]
    other = '<a href="/notes/a/" hreflang="zh-CN" lang="zh-CN">中文</a>'
    assert f'<span lang="en">English</span> · {other}' in html
    assert '<span class="in-languages" lang="en">English</span>' in html
