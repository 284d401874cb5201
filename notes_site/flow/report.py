"""The report of a build."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from notes_site.errors import Problem
from notes_site.model import FragmentCount, Url
from notes_site.write import Published


class BuildReport(Struct, frozen=True, kw_only=True):
    """The outcome of a build."""

    notes: int
    pages: int
    published: Published
    formulas: FragmentCount
    code_blocks: FragmentCount
    warnings: tuple[Problem, ...]
    is_lasting: bool
    """False where a note is still to come: what the site consists of changes with time."""

    fresh: tuple[Url, ...]
    """Addresses of the notes that were rendered."""

    seconds: Mapping[str, float]
    """Stage → seconds, in the order of the flow."""

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
        }


def _count_as_json(count: FragmentCount) -> dict[str, int]:
    return {"total": count.total, "unique": len(count.keys), "rendered": count.rendered}
