"""A whole site in several languages: what its pages say of one another, and in which words."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import yaml

from notes_site.theme import LOCALES
from tests.conftest import MakeSite
from tests.small_site import BuiltSite, note

BASE = "https://example.org/blog"
SITE = {
    "site.yaml": f"""
title: {{zh: 笔记, en: Notes}}
base_url: {BASE}
index: {{per_page: 2}}
tags: {{rl: {{zh: 强化, en: reinforced}}}}
series: {{read: {{zh: 读, en: reading}}}}
""",
    "content/zh/pages/about.md": "---\ntitle: 关于\n---\n",
    "content/en/pages/about.md": "---\ntitle: About\n---\n",
    "content/zh/pages/links.md": "---\ntitle: 链接\n---\n",
    "content/zh/a.md": note("## 一\n\n## 二", title="甲", tags="[强化]", series="读"),
    "content/en/a.md": note("## One\n\n## Two", title="A", tags="[reinforced]", series="reading"),
    "content/zh/b.md": note("乙。", title="乙", tags="[强化]", translation_key="k"),
    "content/en/x/c.md": note("Bee.", title="B", tags="[vision]", translation_key="k"),
    "content/zh/only.md": note("只有中文。", title="只有中文", tags="[注意力]", series="只"),
    "content/en/single.md": note("In English only.", title="English only", tags="[vision]"),
}


@dataclass(slots=True)
class ReadPage:
    """What a page tells readers and search engines."""

    language: str = ""
    canonical: str = ""
    alternates: dict[str, str] = field(default_factory=dict)
    texts: list[tuple[str, str]] = field(default_factory=list)
    """Language of an element and a text in it, those of attributes too."""


class PageReader(HTMLParser):
    """Reads the page that it is fed."""

    def __init__(self) -> None:
        super().__init__()
        self.page = ReadPage()
        self.languages: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        outer = self.languages[-1][1] if self.languages else ""
        language = given.get("lang", outer)
        self.page.language = self.page.language or language
        match given.get("rel"):
            case "canonical":
                self.page.canonical = unquote(given["href"])
            case "alternate" if tag == "link" and "hreflang" in given:
                self.page.alternates[given["hreflang"]] = unquote(given["href"])
        for name in ("title", "aria-label", "alt", "data-copy", "data-close"):
            self.page.texts.append((language, given.get(name, "")))
        if tag not in {"meta", "link", "input", "img", "br", "hr"}:
            self.languages.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        while self.languages.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, language = self.languages[-1] if self.languages else ("", "")
        if tag not in {"script", "style"}:
            self.page.texts.append((language, data))


def read_pages(site: BuiltSite) -> dict[str, ReadPage]:
    """Return permalink → page."""
    found = {}
    for path in site.output.rglob("*.html"):
        reader = PageReader()
        reader.feed(path.read_text(encoding="utf-8"))
        name = path.relative_to(site.output).as_posix().removesuffix("index.html")
        found[f"{BASE}/{name}"] = reader.page
    return found


def read_sitemap(site: BuiltSite) -> dict[str, dict[str, str]]:
    """Return permalink → language → permalink of the counterpart."""
    places = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    return {
        unquote(url.findtext(f"{places}loc", "")): {
            link.attrib["hreflang"]: unquote(link.attrib["href"])
            for link in url.iter("{http://www.w3.org/1999/xhtml}link")
        }
        for url in ET.fromstring(site["sitemap.xml"]).iter(f"{places}url")
    }


def test_pages_and_their_counterparts_name_one_another(make_site: MakeSite) -> None:
    site = make_site(SITE)
    pages, listed = read_pages(site), read_sitemap(site)
    paired = {url: page for url, page in pages.items() if page.alternates}
    for url, page in paired.items():
        assert page.alternates[page.language] == page.canonical == url
        assert set(page.alternates) == {"zh-CN", "en", "x-default"}, url
        assert page.alternates["x-default"] == page.alternates["zh-CN"]
        for other in page.alternates.values():
            assert pages[other].alternates == page.alternates, url
    assert {unquote(url): each for url, each in listed.items() if each} == {
        url: page.alternates for url, page in paired.items()
    }
    assert {url.removeprefix(f"{BASE}/") for url in paired if "/en/" not in url} == {
        *["", "page/2/", "about/", "archive/", "search/", "tags/", "notes/a/", "notes/b/"],
        *["tags/rl/", "tags/注意力/", "tags/vision/", "series/read/", "series/只/"],
    }


def test_a_note_of_one_language_has_one_page_and_stands_in_all_lists(make_site: MakeSite) -> None:
    site = make_site(SITE)
    assert "notes/only/index.html" in site
    assert "en/notes/only/index.html" not in site
    link = '<a href="/blog/notes/only/" hreflang="zh-CN">只有中文</a>'
    for path in ("page/2", "tags/注意力", "series/只"):
        assert f'lang="zh-CN">{link}' in site[f"en/{path}/index.html"], path
        assert "Only in Chinese" in site[f"en/{path}/index.html"], path
    assert 'href="/blog/notes/only/" lang="zh-CN"' in site["en/archive/index.html"]
    permalink = f"{BASE}/notes/only/"
    for path in ("feed.xml", "feed.json", "llms.txt"):
        assert f"{permalink}" in site[path], path
        assert permalink not in site[f"en/{path}"], path
    assert "en/tags/注意力/feed.xml" not in site
    assert site["sitemap.xml"].count(f"<loc>{permalink}</loc>") == 1


HAN = re.compile(r"[\u4e00-\u9fff]")
LATIN = re.compile(r"[A-Za-z]{2,}")
ANYWHERE = {
    *(
        "English",
        "notes",
        "site",
        "TRANSMISSION",
        "INCOMING",
        "LATEST",
        "UPDATES",
        "EN",
        "ZH",
        "vision",
        "JavaScript",
    ),
    *("中文", "注意力", "只有中文", "只"),
}
"""What stands in all languages: names of languages, what `site.yaml` says once, notes of one."""


def strange_words(page: ReadPage, strange: re.Pattern[str]) -> set[str]:
    """Return the words of `strange` letters in what a page says in its own language."""
    own = [text for language, text in page.texts if language == page.language]
    words = {word for text in own for word in re.findall(r"\w+", text) if strange.search(word)}
    return words - ANYWHERE


def test_no_word_of_the_other_language_stands_in_the_theme(make_site: MakeSite) -> None:
    every_kind = (
        "![图](/x.svg '图')\n\n> [!NOTE]\n> 甲[^1]\n\n- [ ] 乙\n\n|丙|\n|-|\n|丁|\n\n[^1]: 戊"
    )
    site = make_site(
        {
            **SITE,
            "static/x.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
            "content/zh/a.md": note(f"## 一\n\n{every_kind}\n\n## 二", title="甲", tags="[强化]"),
        }
    )
    pages = read_pages(site)
    assert len(pages) > 25
    for url, page in pages.items():
        if url.endswith(("/single/", "/vision/")):
            continue
        strange = HAN if page.language == "en" else LATIN
        assert strange_words(page, strange) == set(), url


THIRD = SITE | {
    "site.yaml": f"""
title: {{zh: 笔记, en: Notes, de: Notizen}}
base_url: {BASE}
languages: {{zh: {{tag: zh-CN}}, en: {{}}, de: {{}}}}
tags: {{rl: {{zh: 强化, en: reinforced, de: bestärkend}}}}
""",
    "content/de/a.md": note("## Eins\n\n## Zwei[^1]\n\n[^1]: Fuß", title="A", tags="[Bestärkend]"),
}


def test_a_third_language_needs_a_file_of_words_and_no_code(make_site: MakeSite) -> None:
    english = yaml.safe_load((LOCALES / "en.yaml").read_text(encoding="utf-8"))

    def translate(text: str) -> str:
        """Return letters that no other language has, with the same `{…}`."""
        return " ".join(["ßß", *re.findall(r"\{\w+\}", text)])

    words = {
        key: {form: translate(each) for form, each in text.items()}
        if isinstance(text, dict)
        else translate(text)
        for key, text in english.items()
    }
    site = make_site({**THIRD, "locales/de.yaml": yaml.safe_dump(words, allow_unicode=True)})
    pages = read_pages(site)
    note_page = pages[f"{BASE}/de/notes/a/"]
    assert set(note_page.alternates) == {"zh-CN", "en", "de", "x-default"}
    for path in ("", "archive/", "tags/", "tags/rl/"):
        page = pages[f"{BASE}/de/{path}"]
        assert set(page.alternates) == {"zh-CN", "en", "de", "x-default"}, path
        assert page.alternates["de"] == f"{BASE}/de/{path}"
    shown = {text for text in english.values() if isinstance(text, str) and "{" not in text}
    for url, page in pages.items():
        if page.language == "de":
            own = {text.strip() for language, text in page.texts if language == "de"}
            assert own & shown == set(), url
    assert 'xml:lang="de"' in site["de/feed.xml"]
    assert 'label="bestärkend"' in site["de/feed.xml"]
    assert "de/feed.json" in site
    assert "de/llms.txt" in site
    assert '<div class="banner" lang="de">\n<h2>ßß</h2>' in site["404.html"]
