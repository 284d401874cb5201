"""One run tells all: mistakes of one kind hide none of another."""

from collections.abc import Callable

from tests.conftest import MakeSite
from tests.small_site import Files, note

Mistakes = Callable[[Files], list[str]]


def test_one_run_tells_all(mistakes_of: Mistakes) -> None:
    found = mistakes_of(
        {
            "content/en/a.md": "---\ntitle: A\ndate: yesterday\ntgas: [x]\n---\n\n$\\nonsense$\n",
            "content/en/b.md": note("[gone](gone.md) [there](a.md#there) [not](a.md#not)"),
            "content/en/c.md": note("[up](/nowhere/)"),
            "content/zh/c.md": note("[下](#nicht)\n\n$$x^2$$"),
            "templates/404.html": "{{ page.nothing }}",
        }
    )
    assert [line.split(";")[0] for line in found] == [
        "content/en/a.md:3: `date` is not a date: yesterday",
        "content/en/a.md:4: warning: unknown key `tgas`",
        "content/en/a.md:7:2: KaTeX does not know \\nonsense",
        "content/en/b.md:6: nothing in content/en/a.md has the id `not`",
        "content/en/b.md:6: nothing in content/en/a.md has the id `there`",
        "content/en/b.md:6: the link leads to no note: gone.md",
        "content/en/c.md:6: warning: the formula at content/zh/c.md:8 is missing here",
        "content/en/c.md:6: the link leads nowhere: /nowhere/",
        "content/zh/c.md:6: nothing in content/zh/c.md has the id `nicht`",
        "templates/404.html:1: there is no `nothing` here",
    ]


def test_every_key_that_can_be_read_is_read(mistakes_of: Mistakes) -> None:
    head = '---\ntitle: a: b\ndate: 2024-05-31\nslug: "other\ntags: [x\ndraft: 3\n---\n'
    assert [
        line.split(";")[0] for line in mistakes_of({"content/en/a.md": f"{head}\n$\\x$\n"})
    ] == [
        "content/en/a.md:2:9: mapping values are not allowed in this context",
        "content/en/a.md:6: `draft` is not true or false: 3",
        "content/en/a.md:6:6: did not find expected ',' or ']'",
        "content/en/a.md:7:1: found unexpected end of stream",
        "content/en/a.md:9:2: KaTeX does not know \\x",
    ]


def test_what_a_faulty_note_makes_may_be_linked_to(mistakes_of: Mistakes) -> None:
    found = mistakes_of(
        {
            "content/en/a.md": "---\ntitle: A\ntags: [rare]\naliases: [/old/]\n---\n\n## Part\n",
            "content/en/b.md": note(
                "[a](a.md) [part](a.md#part) [[A]] [tag](/en/tags/rare/) [old](/en/notes/a/)"
            ),
        }
    )
    assert found == ["content/en/a.md:2: `date` is missing; write `date: 2024-05-31`"]


def test_a_note_without_front_matter_is_read_all_the_same(mistakes_of: Mistakes) -> None:
    found = mistakes_of(
        {
            "content/en/a.md": "# Title\n\n$\\nonsense$\n",
            "content/en/b.md": "---\ntitle: B\ndate: 2024-05-31\n\n## Part\n\n$\\nonsense$\n",
            "content/en/c.md": note("[part](b.md#part)"),
        }
    )
    assert [line.split(";")[0] for line in found] == [
        "content/en/a.md:1: the note has no front matter",
        "content/en/a.md:3:2: KaTeX does not know \\nonsense",
        "content/en/b.md:1: the front matter is not closed",
        "content/en/b.md:7:2: KaTeX does not know \\nonsense",
    ]


def test_a_draft_with_mistakes_is_left_out_as_any_other(make_site: MakeSite) -> None:
    files = {
        "content/en/a.md": "---\ntitle: A\ndate: yesterday\ndraft: true\n---\n\n$\\nonsense$\n",
        "content/en/b.md": "---\ntitle: a: b\ndraft: true\n---\n",
        "content/en/c.md": note("C"),
    }
    assert make_site(files).report.notes == 1


def test_a_link_to_an_article_of_one_language_is_missed_in_none(mistakes_of: Mistakes) -> None:
    head = "---\ntitle: T\ndate: 2024-05-31\n---\n\n"
    files = {
        "content/en/a.md": f"{head}See [more](more.md).\n",
        "content/zh/a.md": f"{head}见[英文的一篇](../en/more.md)。\n",
        "content/en/more.md": note("More"),
        "content/en/bad.md": note("[gone](gone.md)"),
    }
    assert [line.split(";")[0] for line in mistakes_of(files)] == [
        "content/en/bad.md:6: the link leads to no note: gone.md"
    ]
