"""The golden site: every feature once, all output compared byte for byte.

Its templates are its own and show every field of every context, so that the files under
`golden/expected/` tell what the program makes, whatever the theme looks like. What a
change alters there is reviewed like code: `pytest tests/test_golden.py --update-golden`.
"""

import shutil
from pathlib import Path

import pytest

from notes_site.theme import ASSETS
from tests.small_site import BuiltSite, build, read_tree

GOLDEN = Path(__file__).parent / "golden"
SITE = GOLDEN / "site"
EXPECTED = GOLDEN / "expected"


def build_golden(folder: Path) -> BuiltSite:
    shutil.copytree(SITE, folder)
    return build(folder)


def read_output(output: Path) -> dict[str, bytes]:
    """Return the output without the list of files, what other projects make, and the theme's own."""
    theme = {path.stem for path in ASSETS.iterdir()} - {
        path.stem for path in (SITE / "static/assets").iterdir()
    }
    return {
        path: content
        for path, content in read_tree(output).items()
        if path != ".notes-site.json"
        and not path.startswith(("assets/katex/", "assets/mermaid.", "pagefind/"))
        and not (path.startswith("assets/") and Path(path).name.split(".")[0] in theme)
    }


def test_the_golden_site(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    site = build_golden(tmp_path / "site")
    made = read_output(site.output)
    if request.config.getoption("--update-golden"):
        shutil.rmtree(EXPECTED, ignore_errors=True)
        for name, content in made.items():
            path = EXPECTED / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    expected = read_tree(EXPECTED)
    assert sorted(made) == sorted(expected)
    for name, content in made.items():
        assert content.decode() == expected[name].decode(), name


def test_the_golden_site_has_no_warnings(tmp_path: Path) -> None:
    assert build_golden(tmp_path / "site").warnings == []
