"""`docs/content/en/licences.md` names all that the program needs or carries."""

import json
import re
import tomllib
from importlib.metadata import metadata
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROWS = dict(
    re.findall(
        r"^\| ([^ |]+) \| ([^|]+?) \|",
        (ROOT / "docs/content/en/licences.md").read_text("utf-8"),
        re.MULTILINE,
    )
)
SAME = {"BSD License": "BSD-3-Clause", "MIT License": "MIT"}
"""Trove classifiers of packages that say no more."""


def dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return list(project["dependencies"])


def brought() -> dict[str, dict[str, str]]:
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return {name: lock[f"node_modules/{name}"] for name in wanted}


def licence(name: str) -> str:
    """Return what an installed package says of itself."""
    found = metadata(name)
    given = found.json
    said = str(given.get("license_expression") or given.get("license") or "")
    if said and len(said) < len("a whole text of a licence, as some have it"):
        return said
    classifiers = [str(each) for each in found.get_all("Classifier") or []]
    (kind,) = [each.rpartition(" :: ")[2] for each in classifiers if each.startswith("License")]
    return SAME[kind]


def test_every_library_is_named_with_its_licence() -> None:
    libraries = [str(re.split(r"[<>=!~\[; ]", each)[0]) for each in dependencies()]
    packages = {name: lock["license"] for name, lock in brought().items()}
    expected = {**{name: licence(name) for name in libraries}, **packages}
    assert {name: text for name, text in ROWS.items() if name in expected} == expected
    assert ROWS.keys() - expected.keys() <= {"library", "npm", "---"}


def test_every_library_has_a_range_that_ends() -> None:
    for each in dependencies():
        assert re.search(r">=\d", each), each
        assert re.search(r"<\d", each), each


def test_what_is_brought_is_pinned_by_hash_with_its_licence() -> None:
    for name, lock in brought().items():
        assert lock["integrity"].startswith("sha512-"), name
    assert (ROOT / "notes_site" / "icons" / "LICENSE.md").is_file()
    for folder in ("katex", "mermaid", "cards/noto"):
        assert (ROOT / "notes_site" / folder / "LICENSE").is_file()
