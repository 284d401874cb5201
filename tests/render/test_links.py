"""Where links and images lead, and what is said of those that lead nowhere."""

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest

from notes_site.config import default_config
from notes_site.flow.fragment import render_fragment
from tests.conftest import MakeSite
from tests.small_site import FIRST_LINE, Files, note

Mistakes = Callable[[Files], list[str]]
PAGE = "---\ntitle: About\n---\n"
PPO = note("## 目标 {#goal}\n\n$$x \\label{eq:x}$$\n\n注[^1]\n\n[^1]: 注。")
SITE = {
    "content/zh/rl/ppo.md": PPO,
    "content/zh/策略 梯度.md": note(),
    "content/en/rl/ppo.md": PPO,
    "content/zh/pages/about.md": PAGE,
    "static/figures/a.svg": "<svg/>",
    "static/a+b (c) 100%.csv": "1",
}


def links(make_site: MakeSite, text: str, site: Files = SITE) -> list[str]:
    """Return where the links and images of a note in content/zh/rl/ lead."""
    built = make_site({**SITE, **site, "content/zh/rl/a.md": note(text)})
    (page,) = [name for name in ("notes/a/index.html",) if name in built]
    body = built[page].partition('<div class="note-body">')[2].partition("</div>")[0]
    return re.findall(r'(?:href|src)="([^"]*)"', body)


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("ppo.md", "/notes/ppo/"),
        ("./ppo.md#goal", "/notes/ppo/#goal"),
        ("ppo.md#eq:x", "/notes/ppo/#eq:x"),
        ("ppo.md#fn-1", "/notes/ppo/#fn-1"),
        ("ppo.md?a=1#goal", "/notes/ppo/?a=1#goal"),
        ("../../en/rl/ppo.md", "/en/notes/ppo/"),
        ("../pages/about.md", "/about/"),
        ("<../策略 梯度.md>", "/notes/%E7%AD%96%E7%95%A5-%E6%A2%AF%E5%BA%A6/"),
        ("/about/", "/about/"),
        ("/", "/"),
        ("/tags/", "/tags/"),
        ("/news.xml?x#y", None),
        ("../ppo/", "/notes/ppo/"),
        ("/figures/a.svg", "/figures/a.svg"),
        ("</a+b (c) 100%25.csv>", "/a%2Bb%20%28c%29%20100%25.csv"),
        ("https://example.org/x.md?a=1&b", "https://example.org/x.md?a=1&amp;b"),
        ("//example.org/x", "//example.org/x"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("#own", None),
    ],
)
def test_a_link_leads_to_the_page_of_a_note(
    make_site: MakeSite, mistakes_of: Mistakes, target: str, address: str | None
) -> None:
    if address is None:
        (found,) = mistakes_of({**SITE, "content/zh/rl/a.md": note(f"[x]({target})")})
        assert found.startswith(f"content/zh/rl/a.md:{FIRST_LINE}: ")
    else:
        assert links(make_site, f"[x]({target})") == [address]


def test_addresses_are_below_the_path_of_the_base_url(make_site: MakeSite) -> None:
    text = "[a](ppo.md) [b](/about/) ![c](/figures/a.svg) [d](https://example.org/) [e](#f)\n\n## F"
    site = {"site.yaml": "title: T\nbase_url: https://example.org/blog/\n"}
    assert links(make_site, text, site)[:5] == [
        "/blog/notes/ppo/",
        "/blog/about/",
        "/blog/figures/a.svg",
        "https://example.org/",
        "#f",
    ]


def test_files_beside_a_note_lie_below_its_address(make_site: MakeSite) -> None:
    site = make_site(
        {
            "content/zh/a/index.md": note("![x](<figures/图 1.svg>) [d](data.csv)", slug="b"),
            "content/zh/a/figures/图 1.svg": "<svg/>",
            "content/zh/a/data.csv": "1",
            "content/zh/c.md": note("![x](<a/figures/图 1.svg>)"),
        }
    )
    src = 'src="/notes/b/figures/%E5%9B%BE%201.svg"'
    assert src in site["notes/b/index.html"]
    assert src in site["notes/c/index.html"]
    assert site["notes/b/figures/图 1.svg"] == "<svg/>"
    assert site["notes/b/data.csv"] == "1"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("[x](pop.md)", 0, "the link leads to no note: pop.md; write `ppo.md`"),
        ("[x](../nothing-like.md)", 0, "the link leads to no note: ../nothing-like.md; correct"),
        ("[x](ppo.md#gaol)", 0, "nothing in content/zh/rl/ppo.md has the id `gaol`; write `#goal`"),
        (
            "[x](ppo.md#Go-Al)",
            0,
            "nothing in content/zh/rl/ppo.md has the id `Go-Al`; write `#goal`",
        ),
        ("[x](ppo.md#other)", 0, "nothing in content/zh/rl/ppo.md has the id `other`; give the he"),
        ("[x](#here)", 0, "nothing in content/zh/rl/a.md has the id `here`; give the heading `{#h"),
        ("[x](/abuot/)", 0, "the link leads nowhere: /abuot/; write `/about/`"),
        ("![x](/figures/b.svg)", 0, "there is no file /figures/b.svg; write `/figures/a.s"),
        (
            "![x](figure.svg)",
            0,
            "there is no file figure.svg; put it there, counted from content/zh/rl/, or correct the path",
        ),
        ("甲\n乙[x](pop.md)", 1, "the link leads to no note: pop.md; write `ppo.md`"),
        ("a\nb\\\nc [x](pop.md)", 2, "the link leads to no note: pop.md; write `ppo.md`"),
        ("[甲](ppo.md)\n乙[丙](ppo.md)\n丁[戊](中文.md)", 2, "the link leads to no note: 中文.md;"),
        ("- a\n- > b\n  > [x](pop.md)", 2, "the link leads to no note: pop.md; write `ppo.md`"),
        ("| a |\n|---|\n| [x](pop.md) |", 2, "the link leads to no note: pop.md; write `ppo.md`"),
        ("[x][y]\n\n[y]: pop.md", 0, "the link leads to no note: pop.md; write `ppo.md`"),
        ("a[^1]\n\n[^1]: [x](pop.md)", 2, "the link leads to no note: pop.md; write `ppo.md`"),
    ],
)
def test_a_link_that_leads_nowhere_is_a_mistake(
    mistakes_of: Mistakes, text: str, line: int, message: str
) -> None:
    (found,) = mistakes_of({**SITE, "content/zh/rl/a.md": note(text)})
    assert found.startswith(f"content/zh/rl/a.md:{FIRST_LINE + line}: {message}")


def test_a_link_to_a_draft_is_a_mistake_unless_drafts_are_shown(
    make_site: MakeSite, mistakes_of: Mistakes
) -> None:
    files = {"content/zh/a.md": note("[x](b.md)"), "content/zh/b.md": note(draft="true")}
    assert mistakes_of(files) == [
        f"content/zh/a.md:{FIRST_LINE}: the link leads to a draft: b.md; take it out until that is shown"
    ]
    make_site(files, shows_drafts=True)


def test_a_link_to_a_note_with_a_mistake_is_no_second_mistake(
    make_site: MakeSite, mistakes_of: Mistakes
) -> None:
    broken = {"content/zh/a.md": note("[x](b.md)"), "content/zh/b.md": note(date="soon")}
    assert mistakes_of(broken) == [
        "content/zh/b.md:3: `date` is not a date: soon; write it as 2024-05-31"
    ]
    site = make_site({"content/zh/b.md": note(date="2024-05-31")})
    assert 'href="/notes/b/"' in site["notes/a/index.html"]


@pytest.mark.parametrize("target", ["javascript:alert(1)", "JaVaScRiPt:x", "vbscript:x", "data:x"])
def test_a_link_that_runs_a_program_is_no_link(target: str) -> None:
    html, _ = render_fragment(f"[x]({target})".encode(), "a.md", "en", default_config())
    assert "<a" not in html


@pytest.mark.parametrize("target", ["http://[foo", "//[foo", "http://[::1]:x/"])
def test_an_address_that_cannot_be_read_is_escaped(target: str, make_site: MakeSite) -> None:
    text = f"[x]({target}) <{target}>\n\n    [x]({target})"
    page = make_site({"content/zh/a.md": note(text)})["notes/a/index.html"]
    assert f'<a href="{quote(target, safe=":/")}">x</a>' in page


def test_an_address_in_html_that_cannot_be_read_is_a_mistake(mistakes_of: Mistakes) -> None:
    assert mistakes_of({"content/zh/a.md": note('<a href="//[foo">x</a>')}) == [
        f"content/zh/a.md:{FIRST_LINE}: `//[foo` is not an address; correct it"
    ]


def test_a_fragment_leaves_every_link_as_written() -> None:
    html, _ = render_fragment(b"[x](nothing.md#y)", "a.md", "en", default_config())
    assert html == '<p><a href="nothing.md#y">x</a></p>\n'


def test_ids_of_raw_html_are_places(make_site: MakeSite) -> None:
    text = "[a](#fig_a) [b](#b) [c](#c)\n\n<div id=\"fig_a\"></div>\n\nText <a name='b'></a><span ID=c></span>."
    assert make_site({"content/zh/a.md": note(text)}).warnings == []


def test_addresses_of_jekyll(make_site: MakeSite) -> None:
    text = (
        "![甲]({{ site.baseurl }}/a.svg) ![甲]({{ 'a.svg' | relative_url }})\n\n"
        """<img src="{{ '/a.svg' | relative_url }}" alt="甲">"""
    )
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>'
    site = make_site({"content/zh/a.md": note(text), "static/a.svg": svg})
    assert site["notes/a/index.html"].count('src="/a.svg"') == 3
    assert site.warnings == []


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("@/rl/ppo.md", "/notes/ppo/"),
        ("@/rl/ppo.md#goal", "/notes/ppo/#goal"),
        ("@/pages/about.md", "/about/"),
        ("ppo", "/notes/ppo/"),
        ("./ppo/", "/notes/ppo/"),
        ("ppo.html#goal", "/notes/ppo/#goal"),
        ("../rl/ppo/index.html", "/notes/ppo/"),
        ("figures/a.svg", "/figures/a.svg"),
        ("[a@b.org](mailto:a@b.org)", "mailto:a@b.org"),
        ("(https://example.org/a_(b))", "https://example.org/a_(b)"),
        ("(/about/)", "/about/"),
        ("/demo/ppo/", "/demo/ppo/"),
        ("/demo/ppo/index.html", "/demo/ppo/index.html"),
        ("/old/ppo/", "/old/ppo/"),
    ],
)
def test_an_address_of_another_tool_leads_to_what_it_meant(
    make_site: MakeSite, target: str, address: str
) -> None:
    more = {
        "static/demo/ppo/index.html": "<p>",
        "content/zh/rl/ppo.md": PPO.replace("---\n", "---\naliases: [/old/ppo/]\n", 1),
    }
    text = f"[x]({target})"
    assert links(make_site, text, more) == [address]
    assert make_site({}).warnings == []


@pytest.mark.parametrize(
    "target", ["/blog/ppo", "/dl/2016/07/12/ppo.html", "/ppo.html", "/zh/posts/PPO/index.html"]
)
def test_an_address_that_a_note_had_elsewhere_leads_to_it_and_is_told_of(
    make_site: MakeSite, target: str
) -> None:
    site = make_site({**SITE, "content/zh/rl/a.md": note(f"[x]({target}#goal)")})
    assert 'href="/notes/ppo/#goal"' in site["notes/a/index.html"]
    (warning,) = site.warnings
    assert warning.endswith(
        f"warning: no page has the address {target}, so the link leads to content/zh/rl/ppo.md; write `ppo.md`"
    )


def test_a_category_of_another_tool_is_a_tag(make_site: MakeSite) -> None:
    site = make_site({"content/zh/a.md": note("[x](/categories/强化%20学习/)", tags="[强化 学习]")})
    assert f'href="/tags/{quote("强化-学习")}/">x' in site["notes/a/index.html"]
    (warning,) = site.warnings
    assert warning.endswith(
        "no page has the address /categories/强化 学习/, so the link leads to /tags/强化-学习/; write `/tags/强化-学习/`"
    )


@pytest.mark.parametrize(
    ("front", "target"),
    [
        ({"abbrlink": "44830"}, "/posts/44830/"),
        ({"abbrlink": "4f2a"}, "/posts/4f2a.html"),
        ({"permalink": "/rl/proximal/"}, "/rl/proximal/"),
        ({"url": "https://e.org/2016/proximal.html"}, "/2016/proximal"),
        ({"permalink": "/:year/:title/"}, ""),
    ],
)
def test_front_matter_of_another_tool_says_what_address_a_note_had(
    make_site: MakeSite, front: dict[str, str], target: str
) -> None:
    link = note(f"[x]({target or 'b.md'})")
    site = make_site({"content/zh/a.md": link, "content/zh/b.md": note(**front)})
    assert 'href="/notes/b/"' in site["notes/a/index.html"]
    assert [each.split(": warning: ")[1] for each in site.warnings] == [
        f"no page has the address {target}, so the link leads to content/zh/b.md; write `b.md`"
    ] * bool(target)


def test_a_link_follows_the_notes_whose_address_it_may_be(make_site: MakeSite) -> None:
    make_site({**SITE, "content/zh/rl/a.md": note("[x](/blog/ppo/)")})
    site = make_site({"content/zh/b.md": note(aliases="[/blog/ppo/]")})
    assert 'href="/blog/ppo/"' in site["notes/a/index.html"]


@pytest.mark.parametrize("target", ["/blog/same/", "/tags/ppo/", "/blog/nothing/", "/ppo/"])
def test_an_address_that_may_be_of_several_pages_leads_nowhere(
    mistakes_of: Mistakes, target: str
) -> None:
    two = {"content/zh/x/same.md": note(slug="one"), "content/zh/y/same.md": note(slug="two")}
    (found,) = mistakes_of({**SITE, **two, "content/zh/rl/a.md": note(f"[x]({target})")})
    assert f"the link leads nowhere: {target}" in found


def test_an_address_without_its_scheme_is_told_with_it(mistakes_of: Mistakes) -> None:
    text = "[x](github.com/a/b) [y](example.org) [z](android.hardware.camera2)"
    assert [line.partition(": ")[2] for line in mistakes_of({"content/zh/a.md": note(text)})] == [
        "the link leads nowhere: example.org; write `https://example.org`",
        "the link leads nowhere: github.com/a/b; write `https://github.com/a/b`",
        "there is no file android.hardware.camera2; put it there, counted from content/zh/, or correct the path",
    ]


MODE = "## Mode Collapse\n\n"


@pytest.mark.parametrize(
    ("fragment", "given"),
    [
        ("Mode-Collapse", "mode-collapse"),
        ("Mode-Collapse-2", "mode-collapse-1"),
        ("loss--metrics", "loss-metrics"),
        ("qa", "q-a"),
        ("intro", "1-intro"),
        ("1-intro", "1-intro"),
        ("%E7%BB%93%E6%9E%9C%E5%92%8C%E8%AE%A8%E8%AE%BA", "结果-和-讨论"),
        ("Own Words", "named"),
        ("Mark", "Mark"),
        ("mark", "mark"),
        ("mode-collapse-1", "mode-collapse-1"),
    ],
)
def test_the_id_of_another_tool_leads_to_the_heading(
    make_site: MakeSite, fragment: str, given: str
) -> None:
    text = (
        "## Mode Collapse\n\n## Loss / Metrics\n\n## Q & A\n\n## 1. Intro\n\n## 结果 和 讨论\n\n"
        f"## Own words {{#named}}\n\n## Mark\n\n<a name='Mark'></a>\n\n{MODE}[x](<#{fragment}>)"
    )
    site = make_site({"content/zh/a.md": note(text)})
    assert f'href="#{quote(given)}">x' in site["notes/a/index.html"]
    assert site.warnings == []


def test_an_id_that_may_be_of_two_headings_is_a_mistake(mistakes_of: Mistakes) -> None:
    (found,) = mistakes_of({"content/zh/a.md": note("## A-B\n\n## AB\n\n[x](#Ab)")})
    assert "has the id `Ab`" in found


def test_an_address_of_jekyll_has_no_date_in_its_name(make_site: MakeSite) -> None:
    files = {"content/zh/2016-07-12-clip.md": note(), "content/zh/a.md": note("[x](/dl/clip.html)")}
    assert 'href="/notes/2016-07-12-clip/"' in make_site(files)["notes/a/index.html"]


def test_tags_in_addresses_of_html_name_notes_or_are_mistakes(
    make_site: MakeSite, mistakes_of: Mistakes
) -> None:
    html = '<a href=\'{{< relref "ppo.md#goal" >}}\'>a</a> <a href="{% post_url ppo %}">b</a>'
    page = make_site({**SITE, "content/zh/rl/a.md": note(html)})["notes/a/index.html"]
    assert '<a href="/notes/ppo/#goal">a</a> <a href="/notes/ppo/">b</a>' in page
    (found,) = mistakes_of({"content/zh/rl/a.md": note('<img src="{{ page.cover }}" alt="a">')})
    assert found.endswith(
        "`{{ page.cover }}` in an address is a tag of another tool; write what it stood for"
    )
