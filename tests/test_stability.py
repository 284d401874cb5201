"""Sites of released versions: what others rely on stays as it was.

`tests/frozen/<version>/site` is a site as that version built it, and `promised.json` beside it what
links, feed readers and programs have kept of it since: docs/content/en/stability.md. A release adds a
folder, `promised.json` written as `promised` returns it; nothing in an older one is ever changed.
"""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from notes_site import __version__
from tests.small_site import BuiltSite, build

FROZEN = Path(__file__).parent / "frozen"
VERSIONS = sorted(path.name for path in FROZEN.iterdir())

_MADE = ("assets/", "pagefind/", ".notes-site.json")
"""Files whose names hold a digest, and the list of all files."""

_ID = re.compile(r'<[a-z][a-z0-9]*\b[^>]*? id="([^"]+)"')


def promised(site: BuiltSite) -> dict[str, Any]:
    """Return what stays of a site: its addresses, the ids in its notes, the ids in its feeds."""
    files = sorted(
        path.relative_to(site.output).as_posix()
        for path in site.output.rglob("*")
        if path.is_file()
    )
    return {
        "addresses": [path for path in files if not path.startswith(_MADE)],
        "ids": {
            path: [name for name in _ID.findall(_note_body(site[path])) if name != "content"]
            for path in files
            if path.endswith("index.html") and 'class="note-body' in site[path]
        },
        "feeds": {
            path: re.findall(r"<id>([^<]+)</id>", site[path])
            for path in files
            if path.endswith("feed.xml")
        },
        "report": sorted(site.report.as_json()),
    }


def _note_body(page: str) -> str:
    return page[page.index('class="note-body') : page.index("</article>")]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_site_of_an_earlier_version_keeps_its_promises(version: str, tmp_path: Path) -> None:
    shutil.copytree(FROZEN / version / "site", tmp_path / "site")
    made = promised(build(tmp_path / "site"))
    expected = json.loads((FROZEN / version / "promised.json").read_text(encoding="utf-8"))
    assert set(expected["addresses"]) <= set(made["addresses"])
    for path, names in expected["ids"].items():
        assert [name for name in names if name not in made["ids"][path]] == [], path
    assert made["feeds"] == expected["feeds"]
    assert set(expected["report"]) <= set(made["report"])


def test_the_version_before_this_one_is_frozen() -> None:
    assert VERSIONS[-1] <= __version__
