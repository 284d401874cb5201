"""The head of a note: what it may declare, and every mistake in it."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import pytest

from notes_site.errors import SourceError
from notes_site.load.front_matter import parse_front_matter, read_head, split_front_matter
from notes_site.load.hidden import without_comments
from notes_site.model import FrontMatter, Kind, Paper
from tests.conftest import MakeSite
from tests.small_site import note

PATH = "content/zh/a.md"
HEAD = "title: A\ndate: 2024-05-31\n"


def parse(yaml: str, kind: Kind = Kind.NOTE) -> tuple[FrontMatter, list[str]]:
    front, warnings = parse_front_matter(yaml, PATH, kind)
    return front, [str(problem) for problem in warnings]


def mistakes(yaml: str, kind: Kind = Kind.NOTE) -> list[str]:
    with pytest.raises(SourceError) as caught:
        parse(yaml, kind)
    return [str(problem).removeprefix(f"{PATH}:") for problem in caught.value.problems]


def refusal(content: str) -> str:
    with pytest.raises(SourceError) as caught:
        split_front_matter(content, PATH)
    return str(caught.value)


# Where it begins and ends


def test_the_text_begins_behind_the_closing_line() -> None:
    parts = split_front_matter("--- \ntitle: A\n---\t\n\n---\nText\n", PATH)
    assert (parts.yaml, parts.text, parts.first_line) == ("title: A\n", "\n---\nText\n", 4)


def test_front_matter_may_end_the_file() -> None:
    parts = split_front_matter("---\ntitle: A\n---", PATH)
    assert (parts.text, parts.first_line) == ("", 3)


@pytest.mark.parametrize("content", ["", "Text\n", "----\n---\n"])
def test_a_note_without_front_matter_says_how_to_begin(content: str) -> None:
    assert refusal(content) == (
        f"{PATH}:1: the note has no front matter; begin it with `---`, `title: …`, `date: …`, `---`, "
        "or bring a folder of such notes by `notes-site import`"
    )


@pytest.mark.parametrize("content", ["---\n", "---\ntitle: A\n\nText\n", "---\na: |\n  ---\n"])
def test_front_matter_that_is_not_closed_is_a_mistake(content: str) -> None:
    assert refusal(content) == (
        f"{PATH}:1: the front matter is not closed; write a line `---` behind it"
    )


# What it declares


def test_all_but_title_and_date_have_defaults() -> None:
    front, warnings = parse(HEAD)
    assert warnings == []
    assert front.date == datetime(2024, 5, 31, tzinfo=UTC)
    assert (front.tags, front.authors, front.aliases) == ((), (), ())
    assert (front.updated, front.paper) == (None, None)
    assert (front.is_draft, front.is_pinned, front.has_toc) == (False, False, True)
    assert (front.series, front.description, front.excerpt, front.slug) == ("", "", "", "")
    assert (front.translation_key, front.macros, front.extra) == ("", {}, {})
    assert front.lines == {"title": 2, "date": 3}


def test_every_key_can_be_given() -> None:
    front, warnings = parse(
        HEAD
        + r"""updated: 2024-06-01T08:00:00+08:00
tags: [多模态, vision, vision]
series: rl
authors: 某某
draft: true
description: One sentence.
excerpt: "*Own* words."
slug: a-b-中文
aliases: [/2019/a/, /old.html]
translation_key: k
paper:
  title: Learning
  authors: [A, B]
  venue: ICML
  year: 2021
  arxiv: arXiv:2103.00020v2
  doi: https://doi.org/10.1/x
  url: https://example.org/paper
  code: https://example.org/code
pinned: true
toc: false
macros: {"\\vt": "v_{t}"}
extra: {mood: [calm, 1]}
"""
    )
    assert warnings == []
    assert front.tags == ("多模态", "vision")
    assert front.authors == ("某某",)
    assert front.slug == "a-b-中文"
    assert front.paper == Paper(
        title="Learning",
        authors=("A", "B"),
        venue="ICML",
        year="2021",
        arxiv="2103.00020",
        doi="10.1/x",
        url="https://example.org/paper",
        code="https://example.org/code",
    )
    assert front.macros == {r"\vt": "v_{t}"}
    assert front.extra == {"mood": ["calm", 1]}
    assert (front.is_draft, front.is_pinned, front.has_toc) == (True, True, False)


@pytest.mark.parametrize(
    "written", ["2103.00020", "arXiv:2103.00020", "cs/0112017", "math.PR/0112017"]
)
def test_an_arxiv_identifier_has_two_forms(written: str) -> None:
    front, _ = parse(f'{HEAD}paper: {{title: P, arxiv: "{written}"}}\n')
    assert front.paper is not None
    assert front.paper.arxiv == written.removeprefix("arXiv:")


def test_a_standing_page_needs_no_date() -> None:
    front, _ = parse("title: A\n", Kind.PAGE)
    assert front.date is None


# What is wrong


def test_title_and_date_are_required() -> None:
    assert mistakes("tags: [a]\n") == [
        "2: `title` is missing; write `title: What the note is about`",
        "2: `date` is missing; write `date: 2024-05-31`",
    ]
    assert mistakes("title: ' '\n", Kind.PAGE) == [
        "2: `title` is empty; write `title: What the note is about`"
    ]


def test_an_unknown_key_is_a_warning() -> None:
    _, warnings = parse(f"{HEAD}tagz: [a]\npaper: {{title: P, arxive: x}}\nhugo: 1\n")
    assert warnings == [
        f"{PATH}:5: warning: unknown key `paper.arxive`; write `arxiv`",
        f"{PATH}:4: warning: unknown key `tagz`; write `tags`",
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("updated: soon", "`updated` is not a date: soon; write it as 2024-05-31"),
        (
            "tags: {a: b}",
            "`tags` is not a list, it is a mapping; write it as tags: [first, second]",
        ),
        ("tags: ['!!']", "the tag `!!` holds no letter or digit; write a word"),
        ("series: {a: b}", "`series` is not text, it is a mapping; write it as series: some text"),
        ("series: '!!'", "the series `!!` holds no letter or digit; write a word"),
        (
            "authors: [{a: b}]",
            "`authors` is not text, it is a mapping; write it as authors: some text",
        ),
        ("draft: maybe", "`draft` is not true or false: maybe; write it as draft: true"),
        ("description: {}", "`description` is not text, it is a mapping; write it as descriptio"),
        ("excerpt: [a]", "`excerpt` is not text, it is a list; write it as excerpt: some text"),
        ("slug: '?!'", "`?!` cannot be part of an address; write letters, digits and `-`"),
        ("aliases: old/", "`old/` is not an address of this site; write the old address below"),
        ("aliases: /../x/", "`/../x/` is not an address of this site; write the old address"),
        ("aliases: /%2e%2E/x/", "`/%2e%2E/x/` is not an address of this site; write the old"),
        ("aliases: /a%2f..%2f../x/", "`/a%2f..%2f../x/` is not an address of this site; write"),
        ("aliases: //a.example/x/", "`//a.example/x/` is not an address of this site; write"),
        ("aliases: /a%00/", "`/a%00/` is not an address of this site; write the old address"),
        ("aliases: /a%5c..%5cb/", "`/a%5c..%5cb/` is not an address of this site; write the old"),
        (f"aliases: /{'字' * 84}/", f"`/{'字' * 19}…` is too long for an address; shorten it"),
        (f"aliases: {'/a' * 501}", f"`{'/a' * 10}…` is too long for an address; shorten it"),
        (f"slug: {'x' * 251}", f"`{'x' * 20}…` is too long for an address; shorten it"),
        (f"tags: [{'字' * 84}]", f"`{'字' * 20}…` is too long for an address; shorten it"),
        (f"series: {'s' * 251}", f"`{'s' * 20}…` is too long for an address; shorten it"),
        (f"tags: [{', '.join(f't{n}' for n in range(101))}]", "the note has 101 tags, and 100 is"),
        ("translation_key: []", "`translation_key` is not text, it is a list; write it as"),
        ("paper: CLIP", "`paper` is not a mapping: CLIP; write it as paper: {…}"),
        ("paper: {year: 2021}", "`title` is missing in `paper`; write `title: The paper's title`"),
        ("paper: {title: P, arxiv: 2103.2}", "`2103.2` is not an arXiv identifier; write it as a"),
        ("paper: {title: P, url: 'javascript:x'}", "`javascript:x` is not a web address; write it"),
        ("pinned: 1", "`pinned` is not true or false: 1; write it as pinned: true"),
        ("toc: none", "`toc` is not true or false: none; write it as toc: true"),
        ("macros: {vt: x}", "`vt` is not a macro's name; write `\\vt`"),
        ("extra: [a]", "`extra` is not a mapping, it is a list; write it as extra: {…}"),
    ],
)
def test_a_wrong_value_says_what_to_write(line: str, message: str) -> None:
    found = mistakes(f"{HEAD}{line}\n")
    assert found[0].startswith(f"4: {message}")


def test_all_mistakes_of_a_note_are_reported_at_once() -> None:
    assert len(mistakes("title: [a]\ndate: never\ndraft: 2\nslug: A B\n")) == 4


# Of other tools


def read(content: str, path: str = PATH, zone: tzinfo = UTC) -> tuple[FrontMatter, str, list[str]]:
    head = read_head(content, path, Kind.NOTE, zone)
    return head.front, head.text, [str(problem) for problem in head.problems]


def test_toml_of_hugo() -> None:
    content = (
        '+++\ntitle = "A"\ndate = 2018-09-22T15:58:48+08:00\ndraft = false\ntags = ["a", "b"]\n'
        "lastmod = 2019-01-02\n[params]\nx = 1\n+++\nText\n"
    )
    front, text, problems = read(content)
    assert (front.title, front.tags, text, problems) == ("A", ("a", "b"), "Text\n", [])
    assert front.date == datetime(2018, 9, 22, 7, 58, 48, tzinfo=UTC)
    assert front.updated == datetime(2019, 1, 2, tzinfo=UTC)
    assert front.lines["params"] == 7


def test_what_is_wrong_in_toml_is_told_by_its_line() -> None:
    *_, problems = read('+++\ntitle = "A"\ndate = yesterday\n+++\n')
    assert problems == [f"{PATH}:3: Invalid value; correct the TOML here"]


def test_front_matter_of_hexo_without_its_first_line() -> None:
    front, text, problems = read("title: A\ndate: 2018-9-2 5:08:48\ntags:\n  - x\n---\nText\n")
    assert (front.title, front.tags, text, problems) == ("A", ("x",), "Text\n", [])
    assert front.date == datetime(2018, 9, 2, 5, 8, 48, tzinfo=UTC)
    assert front.lines["date"] == 2
    *_, problems = read("A text: it goes on\n---\nText\n")
    assert "has no front matter" in problems[0]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2018-09-22", "2018-09-22T00:00:00+00:00"),
        ("2018/9/2", "2018-09-02T00:00:00+00:00"),
        ("2018.09.22", "2018-09-22T00:00:00+00:00"),
        ("2018年9月22日", "2018-09-22T00:00:00+00:00"),
        ("20180922", "2018-09-22T00:00:00+00:00"),
        ("Sep 22, 2018", "2018-09-22T00:00:00+00:00"),
        ("22 September 2018", "2018-09-22T00:00:00+00:00"),
        ("2018-09-22 15:58", "2018-09-22T15:58:00+08:00"),
        ("2018-9-22 5:8:4", "2018-09-22T05:08:04+08:00"),
        ("2018/09/22 15:58:48", "2018-09-22T15:58:48+08:00"),
        ("2018-09-22 15:58:48 +0900", "2018-09-22T15:58:48+09:00"),
        ("2018-09-22 15:58:48 -03:30", "2018-09-22T15:58:48-03:30"),
        ("2018-09-22T15:58:48Z", "2018-09-22T15:58:48+00:00"),
        ("2018-09-22T15:58:48.123Z", "2018-09-22T15:58:48.123000+00:00"),
    ],
)
def test_dates_in_many_forms(written: str, expected: str) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    front, _, problems = read(f"---\ntitle: A\ndate: {written}\n---\n", zone=zone)
    assert problems == []
    assert front.date is not None
    assert front.date.isoformat() == expected


@pytest.mark.parametrize("written", ["2018-13-22", "2018-02-30", "22.09.2018", "soon", "2018-09"])
def test_what_is_no_date_is_told_of(written: str) -> None:
    *_, problems = read(f"---\ntitle: A\ndate: {written}\n---\n")
    assert problems == [f"{PATH}:3: `date` is not a date: {written}; write it as 2024-05-31"]


def test_a_date_before_the_name_of_a_file() -> None:
    path = "content/zh/2019-03-01-My Name.md"
    front, *_ = read("---\ntitle: A\n---\n", path)
    assert (front.date, front.slug) == (datetime(2019, 3, 1, tzinfo=UTC), "my-name")
    front, *_ = read("---\ntitle: A\ndate: 2020-01-01\n---\n", path)
    assert (front.date, front.slug) == (datetime(2020, 1, 1, tzinfo=UTC), "")


def test_keys_of_other_tools_are_read() -> None:
    front, _, problems = read(
        "---\ntitle: A\ndate: 2020-01-01\nlastmod: 2020-02-01\nsummary: S\nauthor: {name: N, url: x}\n"
        "categories: [[a, b], c]\ntags: [d, '']\ntop: 10\npublished: false\nseries: [s]\ntoc: {depth: 2}\n"
        "translationKey: k\nlayout: post\nmathjax: true\n---\n"
    )
    assert problems == []
    assert front.updated == datetime(2020, 2, 1, tzinfo=UTC)
    assert (front.description, front.authors, front.tags) == ("S", ("N",), ("d", "a", "b", "c"))
    assert (front.is_pinned, front.is_draft, front.series) == (True, True, "s")
    assert (front.has_toc, front.translation_key) == (True, "k")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "slug: My Name",
            "3: warning: the address has `my-name` for the slug `My Name`; write that",
        ),
        ("tags: [a，b]", "3: warning: `a，b` is one tag; write `tags: [a, b]` for several"),
        ("tags: a, b", "3: warning: `a, b` is one tag; write `tags: [a, b]` for several"),
        (
            "description: LeetCode #1",
            (
                "3: warning: `#1` is a comment of YAML and no part of the description; write "
                '`description: "LeetCode #1"`'
            ),
        ),
        ("series：s", "3:7: the colon behind `series` is full-width; write `series: …`"),
        (
            "aliases: [ML]",
            "3: warning: `ML` is no old address but another name, which means nothing here; remove it",
        ),
    ],
)
def test_slips_are_told_of(line: str, message: str) -> None:
    *_, problems = read(f"---\ntitle: A\n{line}\ndate: 2020-01-01\n---\n")
    assert problems == [f"{PATH}:{message}"]


def test_a_blank_line_above_the_first_line_is_told_of() -> None:
    *_, problems = read("\n---\ntitle: A\ndate: 2020-01-01\n---\n")
    assert problems[0] == f"{PATH}:1: something blank stands above the first `---`; remove it"


def test_keys_that_mean_nothing_are_told_of_in_one_line(make_site: MakeSite) -> None:
    head = "---\ntitle: A\ndate: 2020-01-01\nlayout: post\n{}---\n"
    site = make_site(
        {
            "content/zh/a.md": head.format("mathjax: true\n"),
            "content/zh/b.md": head.format("extra: {x: 1}\n"),
            "content/zh/c.md": "---\ntitle: A\ndate: 2020-01-01\n---\n",
        }
    )
    assert site.warnings == [
        (
            "content/zh/a.md:4: warning: 2 notes have keys that mean nothing here: `layout`, `mathjax`; "
            "remove them, or put what templates of your own shall have below `extra`"
        )
    ]


def test_the_time_zone_of_the_site(make_site: MakeSite) -> None:
    files = {
        "site.yaml": "title: T\ntimezone: Asia/Shanghai\n",
        "content/zh/a.md": "---\ntitle: A\ndate: 2020-01-01 07:00\n---\n",
    }
    site = make_site(files)
    assert "2020-01-01T07:00:00+08:00" in site["feed.xml"]
    site = make_site({"site.yaml": "title: T\ntimezone: Europe/Paris\n"})
    assert "2020-01-01T07:00:00+01:00" in site["feed.xml"]


def test_a_comment_is_published_nowhere(make_site: MakeSite) -> None:
    text = (
        "One %%secret%% two.\n\n%%\nsecret\n\nsecret\n%%\n\nThree `%%code%%`.\n\n"
        "```\n%%time\n%%kept\n```\n\nFour.{{< x >}}"
    )
    site = make_site({"content/zh/a.md": note(text)})
    for path in site.output.rglob("*"):
        if path.is_file():
            assert b"secret" not in path.read_bytes(), path
    page = site["notes/a/index.html"]
    assert "%%code%%" in page
    assert "%%time\n%%kept" in site["notes/a/index.md"]
    (warning,) = site.warnings
    assert warning.startswith("content/zh/a.md:21:6: warning: ")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("`` a `b` %%x `` and `%%`", "`` a `b` %%x `` and `%%`"),
        ("``` `` %%x ```", "``` `` %%x ```"),
        ("\\``%%x%%`", "\\``%%x%%`"),
        ("a ` %%x%% b\n\nc `", "a `  b\n\nc `"),
    ],
)
def test_no_comment_begins_or_ends_in_code(text: str, shown: str) -> None:
    assert without_comments(text) == shown


def test_control_characters_leave_the_text(make_site: MakeSite) -> None:
    site = make_site({"content/zh/a.md": note("One\n\ntw\x08o\x1f")})
    assert site.warnings == [
        "content/zh/a.md:8:3: warning: the control character U+0008 stands here, and is left out; remove it"
    ]
    for name in ("notes/a/index.html", "notes/a/index.md", "llms-full.txt"):
        assert not {"\x08", "\x1f"} & set(site[name])
