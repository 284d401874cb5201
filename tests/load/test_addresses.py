"""The addresses of notes."""

from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests.conftest import MakeSite
from tests.small_site import Files, note

Mistakes = Callable[[Files], list[str]]


def addresses(make_site: MakeSite, files: Files) -> dict[str, str]:
    site = make_site({"templates/article.html": "{{ page.frame.permalink }}", **files})
    found = {}
    for path in site.output.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if text.startswith("http://localhost/"):
            url = text.removeprefix("http://localhost")
            found[path.relative_to(site.output).as_posix()] = url
    return found


@pytest.mark.parametrize(
    ("pattern", "path", "file"),
    [
        ("/notes/{slug}/", "/notes/ppo/", "notes/ppo/index.html"),
        ("/{year}/{month}/{day}/{slug}/", "/2024/05/31/ppo/", "2024/05/31/ppo/index.html"),
        ("/blog/{path}", "/blog/rl/ppo/", "blog/rl/ppo/index.html"),
    ],
)
def test_a_pattern_makes_the_addresses(
    make_site: MakeSite, pattern: str, path: str, file: str
) -> None:
    files = {
        "site.yaml": f"title: T\nurls: {{note: '{pattern}'}}\n",
        "content/zh/RL/PPO.md": note(),
        "content/en/RL/PPO.md": note(),
    }
    assert addresses(make_site, files) == {file: path, f"en/{file}": f"/en{path}"}


def test_a_chinese_name_is_percent_encoded_in_the_address_only(make_site: MakeSite) -> None:
    files = {"content/zh/策略梯度.md": note()}
    url = f"/notes/{quote('策略梯度')}/"
    assert addresses(make_site, files) == {"notes/策略梯度/index.html": url}


def test_a_slug_wins_over_the_name(make_site: MakeSite) -> None:
    files = {"content/zh/a.md": note(slug="b")}
    assert addresses(make_site, files) == {"notes/b/index.html": "/notes/b/"}


def test_a_name_without_letters_still_has_an_address(make_site: MakeSite) -> None:
    files = {"content/zh/!!.md": note()}
    assert addresses(make_site, files) == {"notes/note/index.html": "/notes/note/"}


def test_a_standing_page_lies_at_the_top_of_its_language(make_site: MakeSite) -> None:
    page = "---\ntitle: About\n---\n"
    site = make_site(
        {
            "content/zh/pages/about.md": page,
            "content/en/pages/about.md": page,
            "content/zh/pages/lab/people.md": page,
        }
    )
    for path in ("about/index.html", "en/about/index.html", "lab/people/index.html"):
        assert path in site


def test_two_notes_at_one_address_are_a_mistake(mistakes_of: Mistakes) -> None:
    files = {
        "content/zh/a.md": note(),
        "content/zh/b.md": note(slug="a"),
        "content/zh/c/A.md": note(),
        "content/en/a.md": note(),
    }
    assert mistakes_of(files) == [
        (
            "content/zh/b.md:4: this note has the address /notes/a/, as content/zh/a.md has; "
            "write another `slug`"
        ),
        (
            "content/zh/c/A.md: this note has the address /notes/a/, as content/zh/a.md has; "
            "write another `slug`"
        ),
    ]


def test_notes_of_one_name_and_two_dates_are_told_of_addresses_with_dates(
    mistakes_of: Mistakes,
) -> None:
    files = {
        "content/zh/a.md": note(date="2024-05-31"),
        "content/zh/c/A.md": note(date="2024-06-01"),
    }
    (mistake,) = mistakes_of(files)
    assert mistake.endswith(
        "; write another `slug`, or `urls: {note: /notes/{year}/{month}/{day}/{slug}/}` in site.yaml, "
        "which has the dates"
    )


@pytest.mark.parametrize("name", ["tags", "archive", "page", "assets", "search", "en"])
def test_a_standing_page_cannot_take_an_address_of_the_site(
    mistakes_of: Mistakes, name: str
) -> None:
    assert mistakes_of({f"content/zh/pages/{name}.md": "---\ntitle: A\n---\n"}) == [
        (
            f"content/zh/pages/{name}.md: the address /{name}/ is the site's own; "
            "rename the file, or write a `slug`"
        )
    ]


def test_a_note_cannot_take_an_address_of_the_site(mistakes_of: Mistakes) -> None:
    files = {
        "site.yaml": "title: T\nurls: {note: '/{slug}/'}\n",
        "content/zh/archive.md": note(),
        "content/en/tags.md": note(),
        "content/zh/fine.md": note(),
    }
    assert mistakes_of(files) == [
        (
            "content/en/tags.md: the address /en/tags/ is the site's own; "
            "rename the file, or write a `slug`"
        ),
        (
            "content/zh/archive.md: the address /archive/ is the site's own; "
            "rename the file, or write a `slug`"
        ),
    ]


def test_two_notes_of_a_language_cannot_be_one_article(mistakes_of: Mistakes) -> None:
    assert mistakes_of(
        {
            "content/en/a.md": note(translation_key="k"),
            "content/zh/a.md": note(translation_key="k"),
            "content/zh/b.md": note(translation_key="k"),
            "content/zh/c.md": note(translation_key="d"),
            "content/zh/d.md": note(),
        }
    ) == [
        (
            "content/zh/b.md:4: the note at content/zh/a.md:4 is the article `k` in this language "
            "already; write another `translation_key`"
        ),
        (
            "content/zh/c.md:4: the note at content/zh/d.md:1 is the article `d` in this language "
            "already; write another `translation_key`"
        ),
    ]


def test_a_note_cannot_lie_where_another_one_is_shown_in_both_languages(
    mistakes_of: Mistakes, make_site: MakeSite
) -> None:
    files = {
        "site.yaml": "title: T\nurls: {note: '/{path}/'}\n",
        "content/zh/rl.md": note(),
        "content/en/rl.md": note(),
        "content/zh/rl/bilingual.md": note(),
    }
    assert mistakes_of(files) == [
        (
            "content/zh/rl/bilingual.md: /rl/bilingual/ is for content/zh/rl.md in both "
            "languages; rename the file, or write a `slug`"
        )
    ]
    without = {"site.yaml": "title: T\nurls: {note: '/{path}/'}\nbilingual: false\n"}
    assert "rl/bilingual/index.html" in make_site({**files, **without})
