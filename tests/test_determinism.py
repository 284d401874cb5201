"""The same input gives the same bytes, wherever and however it is built."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from notes_site.flow import render_jobs
from tests.conftest import Run
from tests.pictures.made import encode, gradient
from tests.small_site import note, read_tree, write_files
from tests.test_golden import SITE

ROOT = Path(__file__).parents[1]


def build(folder: Path, *arguments: str, **environment: str) -> dict[str, bytes]:
    """Build in a process of its own, and return the output."""
    command = [sys.executable, "-m", "notes_site", "build", "--config", str(folder / "site.yaml")]
    subprocess.run(
        [*command, *arguments],
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )
    return read_tree(folder / "public")


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("golden")
    write_files(folder, dict(read_tree(SITE)))
    return build(folder, PYTHONHASHSEED="0", TZ="UTC", LC_ALL="C.UTF-8")


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "de_DE.UTF-8"},
        {"PYTHONHASHSEED": "3", "TZ": "Pacific/Pago_Pago", "PYTHONOPTIMIZE": "2"},
    ],
)
def test_folder_seed_time_zone_and_locale_make_no_difference(
    golden: dict[str, bytes], tmp_path: Path, environment: dict[str, str]
) -> None:
    folder = tmp_path / "another folder"
    write_files(folder, dict(read_tree(SITE)))
    assert build(folder, **environment) == golden


def test_source_date_epoch_says_what_is_still_to_come(tmp_path: Path) -> None:
    write_files(tmp_path, {"content/zh/a.md": note(date="2030-01-02T12:00:00Z")})
    page = "notes/a/index.html"
    assert page not in build(tmp_path, SOURCE_DATE_EPOCH="1893585599")
    assert page in build(tmp_path, SOURCE_DATE_EPOCH="1893585600")


@pytest.mark.parametrize("written", ["x", "-1", "1.5", "9" * 12, "٣"])
def test_a_source_date_epoch_that_is_no_time_is_told(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, written: str
) -> None:
    write_files(tmp_path, {"content/zh/a.md": note()})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", written)
    result = run("build")
    assert result.exit_code == 2
    assert result.stderr == (
        f"SOURCE_DATE_EPOCH: `{written}` is not a time in seconds since 1970; "
        "unset it, or write such as 1717200000\n"
    )


def pictures(photograph: bytes) -> dict[str, str | bytes]:
    """Return a site that makes pictures."""
    return {
        "site.yaml": "title: T\nsocial_cards: true\n",
        "content/zh/a/index.md": note("![图](photo.png)"),
        "content/zh/a/photo.png": photograph,
    }


def test_other_libraries_beside_make_no_difference(tmp_path: Path) -> None:
    """Such as those of the tests: the author's machine has them, the one that publishes has not."""
    photograph = encode(gradient(900, 600), "PNG")
    trees = []
    for name in ("without", "with"):
        write_files(tmp_path / name, pictures(photograph))
        library = tmp_path / f"{name} more"
        (library / "other-1.0.dist-info").mkdir(parents=True)
        path = str(ROOT) if name == "without" else f"{ROOT}{os.pathsep}{library}"
        trees.append(build(tmp_path / name, PYTHONPATH=path))
    assert any(path.endswith(".webp") for path in trees[0])
    assert any(path.startswith("assets/cards/") for path in trees[0])
    assert trees[0] == trees[1]


OTHER_PYTHON = os.environ.get("NOTES_SITE_OTHER_PYTHON", "")
"""A Python of another version that has notes-site's dependencies."""


@pytest.mark.skipif(not OTHER_PYTHON, reason="NOTES_SITE_OTHER_PYTHON names no other Python")
def test_the_version_of_python_makes_no_difference(
    golden: dict[str, bytes], tmp_path: Path
) -> None:
    own, same, other = (tmp_path / name for name in ("own", "same", "other"))
    photograph = encode(gradient(900, 600), "PNG")
    write_files(same, dict(read_tree(SITE)))
    for folder in (own, other):
        write_files(folder, pictures(photograph))
    for folder in (same, other):
        command = [OTHER_PYTHON, "-m", "notes_site", "build", "--config", f"{folder}/site.yaml"]
        subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert read_tree(same / "public") == golden
    assert read_tree(other / "public") == build(own)


def test_a_second_build_and_one_without_cache_give_the_same(
    golden: dict[str, bytes], tmp_path: Path
) -> None:
    write_files(tmp_path, dict(read_tree(SITE)))
    assert build(tmp_path) == golden
    assert build(tmp_path) == golden
    assert build(tmp_path, "--no-cache", "--jobs", "2") == golden


def test_the_number_of_workers_makes_no_difference(tmp_path: Path) -> None:
    long = ("word and $x$ " * 200 + "\n\n") * 10
    files = {
        f"content/{code}/{name}.md": note(f"{name} {long} $y_{{{name}}}$", title=name)
        for code in ("zh", "en")
        for name in "abcdefghijkl"
    }
    size = sum(map(len, files.values()))
    assert size > 2 * render_jobs._SHARE_BYTES  # large enough to be shared
    made = []
    for number in ("1", "2"):
        write_files(tmp_path / number, files)
        made.append(build(tmp_path / number, "--jobs", number))
    assert made[0] == made[1]


def test_mistakes_of_all_workers_are_reported_by_place(tmp_path: Path) -> None:
    long = ("word and more " * 250 + "\n\n") * 10
    write_files(
        tmp_path,
        {
            f"content/{code}/{name}.md": note(f"{long}\n\n$\\nope$")
            for code in ("zh", "en")
            for name in "abcdefgh"
        },
    )
    command = [sys.executable, "-m", "notes_site", "build", "--jobs", "2"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    result = subprocess.run(
        command, cwd=tmp_path, capture_output=True, env=environment, check=False
    )
    *lines, total = result.stderr.decode().splitlines()
    assert result.returncode == 1
    assert total == "16 mistakes in 16 notes; nothing was written"
    assert [line.split(":")[0] for line in lines] == [
        f"content/{code}/{name}.md" for code in ("en", "zh") for name in "abcdefgh"
    ]
