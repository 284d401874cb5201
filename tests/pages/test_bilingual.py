"""Both languages of an article side by side."""

import re
from collections import Counter

from markupsafe import Markup

from notes_site.pages.side_by_side import BilingualRow, make_rows
from notes_site.translations import MatchedBlocks
from tests.conftest import MakeSite
from tests.small_site import note

ROWS = (
    "{% for r in page.rows %}{{ '=' if r.is_shared }}{{ r.left|striptags }}"
    " | {{ r.right|striptags }}\n{% endfor %}"
)
FORMULA = "$$\nx = y \\label{eq}\n$$"
PLAIN = "```python\ny = 2\n```"
CODE = "```python\n# {}\nx = 1\n```"
ZH = f"""开头[^1]，见 \\eqref{{eq}}。

## 损失

{FORMULA}

{CODE.format("赋值")}

{PLAIN}

- 一
- 二

只有中文。

[^1]: 注
"""
EN = f"""The beginning[^1], see \\eqref{{eq}} and [there](#loss).

## Loss

{FORMULA}

{CODE.format("assignment")}

{PLAIN}

- one
- two

[^1]: A note
"""


def row(left: str, right: str, *, is_shared: bool = False) -> BilingualRow:
    return BilingualRow(left=Markup(left), right=Markup(right), is_shared=is_shared)


def match(left: int, right: int) -> MatchedBlocks:
    return MatchedBlocks(left, right, is_same_code=False)


def test_blocks_that_belong_together_stand_beside_each_other() -> None:
    left = [(0, "a"), (1, "b"), (2, "c"), (4, "d")]
    right = [(0, "A"), (1, "B"), (3, "c"), (4, "E")]
    matched_blocks = [match(0, 0), match(2, 3)]
    assert make_rows(left, right, matched_blocks, "en:") == (
        row("a", "A"),
        row("b", "B"),  # between two that match
        row("c", "", is_shared=True),
        row("d", "E"),
    )
    assert make_rows(left, right, [match(0, 1), match(4, 1)], "") == (row("", "A"), row("abcd", "B"), row("", "cE"))  # fmt: skip
    assert make_rows(left, [], [], "") == (row("abcd", ""),)


def test_ids_of_the_second_note_and_links_to_them_get_a_prefix() -> None:
    left = [(0, '<p id="a">')]
    right = [(0, '<p id="a"><a href="#a"><a href="#eq"><a href="/x#a">write id="a" href="#a"')]
    (made,) = make_rows(left, right, [match(0, 0)], "en:")
    assert made.left == '<p id="a">'
    expected = '<p id="en:a"><a href="#en:a"><a href="#eq"><a href="/x#a">write id="a" href="#a"'
    assert made.right == expected


def test_an_article_has_a_page_with_both_languages(make_site: MakeSite) -> None:
    site = make_site(
        {
            "content/zh/a.md": note(ZH, title="甲"),
            "content/en/a.md": note(EN, title="A"),
            "content/zh/only.md": note(),
            "templates/bilingual.html": ROWS,
            "templates/article.html": "{{ page.bilingual }}",
        }
    )
    lines = [" ".join(line.split()) for line in site["notes/a/bilingual/index.html"].splitlines()]
    shown = [line for line in lines if not line.startswith("=x")]
    assert shown == [
        "开头1，见 (1)。 | The beginning1, see (1) and there.",
        "损失 | Loss",
        "=# 赋值 x = 1 | # assignment x = 1",
        "=y = 2 |",
        "一 二 | one two",
        "只有中文。 |",
        "注 ↩︎ | A note ↩︎",
    ]
    assert len(lines) == len(shown) + 1  # the formula, once
    assert site["notes/a/index.html"] == site["en/notes/a/index.html"] == "/notes/a/bilingual/"
    assert site["notes/only/index.html"] == ""
    for path in ("notes/only/bilingual", "en/notes/a/bilingual"):
        assert f"{path}/index.html" not in site


def test_the_page_with_both_is_not_for_search_engines(make_site: MakeSite) -> None:
    site = make_site(
        {"content/zh/a.md": note(ZH, title="甲"), "content/en/a.md": note(EN, title="A")}
    )
    html = site["notes/a/bilingual/index.html"]
    assert '<meta name="robots" content="noindex">' in html
    assert 'hreflang="x-default"' not in html
    assert "bilingual" not in site["sitemap.xml"]
    assert '<a href="/notes/a/bilingual/">双语对照</a>' in site["notes/a/index.html"]
    assert '<a href="/notes/a/bilingual/">Side by side</a>' in site["en/notes/a/index.html"]
    ids = Counter(re.findall(r'<[a-z][^<>]* id="([^"]*)"', html))
    assert [name for name, count in ids.items() if count > 1] == []
    targets = re.findall(r'<a [^<>]*href="#([^"]*)"', html)
    assert {"eq", "en:fn-1", "fn-1", "en:loss"} <= set(targets)
    assert set(targets) <= set(ids)


def test_the_first_two_languages_of_an_article_are_set_beside_each_other(
    make_site: MakeSite,
) -> None:
    site = make_site(
        {
            "site.yaml": "title: T\nlanguages: {zh: {}, en: {}, de: {}}\n",
            "content/en/a.md": note("One.", title="A"),
            "content/de/a.md": note("Eins.", title="B"),
            "content/zh/b.md": note("一。", title="乙"),
            "content/en/b.md": note("One.", title="B"),
            "content/de/b.md": note("Eins.", title="B"),
            "templates/bilingual.html": ROWS,
            "templates/article.html": "{{ page.bilingual }}",
        }
    )
    assert site["en/notes/a/bilingual/index.html"].strip() == "One. | Eins."
    assert site["notes/b/bilingual/index.html"].strip() == "一。 | One."
    assert site["de/notes/a/index.html"] == "/en/notes/a/bilingual/"
    assert site["de/notes/b/index.html"] == ""


def test_what_either_note_needs_is_loaded(make_site: MakeSite) -> None:
    embed = '<iframe src="https://films.example/1" title="A film"></iframe>'
    site = make_site(
        {
            "content/zh/a.md": note("图。\n\n```mermaid\nflowchart LR\n  a --> b\n```"),
            "content/en/a.md": note(f"A diagram, $x$.\n\n{PLAIN}\n\n{embed}"),
        }
    )
    html = site["notes/a/bilingual/index.html"]
    assert '<div class="diagram">' in html
    for name in ("diagrams", "mermaid.tiny", "katex/katex", "code"):
        assert f"/assets/{name}." in html, name
    assert (
        "frame-src &#39;self&#39; https://films.example" in html
        or "frame-src 'self' https://films.example" in html
    )


def test_pages_with_both_languages_can_be_left_out(make_site: MakeSite) -> None:
    site = make_site(
        {
            "site.yaml": "title: T\nbilingual: false\n",
            "content/zh/a.md": note(ZH),
            "content/en/a.md": note(EN),
        }
    )
    assert "notes/a/bilingual/index.html" not in site
    assert "bilingual/" not in site["notes/a/index.html"]
