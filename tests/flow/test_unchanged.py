"""A build of what was built before."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from notes_site.cli import main
from tests.small_site import Files, note, read_tree, write_files

Build = Callable[..., dict[str, Any]]

SITE: Files = {
    "content/zh/a.md": note("$x$", date="2024-01-01"),
    "content/zh/b.md": note("```python\nx\n```"),
    "content/zh/c/index.md": note("![Dot](dot.svg)"),
    "content/zh/c/dot.svg": "<svg/>",
    "static/robots.txt": "User-agent: *\n",
}
EDITS: list[Files] = [
    {"content/zh/b.md": note("Other.")},
    {"content/zh/b.md": None},
    {"content/zh/c/dot.svg": "<svg></svg>"},
    {"content/en/a.md": note("New.")},
    {"static/robots.txt": None},
    {"static/new.txt": "x"},
    {"static/assets/style.css": "a{}"},
    {"templates/parts/footer.html": "foot"},
    {"locales/zh.yaml": "home: 家\n"},
    {"site.yaml": "title: Other\n"},
]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_files(tmp_path, SITE)
    return tmp_path


@pytest.fixture
def build(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build the site as the command does; return its report, and under `is_again` what it was."""
    report = tmp_path_factory.mktemp("report") / "report.json"

    def run(*options: str) -> dict[str, Any]:
        command = ["build", "--config", str(site / "site.yaml"), "--report", str(report), *options]
        main(command, standalone_mode=False)
        found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        # A build that looked no further names no stage.
        return {**found, "is_again": list(found["seconds"]) == ["total"]}

    return run


def test_a_build_of_the_same_reports_that_nothing_was_done(build: Build, site: Path) -> None:
    first = build()
    before = read_tree(site / "public")
    second = build()
    assert not first["is_again"]
    assert second["is_again"]
    assert read_tree(site / "public") == before
    assert (second["written"], second["removed"]) == (0, 0)
    assert second["unchanged"] == first["written"]
    assert second["formulas"] == {**first["formulas"], "rendered": 0}
    assert second["code_blocks"] == {**first["code_blocks"], "rendered": 0}
    for name in ("notes", "pages", "warnings"):
        assert second[name] == first[name]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: next(iter(edit)))
def test_any_change_is_built(build: Build, site: Path, tmp_path: Path, edit: Files) -> None:
    build()
    write_files(site, edit)
    assert not build()["is_again"]
    changed = read_tree(site / "public")
    assert build()["is_again"]
    build("--no-cache", "--output", str(tmp_path / "anew"))
    assert read_tree(tmp_path / "anew") == changed


def test_what_the_command_line_says_is_built(build: Build, tmp_path: Path) -> None:
    build()
    for options in (
        ("--drafts",),
        ("--strict",),
        ("--base-url", "https://example.org/x/"),
        ("--output", str(tmp_path / "other")),
        ("--no-cache",),
    ):
        assert not build(*options)["is_again"]


def test_a_damaged_output_is_mended(build: Build, site: Path) -> None:
    build()
    whole = read_tree(site / "public")
    index = site / "public/index.html"
    index.write_text("damaged", encoding="utf-8")
    assert build()["written"] == 1
    index.unlink()
    assert build()["written"] == 1
    assert read_tree(site / "public") == whole
    assert build()["is_again"]


def test_warnings_are_told_again(
    build: Build, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(site, {"content/zh/d.md": note(colour="red")})
    build()
    told = capsys.readouterr().err
    assert "content/zh/d.md:" in told
    assert build()["is_again"]
    assert capsys.readouterr().err == told


def test_a_note_that_is_still_to_come_is_looked_for_each_time(build: Build, site: Path) -> None:
    write_files(site, {"content/zh/d.md": note(date="2999-01-01")})
    build()
    assert not build()["is_again"]


def test_what_lies_behind_links_is_looked_at(build: Build, site: Path) -> None:
    write_files(site, {"vault/d.md": note("d"), "vault/e.md": note("e"), "parts/footer.html": "x"})
    (site / "content/zh/vault").symlink_to("../../vault", target_is_directory=True)
    (site / "content/zh/vault/loop").symlink_to(site / "content", target_is_directory=True)
    (site / "content/zh/linked.md").symlink_to("../../vault/e.md")
    (site / "static/linked").symlink_to("../vault", target_is_directory=True)
    (site / "templates").mkdir()
    (site / "templates/parts").symlink_to("../parts", target_is_directory=True)
    build()
    assert build()["is_again"]
    edits: list[Files] = [
        {"vault/d.md": note("other")},
        {"vault/new.md": note("new")},
        {"vault/e.md": note("other")},
        {"parts/footer.html": "y"},
    ]
    for edit in edits:
        write_files(site, edit)
        assert not build()["is_again"], edit
        changed = read_tree(site / "public")
        assert build()["is_again"]
        build("--no-cache")
        assert read_tree(site / "public") == changed, edit


def test_a_new_folder_that_is_warned_of_is_seen(build: Build, site: Path) -> None:
    build()
    (site / "content/fr").mkdir()
    assert len(build()["warnings"]) == 1


def test_a_build_of_the_same_loads_no_stage(build: Build, site: Path) -> None:
    build()
    program = (
        "import sys\n"
        "from notes_site.cli import main\n"
        "main(sys.argv[1:], standalone_mode=False)\n"
        "print(*(name for name in sys.modules if name.startswith('notes_site.')))\n"
    )
    command = [sys.executable, "-c", program, "build", "--config", str(site / "site.yaml")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "notes_site.flow.unchanged" in loaded
    assert not loaded & {
        f"notes_site.{name}" for name in ("build", "config", "load", "render", "pages", "write")
    }
