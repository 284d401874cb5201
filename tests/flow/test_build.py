"""What is rendered again after a change, and what is not: the cache never shows."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from notes_site.cache import encode
from notes_site.flow import page_cache
from notes_site.pages.article import ArticleContext
from tests.conftest import MakeSite
from tests.small_site import BuiltSite, Files, note, read_tree

SITE = {
    "site.yaml": "title: T\ntags: {rl: {zh: 强化学习}}\n",
    "content/zh/a.md": note("甲 $x$ 与 [乙](b.md)。\n\n```python\n1\n```", title="甲"),
    "content/zh/b.md": note("乙 $y$ 与 $\\own$。", title="乙", tags="[rl]", date="2024-01-01"),
    "content/en/b.md": note("B $y$.", title="B", tags="[rl]", date="2024-01-01"),
}
MACRO = 'math: {macros: {"\\\\own": "%s"}}\n'
WITH_MACRO = {**SITE, "site.yaml": SITE["site.yaml"] + MACRO % "o"}


def rendered(site: BuiltSite) -> tuple[int, int]:
    return site.report.formulas.rendered, site.report.code_blocks.rendered


def changed(before: dict[str, bytes], site: BuiltSite) -> set[str]:
    """Return the pages whose bytes changed, without the list of files."""
    after = read_tree(site.output)
    return {
        path
        for path in before.keys() | after.keys()
        if before.get(path) != after.get(path)
        and not path.startswith((".", "assets/", "pagefind/"))
    }


@pytest.fixture
def site(make_site: MakeSite) -> BuiltSite:
    return make_site(WITH_MACRO)


def test_a_first_build_renders_every_formula_once(site: BuiltSite) -> None:
    assert site.report.formulas.total == 4
    assert len(site.report.formulas.keys) == 3
    assert rendered(site) == (3, 1)


def test_a_second_build_renders_and_writes_nothing(site: BuiltSite, make_site: MakeSite) -> None:
    files = len(read_tree(site.output)) - 1
    again = make_site({})
    assert rendered(again) == (0, 0)
    assert (again.report.published.written, again.report.published.unchanged) == (0, files)


def test_a_changed_text_renders_its_new_formulas_only(site: BuiltSite, make_site: MakeSite) -> None:
    before = read_tree(site.output)
    again = make_site({"content/zh/a.md": note("新 $x$ $z$ [乙](b.md)", title="甲")})
    assert rendered(again) == (1, 0)
    assert changed(before, again) == {
        "index.html",
        "notes/a/index.html",
        "notes/a/index.md",
        "feed.json",
        "feed.xml",
        "llms.txt",
        "llms-full.txt",
    }


@pytest.mark.usefixtures("site")
def test_a_changed_macro_renders_the_formulas_that_use_it(make_site: MakeSite) -> None:
    again = make_site({"site.yaml": SITE["site.yaml"] + MACRO % "p"})
    assert rendered(again) == (1, 0)
    assert "<mi>p</mi>" in again["notes/b/index.html"]


def test_a_formula_within_a_text_is_another_one_than_on_its_own(make_site: MakeSite) -> None:
    """The sum has its limits beside it in a line, and above and below it by itself."""
    own = make_site({"content/zh/a.md": note("$$\\sum_i x$$")})["notes/a/index.html"]
    site = make_site({"content/zh/a.md": note("$\\sum_i x$\n\n$$\\sum_i x$$")})
    assert len(site.report.formulas.keys) == 2
    (display,) = re.findall('<span class="katex-display">.*?</math>', own)
    assert display in site["notes/a/index.html"]
    assert site["notes/a/index.html"].count('class="katex-display"') == 1


def test_a_changed_template_changes_its_pages(site: BuiltSite, make_site: MakeSite) -> None:
    before = read_tree(site.output)
    again = make_site({"templates/tags.html": "own"})
    assert rendered(again) == (0, 0)
    assert changed(before, again) == {"tags/index.html", "en/tags/index.html"}


def test_a_changed_part_of_a_template_changes_the_pages_that_include_it(
    make_site: MakeSite,
) -> None:
    include = "{% include 'mark.svg' %}"
    make_site({**WITH_MACRO, "templates/tags.html": include, "templates/mark.svg": "one"})
    again = make_site({"templates/mark.svg": "two"})
    assert again["tags/index.html"] == "two"


@pytest.mark.usefixtures("site")
def test_a_note_that_moves_takes_the_links_to_it_along(make_site: MakeSite) -> None:
    again = make_site({"content/zh/b.md": note("乙", title="乙", slug="moved")})
    assert 'href="/notes/moved/"' in again["notes/a/index.html"]
    assert "notes/b/index.html" not in again


def test_the_context_of_a_page_is_made_when_what_it_is_made_of_has_changed(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[object] = []

    def encode_and_tell(context: object) -> bytes:
        made.append(context)
        return encode(context)

    monkeypatch.setattr(page_cache, "encode", encode_and_tell)
    pages = {f"content/zh/n{n}.md": note("文", title=f"篇{n}", tags=f"[t{n}]") for n in range(9)}
    make_site({**pages, "content/zh/n4.md": note("见 [六](n6.md)。", tags="[t4]")})
    first = len(made)
    make_site({})
    assert len(made) == first
    made.clear()
    make_site({"content/zh/n6.md": note("新文", title="篇6", tags="[t6]")})
    titles = {str(each.title) for each in made if isinstance(each, ArticleContext)}
    assert titles == {"篇5", "篇6", "篇7"}, "its neighbours name it"
    assert len(made) < first / 2


@pytest.mark.usefixtures("site")
def test_a_changed_title_shows_wherever_the_note_is_named(make_site: MakeSite) -> None:
    again = make_site({"content/zh/a.md": note("甲", title="新名")})
    for page in ("index.html", "notes/a/index.html", "notes/b/index.html", "archive/index.html"):
        assert "新名" in again[page]


@pytest.mark.usefixtures("site")
def test_a_changed_name_of_a_tag_shows_wherever_the_tag_is(make_site: MakeSite) -> None:
    again = make_site({"site.yaml": "title: T\ntags: {rl: {zh: 强化}}\n" + MACRO % "o"})
    assert rendered(again) == (0, 0)
    for page in ("index.html", "notes/b/index.html", "tags/index.html", "tags/rl/index.html"):
        assert "强化学习" not in again[page]
        assert "强化" in again[page]


@pytest.mark.usefixtures("site")
def test_another_base_url_shows_in_every_address(make_site: MakeSite) -> None:
    again = make_site({}, base_url="https://example.org/blog")
    assert rendered(again) == (0, 0)
    assert 'href="/blog/notes/b/"' in again["notes/a/index.html"]
    for text in read_tree(again.output).items():
        assert b'href="/notes/' not in text[1], text[0]


def test_a_date_keeps_its_offset_in_the_cache(make_site: MakeSite) -> None:
    files = {
        "content/zh/a.md": note(date="2024-06-01T02:00:00+08:00"),
        "content/zh/z.md": note(date="9999-12-31T23:30:00-12:00"),
        "templates/archive.html": (
            "{% for y in page.years %}{% for e in y.entries %}"
            "{{ y.year }} {{ e.date.machine }} {{ e.date.text }}\n{% endfor %}{% endfor %}"
        ),
    }
    expected = (
        "9999 9999-12-31T23:30:00-12:00 9999年12月31日\n"
        "2024 2024-06-01T02:00:00+08:00 2024年6月1日\n"
    )
    assert make_site(files, shows_future=True)["archive/index.html"] == expected
    again = make_site({"content/zh/b.md": note()}, shows_future=True)
    assert again["archive/index.html"] == expected + "2024 2024-05-31 2024年5月31日\n"


def test_a_removed_note_breaks_the_links_to_it(
    site: BuiltSite, mistakes_of: Callable[[Files], list[str]]
) -> None:
    assert "notes/b/index.html" in site
    assert mistakes_of({"content/zh/b.md": None}) == [
        "content/zh/a.md:6: the link leads to no note: b.md; write `../en/b.md`"
    ]


def test_a_file_of_the_output_that_someone_changed_is_restored(
    site: BuiltSite, make_site: MakeSite
) -> None:
    before = read_tree(site.output)
    (site.output / "index.html").write_text("changed", encoding="utf-8")
    (site.output / "notes/a/index.html").unlink()
    (site.output / "404.html").write_text("changed", encoding="utf-8")
    again = make_site({})
    assert again.report.published.written == 3
    assert read_tree(again.output) == before


def test_a_future_note_appears_when_its_day_has_come(make_site: MakeSite) -> None:
    files = {"content/zh/a.md": note(date="2025-06-17")}
    assert "notes/a/index.html" not in make_site(files)
    assert "notes/a/index.html" in make_site({}, shows_future=True)
    assert "notes/a/index.html" not in make_site({})


def test_pages_of_a_large_site_wait_on_the_disk_and_are_the_same(
    make_site: MakeSite, tmp_path: Path
) -> None:
    aliases = ", ".join(f"/old/{number}/" for number in range(2_000))
    files = {"content/zh/a.md": note("Text.", aliases=f"[{aliases}]")}
    make_site(files)
    assert not (tmp_path / ".notes-site" / "waiting").exists()
    waited = read_tree(tmp_path / "public")
    shutil.rmtree(tmp_path / "public")
    make_site(files, uses_cache=False)
    assert read_tree(tmp_path / "public") == waited
    assert len(waited) > 2_000


def test_a_note_with_mistakes_hides_no_other_mistake(
    make_site: MakeSite, mistakes_of: Callable[[Files], list[str]]
) -> None:
    """Feeds have room for one note: without the newest, which is wrong, for another."""
    files: Files = {
        "site.yaml": "title: T\nfeed: {entries: 1}\n",
        "content/zh/a.md": note(date="2024-01-01"),
        "content/zh/b.md": note(date="2024-01-02"),
    }
    make_site(files)
    assert mistakes_of({"content/zh/b.md": note("[x](no.md)", date="2024-01-02")}) == [
        "content/zh/b.md:6: the link leads to no note: no.md; correct the path"
    ]


def test_own_values_of_a_note_are_kept_as_they_are(make_site: MakeSite) -> None:
    extra = "{a: 1, b: [x, {c: 2.5}], d: null, e: true}"
    files = {
        "content/zh/a.md": note(extra=extra),
        "templates/article.html": "{{ page.extra|json }}",
    }
    expected = '{"a": 1, "b": ["x", {"c": 2.5}], "d": null, "e": true}'
    assert make_site(files)["notes/a/index.html"] == expected
    again = make_site({"templates/article.html": "again {{ page.extra|json }}"})
    assert again["notes/a/index.html"] == f"again {expected}"


def test_own_values_keep_their_order_whatever_is_built_again(make_site: MakeSite) -> None:
    template = (
        "{% for name in page.extra %}{{ name }} {% endfor %}{{ page.newer.title if page.newer }}"
    )
    files = {
        "templates/article.html": template,
        "content/zh/a.md": note(title="甲", extra="{b: 1, c: 2, a: 3}", date="2024-01-01"),
        "content/zh/b.md": note(title="乙", date="2024-01-02"),
    }
    assert make_site(files)["notes/a/index.html"] == "b c a 乙"
    again = make_site({"content/zh/b.md": note(title="丙", date="2024-01-02")})
    assert again["notes/a/index.html"] == "b c a 丙"
    turned = note(title="甲", extra="{a: 3, c: 2, b: 1}", date="2024-01-01")
    assert make_site({"content/zh/a.md": turned})["notes/a/index.html"] == "a c b 丙"
