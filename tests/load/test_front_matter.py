"""The head of a note: what it may declare, and every mistake in it."""

from datetime import UTC, datetime

import pytest

from notes_site.errors import SourceError
from notes_site.load.front_matter import parse_front_matter, split_front_matter
from notes_site.model import FrontMatter, Kind, Paper

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


@pytest.mark.parametrize("content", ["", "Text\n", "\n---\ntitle: A\n---\n", "----\n---\n"])
def test_a_note_without_front_matter_says_how_to_begin(content: str) -> None:
    assert refusal(content) == (
        f"{PATH}:1: the note has no front matter; begin it with `---`, `title: …`, `date: …`, `---`"
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
    _, warnings = parse(f"{HEAD}tag: [a]\npaper: {{title: P, arxive: x}}\nhugo: 1\n")
    assert warnings == [
        f"{PATH}:5: warning: unknown key `paper.arxive`; write `arxiv`",
        f"{PATH}:4: warning: unknown key `tag`; write `tags`",
        f"{PATH}:6: warning: unknown key `hugo`; remove it",
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
        ("series: [a]", "`series` is not text, it is a list; write it as series: some text"),
        ("series: '!!'", "the series `!!` holds no letter or digit; write a word"),
        ("authors: [[a]]", "`authors` is not text, it is a list; write it as authors: some text"),
        ("draft: maybe", "`draft` is not true or false: maybe; write it as draft: true"),
        ("description: {}", "`description` is not text, it is a mapping; write it as descriptio"),
        ("excerpt: [a]", "`excerpt` is not text, it is a list; write it as excerpt: some text"),
        ("slug: Two Words", "`Two Words` cannot be part of an address; write `two-words`"),
        ("slug: ../../etc", "`../../etc` cannot be part of an address; write `etc`"),
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
