"""Figures as Markdown tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles

from benchmarks.measure import Cost

_HEAD = """\
| | notes-site | CPU | largest process | Hugo | CPU | largest process | notes-site / Hugo | / Hugo's cold build |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """What one case cost, one entry a run; run by run beside each other."""

    case: str
    ours: Sequence[Cost]
    hugo: Sequence[Cost]


def cost_table(cases: Sequence[Runs]) -> str:
    """Return a table of medians, with minimum and maximum; ratios are of runs side by side."""
    cold = next((runs.hugo for runs in cases if runs.case == "cold"), None)
    return "\n".join([_HEAD, *(_cost_row(runs, cold) for runs in cases)])


def _cost_row(runs: Runs, cold: Sequence[Cost] | None) -> str:
    cells = [runs.case]
    for costs in (runs.ours, runs.hugo):
        cells += [
            _spread([cost.wall_s for cost in costs], "s"),
            f"{median(cost.cpu_s for cost in costs):.2f} s",
            f"{max(cost.peak_mb for cost in costs):.0f} MB",
        ]
    cells += [_spread(_ratios(runs.ours, runs.hugo)), _spread(_ratios(runs.ours, cold or []))]
    return f"| {' | '.join(cells)} |"


def _ratios(ours: Sequence[Cost], others: Sequence[Cost]) -> list[float]:
    return [one.wall_s / other.wall_s for one, other in zip(ours, others, strict=False)]


def _spread(values: Sequence[float], unit: str = "") -> str:
    if not values:
        return "–"
    return f"{median(values):.3g} {unit}".strip() + f" ({min(values):.3g}–{max(values):.3g})"


def latency_table(latencies: Mapping[str, Sequence[float]]) -> str:
    """Return a table of latencies in seconds by generator."""
    lines = ["| | saves | median | 95% | maximum |", "| --- | --- | --- | --- | --- |"]
    for generator, values in latencies.items():
        figures = [median(values), quantiles(values, n=20)[-1], max(values)]
        cells = " | ".join(f"{value * 1000:.0f} ms" for value in figures)
        lines.append(f"| {generator} | {len(values)} | {cells} |")
    return "\n".join(lines)


def stage_table(stages: Mapping[str, Sequence[Mapping[str, float]]]) -> str:
    """Return a table of the median seconds of each stage, by case."""
    names = list(dict.fromkeys(name for runs in stages.values() for run in runs for name in run))
    lines = [f"| | {' | '.join(names)} |", f"|{' --- |' * (len(names) + 1)}"]
    for case, runs in stages.items():
        lines.append(f"| {case} | {' | '.join(_medians(names, runs))} |")
    return "\n".join(lines)


def _medians(names: Iterable[str], runs: Sequence[Mapping[str, float]]) -> list[str]:
    return [f"{median(run.get(name, 0) for run in runs):.3f}" for name in names]
