"""The page of terms, and the other language's word beside a term."""

from tests.conftest import MakeSite
from tests.small_site import Files, note

SITE = "title: T\nlanguages: {zh: {label: 中文, tag: zh-CN}, en: {label: English, tag: en}}\n"
TERMS = """\
- {zh: 自注意力, en: self-attention}
- {zh: 注意力, en: attention, note: not 关注}
- {keep: ResNet}
- {zh: 词元, en: token}
"""
FILES: Files = {
    "site.yaml": SITE,
    "terms.yaml": TERMS,
    "content/zh/a.md": note("注意力很重要。\n\n## 自注意力 {#self}\n\n它又用注意力。", title="甲"),
    "content/en/a.md": note("Attention.\n\n## Self-attention {#self}\n\nMore.", title="A"),
    "content/zh/b.md": note("## 概览 {#over}\n\n**注意力**在此说明。", title="乙"),
}
HINT = (
    '<span class="term" tabindex="0">注意力<span class="term-hint"> '
    '(<span lang="en">attention</span>)</span></span>'
)


def test_each_language_has_its_terms_with_where_they_are_explained(make_site: MakeSite) -> None:
    built = make_site(FILES)
    page = built["terms/index.html"]
    assert '<p class="count">术语 4 个</p>' in page
    entry = page.split('<dt id="注意力">', 1)[1].split("<dt", 1)[0]
    assert '<dd class="term-other" lang="en">attention</dd>' in entry
    assert "<dd>not 关注</dd>" in entry
    assert '<a href="/notes/b/#over">乙</a>' in entry
    assert '<a href="/notes/a/#self">甲</a>' in page.split('<dt id="自注意力">', 1)[1]
    assert "<a" not in page.split('<dt id="词元">', 1)[1].split("<dt", 1)[0].split("</dl>")[0]
    assert '<a href="/en/notes/a/#self">A</a>' in built["en/terms/index.html"]
    assert '<a href="/terms/"' in built["index.html"]
    assert "/terms/" in built["sitemap.xml"]


def test_a_site_without_terms_has_no_page_of_them(make_site: MakeSite) -> None:
    files = {path: text for path, text in FILES.items() if path != "terms.yaml"}
    built = make_site(files)
    assert "terms/index.html" not in built
    assert "/terms/" not in built["index.html"]


def hinted(make_site: MakeSite, text: str) -> str:
    files = {**FILES, "site.yaml": SITE + "term_hints: true\n", "content/zh/a.md": note(text)}
    built = make_site(files)
    for path in ("index.html", "feed.xml", "notes/a/index.md", "llms-full.txt"):
        assert "term-hint" not in built[path], path
    body = built["notes/a/index.html"].split('class="note-body"', 1)[1]
    return body.split("</article>", 1)[0]


def test_the_first_use_of_a_term_shows_the_other_word(make_site: MakeSite) -> None:
    body = hinted(make_site, "自注意力是一种注意力。\n\n注意力再来。")
    assert body.count("term-hint") == len(["self-attention", "attention"])
    assert f"是一种{HINT}。" in body
    assert "<p>注意力再来。</p>" in body


def test_a_hint_is_only_in_plain_text(make_site: MakeSite) -> None:
    text = (
        "## 注意力\n\n[注意力](https://a.example/b)、`注意力` 与 $\\text{注意力}$。\n\n"
        '<a href="https://a.example/">注意力</a>\n\n![注意力](/a.svg "注意力")\n\n'
        "```\n注意力\n```\n\n> 引用里的**注意力**。"
    )
    files = {**FILES, "static/a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>"}
    del files["content/zh/b.md"]
    site = {**files, "site.yaml": SITE + "term_hints: true\n", "content/zh/a.md": note(text)}
    page = make_site(site)["notes/a/index.html"]
    assert page.count("term-hint") == 1
    assert f"<strong>{HINT}</strong>" in page
    assert "term-hint" not in hinted(make_site, "ResNet 不变。")


def test_hints_are_a_matter_of_choice(make_site: MakeSite) -> None:
    assert "term-hint" not in make_site(FILES)["notes/a/index.html"]
