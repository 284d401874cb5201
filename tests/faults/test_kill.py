"""Whoever kills a build leaves the whole old site or the whole new one."""

import os
import random
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pytest

from notes_site.flow import render_jobs
from tests.small_site import note, read_tree, write_files
from tests.trouble import build, command, count, environment

KILLS = 200
FEW = 4
LATEST_S = 0.03
"""After the new folder has appeared beside the old one: writing takes about as long."""


@dataclass(frozen=True)
class Version:
    """A state of the site."""

    files: dict[str, str | None]
    tree: dict[str, bytes]
    """Of its whole output."""


ENOUGH = 60
"""Paragraphs of a note with which the notes are shared among workers."""


def version(folder: Path, word: str, names: str, paragraphs: int = ENOUGH) -> Version:
    """Return a site as it is built."""
    files: dict[str, str | None] = {
        f"content/{code}/{name}/index.md": note(
            f"{word} $x_{name}$\n\n" + f"{'word ' * 100}{word}\n\n" * paragraphs
        )
        for code in ("zh", "en")
        for name in names
    }
    files |= {f"content/zh/{name}/data.bin": word * 50_000 for name in names}
    size = sum(len(text or "") for path, text in files.items() if path.endswith(".md"))
    assert (size > 2 * render_jobs._SHARE_BYTES) == (paragraphs >= ENOUGH)
    write_files(folder, files)
    assert build(folder, "--jobs", "2").returncode == 0
    return Version(files, read_tree(folder / "public"))


def run_until_killed(folder: Path, within_s: float, at: random.Random) -> bool:
    """Start a build and kill it; half of them while it writes. Tell whether it was killed."""
    building = subprocess.Popen(
        [*command(folder, "--jobs", "2")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )
    begun = time.monotonic()
    if at.random() < 0.5:
        while not list(folder.glob(".public.new-*")) and building.poll() is None:
            time.sleep(0.0005)
        time.sleep(at.uniform(0, LATEST_S))
    else:
        time.sleep(at.uniform(0, within_s))
    building.send_signal(signal.SIGKILL)
    building.wait()
    assert time.monotonic() - begun < 60
    return building.returncode == -signal.SIGKILL


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no signals here")
def test_a_killed_build_leaves_a_whole_site(tmp_path: Path, *, is_long: bool) -> None:
    paragraphs = ENOUGH if is_long else 6
    first = version(tmp_path / "first", "one", "abcdefgh", paragraphs)
    second = version(tmp_path / "second", "two", "abcdefgi", paragraphs)
    folder = tmp_path / "site"
    write_files(folder, first.files)
    begun = time.monotonic()
    assert build(folder, "--jobs", "2").returncode == 0
    within_s = time.monotonic() - begun
    seed = random.randrange(10**6)  # noqa: S311 - moments need no secret randomness
    at = random.Random(seed)  # noqa: S311
    old = first
    kills = 0
    for new in cycle([second, first]):
        for path in old.files.keys() - new.files.keys():
            (folder / path).unlink()
        write_files(folder, new.files)
        if kills % 3 == 0:
            shutil.rmtree(folder / ".notes-site", ignore_errors=True)
        if run_until_killed(folder, within_s, at):
            kills += 1
            left = read_tree(folder / "public")
            assert left in (old.tree, new.tree), f"seed {seed}, kill {kills}"
            count("builds killed: the old site was whole", left == old.tree)
            count("builds killed: the new site was whole", left == new.tree)
        result = build(folder, "--jobs", "2")
        assert result.returncode == 0, result.stderr
        assert read_tree(folder / "public") == new.tree
        assert not list(folder.glob(".public.new-*"))
        old = new
        if kills >= (KILLS if is_long else FEW):
            break


def test_a_killed_build_leaves_no_worker_and_no_lock(tmp_path: Path) -> None:
    version(tmp_path, "one", "abcdefgh")
    shutil.rmtree(tmp_path / ".notes-site")
    building = subprocess.Popen(
        command(tmp_path, "--jobs", "2"), stdout=subprocess.DEVNULL, env=environment()
    )
    children = Path(f"/proc/{building.pid}/task/{building.pid}/children")
    if not children.exists():
        building.wait()
        pytest.skip("the system does not list the children of a process")
    while not (workers := children.read_text().split()) and building.poll() is None:
        time.sleep(0.001)
    building.send_signal(signal.SIGKILL)
    building.wait()
    assert workers
    assert build(tmp_path).returncode == 0  # it would wait for the lock for ever
    assert not any(is_running(worker) for worker in workers)


def is_running(pid: str) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
