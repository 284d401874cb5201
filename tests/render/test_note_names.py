"""Which note `[[name]]` means."""

from collections.abc import Iterator

import pytest

from notes_site.load import NoteFile, read_source
from notes_site.model import Kind, Url
from notes_site.pictures import PictureFiles
from notes_site.render.links import Addresses, NoteLabels
from notes_site.render.links.names import NoteNames
from notes_site.render.links.targets import find_named
from tests.small_site import note

FILE = NoteFile(
    path="content/zh/a.md", language="zh", kind=Kind.NOTE, name="a", folder="", attachments=()
)

TITLES = {
    "content/zh/a.md": "甲",
    "content/zh/rl/ppo.md": "PPO",
    "content/en/rl/ppo.md": "PPO",
    "content/en/clip/index.md": "Clipping",
    "content/en/a/clip.md": "a clip",
    "content/en/index.md": "a",
}


@pytest.mark.parametrize(
    ("name", "language", "path"),
    [
        ("甲", "zh", "content/zh/a.md"),
        ("甲", "en", "content/zh/a.md"),
        ("PPO", "zh", "content/zh/rl/ppo.md"),
        ("PPO", "en", "content/en/rl/ppo.md"),
        ("rl/ppo", "en", "content/en/rl/ppo.md"),
        ("zh/rl/ppo", "en", "content/zh/rl/ppo.md"),
        ("clip", "en", "content/en/a/clip.md"),
        ("clip/index", "en", "content/en/clip/index.md"),
        ("a", "en", "content/en/index.md"),
        ("lip", "en", None),
        ("ppo/", "en", None),
        ("", "en", None),
    ],
)
def test_a_note_is_found_by_its_title_or_the_end_of_its_path(
    name: str, language: str, path: str | None
) -> None:
    assert NoteNames(TITLES).find(name, name, language) == path


def test_all_titles_are_gone_through_once_for_all_links() -> None:
    class Counted(dict[str, str]):
        times = 0

        def __iter__(self) -> Iterator[str]:
            self.times += 1
            return super().__iter__()

        items = values = keys = None  # type: ignore[assignment]  # nor otherwise

    titles = Counted(TITLES)
    addresses = Addresses(
        notes={path: Url(f"/{path}") for path in TITLES},
        titles=titles,
        hidden={},
        files={},
        pictures=PictureFiles({}, {}),
        base_path="",
        labels=NoteLabels({}, lambda _: {}),
    )
    source = read_source(FILE, note().encode())
    for name in ("甲", "ppo", "none") * 100:
        find_named(name, source, addresses)
    assert titles.times == 1
