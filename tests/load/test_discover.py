"""Which files of `content/` are notes."""

import os
from pathlib import Path

import pytest

from notes_site.config import read_config
from notes_site.load import NoteFile, find_notes
from notes_site.model import Kind
from tests.small_site import Files, write_files


def find(folder: Path, files: Files) -> tuple[list[NoteFile], list[str]]:
    write_files(folder, files)
    notes, warnings = find_notes(read_config(folder / "site.yaml"))
    return notes, [str(problem) for problem in warnings]


def paths(folder: Path, files: Files) -> list[str]:
    notes, _ = find(folder, files)
    return [note.path for note in notes]


def test_notes_come_by_path_language_by_language(tmp_path: Path) -> None:
    files = {f"content/{name}": "" for name in ("zh/b.md", "zh/a/z.md", "en/c.md", "zh/a.md")}
    notes, warnings = find(tmp_path, files)
    assert warnings == []
    assert [(note.path, note.language, note.folder, note.name) for note in notes] == [
        ("content/en/c.md", "en", "", "c"),
        ("content/zh/a/z.md", "zh", "a", "z"),
        ("content/zh/a.md", "zh", "", "a"),
        ("content/zh/b.md", "zh", "", "b"),
    ]


def test_an_index_file_makes_its_folder_a_note_with_its_files(tmp_path: Path) -> None:
    files = {
        "content/zh/rl/ppo/index.md": "",
        "content/zh/rl/ppo/figures/clip.svg": "",
        "content/zh/rl/ppo/data.csv": "",
        "content/zh/rl/ppo/.hidden": "",
        "content/zh/rl/ppo/other.md": "",
    }
    notes, _ = find(tmp_path, files)
    first, other = notes
    assert (first.name, first.folder, first.kind) == ("ppo", "rl", Kind.NOTE)
    assert first.attachments == (
        "content/zh/rl/ppo/data.csv",
        "content/zh/rl/ppo/figures/clip.svg",
    )
    assert (other.path, other.attachments) == ("content/zh/rl/ppo/other.md", ())


def test_the_folder_pages_holds_standing_pages(tmp_path: Path) -> None:
    files = {"content/zh/pages/about.md": "", "content/zh/a/pages/b.md": ""}
    notes, _ = find(tmp_path, files)
    assert [(note.path, note.kind) for note in notes] == [
        ("content/zh/a/pages/b.md", Kind.NOTE),
        ("content/zh/pages/about.md", Kind.PAGE),
    ]


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    files = {"content/zh/.a.md": "", "content/zh/.git/b.md": "", "content/.x/c.md": ""}
    assert find(tmp_path, files) == ([], [])


def test_only_markdown_is_a_note(tmp_path: Path) -> None:
    files = {"content/zh/a.txt": "", "content/zh/b.md~": "", "content/zh/c.markdown": ""}
    assert paths(tmp_path, files) == ["content/zh/c.markdown"]


def test_a_folder_that_is_no_language_is_a_warning(tmp_path: Path) -> None:
    files = {"content/fr/a.md": "", "content/b.md": "", "content/logo.svg": ""}
    notes, warnings = find(tmp_path, files)
    assert notes == []
    assert warnings == [
        "content/b.md: warning: this note has no language; move it to content/zh/",
        (
            "content/fr: warning: `fr` is no language of site.yaml, so its notes are left out; "
            "add it to `languages`"
        ),
    ]


def test_a_site_without_content_has_no_notes(tmp_path: Path) -> None:
    assert find(tmp_path, {}) == ([], [])
    (tmp_path / "content").write_text("a file", encoding="utf-8")
    assert find(tmp_path, {}) == ([], [])


# Symbolic links


@pytest.fixture
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outside")
    (folder / "secret.md").write_text("secret", encoding="utf-8")
    return folder


def test_a_link_out_of_the_site_is_left_out(tmp_path: Path, outside: Path) -> None:
    write_files(tmp_path, {"content/zh/a/index.md": ""})
    (tmp_path / "content/zh/file.md").symlink_to(outside / "secret.md")
    (tmp_path / "content/zh/folder").symlink_to(outside)
    (tmp_path / "content/zh/a/figure.svg").symlink_to(outside / "secret.md")
    (tmp_path / "content/zh/a/figures").symlink_to(outside)
    (tmp_path / "content/en").symlink_to(outside)
    notes, _ = find(tmp_path, {})
    assert [(note.path, note.attachments) for note in notes] == [("content/zh/a/index.md", ())]


def test_a_link_within_the_site_is_followed(tmp_path: Path) -> None:
    write_files(tmp_path, {"drafts/a.md": "", "content/zh/b.md": ""})
    (tmp_path / "content/zh/a.md").symlink_to("../../drafts/a.md")
    (tmp_path / "content/en").symlink_to("zh")
    assert paths(tmp_path, {}) == [
        "content/en/a.md",
        "content/en/b.md",
        "content/zh/a.md",
        "content/zh/b.md",
    ]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    write_files(tmp_path, {"content/zh/a/index.md": "", "content/zh/a/x/y.csv": ""})
    (tmp_path / "content/zh/a/x/up").symlink_to("../..")
    (tmp_path / "content/zh/self.md").symlink_to("self.md")
    (tmp_path / "content/zh/self").symlink_to(".")
    notes, _ = find(tmp_path, {})
    assert notes[0].path == "content/zh/a/index.md"
    assert len(notes) == 1


def test_a_link_to_nothing_is_left_out(tmp_path: Path) -> None:
    write_files(tmp_path, {"content/zh/a.md": ""})
    (tmp_path / "content/zh/gone.md").symlink_to("nothing.md")
    assert paths(tmp_path, {}) == ["content/zh/a.md"]


def test_a_name_that_can_be_no_part_of_an_address_is_a_mistake(tmp_path: Path) -> None:
    write_files(tmp_path, {"content/zh/a/index.md": ""})
    for name in (b"content/zh/\xff.md", b"content/zh/a/\xff.svg", b"content/zh/a\nb.md"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).touch()
    notes, problems = find(tmp_path, {})
    assert [(note.path, note.attachments) for note in notes] == [("content/zh/a/index.md", ())]
    message = "this name cannot be part of an address; rename the file"
    assert sorted(set(problems)) == [
        f"content/zh/\\udcff.md: {message}",
        f"content/zh/a/\\udcff.svg: {message}",
        f"content/zh/a\\nb.md: {message}",
    ]
