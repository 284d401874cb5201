"""Files that change, come and go while a site is built, and builds at once."""

import os
import random
import subprocess
import threading
from pathlib import Path

import pytest

from tests.small_site import note, read_tree, write_files
from tests.trouble import build, command, count, environment, is_clear

ROUNDS = 30
FEW = 2


def churn(folder: Path, stop: threading.Event, seed: int) -> None:
    """Write, empty, remove and move files of the site until told to stop."""
    at = random.Random(seed)  # noqa: S311 - no secrets
    names = [f"content/{code}/n{n}" for code in ("zh", "en") for n in range(6)]
    while not stop.wait(at.uniform(0, 0.01)):
        name = at.choice(names)
        file = folder / at.choice(
            [f"{name}.md", f"{name}/index.md", f"{name}/x.bin", "static/s.txt", "templates/t"]
        )
        match at.randrange(4):
            case 0 | 1:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(note(f"$x_{at.randrange(9)}$"), encoding="utf-8")
            case 2:
                file.unlink(missing_ok=True)
            case 3 if file.is_file():
                file.rename(file.with_name(f"m{at.randrange(9)}{file.suffix}"))


def test_files_may_change_while_a_site_is_built(tmp_path: Path, *, is_long: bool) -> None:
    write_files(tmp_path, {f"content/zh/n{n}.md": note(f"$y_{n}$") for n in range(6)})
    stop = threading.Event()
    seed = random.randrange(10**6)  # noqa: S311
    changing = threading.Thread(target=churn, args=(tmp_path, stop, seed))
    changing.start()
    try:
        for _ in range(ROUNDS if is_long else FEW):
            result = build(tmp_path)
            assert result.returncode == 0 or is_clear(result), f"seed {seed}: {result.stderr}"
            count("builds of a site that changed meanwhile", 1)
    finally:
        stop.set()
        changing.join()
    left = build(tmp_path)
    assert left.returncode == 0 or is_clear(left), left.stderr
    if left.returncode == 0:
        built = read_tree(tmp_path / "public")
        assert build(tmp_path, "--no-cache", "--output", str(tmp_path / "anew")).returncode == 0
        assert read_tree(tmp_path / "anew") == built


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read any file")
def test_files_that_may_not_be_read_are_told(tmp_path: Path) -> None:
    write_files(tmp_path, {"content/zh/a.md": note(), "content/zh/b.md": note()})
    for name in "ab":
        (tmp_path / f"content/zh/{name}.md").chmod(0)
    result = build(tmp_path)
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        f"content/zh/{name}.md: Permission denied; "
        "see to it that there is room and that it can be read and written"
        for name in "ab"
    ]


def test_builds_at_once_leave_one_whole_site(tmp_path: Path, *, is_long: bool) -> None:
    write_files(tmp_path, {f"content/zh/{name}.md": note(f"$x_{name}$") for name in "abcdef"})
    assert build(tmp_path, "--output", str(tmp_path / "expected")).returncode == 0
    expected = read_tree(tmp_path / "expected")
    for _ in range(10 if is_long else 1):
        (tmp_path / "content/zh/a.md").write_text(note("$x_a$"), encoding="utf-8")
        builds = [
            subprocess.Popen(
                command(tmp_path, *options), stdout=subprocess.DEVNULL, env=environment()
            )
            for options in ([], ["--no-cache"], [])
        ]
        assert [each.wait(timeout=120) for each in builds] == [0, 0, 0]
        assert read_tree(tmp_path / "public") == expected
        assert not list(tmp_path.glob(".public.new-*"))
        count("builds at once", len(builds))
