"""Order and folding of what is told."""

from pathlib import Path

from notes_site.errors import Place, Problem
from notes_site.problems import as_annotations, as_json, fold, read_problems, totals, unfolded


def warning(path: str, line: int, text: str = "", kind: str = "links", **more: object) -> Problem:
    place = Place(path=f"content/{path}.md", line=line)
    return Problem(place=place, text=text, kind=kind, is_warning=True, **more)  # type: ignore[arg-type]


def differs(line: int, noun: str, count: int = 1, name: str = "x") -> Problem:
    pair = (f"content/zh/{name}.md", f"content/en/{name}.md")
    return warning(f"en/{name}", line, "it differs", "parity", noun=noun, count=count, pair=pair)


PICTURES = [
    warning(f"en/{name}", 14, f"the picture {name} has no description; write one", "pictures",
            noun="picture{s} without a description")
    for name in "abcdefghijkl"
]  # fmt: skip


def told(*problems: Problem) -> list[str]:
    return list(map(str, fold(problems)))


def test_mistakes_come_first_and_then_the_rarest_kind() -> None:
    mistake = Problem(place=Place(path="content/zh/z.md", line=9), text="wrong")
    assert told(*PICTURES, warning("en/a", 1, "odd"), mistake)[:2] == [
        "content/zh/z.md:9: wrong",
        "content/en/a.md:1: warning: odd",
    ]


def test_many_pictures_without_a_description_are_one_line() -> None:
    assert told(*PICTURES) == [
        (
            "12 pictures without a description: content/en/a.md:14, content/en/b.md:14, "
            "content/en/c.md:14, …; see them by `notes-site check --only pictures`"
        )
    ]
    assert len(told(*PICTURES[:5])) == 5
    assert len(unfolded(PICTURES)) == 12


def test_many_of_one_wording_are_one_line() -> None:
    found = [
        warning("en/a", n, f"unknown key `k{n}`; write `key`", "front-matter") for n in range(1, 9)
    ]
    assert told(*found, warning("en/b", 1, "another thing", "front-matter")) == [
        (
            "content/en/a.md:1: warning: unknown key `k1`; write `key` (and 7 more like it: "
            "content/en/a.md:2, content/en/a.md:3, content/en/a.md:4, …; "
            "see them by `notes-site check --only front-matter`)"
        ),
        "content/en/b.md:1: warning: another thing",
    ]


def test_all_differences_of_two_translations_are_one_line() -> None:
    found = [differs(1, "code block{s}", 8), differs(2, "formula{s}"), differs(3, "formula{s}")]
    found += [differs(4, "link{s}"), differs(9, "code block{s}"), differs(5, "item{s}", name="y")]
    assert told(*found) == [
        "content/en/x.md: warning: 9 code blocks, 2 formulas and a link differ from content/zh/x.md",
        "content/en/y.md:5: warning: it differs",
    ]


def test_very_many_translations_that_differ_are_shortened() -> None:
    found = [differs(n, "link{s}", name=f"x{pair:02}") for pair in range(30) for n in (1, 2)]
    lines = told(*found)
    assert len(lines) == 21
    assert lines[-1] == "10 more translations differ; see them by `notes-site check --only parity`"


def test_totals_count_notes_and_files() -> None:
    mistake = Problem(place=Place(path="content/zh/z.md", line=9), text="wrong")
    other = Problem(place=Place(path="templates/a.html", line=9), text="wrong")
    assert totals([mistake, *PICTURES]) == "1 mistake in 1 note, 12 warnings in 12"
    assert totals([mistake, other, *PICTURES]) == "2 mistakes in 2 files, 12 warnings in 12 notes"
    assert totals(PICTURES[:1]) == "1 warning in 1 note"


def test_annotations_are_escaped_and_begin_at_the_repository() -> None:
    mistake = Problem(
        place=Place(path="content/a,b.md", line=9, column=2), text="100%\nwrong", kind="math"
    )
    pair = [differs(1, "formula{s}"), differs(2, "formula{s}")]
    assert list(as_annotations([*pair, mistake, PICTURES[0]], Path("blog"))) == [
        "::error file=blog/content/a%2Cb.md,line=9,col=2,title=notes-site%3A math::100%25%0Awrong",
        (
            "::warning file=blog/content/en/a.md,line=14,title=notes-site%3A pictures::"
            "the picture a has no description; write one"
        ),
        (
            "::warning file=blog/content/en/x.md,title=notes-site%3A parity::"
            "2 formulas differ from content/zh/x.md"
        ),
    ]


def test_problems_come_back_from_their_json() -> None:
    found = [*PICTURES, differs(1, "formula{s}", 3), Problem(place=Place(path="a"), text="t")]
    assert read_problems(map(as_json, found)) == found
