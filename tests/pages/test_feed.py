"""Feeds, read as a feed reader does, and held against the rules of the W3C's validator."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import feedparser
import pytest

from tests.conftest import MakeSite
from tests.small_site import BuiltSite, note

SITE = """
title: {zh: 笔记, en: Notes & more}
base_url: https://name.example/repo/
author: {name: 某人, url: https://name.example/, email: me@name.example}
tags: {rl: {zh: 强化学习, en: Reinforcement learning}}
"""
NOTE = r"""
A formula $\mathbb{E}[x]$, a [link](other.md#part), an ![image](/figures/a.svg) and <a href="/tags/">raw</a>.[^1]

## Part {#part}

$$
x < y \label{eq:one}
$$

By \eqref{eq:one}, ]]> and `</script>`.

```python
print("<b>")
```

| a | b |
|---|---|
| 1 | 2 |

[^1]: A footnote.
"""
FILES = {
    "site.yaml": SITE,
    "static/figures/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "content/en/first.md": note(NOTE, title="$x$ & y", tags="[rl]", updated="2024-06-02"),
    "content/en/other.md": note("## Part\n\nText.", title="Other", date="2024-05-01"),
    "content/zh/first.md": note("正文。", title="一", tags="[rl]", authors="[甲, 乙]"),
}
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def site(make_site: MakeSite) -> BuiltSite:
    return make_site(FILES)


@pytest.mark.parametrize("path", ["feed.xml", "en/feed.xml", "en/tags/rl/feed.xml"])
def test_an_atom_feed_keeps_the_rules(site: BuiltSite, path: str) -> None:
    """RFC 4287: elements required once, RFC 3339 dates, absolute and unique ids and links."""
    feed = ET.fromstring(site[path])
    assert feed.tag == f"{ATOM}feed"
    ids = [element.text or "" for element in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    assert all(urlsplit(each).scheme for each in ids)
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
    for name in ("updated", "published"):
        for element in feed.iter(f"{ATOM}{name}"):
            assert datetime.fromisoformat(element.text or "").tzinfo
    links = {(link.get("rel"), link.get("href")) for link in feed.findall(f"{ATOM}link")}
    assert ("self", f"https://name.example/repo/{path}") in links
    assert all((href or "").startswith("https://name.example/repo/") for _, href in links)
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "某人"


@pytest.mark.parametrize("path", ["feed.xml", "en/feed.xml", "feed.json", "en/tags/rl/feed.json"])
def test_feedparser_reads_every_feed(site: BuiltSite, path: str) -> None:
    if path.endswith(".json"):
        feed = json.loads(site[path])
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["feed_url"] == f"https://name.example/repo/{path}"
        assert all(item["id"] and item["content_html"] for item in feed["items"])
    else:
        parsed = feedparser.parse(site[path])
        assert not parsed.bozo
        assert parsed.version == "atom10"


def test_entries_say_what_the_notes_are(site: BuiltSite) -> None:
    feed = feedparser.parse(site["en/feed.xml"])
    assert feed.feed.title == "Notes & more"
    assert feed.feed.updated == "2024-06-02T00:00:00Z"
    first, other = feed.entries
    assert (first.title, other.title) == ("x & y", "Other")
    assert first.link == "https://name.example/repo/en/notes/first/"
    assert (first.published, first.updated) == ("2024-05-31T00:00:00Z", "2024-06-02T00:00:00Z")
    assert [(tag.term, tag.label) for tag in first.tags] == [("rl", "Reinforcement learning")]
    (chinese,) = feedparser.parse(site["feed.xml"]).entries
    assert [author.name for author in chinese.authors] == ["甲", "乙"]
    assert 'xml:lang="zh-CN"' in site["feed.xml"]


def test_content_stands_by_itself(site: BuiltSite) -> None:
    content = _content(site, "en/feed.xml")
    assert 'href="https://name.example/repo/en/notes/other/#part"' in content
    assert 'src="https://name.example/repo/figures/a.svg"' in content
    assert '<a href="https://name.example/repo/en/tags/">' not in content
    assert '<a href="https://name.example/repo/tags/">raw</a>' in content
    (anchor,) = re.findall(r'class="math-display" id="([^"]+)"', site["en/notes/first/index.html"])
    assert f'href="https://name.example/repo/en/notes/first/#{anchor}">(1)</a>' in content
    assert '<pre><code>print("&lt;b&gt;")' in re.sub("&#34;|&quot;", '"', content)
    assert "]]&gt;" in content


def test_formulas_are_mathml_alone(site: BuiltSite) -> None:
    content = _content(site, "en/feed.xml")
    assert content.count("<math") == content.count("</math>") == 2
    assert "katex" not in content
    assert "annotation" not in content


def _content(site: BuiltSite, path: str) -> str:
    feed = ET.fromstring(site[path])
    return feed.findtext(f"{ATOM}entry/{ATOM}content") or ""


def test_json_holds_the_same_as_atom(site: BuiltSite) -> None:
    feed = json.loads(site["en/feed.json"])
    assert feed["items"][0]["content_html"] == _content(site, "en/feed.xml")
    assert "<" not in site["en/feed.json"]


def test_ids_outlast_a_move_to_another_path(make_site: MakeSite) -> None:
    before = _ids(make_site(FILES))
    changed = {**FILES, "site.yaml": f"{SITE}urls: {{note: '/{{year}}/{{slug}}/'}}\n"}
    after = _ids(make_site(changed, base_url="https://name.example/elsewhere/"))
    assert before == after
    assert before == _ids(make_site(FILES, base_url="https://other.example/repo/"))


def _ids(site: BuiltSite) -> list[str]:
    feeds = [ET.fromstring(site[path]) for path in ("feed.xml", "en/feed.xml")]
    return [element.text or "" for feed in feeds for element in feed.iter(f"{ATOM}id")]


def test_a_feed_changes_with_its_notes_only(make_site: MakeSite) -> None:
    first = make_site(FILES)["en/feed.xml"]
    later = make_site(FILES, built_at=datetime.fromisoformat("2030-01-01T00:00:00Z"))
    assert later["en/feed.xml"] == first


def test_excerpts_and_fewer_entries(make_site: MakeSite) -> None:
    settings = "feed: {content: excerpt, entries: 1}\nexcerpt: {length: 20}\n"
    site = make_site({**FILES, "site.yaml": SITE + settings})
    (entry,) = feedparser.parse(site["en/feed.xml"]).entries
    assert "content" not in entry
    assert entry.summary.startswith("<p>A formula <math")
    assert "katex" not in entry.summary
    assert len(json.loads(site["en/feed.json"])["items"]) == 1


def test_the_feed_of_a_tag_is_as_long_as_that_of_the_site(make_site: MakeSite) -> None:
    notes = {
        f"content/zh/{name}.md": note(date=f"2024-05-0{day}", title=name, tags="[rl]")
        for day, name in enumerate("abc", 1)
    }
    site = make_site({**notes, "site.yaml": "title: T\nfeed: {entries: 2}\n"})
    for path in ("feed.json", "tags/rl/feed.json"):
        titles = [item["title"] for item in json.loads(site[path])["items"]]
        assert titles == ["c", "b"], path


def test_the_feed_of_a_tag_shows_excerpts(site: BuiltSite) -> None:
    (entry,) = feedparser.parse(site["en/tags/rl/feed.xml"]).entries
    assert "content" not in entry
    assert entry.summary.startswith("<p>A formula <math")
    assert "<pre>" not in entry.summary
    assert "A formula" in json.loads(site["en/tags/rl/feed.json"])["items"][0]["content_html"]


def test_a_note_that_comes_among_the_newest_again_is_there_as_a_whole(make_site: MakeSite) -> None:
    """Only the notes that feeds show whole are rendered for them, and the cache has no more."""
    make_site({**FILES, "site.yaml": f"{SITE}feed: {{entries: 1}}\n"})
    older = {"content/en/first.md": note(NOTE, date="2024-04-01")}
    content = make_site(older)["en/feed.xml"]
    assert "&lt;h2" in content
    assert content == make_site({}, uses_cache=False)["en/feed.xml"]


def test_a_site_without_notes_has_a_feed(make_site: MakeSite) -> None:
    site = make_site({"site.yaml": SITE})
    feed = feedparser.parse(site["feed.xml"])
    assert not feed.bozo
    assert feed.feed.updated == "1970-01-01T00:00:00Z"


def test_control_characters_stay_out_of_xml(make_site: MakeSite) -> None:
    site = make_site({"content/zh/a.md": note("A\x0b\x1b\ufffeB", title='"bell"')})
    assert not feedparser.parse(site["feed.xml"]).bozo


def _addresses(site: BuiltSite) -> Iterator[str]:
    for path in ("feed.xml", "en/feed.xml"):
        feed = ET.fromstring(site[path])
        yield from (link.get("href") or "" for link in feed.iter(f"{ATOM}link"))


@pytest.mark.parametrize("base_url", ["https://a.example", "https://a.example/repo/"])
def test_addresses_are_right_under_every_base(make_site: MakeSite, base_url: str) -> None:
    make_site(FILES)  # what is cached now holds other addresses
    site = make_site(FILES, base_url=base_url)
    base = base_url.rstrip("/")
    assert all(address.startswith(f"{base}/") for address in _addresses(site))
    assert f'href="{base}/en/notes/other/#part"' in _content(site, "en/feed.xml")
    path = urlsplit(base).path
    assert f'href="{path}/en/notes/other/#part"' in site["en/notes/first/index.html"]


HARMFUL = """
<script>alert(1)</script>

<svg onload="alert(2)"><text>drawn</text></svg>

<iframe src="javascript:alert(3)"></iframe> <a href="&#106;avascript:alert(4)">here</a>

<base href="https://elsewhere.example/">

<details ontoggle="alert(5)" open>

<summary>More</summary>

The formula $x^2$ and the <img src="/figures/a.svg" onerror="alert(6)" alt="figure">.

| a |
|--:|
| 1 |

</details>
"""


def test_entries_hold_no_programs_whatever_raw_html_a_note_has(make_site: MakeSite) -> None:
    site = make_site({**FILES, "content/en/first.md": note(HARMFUL)})
    (content,) = [
        entry.content[0].value
        for entry in feedparser.parse(site["en/feed.xml"], sanitize_html=False).entries
        if entry.link.endswith("/first/")
    ]
    assert not re.search(r"alert|javascript|<script|<svg|<base|drawn|\son\w+=", content)
    assert "<details open" in content
    assert "<summary>More</summary>" in content
    assert "<msup><mi>x</mi><mn>2</mn></msup>" in content
    assert 'src="https://name.example/repo/figures/a.svg"' in content
    assert "text-align:right" in content
    items = json.loads(site["en/feed.json"])["items"]
    (same,) = [item["content_html"] for item in items if item["url"].endswith("/first/")]
    assert not re.search(r"alert|javascript|<script|<svg|<base|drawn|\son\w+=", same)
    assert "alert(1)" in site["en/notes/first/index.html"]
