"""The card of a paper, and the page of all papers."""

import re

from tests.conftest import MakeSite
from tests.small_site import note

PAPER = (
    "{title: 'A & B: <i>', authors: [Ada Lovelace], venue: ICML, year: 2021, "
    "arxiv: '2103.00020', code: 'https://example.org/code'}"
)
OTHER = "{title: Other, year: 2023}"


def texts(html: str, pattern: str) -> list[str]:
    return re.findall(pattern, html)


def test_a_card_has_bibtex_that_reads_without_a_script(make_site: MakeSite) -> None:
    html = make_site({"content/zh/a.md": note(paper=PAPER)})["notes/a/index.html"]
    card = html[html.index('<aside class="paper"') : html.index("</aside>")]
    assert '<details class="bibtex">' in card
    assert "@inproceedings{lovelace2021b,\n" in card
    assert r"title = {{A \&amp; B: &lt;i&gt;}}" in card


def test_papers_stand_by_year_each_with_its_notes(make_site: MakeSite) -> None:
    site = make_site(
        {
            "content/zh/a.md": note(title="甲", paper=PAPER),
            "content/en/a.md": note(title="First", paper=PAPER),
            "content/zh/b.md": note(title="乙", paper=PAPER.replace("A & B", "a & b")),
            "content/zh/c.md": note(title="丙", paper=OTHER),
        }
    )
    zh = site["papers/index.html"]
    assert texts(zh, r'<h2 id="year-\d">(\d+)</h2>') == ["2023", "2021"]
    assert zh.count('<li class="noted-paper">') == 2
    assert [text for text in ("甲", "乙", "丙") if f">{text}</a>" in zh] == ["甲", "乙", "丙"]
    en = site["en/papers/index.html"]
    assert ">First</a>" in en
    assert '<a href="/notes/c/" lang="zh-CN" hreflang="zh-CN">丙</a>' in en


def test_the_navigation_leads_to_papers_only_where_there_are_any(make_site: MakeSite) -> None:
    site = make_site({"content/zh/a.md": note()})
    assert "papers/" not in site["index.html"]
    assert "papers/index.html" not in site
    site = make_site({"content/zh/a.md": note(paper=OTHER)})
    assert '<a href="/papers/">论文</a>' in site["index.html"]
    assert '<a href="/en/papers/">Papers</a>' in site["en/index.html"]
    assert "http://localhost/papers/" in site["sitemap.xml"]
