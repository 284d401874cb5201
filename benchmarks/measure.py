"""What a whole process costs, interpreter start included."""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter, sleep

_SAMPLE_S = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run of a command took."""

    wall_s: float
    cpu_s: float
    """User and system time, of the children too."""

    peak_mb: float
    """Largest resident set of one process; processes are not added up."""


class CommandError(Exception):
    """A command that is measured failed; the text is what it printed."""


def run(command: Sequence[str]) -> Cost:
    """Run `command` to its end.

    Raises:
        CommandError: its exit status is not 0.

    Rule: `ru_maxrss` is in kilobytes, and the largest of the process and of those it waited for
    (getrusage(2), Linux).
    """
    with TemporaryFile() as output:
        started = perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        wall_s = perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise CommandError(f"{' '.join(command)}:\n{output.read().decode(errors='replace')}")
    return Cost(
        wall_s=wall_s,
        cpu_s=usage.ru_utime + usage.ru_stime,
        peak_mb=usage.ru_maxrss / 1024,
    )


def peak_of_all_mb(command: Sequence[str]) -> float:
    """Run `command`, and return the most memory that all its processes had together.

    Pages that several share count once. Looking costs time, so this run is not timed.

    Rule: the proportional set size of proc_pid_smaps(5).
    """
    peak_kb = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak_kb = max(peak_kb, sum(map(_proportional_kb, _family(process.pid))))
            sleep(_SAMPLE_S)
    return peak_kb / 1024


def _family(pid: int) -> list[int]:
    """Return `pid` and all its descendants; those that ended meanwhile may be missing."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [
            int(child) for task in tasks for child in (task / "children").read_text().split()
        ]
    except OSError:
        return []
    return [pid, *(member for child in children for member in _family(child))]


def _proportional_kb(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
