"""What stands on which page, told by templates that show it as lines."""

import re

from tests.conftest import MakeSite
from tests.small_site import BuiltSite, note

INDEX = (
    "{% for e in page.entries %}{{ e.href }} {{ e.other_language }}\n{% endfor %}"
    "{% if page.pager %}{{ page.pager.newer or '-' }} {{ page.pager.older or '-' }}"
    "{% for l in page.pager.links %} {{ l.number if l else '…' }}{% endfor %}{% endif %}"
)
SWITCH = (
    "{% for l in page.frame.languages %}{{ l.tag }} {{ l.href }} {{ l.note }}\n{% endfor %}"
    "{% for a in page.frame.alternates %}{{ a.tag }} {{ a.permalink }}\n{% endfor %}"
)


def lines(site: BuiltSite, path: str) -> list[str]:
    return [line.rstrip() for line in site[path].splitlines()]


# Index pages


def test_twelve_notes_stand_on_a_page_the_newest_first(make_site: MakeSite) -> None:
    notes = {f"content/zh/n{day:02}.md": note(date=f"2024-01-{day:02}") for day in range(1, 26)}
    site = make_site({**notes, "templates/index.html": INDEX})
    first, second, third = (
        lines(site, path) for path in ("index.html", "page/2/index.html", "page/3/index.html")
    )
    assert first[:12] == [f"/notes/n{day:02}/" for day in range(25, 13, -1)]
    assert second[:12] == [f"/notes/n{day:02}/" for day in range(13, 1, -1)]
    assert third[0] == "/notes/n01/"
    assert [first[12], second[12], third[1]] == [
        "- /page/2/ 1 2 3",
        "/ /page/3/ 1 2 3",
        "/page/2/ - 1 2 3",
    ]
    assert "page/4/index.html" not in site


def test_a_long_pager_leaves_numbers_out(make_site: MakeSite) -> None:
    notes = {f"content/zh/n{day:02}.md": note(date=f"2024-01-{day:02}") for day in range(1, 11)}
    site = make_site(
        {
            **notes,
            "site.yaml": "title: T\nindex: {per_page: 1}\n",
            "templates/index.html": INDEX,
        }
    )
    assert lines(site, "index.html")[-1] == "- /page/2/ 1 2 3 … 10"
    assert lines(site, "page/5/index.html")[-1] == "/page/4/ /page/6/ 1 … 3 4 5 6 7 … 10"
    assert lines(site, "page/10/index.html")[-1] == "/page/9/ - 1 … 8 9 10"


def test_one_page_has_no_pager_and_an_empty_site_a_page(make_site: MakeSite) -> None:
    site = make_site({"templates/index.html": INDEX})
    assert site["index.html"] == ""
    assert site["en/index.html"] == ""


def test_notes_of_one_day_come_by_path(make_site: MakeSite) -> None:
    notes = {f"content/zh/{name}.md": note() for name in "bca"}
    site = make_site({**notes, "templates/index.html": INDEX})
    assert lines(site, "index.html") == ["/notes/a/", "/notes/b/", "/notes/c/"]


def test_a_pinned_note_comes_first(make_site: MakeSite) -> None:
    site = make_site(
        {
            "content/zh/new.md": note(date="2024-05-02"),
            "content/zh/old.md": note(date="2024-01-01", pinned="true"),
            "templates/index.html": INDEX,
            "templates/archive.html": "{{ page.years[0].entries[0].href }}",
        }
    )
    assert lines(site, "index.html") == ["/notes/old/", "/notes/new/"]
    assert site["archive/index.html"] == "/notes/new/"


def test_a_note_without_translation_is_marked_or_hidden(make_site: MakeSite) -> None:
    files = {
        "content/zh/both.md": note(),
        "content/en/both.md": note(),
        "content/zh/only.md": note(date="2024-01-01"),
        "templates/index.html": INDEX,
    }
    site = make_site(files)
    assert lines(site, "en/index.html") == ["/en/notes/both/", "/notes/only/ Only in Chinese"]
    assert lines(site, "index.html") == ["/notes/both/", "/notes/only/"]
    site = make_site({"site.yaml": "title: T\nindex: {untranslated: hide}\n"})
    assert lines(site, "en/index.html") == ["/en/notes/both/"]


def test_standing_pages_are_in_the_navigation_and_in_no_list(make_site: MakeSite) -> None:
    site = make_site(
        {
            "content/zh/pages/b.md": "---\ntitle: 乙\n---\n",
            "content/zh/pages/a.md": "---\ntitle: 甲\n---\n",
            "templates/index.html": INDEX
            + "{% for l in page.frame.navigation %}{{ l.label }} {{ l.href }}\n{% endfor %}",
        }
    )
    assert lines(site, "index.html") == [
        "首页 /",
        "归档 /archive/",
        "标签 /tags/",
        "甲 /a/",
        "乙 /b/",
    ]


# Languages


def test_a_page_leads_to_its_counterpart_and_names_it(make_site: MakeSite) -> None:
    site = make_site(
        {
            "site.yaml": "title: T\nbase_url: https://example.org/blog\n",
            "content/zh/a.md": note(translation_key="k"),
            "content/en/other/b.md": note(translation_key="k"),
            "templates/article.html": SWITCH,
        }
    )
    expected = [
        "zh-CN /blog/notes/a/",
        "en /blog/en/notes/b/",
        "zh-CN https://example.org/blog/notes/a/",
        "en https://example.org/blog/en/notes/b/",
        "x-default https://example.org/blog/notes/a/",
    ]
    assert lines(site, "notes/a/index.html") == expected
    assert lines(site, "en/notes/b/index.html") == expected


def test_a_page_without_counterpart_leads_to_the_index_and_says_so(make_site: MakeSite) -> None:
    site = make_site({"content/zh/a.md": note(), "templates/article.html": SWITCH})
    assert lines(site, "notes/a/index.html") == [
        "zh-CN /notes/a/",
        "en /en/ 本页没有英语版，前往英语首页",
    ]


def test_lists_lead_to_their_counterparts(make_site: MakeSite) -> None:
    tagged = {"tags": "[rl, zh-only]", "series": "s"}
    names = ("list.html", "tags.html", "archive.html", "index.html", "404.html")
    site = make_site(
        {
            "site.yaml": "title: T\nindex: {per_page: 1, untranslated: hide}\n",
            "content/zh/a.md": note(**tagged),
            "content/zh/b.md": note(),
            "content/en/a.md": note(tags="[RL]", series="s"),
            **{f"templates/{name}": SWITCH for name in names},
        }
    )
    for path in ("tags/rl/", "series/s/", "tags/", "archive/", ""):
        assert lines(site, f"{path}index.html")[:2] == [f"zh-CN /{path}", f"en /en/{path}"]
        assert lines(site, f"en/{path}index.html")[:2] == [f"zh-CN /{path}", f"en /en/{path}"]
    for path in ("tags/zh-only/index.html", "page/2/index.html", "404.html"):
        assert lines(site, path)[1].startswith("en /en/ ")


# Tags, series, archive


def test_a_tag_has_a_page_in_each_language_that_uses_it(make_site: MakeSite) -> None:
    site = make_site(
        {
            "site.yaml": "title: T\ntags: {rl: {zh: 强化学习, en: Reinforcement learning}}\n",
            "content/zh/a.md": note(tags="[rl, 注意力]"),
            "content/zh/b.md": note(tags="[RL]"),
            "templates/tags.html": (
                "{% for t in page.tags %}{{ t.label }} {{ t.href }} {{ t.count }}\n{% endfor %}"
            ),
            "templates/list.html": "{{ page.title }} {{ page.count }} {{ page.entries|length }}",
        }
    )
    assert lines(site, "tags/index.html") == [
        "强化学习 /tags/rl/ 2",
        "注意力 /tags/%E6%B3%A8%E6%84%8F%E5%8A%9B/ 1",
    ]
    assert site["tags/rl/index.html"] == "强化学习 2 篇笔记 2"
    assert site["tags/注意力/index.html"] == "注意力 1 篇笔记 1"
    assert site["en/tags/rl/index.html"] == "Reinforcement learning 2 notes 2"


def test_a_series_counts_its_parts_from_the_oldest_on(make_site: MakeSite) -> None:
    site = make_site(
        {
            "content/en/b.md": note(date="2024-01-02", series="Deep RL"),
            "content/en/a.md": note(date="2024-01-01", series="Deep RL"),
            "content/en/c.md": note(date="2024-01-03", series="deep rl"),
            "templates/article.html": "{{ page.series.part }} {{ page.series.href }}",
            "templates/list.html": "{% for e in page.entries %}{{ e.href }}\n{% endfor %}",
        }
    )
    assert site["en/notes/a/index.html"] == "Part 1 of 3 /en/series/deep-rl/"
    assert site["en/notes/c/index.html"] == "Part 3 of 3 /en/series/deep-rl/"
    assert lines(site, "en/series/deep-rl/index.html") == [
        f"/en/notes/{name}/" for name in ("a", "b", "c")
    ]


def test_the_archive_lists_all_notes_by_year(make_site: MakeSite) -> None:
    dates = {"a": "2024-12-31T23:30:00-08:00", "b": "2024-01-01", "c": "2023-06-01"}
    site = make_site(
        {
            **{f"content/zh/{name}.md": note(date=date) for name, date in dates.items()},
            "templates/archive.html": (
                "{% for y in page.years %}{{ y.year }}"
                "{% for e in y.entries %} {{ e.href }}{% endfor %}{{ '\n' }}{% endfor %}"
            ),
        }
    )
    assert lines(site, "archive/index.html") == ["2024 /notes/a/ /notes/b/", "2023 /notes/c/"]


def test_neighbours_are_of_the_same_language(make_site: MakeSite) -> None:
    site = make_site(
        {
            "content/zh/a.md": note(date="2024-01-03"),
            "content/en/x.md": note(date="2024-01-02"),
            "content/zh/b.md": note(date="2024-01-01"),
            "templates/article.html": (
                "{{ page.newer.href if page.newer }} {{ page.older.href if page.older }}"
            ),
        }
    )
    assert site["notes/a/index.html"] == " /notes/b/"
    assert site["notes/b/index.html"] == "/notes/a/ "
    assert site["en/notes/x/index.html"] == " "


def test_contents_begin_with_two_headings_unless_turned_off(make_site: MakeSite) -> None:
    toc = (
        "{% for t in page.toc %}{{ t.id }}"
        "{% for c in t.children %} {{ c.id }}{% endfor %}{{ '\n' }}{% endfor %}"
    )
    text = "## A\n\n### A1\n\n#### deep\n\n## B $x$\n\n### B1"
    site = make_site(
        {
            "content/en/two.md": note(text),
            "content/en/one.md": note("## A\n\n### A1"),
            "content/en/off.md": note(text, toc="false"),
            "templates/article.html": toc,
        }
    )
    assert lines(site, "en/notes/two/index.html") == ["a a1", "b-x b1"]
    assert site["en/notes/one/index.html"] == ""
    assert site["en/notes/off/index.html"] == ""


def test_the_page_for_missing_addresses_is_one_and_hidden(make_site: MakeSite) -> None:
    site = make_site({"site.yaml": "title: T\nbase_url: https://example.org/blog\n"})
    assert '<meta name="robots" content="noindex">' in site["404.html"]
    assert 'href="/blog/"' in site["404.html"]
    assert "en/404.html" not in site


def test_ids_of_the_page_are_no_ids_of_headings(make_site: MakeSite) -> None:
    text = "## Main\n\n## Title\n\n## Updates\n\n::: {.theorem #main-result}\nText, by [](#main-result).\n:::"
    built = make_site({"content/zh/a.md": note(text)})
    ids = re.findall(r'\bid="([^"]*)"', built["notes/a/index.html"])
    assert {"main", "title", "updates", "main-result"} <= set(ids)
    assert len(ids) == len(set(ids))
