"""Files of the theme in a site: copied, compared, and told of when they are old."""

from pathlib import Path

import pytest

from notes_site.theme import TEMPLATES
from tests.conftest import MakeSite, Run
from tests.small_site import Files, note, read_tree, write_files

FILES: Files = {"content/en/a.md": note("Text"), "content/zh/a.md": note("文")}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_files(tmp_path, FILES)
    return tmp_path


def old(site: Path, path: str) -> None:
    """Let the copy at `path` and its original be of an older version of the theme."""
    for folder in (site, site / ".theme"):
        file = folder / path
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        changed = "".join(lines[:-1])
        file.write_text(changed, encoding="utf-8")
    own = site / path
    text = own.read_text(encoding="utf-8")
    own.write_text(text.replace(text.split()[4], "000000000000", 1), encoding="utf-8")


def test_a_copy_changes_nothing(run: Run, site: Path, make_site: MakeSite) -> None:
    before = read_tree(make_site(FILES).output)
    names = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.*"))
    for name in names:
        assert run("theme", "copy", f"templates/{name}").exit_code == 0, name
    assert run("build", "--strict").exit_code == 0
    assert read_tree(site / "public") == before
    assert run("theme", "diff").stdout == ""


def test_a_copy_says_which_one_it_was(run: Run, site: Path) -> None:
    result = run("theme", "copy", "footer")
    own = site / "templates/parts/footer.html"
    assert result.stdout == f"{own}\n"
    first = own.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith("{# notes-site theme ")
    assert first.endswith(": templates/parts/footer.html #}")
    original = site / ".theme/templates/parts/footer.html"
    assert original.read_bytes() == (TEMPLATES / "parts/footer.html").read_bytes()


def test_what_is_there_is_never_written_over(run: Run, site: Path) -> None:
    write_files(site, {"templates/parts/footer.html": "mine"})
    result = run("theme", "copy", "parts/footer.html")
    assert result.exit_code == 1
    assert "the site has this file already" in result.stderr
    assert (site / "templates/parts/footer.html").read_text(encoding="utf-8") == "mine"


def test_an_old_copy_is_told_of_until_it_is_marked(run: Run, site: Path) -> None:
    path = "templates/parts/footer.html"
    run("theme", "copy", path)
    assert run("build").stderr == ""
    old(site, path)
    result = run("build")
    assert result.exit_code == 0
    assert f"{path}:1: warning: the theme's parts/footer.html has changed since" in result.stderr
    shown = run("theme", "diff", "footer.html").stdout
    assert "+</footer>\n" in shown
    assert run("theme", "diff", "footer.html", "--mark-current").exit_code == 0
    assert run("build").stderr == ""
    assert run("theme", "diff").stdout == ""


def test_a_file_copied_by_hand_is_told_of_when_it_is_old(run: Run, site: Path) -> None:
    text = (TEMPLATES / "parts/footer.html").read_text(encoding="utf-8")
    write_files(site, {"templates/parts/footer.html": text})
    assert run("build").stderr == ""
    write_files(site, {"templates/parts/footer.html": text.replace("<div>", "<div class='old'>")})
    assert "has changed since this was copied; look at" in run("build").stderr


def test_a_file_of_ones_own_is_no_copy(run: Run, site: Path) -> None:
    write_files(
        site, {"templates/parts/footer.html": "<footer>\n<p>Mine</p>\n<p>All</p>\n</footer>"}
    )
    assert run("build").stderr == ""


def test_the_list_says_what_can_be_copied(run: Run, site: Path) -> None:
    write_files(site, {"templates/404.html": "mine"})
    lines = run("theme", "list").stdout.splitlines()
    assert "theme default (of this site)" in lines
    assert "  templates/404.html   (the site has its own)" in lines
    assert "  static/assets/styles/code.css" in lines


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("footr.html", "footr.html:1: the theme has no such file; write `footer.html`"),
        ("search", "search:1: several files of the theme end in this; write `static/assets/sear"),
        ("../site.yaml", "../site.yaml:1: the theme has no such file; "),
    ],
)
@pytest.mark.usefixtures("site")
def test_a_name_that_is_none_is_told(name: str, message: str, run: Run) -> None:
    result = run("theme", "copy", name)
    assert result.exit_code == 1
    assert result.stderr.startswith(message)
