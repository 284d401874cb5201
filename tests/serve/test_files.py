"""Which file an address gives."""

from pathlib import Path

import pytest

from notes_site.serve.files import find_file


@pytest.fixture
def output(tmp_path: Path) -> Path:
    output = tmp_path / "site" / "preview"
    for path in ("index.html", "notes/a b/index.html", "feed.xml", ".notes-site.json"):
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        (output / path).write_text(path)
    (tmp_path / "site" / "secret.txt").write_text("secret")
    (tmp_path / "site" / "preview-of-another").mkdir()
    (tmp_path / "site" / "preview-of-another" / "secret.txt").write_text("secret")
    return output


@pytest.mark.parametrize(
    ("path", "file"),
    [("", "index.html"), ("feed.xml", "feed.xml"), ("notes/a b/", "notes/a b/index.html")],
)
def test_an_address_gives_a_file_of_the_output(output: Path, path: str, file: str) -> None:
    assert find_file(output, path) == output / file


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "notes/../../secret.txt",
        "..\\secret.txt",
        "/etc/passwd",
        "//etc/passwd",
        "../preview-of-another/secret.txt",
        ".notes-site.json",
        "feed.xml/",
        "feed.xml\0",
        "notes",
        "notes//a b/",
        "x" * 5000,
    ],
)
def test_nothing_else_is_given(output: Path, path: str) -> None:
    assert find_file(output, path) is None


def test_a_link_leads_nowhere_outside(output: Path, tmp_path: Path) -> None:
    (output / "link.txt").symlink_to(tmp_path / "site" / "secret.txt")
    (output / "folder").symlink_to(tmp_path / "site")
    (output / "round").symlink_to(output / "round")
    assert find_file(output, "link.txt") is None
    assert find_file(output, "folder/secret.txt") is None
    assert find_file(output, "round") is None


def test_an_output_that_is_not_there_gives_nothing(tmp_path: Path) -> None:
    assert find_file(tmp_path / "missing", "") is None
