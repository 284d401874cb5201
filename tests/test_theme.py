"""Files that come with the program."""

from __future__ import annotations

import json
from pathlib import Path

from notes_site.theme import ASSETS, KATEX, MERMAID, TEMPLATES, katex_version

LOCK = Path(__file__).parents[1] / "package-lock.json"


def test_katex_is_the_locked_version() -> None:
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    assert katex_version() == packages["node_modules/katex"]["version"]


def test_katex_has_script_styles_fonts_and_licence() -> None:
    names = {path.name for path in KATEX.iterdir()}
    assert names == {"LICENSE", "VERSION", "fonts", "katex.min.css", "katex.min.js"}
    assert list((KATEX / "fonts").glob("KaTeX_Main-Regular.woff2"))


def test_mermaid_is_the_locked_version() -> None:
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    version = (MERMAID.parent / "VERSION").read_text(encoding="utf-8").strip()
    assert version == packages["node_modules/@mermaid-js/tiny"]["version"]
    assert MERMAID.is_file()
    assert (MERMAID.parent / "LICENSE").is_file()


def test_the_lock_names_hashes_and_no_registry() -> None:
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    installed = [entry for path, entry in lock["packages"].items() if path]
    assert all(entry["integrity"].startswith("sha512-") for entry in installed)
    assert all("resolved" not in entry for entry in installed)


def test_the_theme_is_beside_the_package_in_a_work_tree() -> None:
    assert TEMPLATES.is_dir()
    assert ASSETS.is_dir()
