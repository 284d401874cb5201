"""Plant faults in a copy of the program, one at a time, and tell which of them the tests find.

    make mutants                                          all of them, at low priority
    .venv/bin/python tests/mutants/run.py navigation      those whose name holds this

A fault is found when a test fails that passes without it. Exit status: 0 when at least 95 of 100 are
found; 1 otherwise, or when a test fails without a fault; 2 when a text to replace is not in its file once.
"""

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.mutants.table import MUTANTS, Mutant  # noqa: E402 - the copy's parent is on no path

FEWEST_FOUND = 0.95
_COPIED = ("notes_site", "templates", "static", "tests", "locales", "pyproject.toml", "content")
_LONGEST_S = 600
_LEFT_OUT = shutil.ignore_patterns("__pycache__", "expected", "hostile", "browser", "fuzz")


def main() -> int:
    """Run the mutants that the command line names, and return the exit status."""
    parser = argparse.ArgumentParser(description="Plant faults, and see whether tests find them.")
    parser.add_argument("names", nargs="*", help="parts of names; all mutants without")
    parser.add_argument("--jobs", type=int, default=1, help="mutants at once [default: 1]")
    given = parser.parse_args()
    wanted = [
        mutant
        for mutant in MUTANTS
        if not given.names or any(part in mutant.name for part in given.names)
    ]
    if lost := [problem for mutant in wanted if (problem := find_problem(mutant))]:
        print(*lost, sep="\n", file=sys.stderr)
        return 2
    os.nice(19)
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copies: SimpleQueue[Path] = SimpleQueue()
        for number in range(given.jobs):
            copies.put(copy_program(Path(folder) / str(number)))
        whole = run_tests(copies.get(), [mutant.tests for mutant in wanted])
        if whole is not None:
            print(f"a test fails without any fault:\n{whole}", file=sys.stderr)
            return 1
        copies.put(Path(folder) / "0")
        with ThreadPoolExecutor(given.jobs) as pool:
            found = list(pool.map(lambda mutant: try_mutant(mutant, copies), wanted))
    survivors = [mutant for mutant, is_found in zip(wanted, found, strict=True) if not is_found]
    print(f"{len(wanted) - len(survivors)} of {len(wanted)} found")
    for mutant in survivors:
        print(f"survived: {mutant.name} ({mutant.file})")
    return 0 if len(survivors) <= (1 - FEWEST_FOUND) * len(wanted) else 1


def find_problem(mutant: Mutant) -> str:
    """Return why a mutant cannot be planted; empty if it can."""
    file = ROOT / mutant.file
    count = file.read_text(encoding="utf-8").count(mutant.old) if file.is_file() else 0
    if count == 1:
        return ""
    place = f"tests/mutants/table.py: {mutant.name}"
    return f"{place}: its text stands {count} times in {mutant.file}; write what stands there now"


def copy_program(folder: Path) -> Path:
    """Return `folder` with a copy of all that tests need."""
    for name in _COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=_LEFT_OUT)
        elif source.is_file():
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, folder / name)
    return folder


def try_mutant(mutant: Mutant, copies: "SimpleQueue[Path]") -> bool:
    """Plant a fault in one of `copies`, run its tests, mend it; tell whether a test has found it."""
    folder = copies.get()
    file = folder / mutant.file
    whole = file.read_text(encoding="utf-8")
    try:
        file.write_text(whole.replace(mutant.old, mutant.new), encoding="utf-8")
        told = run_tests(folder, [mutant.tests])
    finally:
        file.write_text(whole, encoding="utf-8")
        copies.put(folder)
    print(f"{'found' if told else 'SURVIVED':9} {mutant.name}", flush=True)
    return told is not None


def run_tests(folder: Path, selections: list[str]) -> str | None:
    """Return what pytest says of the first test that fails; None where all pass.

    Raises:
        SystemExit: a selection names no test.
    """
    for selection in dict.fromkeys(selections):
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
        done = subprocess.run(
            [*command, *shlex.split(selection)],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=_LONGEST_S,
            check=False,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(folder)},
        )
        if done.returncode in {4, 5}:  # pytest: wrong use; no test was collected
            sys.exit(f"`{selection}` names no tests:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        if done.returncode:
            return done.stdout[-2000:]
    return None


if __name__ == "__main__":
    sys.exit(main())
