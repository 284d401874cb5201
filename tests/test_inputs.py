"""The one list of what a build reads."""

from pathlib import Path

import pytest

from notes_site.errors import Problem
from notes_site.inputs import (
    SITE_FOLDERS,
    check_folder,
    find_folder,
    is_ignored,
    list_files,
    list_inputs,
    list_links,
)
from tests.small_site import write_files


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    write_files(site, {"content/zh/a.md": "", "vault/b.md": "", "vault/deep/c.md": ""})
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.md").touch()
    return site


def listed(site: Path) -> list[str]:
    """Return what is read of the site's own."""
    return [path for path, _ in list_inputs(site / "site.yaml") if path.startswith(SITE_FOLDERS)]


def test_files_and_folders_are_listed_by_name(site: Path) -> None:
    (site / "static").mkdir()
    assert listed(site) == ["content", "content/zh", "content/zh/a.md", "static"]


def test_links_within_the_site_are_followed_and_listed(site: Path) -> None:
    (site / "content/zh/vault").symlink_to("../../vault")
    (site / "content/zh/b.md").symlink_to("vault/b.md")
    assert listed(site) == [
        "content",
        "content/zh",
        "content/zh/a.md",
        "content/zh/b.md",
        "content/zh/vault",
        "content/zh/vault/b.md",
        "content/zh/vault/deep",
        "content/zh/vault/deep/c.md",
    ]
    content = find_folder(site, "content")
    assert content
    links = [link.path for link in list_links(content)]
    assert links == ["content/zh/b.md", "content/zh/vault"]


@pytest.mark.parametrize("target", [".", "..", "loop", "nothing", "../../../outside", "../../.."])
def test_links_that_lead_nowhere_out_or_in_a_circle_are_left_out(site: Path, target: str) -> None:
    (site / "content/zh/loop").symlink_to(target)
    assert listed(site) == ["content", "content/zh", "content/zh/a.md"]


def test_two_folders_that_link_to_each_other_end(site: Path) -> None:
    (site / "vault/zh").symlink_to("../content/zh")
    (site / "content/zh/vault").symlink_to("../../vault")
    assert "content/zh/vault/b.md" in listed(site)
    assert "content/zh/vault/zh/a.md" not in listed(site)


@pytest.mark.parametrize(
    ("name", "is_folder", "expected"),
    [
        (".git", True, True),
        (".a.md.swp", False, True),
        ("a.md~", False, True),
        ("#a.md#", False, True),
        ("old~", True, False),
        ("#1#", True, False),
        ("C#", False, False),
        ("a.md", False, False),
    ],
)
def test_hidden_files_and_those_of_editors_are_none_of_the_sites(
    name: str, *, is_folder: bool, expected: bool
) -> None:
    assert is_ignored(name, is_folder=is_folder) is expected


def test_what_is_published_lies_in_the_site(site: Path) -> None:
    for name in SITE_FOLDERS[1:]:
        (site / name).symlink_to("../outside")
    found = {name for name in SITE_FOLDERS if find_folder(site, name)}
    assert found == {"content", "templates", "locales"}
    (problem,) = check_folder(site, "static")
    assert str(problem) == (
        "static: warning: this link leads out of the site's folder, so it is left out; "
        "put the files here"
    )
    templates = find_folder(site, "templates")
    assert templates
    problems: list[Problem] = []
    assert [entry.path for entry in list_files(templates, problems)] == ["templates/secret.md"]
