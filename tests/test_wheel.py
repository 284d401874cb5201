"""What a wheel holds; built here without pip, since KaTeX is in the work tree already."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory"]
    subprocess.run([*command, folder], cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


def names_below(folder: Path, prefix: str) -> set[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {f"{prefix}/{path.relative_to(folder).as_posix()}" for path in files}


def test_a_wheel_holds_katex(names: set[str]) -> None:
    assert names >= names_below(ROOT / "notes_site" / "katex", "notes_site/katex")


def test_a_wheel_holds_mermaid(names: set[str]) -> None:
    assert names >= names_below(ROOT / "notes_site" / "mermaid", "notes_site/mermaid")


def test_a_wheel_holds_the_theme(names: set[str]) -> None:
    assert names >= names_below(ROOT / "templates", "notes_site/theme/templates")
    assert names >= names_below(ROOT / "static" / "assets", "notes_site/theme/static/assets")


def test_a_wheel_holds_nothing_beside_the_package(names: set[str]) -> None:
    assert {name.partition("/")[0].partition("-")[0] for name in names} == {"notes_site"}
    assert not any(name.startswith("notes_site/theme/static/figures") for name in names)
