"""A new site in one language or several, and what it asks pip for."""

import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from notes_site.authoring.machine_zone import machine_zone
from notes_site.authoring.requirement import requirement_of
from notes_site.config import read_config
from tests.conftest import Run
from tests.small_site import read_tree

WORDS_OF_TWO = ("Chinese", "中文", "English", "英语", "Languages", "语言", 'class="languages"')


def settings(folder: Path) -> dict[str, Any]:
    found = yaml.safe_load((folder / "site.yaml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_site_in_one_language_speaks_of_no_other(language: str, run: Run, tmp_path: Path) -> None:
    assert run("init", "blog", "--lang", language, "--title", "T").exit_code == 0
    blog = tmp_path / "blog"
    assert [path.name for path in (blog / "content").iterdir()] == [language]
    assert list(settings(blog)["languages"]) == [language]
    result = run("build", "--config", "blog/site.yaml", "--strict")
    assert (result.exit_code, result.stderr) == (0, "")
    for path, content in read_tree(blog / "public").items():
        if path.endswith((".html", ".xml", ".json", ".txt", ".md")) and "pagefind" not in path:
            text = content.decode()
            assert [word for word in WORDS_OF_TWO if word in text] == [], path


def test_a_site_in_another_language_begins_with_english_notes(run: Run, tmp_path: Path) -> None:
    assert run("init", "blog", "--lang", "en,fr").exit_code == 0
    assert (tmp_path / "blog/content/fr/softmax.md").is_file()
    assert run("build", "--config", "blog/site.yaml").exit_code == 0


@pytest.mark.parametrize("zone", ["Asia/Shanghai", ":/usr/share/zoneinfo/Europe/Paris"])
def test_times_are_in_the_zone_of_the_machine(
    zone: str, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    run("init", "blog", "--lang", "en")
    assert settings(tmp_path / "blog")["timezone"] == zone.rpartition("zoneinfo/")[2]


def test_a_machine_without_a_zone_of_its_own_leaves_the_key_out(tmp_path: Path) -> None:
    assert machine_zone({"TZ": "CST-8"}, tmp_path) == ""
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc/timezone").write_text("Asia/Tokyo\n", encoding="utf-8")
    assert machine_zone({}, tmp_path) == "Asia/Tokyo"
    (tmp_path / "etc/localtime").symlink_to("/usr/share/zoneinfo/Etc/UTC")
    assert machine_zone({}, tmp_path) == ""


def test_title_and_author_are_as_given(run: Run, tmp_path: Path) -> None:
    run("init", "blog", "--title", 'Ada\'s "notes": #1', "--author", "Ada, Lovelace")
    found = settings(tmp_path / "blog")
    assert (found["title"], found["author"]["name"]) == ('Ada\'s "notes": #1', "Ada, Lovelace")
    assert found["base_url"] == "https://name.github.io/blog/"


def test_every_setting_that_is_shown_can_be_set(run: Run, tmp_path: Path) -> None:
    run("init", "blog")
    file = tmp_path / "blog/site.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    shown = [line.removeprefix("# ") if ":" in line.split(" #")[0] else "" for line in lines]
    kept = [line for line in shown if "logo.svg" not in line and "favicon.png" not in line]
    text = "\n".join(line for line in kept if "http" not in line.split(":")[0])
    text = "\n".join(line for line in text.splitlines() if not line.startswith(("Every", "The l")))
    text = text.replace("yaml-language-server", "# yaml-language-server")
    file.write_text(text, encoding="utf-8")
    result = run("build", "--config", "blog/site.yaml", "--strict")
    assert (result.exit_code, result.stderr) == (0, "")
    assert {"theme", "navigation", "social", "footer", "statistics", "comments", "math"} <= {
        *settings(tmp_path / "blog")
    }


@pytest.mark.parametrize("codes", ["zh,zh", "ZH", "", "zh;en", "../x"])
def test_languages_are_codes(codes: str, run: Run) -> None:
    result = run("init", "blog", "--lang", codes)
    assert result.exit_code == 2
    assert "write codes, as zh,en or en" in result.stderr


def test_it_ends_with_what_to_do_next(run: Run) -> None:
    assert run("init", "my blog").stdout.splitlines()[-4:] == [
        "Next:",
        "  cd 'my blog'",
        "  notes-site serve --open",
        '  notes-site new "My first note"',
    ]


def test_the_workflow_installs_what_is_required(run: Run, tmp_path: Path) -> None:
    run("init", "blog")
    required = (tmp_path / "blog/requirements.txt").read_text(encoding="utf-8")
    assert required.startswith("notes-site")
    workflow = (tmp_path / "blog/.github/workflows/publish.yml").read_text(encoding="utf-8")
    assert "pip install -r requirements.txt" in workflow


@pytest.mark.parametrize(
    ("origin", "line", "is_elsewhere"),
    [
        (
            {
                "url": "https://github.com/a/notes-site.git",
                "vcs_info": {"vcs": "git", "commit_id": "abc"},
            },
            "notes-site @ git+https://github.com/a/notes-site.git@abc",
            True,
        ),
        (
            {
                "url": "ssh://git@example.org/n.git",
                "vcs_info": {"vcs": "git", "commit_id": "abc"},
                "subdirectory": "n",
            },
            "notes-site @ git+ssh://git@example.org/n.git@abc#subdirectory=n",
            False,
        ),
        (
            {
                "url": "https://example.org/notes_site-1-py3-none-any.whl",
                "archive_info": {"hashes": {"sha256": "00"}},
            },
            "notes-site @ https://example.org/notes_site-1-py3-none-any.whl#sha256=00",
            True,
        ),
        (
            {"url": "file:///nowhere/notes_site-1-py3-none-any.whl", "archive_info": {}},
            "notes-site==",
            False,
        ),
        ({"url": "file:///", "dir_info": {"editable": True}}, "notes-site==", False),
    ],
)
def test_what_is_installed_is_asked_for_again(
    *, origin: dict[str, Any], line: str, is_elsewhere: bool
) -> None:
    found = requirement_of(origin)
    assert found.line.startswith(line)
    assert found.is_elsewhere is is_elsewhere


def test_a_folder_with_a_public_repository_is_asked_for_by_its_commit(tmp_path: Path) -> None:
    git = ["git", "-C", str(tmp_path), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for arguments in (
        ["init", "-q"],
        ["commit", "-q", "--allow-empty", "-m", "A"],
        ["remote", "add", "origin", "https://github.com/a/notes-site.git"],
    ):
        subprocess.run([*git, *arguments], check=True)
    found = requirement_of({"url": tmp_path.as_uri(), "dir_info": {"editable": True}})
    assert found.line.startswith("notes-site @ git+https://github.com/a/notes-site.git@")
    assert found.is_elsewhere


def test_a_terminal_is_asked_at_most_three_questions(tmp_path: Path) -> None:
    master, terminal = pty.openpty()
    command = [sys.executable, "-m", "notes_site", "init", str(tmp_path / "blog")]
    process = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal)
    os.close(terminal)
    os.write(master, b"en\nMine\nAda\n")
    printed = b""
    while True:
        try:
            part = os.read(master, 4096)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        printed += part
    os.close(master)
    assert process.wait(timeout=60) == 0, printed
    found = settings(tmp_path / "blog")
    assert (found["title"], found["author"]["name"]) == ("Mine", "Ada")
    assert list(found["languages"]) == ["en"]
    assert b"Languages" in printed


def test_a_repository_that_was_just_made_is_a_new_folder(run: Run, tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path / "blog")], check=True)
    (tmp_path / "blog/README.md").write_text("# Blog\n", encoding="utf-8")
    result = run("init", "blog")
    assert result.exit_code == 0
    assert not any(".git/" in line or "README" in line for line in result.stdout.splitlines())
    assert (tmp_path / "blog/site.yaml").is_file()


@pytest.mark.parametrize(("language", "below"), [("zh", "/zh"), ("en", "")])
def test_the_handbook_is_where_it_is_published(
    language: str, below: str, run: Run, tmp_path: Path
) -> None:
    run("init", "blog", "--lang", language)
    handbook = read_config(Path(__file__).parents[2] / "docs" / "site.yaml")
    text = (tmp_path / "blog/site.yaml").read_text(encoding="utf-8")
    for page in re.findall(r"https://\S+/notes/(\w+)/", text):
        assert f"{handbook.base_url}{below}/notes/{page}/" in text
        language_folder = "zh" if below else "en"
        assert (handbook.folder / f"content/{language_folder}/{page}.md").is_file()
    assert f"{handbook.base_url}{below}/notes/configuration/" in text
