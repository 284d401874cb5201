"""What counts as a change."""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from notes_site.serve.watch import Changes, Watcher
from tests.serve_process import write_site

LONG_S = 10


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path, {"content/en/a.md": "a", "content/en/b.md": "b"})


def watch(site: Path, *steps: Callable[[], object]) -> list[list[str]]:
    """Return the paths that changed by each of `steps`; after the last, nothing may follow."""

    async def run() -> list[list[str]]:
        found = []
        with Watcher(site / "site.yaml") as watcher:
            for step in steps:
                step()
                changes = await asyncio.wait_for(watcher.wait(), LONG_S)
                found.append(sorted(changes.paths))
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(watcher.wait(), 0.3)
        return found

    return asyncio.run(run())


def test_a_save_is_one_change(site: Path) -> None:
    def save() -> None:
        (site / "content/en/a.md").write_text("new")

    assert watch(site, save, save) == [["content/en/a.md"]] * 2


def test_two_saves_at_once_are_one_change(site: Path) -> None:
    def save() -> None:
        (site / "content/en/a.md").write_text("half")
        (site / "content/en/a.md").write_text("whole")

    assert watch(site, save) == [["content/en/a.md"]]


def test_a_save_by_renaming_is_the_notes_change(site: Path) -> None:
    def save_like_vim() -> None:
        (site / "content/en/4913").touch()
        (site / "content/en/4913").unlink()
        (site / "content/en/a.md").rename(site / "content/en/a.md~")
        (site / "content/en/a.md").write_text("new")
        (site / "content/en/a.md~").unlink()

    def save_by_temporary_file() -> None:
        (site / "content/en/a.md.tmp-1").write_text("new")
        (site / "content/en/a.md.tmp-1").rename(site / "content/en/a.md")

    assert watch(site, save_like_vim, save_by_temporary_file) == [["content/en/a.md"]] * 2


def test_a_folder_moved_in_or_away_is_a_change(site: Path) -> None:
    outside = site / "elsewhere"
    outside.mkdir()
    (outside / "c.md").write_text("c")
    inside = site / "content/en/new"

    def change_in_it() -> None:
        (inside / "c.md").write_text("more")

    def move_away() -> None:
        inside.rename(outside)

    found = watch(site, lambda: outside.rename(inside), change_in_it, move_away)
    assert "content/en/new" in found[0]
    assert found[1] == ["content/en/new/c.md"]
    assert "content/en/new" in found[2]


def test_a_folder_that_comes_anew_is_watched(site: Path) -> None:
    def replace_content() -> None:
        shutil.rmtree(site / "content")
        (site / "content/en").mkdir(parents=True)
        (site / "content/en/a.md").write_text("other")

    def save() -> None:
        (site / "content/en/a.md").write_text("new")

    def add_templates() -> None:
        (site / "templates").mkdir()

    def add_template() -> None:
        (site / "templates/page.html").write_text("")

    found = watch(site, replace_content, save, add_templates, add_template)
    assert found[1:] == [["content/en/a.md"], ["templates"], ["templates/page.html"]]


def test_two_hundred_files_are_one_or_two_changes(site: Path) -> None:
    async def run() -> tuple[int, set[str]]:
        batches = 0
        paths: set[str] = set()
        with Watcher(site / "site.yaml") as watcher:
            for number in range(200):
                (site / f"content/en/{number}.md").write_text(str(number))
            while len(paths) < 200:
                paths |= (await asyncio.wait_for(watcher.wait(), LONG_S)).paths.keys()
                batches += 1
        return batches, paths

    batches, paths = asyncio.run(run())
    assert batches <= 3
    assert paths == {f"content/en/{number}.md" for number in range(200)}


def test_site_yaml_is_watched_and_its_neighbours_are_not(site: Path) -> None:
    def save() -> None:
        for name in ("public/index.html", ".notes-site/preview/index.html", ".git/index", "x.txt"):
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text("")
        (site / "content/en/.a.md.swp").write_text("")
        (site / "content/en/a.md").read_text()
        (site / "site.yaml").write_text("title: New\n")

    assert watch(site, save) == [["site.yaml"]]


def test_content_may_be_a_link(site: Path) -> None:
    (site / "content").rename(site / "notes")
    (site / "content").symlink_to(site / "notes")

    def save() -> None:
        (site / "notes/en/a.md").write_text("new")

    assert watch(site, save) == [["content/en/a.md"]]


def test_what_lies_behind_links_is_watched(site: Path) -> None:
    for name in (
        "vault/sub~/deep.md",
        "other/linked.md",
        "other/picture.svg",
        "other/parts/a.html",
    ):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text("old")
    (site / "content/en/vault").symlink_to("../../vault")
    (site / "content/en/linked.md").symlink_to("../../other/hop.md")
    (site / "other/hop.md").symlink_to("linked.md")
    (site / "static").mkdir()
    (site / "static/picture.svg").symlink_to("../other/picture.svg")
    (site / "templates").mkdir()
    (site / "templates/parts").symlink_to("../other/parts")

    def save(name: str) -> Callable[[], object]:
        return lambda: (site / name).write_text("new")

    def turn_hop() -> None:
        (site / "other/new.md").symlink_to("picture.svg")
        (site / "other/new.md").replace(site / "other/hop.md")

    def replace_vault() -> None:
        shutil.rmtree(site / "vault")
        (site / "vault/sub~").mkdir(parents=True)

    found = watch(
        site,
        save("vault/sub~/deep.md"),
        save("other/linked.md"),
        save("other/picture.svg"),
        save("other/parts/a.html"),
        turn_hop,
        replace_vault,
        save("vault/sub~/new.md"),
    )
    assert found[:5] == [
        ["content/en/vault/sub~/deep.md"],
        ["content/en/linked.md"],
        ["static/picture.svg"],
        ["templates/parts/a.html"],
        ["content/en/linked.md"],
    ]
    assert "content/en/vault" in found[5]
    assert found[6] == ["content/en/vault/sub~/new.md"]


def test_a_link_that_comes_is_watched(site: Path) -> None:
    (site / "vault").mkdir()
    (site / "vault/c.md").write_text("old")
    found = watch(
        site,
        lambda: (site / "content/en/vault").symlink_to("../../vault"),
        lambda: (site / "vault/c.md").write_text("new"),
    )
    assert found == [["content/en/vault"], ["content/en/vault/c.md"]]


def test_links_in_a_circle_are_watched_once(site: Path) -> None:
    (site / "content/en/up").symlink_to("..")
    (site / "content/zh").symlink_to("en")
    save = (site / "content/en/a.md").write_text
    assert watch(site, lambda: save("new")) == [["content/en/a.md"]]


def test_a_folder_may_end_in_a_tilde_and_a_backup_is_none_of_the_sites(site: Path) -> None:
    (site / "content/en/old~").mkdir()

    def save() -> None:
        (site / "content/en/old~/a.md").write_text("new")
        (site / "content/en/old~/a.md~").write_text("old")
        (site / "content/en/#a.md#").write_text("new")

    assert watch(site, save) == [["content/en/old~/a.md"]]


def test_a_save_by_a_slow_temporary_file_is_one_change_of_the_note(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "notes_site.serve.watch._RENAMING_S", LONG_S
    )  # on a machine that is busy too

    async def run() -> list[list[str]]:
        found = []
        with Watcher(site / "site.yaml") as watcher:
            other = site / "content/en/sedXyZ"
            other.write_text("new")
            waiting = asyncio.create_task(watcher.wait())
            while not watcher.has_changes:  # noqa: ASYNC110 - as in the watcher itself
                await asyncio.sleep(0.001)
            await asyncio.sleep(0.05)  # as a program that is slow to write
            other.replace(site / "content/en/a.md")
            found.append(sorted((await waiting).paths))
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(watcher.wait(), 0.3)
        return found

    assert asyncio.run(run()) == [["content/en/a.md"]]


def test_changes_are_shown_by_the_first_and_a_number() -> None:
    changes = Changes()
    for path in ("content/en/b.md", "content/en/a.md", "site.yaml"):
        changes.add(path, "modified")
    assert str(changes) == "content/en/a.md and 2 more"
