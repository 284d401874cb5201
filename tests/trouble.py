"""Faults that tests bring about, and how often they did."""

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
_LINE = re.compile(r".+?(:\d+){0,2}: .+; .+|\d+ mistakes? in .+; nothing was written")
COUNTS: Counter[str] = Counter()
"""What was tried → how often, for the end of `make faults`."""


def command(folder: Path, *arguments: str) -> list[str]:
    """Return the command line that builds the site in `folder`."""
    return [*_program("build"), "--config", str(folder / "site.yaml"), *arguments]


def _program(name: str) -> list[str]:
    return [sys.executable, "-m", "notes_site", name]


def environment(**more: str) -> dict[str, str]:
    """Return the environment of this process with `more`, for the program where it lies."""
    return {**os.environ, "PYTHONPATH": str(ROOT), **more}


def build(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Build the site in `folder` by a process of its own; it may fail, but not hang."""
    return subprocess.run(
        command(folder, *arguments),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env=environment(**more),
    )


def is_clear(result: subprocess.CompletedProcess[str]) -> bool:
    """Tell whether a build that failed said so in lines for its author."""
    lines = result.stderr.splitlines()
    return result.returncode in {1, 2} and bool(lines) and all(_LINE.match(line) for line in lines)


@contextmanager
def small_disk(folder: Path, size: str, *options: str) -> Iterator[None]:
    """Mount an empty file system of `size` at `folder`; skip the test where that is not allowed."""
    folder.mkdir(exist_ok=True)
    mounting = ["mount", "-t", "tmpfs", "-o", ",".join([f"size={size}", *options]), "tmpfs"]
    try:
        subprocess.run([*mounting, str(folder)], check=True, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("there is no mount(8) here")
    except subprocess.CalledProcessError as error:
        pytest.skip(f"no file system can be mounted here: {error.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def remount(folder: Path, option: str) -> None:
    """Mount what is at `folder` again with `option`: `ro`, `rw` or `size=…`."""
    subprocess.run(["mount", "-o", f"remount,{option}", str(folder)], check=True)


def count(what: str, number: int = 1) -> None:
    """Add `number` to what is printed when the tests have ended."""
    COUNTS[what] += number
