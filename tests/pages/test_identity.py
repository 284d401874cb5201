"""What says whose site it is, on the pages."""

import json
import re
from collections.abc import Callable

from tests.conftest import MakeSite
from tests.small_site import Files, note

SITE = """title: {zh: 笔记, en: Notes}
description: What I read.
base_url: https://a.example/sub/
navigation:
  - {page: archive, title: {zh: 全部, en: All}}
  - about
  - {title: Code, url: https://code.example/}
  - {title: Slides, url: /slides.pdf}
social: {github: ada, email: ada@example.org, feed: true}
logo: {light: logo.svg, dark: assets/dark.svg}
favicon: icon.png
footer: {text: On a train., licence: CC-BY-4.0, icp: 京ICP备12345678号-1}
"""
FILES: Files = {
    "site.yaml": SITE,
    "content/en/a.md": note("Text"),
    "content/zh/a.md": note("文"),
    "content/en/pages/about.md": "---\ntitle: About\n---\n",
    "static/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 2'/>",
    "static/assets/dark.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "static/icon.png": b"",
    "static/slides.pdf": b"",
    "static/extra.css": "p { background: url(assets/dark.svg), url('logo.svg') }",
    "templates/parts/head-end.html": '<meta name="mine" content="{{ frame.site_title }}">\n',
}


def test_the_menu_has_the_entries_in_their_order(make_site: MakeSite) -> None:
    site = make_site(FILES)
    menu = re.compile(r'<nav class="site-nav".*?</nav>', re.DOTALL)
    links = re.compile(r'<a href="([^"]+)"(?: aria-current="page")?>([^<]+)')
    english, chinese = (
        links.findall(found[0])
        for path in ("en/index.html", "index.html")
        if (found := menu.search(site[path]))
    )
    others = [("https://code.example/", "Code"), ("/sub/slides.pdf", "Slides")]
    assert english == [("/sub/en/archive/", "All"), ("/sub/en/about/", "About"), *others]
    assert chinese == [("/sub/archive/", "全部"), *others]


def test_an_entry_that_leads_nowhere_is_a_mistake(
    mistakes_of: Callable[[Files], list[str]],
) -> None:
    site = SITE.replace("/slides.pdf", "/slide.pdf")
    assert mistakes_of({**FILES, "site.yaml": site}) == [
        "site.yaml:8: an entry of `navigation` leads nowhere: /slide.pdf; write `/slides.pdf`"
    ]


def test_accounts_have_icons_and_are_told_to_search_engines(make_site: MakeSite) -> None:
    page = make_site(FILES)["en/index.html"]
    assert '<a href="https://github.com/ada" rel="me" title="GitHub" aria-label="GitHub">' in page
    assert '<a href="mailto:ada@example.org" title="E-mail"' in page
    assert '<a href="/sub/en/feed.xml" title="Feed"' in page
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert data is not None
    assert json.loads(data[1])["author"][0]["sameAs"] == ["https://github.com/ada"]


def test_logo_and_icon_are_the_site_s_own(make_site: MakeSite) -> None:
    site = make_site(FILES)
    page = site["en/notes/a/index.html"]
    assert '<img class="logo logo-light" src="/sub/logo.svg" alt="" width="56" height="28">' in page
    assert re.search(r'<img class="logo logo-dark" src="/sub/assets/dark\.\w+\.svg"', page)
    assert 'class="mark"' not in page
    assert '<link rel="icon" type="image/png" href="/sub/icon.png">' in page
    assert "<icon>https://a.example/sub/icon.png</icon>" in site["en/feed.xml"]


def test_the_foot_has_licence_and_numbers(make_site: MakeSite) -> None:
    site = make_site(FILES)
    deed = "https://creativecommons.org/licenses/by/4.0/"
    assert f'<a href="{deed}" rel="license">CC BY 4.0</a>' in site["en/index.html"]
    assert f'<a href="{deed}deed.zh-hans" rel="license">' in site["index.html"]
    assert '<a href="https://beian.miit.gov.cn/">京ICP备12345678号-1</a>' in site["index.html"]
    assert f'"license": "{deed}"' in site["en/notes/a/index.html"]


def test_the_title_comes_first_and_the_banner_follows(make_site: MakeSite) -> None:
    page = make_site({**FILES, "site.yaml": "title: Mine\n"})["index.html"]
    banner = page[page.index('<header class="banner">') :]
    assert banner.index("<h1>Mine</h1>") < banner.index('class="signal"')
    assert '<p class="tagline">INCOMING TRANSMISSION</p>' in banner


def test_without_a_banner_the_index_keeps_its_heading(make_site: MakeSite) -> None:
    page = make_site({**FILES, "site.yaml": "title: Mine\nbanner: none\n"})["index.html"]
    assert '<h1 class="hidden">Mine</h1>' in page
    assert 'class="banner"' not in page


def test_a_text_of_the_banner_stands_in_for_the_description(make_site: MakeSite) -> None:
    text = "title: Mine\ndescription: D\nbanner: {style: text, text: Hello.}\n"
    page = make_site({**FILES, "site.yaml": text})["index.html"]
    assert '<p class="banner-text">Hello.</p>' in page
    assert 'class="signal"' not in page


def test_own_sheet_and_own_lines_of_the_head_are_used_if_there(make_site: MakeSite) -> None:
    site = make_site(FILES)
    page = site["en/index.html"]
    sheet = re.search(r'href="/sub/(extra\.\w+\.css)"', page)
    assert sheet is not None
    assert re.search(r"url\(assets/dark\.\w+\.svg\), url\('logo.svg'\)", site[sheet[1]])
    assert page.index(sheet[0]) > page.index("/assets/style.")
    assert '<meta name="mine" content="Notes">' in page
    assert "extra.css" not in {path.name for path in site.output.iterdir()}
    without = {**FILES, "static/extra.css": None, "templates/parts/head-end.html": None}
    assert "extra." not in make_site(without)["en/index.html"]
