"""The report of a build."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from notes_site.errors import Problem
from notes_site.model import FragmentCount, Source, Url
from notes_site.problems import as_json
from notes_site.write import Published


class BuildReport(Struct, frozen=True, kw_only=True):
    """The outcome of a build."""

    notes: int
    pages: int
    published: Published
    formulas: FragmentCount
    code_blocks: FragmentCount
    problems: tuple[Problem, ...]
    """Warnings, and the mistakes for which notes were left out; by place."""

    left_out: Mapping[str, Url]
    """Path of a note that was left out for its mistakes → the address it would have."""

    hidden: Sequence[Source]
    """Drafts, and notes that are still to come, which are not shown."""

    is_lasting: bool
    """False where a note is still to come: what the site consists of changes with time."""

    fresh: tuple[Url, ...]
    """Addresses of the notes that were rendered."""

    seconds: Mapping[str, float]
    """Stage → seconds, in the order of the flow."""

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """Those of `problems` that stop nothing."""
        return tuple(problem for problem in self.problems if problem.is_warning)

    def as_json(self) -> dict[str, Any]:
        """Return what `--report` writes."""
        seconds = {name: round(value, 4) for name, value in self.seconds.items()}
        return {
            "notes": self.notes,
            "pages": self.pages,
            "written": self.published.written,
            "unchanged": self.published.unchanged,
            "removed": self.published.removed,
            "formulas": _count_as_json(self.formulas),
            "code_blocks": _count_as_json(self.code_blocks),
            "warnings": [str(problem) for problem in self.warnings],
            "seconds": {"total": seconds.pop("total"), **seconds},
            "problems": [as_json(problem) for problem in self.problems],
            "left_out": sorted(self.left_out),
            **list_hidden(self.hidden),
        }


def _count_as_json(count: FragmentCount) -> dict[str, int]:
    return {"total": count.total, "unique": len(count.keys), "rendered": count.rendered}


def list_hidden(hidden: Sequence[Source]) -> dict[str, Any]:
    """Return the drafts, and the notes that are still to come with their dates, by path."""
    drafts = [source.path for source in hidden if source.front.is_draft]
    to_come = {
        source.path: source.date.date().isoformat()
        for source in hidden
        if not source.front.is_draft
    }
    return {"drafts": drafts, "to_come": to_come}
