"""Comments below notes."""

import re

import pytest

from notes_site.pages.comments import giscus_language
from tests.conftest import MakeSite
from tests.small_site import note

SITE = (
    "title: Notes\n"
    "comments: {giscus: {repo: a/b, repo_id: R_1, category: General, category_id: DIC_1}}\n"
)
FILES = {
    "site.yaml": SITE,
    "content/zh/深度/甲.md": note(translation_key="deep/a & b"),
    "content/en/a.md": note(translation_key="deep/a & b"),
    "content/en/pages/about.md": "---\ntitle: About\n---\n",
}


def test_without_giscus_there_is_no_trace_of_it(make_site: MakeSite) -> None:
    site = make_site({"content/zh/a.md": note()})
    assert "giscus" not in site["notes/a/index.html"]


def test_all_languages_of_an_article_share_one_thread(make_site: MakeSite) -> None:
    site = make_site(FILES)
    for path, language in (("notes/甲/index.html", "zh-CN"), ("en/notes/a/index.html", "en")):
        (box,) = re.findall(r'<div class="giscus"([^>]*)></div>', site[path])
        assert dict(re.findall(r'data-([\w-]+)="([^"]*)"', box)) == {
            "repo": "a/b",
            "repo-id": "R_1",
            "category": "General",
            "category-id": "DIC_1",
            "mapping": "specific",
            "term": "deep/a &amp; b",
            "strict": "1",
            "reactions-enabled": "1",
            "emit-metadata": "0",
            "input-position": "top",
            "lang": language,
        }
        link = "https://github.com/a/b/discussions?discussions_q=deep%2Fa%20%26%20b"
        assert f'<a href="{link}">' in site[path]


def test_only_a_page_with_comments_lets_giscus_in(make_site: MakeSite) -> None:
    site = make_site(FILES)
    html = site["en/notes/a/index.html"]
    assert "'wasm-unsafe-eval' https://giscus.app;" in html
    assert "frame-src 'self' https://giscus.app" in html
    for path in ("en/about/index.html", "en/index.html", "404.html"):
        assert "giscus" not in site[path]


@pytest.mark.parametrize(
    ("tag", "language"),
    [("zh-CN", "zh-CN"), ("zh", "zh-CN"), ("zh-Hant", "zh-Hant"), ("en-GB", "en"), ("xx", "en")],
)
def test_giscus_speaks_the_closest_language(tag: str, language: str) -> None:
    assert giscus_language(tag) == language
