"""The process that builds for `serve`, in this one."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from notes_site.cache import Session
from notes_site.serve.builder import build
from notes_site.serve.messages import Order, Outcome
from notes_site.write.output import PREVIEW
from tests.small_site import Files, note, write_files

PAGE = "notes/a/index.html"
OTHER = "notes/b/index.html"
INDEX = "index.html"

Save = Callable[[Files], tuple[Outcome, list[dict[str, str]]]]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Write files and build; return what came of it, and the site at each announcement."""
    order = Order(
        config=str(tmp_path / "site.yaml"), output=str(tmp_path / PREVIEW), shows_drafts=False
    )
    session = Session()

    def save_and_build(files: Files) -> tuple[Outcome, list[dict[str, str]]]:
        write_files(tmp_path, files)
        announced: list[dict[str, str]] = []
        outcome = build(order, session, lambda: announced.append(_read(tmp_path / PREVIEW)))
        return outcome, [*announced, _read(tmp_path / PREVIEW)]

    save_and_build({"content/zh/a.md": note("Old."), "content/zh/b.md": note("Other.")})
    return save_and_build


def _read(output: Path) -> dict[str, str]:
    pages = [PAGE, OTHER, INDEX]
    return {path: (output / path).read_text(encoding="utf-8") for path in pages}


def test_the_page_of_a_saved_note_is_there_before_all_others(save: Save) -> None:
    outcome, (first, last) = save({"content/zh/a.md": note("New.")})
    assert "New." in first[PAGE]
    assert "New." not in first[INDEX]
    assert "New." in last[INDEX]
    assert first[PAGE] == last[PAGE]
    assert outcome.written > 1


def test_a_page_shown_first_is_counted_once(save: Save, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in (tmp_path / PREVIEW).rglob("*.*")}
    outcome, _ = save({"content/zh/a.md": note("New.")})
    changed = [path for path, content in before.items() if path.read_bytes() != content]
    assert outcome.written == len(changed)


@pytest.mark.parametrize(
    "text", ["New, and $\\frac$.", "New, and [none](none.md).", "New, and [none](b.md#none)."]
)
def test_nothing_is_shown_first_around_a_mistake(save: Save, text: str) -> None:
    outcome, states = save({"content/zh/a.md": note(text)})
    (last,) = states
    assert outcome.mistakes
    assert "New, and" not in last[PAGE]


def test_a_mistake_in_one_note_holds_back_no_other(save: Save) -> None:
    outcome, states = save(
        {"content/zh/a.md": note("New."), "content/zh/b.md": note("[none](none.md)")}
    )
    last = states[-1]
    assert [mistake.url for mistake in outcome.mistakes] == ["/notes/b/"]
    assert outcome.is_published
    assert "New." in last[PAGE]
    assert "Other." in last[OTHER], "as it was before"
    assert "Other." in last[INDEX]


def test_what_is_not_shown_says_why_at_its_address(save: Save, tmp_path: Path) -> None:
    outcome, _ = save(
        {
            "content/zh/c.md": note("$\\nonsense$"),
            "content/zh/草稿.md": note("D", draft="true"),
            "content/zh/e.md": note("E", date="2999-01-01"),
        }
    )
    assert {url: (each.path, each.what) for url, each in outcome.unshown.items()} == {
        "/notes/c/": ("content/zh/c.md", "a note with mistakes"),
        "/notes/草稿/": ("content/zh/草稿.md", "a draft"),
        "/notes/e/": ("content/zh/e.md", "a note that is still to come, on 2999-01-01"),
    }
    (mistake,) = outcome.unshown["/notes/c/"].mistakes
    assert "KaTeX does not know \\nonsense" in mistake.text
    assert not (tmp_path / PREVIEW / "notes/c/index.html").exists()
    outcome, _ = save({"content/zh/c.md": note("Mended.")})
    assert "/notes/c/" not in outcome.unshown
    assert (tmp_path / PREVIEW / "notes/c/index.html").exists()


def test_a_template_with_a_mistake_shows_nothing_first(save: Save) -> None:
    outcome, states = save(
        {"content/zh/a.md": note("New."), "templates/article.html": "{{ page.none }}"}
    )
    (last,) = states
    assert [mistake.text for mistake in outcome.mistakes] == [
        "templates/article.html:1: there is no `none` here; correct the template"
    ]
    assert "New." not in last[PAGE]


def test_many_notes_saved_together_appear_together(save: Save) -> None:
    outcome, states = save({f"content/zh/{name}.md": note("New.") for name in "abcdefghi"})
    (last,) = states
    assert not outcome.mistakes
    assert "New." in last[PAGE]


def test_what_renders_notes_is_loaded_while_nobody_waits(tmp_path: Path) -> None:
    """A site whose notes are all known renders none, and then the first save should not wait."""
    write_files(tmp_path, {"content/zh/a.md": note()})
    order = Order(
        config=str(tmp_path / "site.yaml"), output=str(tmp_path / PREVIEW), shows_drafts=False
    )
    program = (
        "import sys\nfrom notes_site.serve.builder import main\nmain()\n"
        "print({'jinja2', 'markdown_it'} <= sys.modules.keys(), file=sys.stderr)"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", program],
            input=msgspec.json.encode(each) + b"\n",
            capture_output=True,
            check=True,
        ).stderr.split()[-1]
        for each in (order, order)
    ]
    assert said == [b"True", b"True"]
