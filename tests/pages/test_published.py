"""What search engines, social networks and reading machines are given."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from tests.conftest import MakeSite
from tests.small_site import BuiltSite, Files, note

SITE = """
title: {zh: 笔记, en: Notes}
base_url: https://name.example/repo/
author: Someone
"""
PAPER = '{title: "A <paper>", authors: [A, B], venue: ICML, year: 2021, arxiv: "2103.00020"}'
FILES = {
    "site.yaml": SITE,
    "content/en/clip.md": note(
        "See [other](other.md#part), [out](https://x.example/), $\\alpha$.\n",
        title="Clip [$x$]",
        tags="[rl]",
        paper=PAPER,
        series="s",
        updated="2024-07-01",
        aliases="[/old/clip, /old/clip.html]",
    ),
    "content/zh/clip.md": note("正文。", title="剪"),
    "content/en/other.md": note("## Part\n\nText.", title="Other", date="2024-05-01"),
    "content/en/pages/about.md": "---\ntitle: About\n---\n\nHello.\n",
}
BASE = "https://name.example/repo"


@pytest.fixture
def site(make_site: MakeSite) -> BuiltSite:
    return make_site(FILES)


def test_the_sitemap_lists_pages_with_their_translations(site: BuiltSite) -> None:
    spaces = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    urls = ET.fromstring(site["sitemap.xml"]).findall("s:url", spaces)
    entries = {url.findtext("s:loc", "", spaces): url for url in urls}
    clip = entries[f"{BASE}/en/notes/clip/"]
    assert clip.findtext("s:lastmod", "", spaces) == "2024-07-01"
    assert entries[f"{BASE}/en/"].findtext("s:lastmod", "", spaces) == "2024-07-01"
    alternates = {link.get("hreflang"): link.get("href") for link in clip.findall("x:link", spaces)}
    assert alternates == {
        "zh-CN": f"{BASE}/notes/clip/",
        "en": f"{BASE}/en/notes/clip/",
        "x-default": f"{BASE}/notes/clip/",
    }
    assert f"{BASE}/en/about/" in entries
    assert not any("404" in url or "old" in url for url in entries)


def test_robots_are_shown_the_sitemap(site: BuiltSite) -> None:
    assert f"Sitemap: {BASE}/sitemap.xml\n" in site["robots.txt"]


def test_an_own_file_replaces_a_made_one(make_site: MakeSite) -> None:
    site = make_site({**FILES, "static/robots.txt": "User-agent: *\nDisallow: /\n"})
    assert site["robots.txt"] == "User-agent: *\nDisallow: /\n"


def test_every_note_has_its_markdown(site: BuiltSite) -> None:
    text = site["en/notes/clip/index.md"]
    assert text.startswith(f"# Clip [$x$]\n\n- {BASE}/en/notes/clip/\n- 2024-05-31\n- rl\n- A, B. ")
    link = f"[other]({BASE}/en/notes/other/#part)"
    assert text.endswith(f"\n\nSee {link}, [out](https://x.example/), $\\alpha$.\n")
    assert site["en/about/index.md"].endswith("Hello.\n")


def test_llms_txt_lists_the_notes_of_a_language(site: BuiltSite) -> None:
    text = site["en/llms.txt"]
    assert text.startswith("# Notes\n\n> Notes\n\n## Notes\n\n- [Clip \\[x\\]](")
    assert f"- [About]({BASE}/en/about/index.md): Hello.\n" in text
    assert f"- [中文]({BASE}/llms.txt)\n" in text
    assert "\n\n\n" not in text
    assert site["en/notes/other/index.md"] in site["en/llms-full.txt"]
    assert "正文。" in site["llms-full.txt"]


def test_an_alias_leads_to_the_note(site: BuiltSite) -> None:
    for path in ("old/clip/index.html", "old/clip.html"):
        assert 'content="0; url=/repo/en/notes/clip/"' in site[path]
        assert f'<link rel="canonical" href="{BASE}/en/notes/clip/">' in site[path]


@pytest.mark.parametrize(
    ("alias", "message"),
    [
        (
            "/en/notes/other/",
            "the alias /en/notes/other/ is the address of another page; remove it",
        ),
        ("/feed.xml", "the alias /feed.xml is the address of another page; remove it"),
        ("/404.html", "the alias /404.html is the address of another page; remove it"),
        ("/old", "content/en/a.md has the alias /old too; remove one of them"),
    ],
)
def test_nothing_else_stands_at_an_alias(
    mistakes_of: Callable[[Files], list[str]], alias: str, message: str
) -> None:
    files = {
        "site.yaml": SITE,
        "content/en/a.md": note("", aliases="[/old/]"),
        "content/en/b.md": note("", aliases=f"[{alias}]", date="2024-05-30"),
        "content/en/other.md": note(""),
        "content/zh/b.md": note(""),
    }
    assert mistakes_of(files) == [f"content/en/b.md:4: {message}"]


def test_notes_name_those_that_link_to_them(site: BuiltSite) -> None:
    assert '<li><a href="/repo/en/notes/clip/" hreflang="en">' in site["en/notes/other/index.html"]
    assert 'id="nav-backlinks"' not in site["en/notes/clip/index.html"]


def _data(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/ld\+json">(.*)</script>', html)
    assert found
    data: dict[str, object] = json.loads(found[1])
    return data


def test_structured_data_names_note_paper_and_path(site: BuiltSite) -> None:
    graph = _data(site["en/notes/clip/index.html"])["@graph"]
    assert isinstance(graph, list)
    posting, crumbs = graph
    assert posting["headline"] == "Clip [x]"
    assert posting["dateModified"] == "2024-07-01"
    assert posting["author"] == [{"@type": "Person", "name": "Someone"}]
    assert posting["about"]["headline"] == "A <paper>"
    assert posting["about"]["sameAs"] == ["https://arxiv.org/abs/2103.00020"]
    assert [step["item"] for step in crumbs["itemListElement"]] == [
        f"{BASE}/en/",
        f"{BASE}/en/series/s/",
        f"{BASE}/en/notes/clip/",
    ]
    assert _data(site["index.html"])["@type"] == "Blog"


def test_a_head_names_the_page_in_every_form(site: BuiltSite) -> None:
    html = site["en/notes/clip/index.html"]
    for line in (
        f'<link rel="canonical" href="{BASE}/en/notes/clip/">',
        f'<link rel="alternate" hreflang="zh-CN" href="{BASE}/notes/clip/">',
        '<link rel="alternate" type="application/atom+xml" title="Notes" href="/repo/en/feed.xml">',
        '<link rel="alternate" type="text/markdown" title="Clip [x]" href="/repo/en/notes/clip/index.md">',
        '<meta property="og:type" content="article">',
        '<meta property="article:modified_time" content="2024-07-01">',
    ):
        assert line in html
    assert 'title="rl · Notes" href="/repo/en/tags/rl/feed.xml">' in site["en/tags/rl/index.html"]
    assert '<meta name="robots" content="noindex">' in site["404.html"]
    assert 'rel="canonical"' not in site["404.html"]


def test_jekyll_stays_away(site: BuiltSite) -> None:
    assert ".nojekyll" in site
