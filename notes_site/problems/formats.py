"""Problems for other programs: GitHub's page of changes, and editors."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from notes_site.errors import Place, Problem
from notes_site.problems.fold import fold_pairs


def as_annotations(problems: Iterable[Problem], folder: Path) -> Iterator[str]:
    """Yield problems as annotations, the differences of two translations in one.

    Args:
        problems: what is told.
        folder: the site's as seen from the root of the repository, which GitHub's paths begin at.

    Rule: GitHub's workflow commands, `error` and `warning`; `%` and line ends are escaped, and in
    properties `:` and `,` too. GitHub shows ten of each a step, so the rarest kinds come first.
    """
    for line in fold_pairs(problems):
        facts = {}
        if line.place:
            facts["file"] = (folder / line.place.path).as_posix()
            if line.place.line and not line.place.cell:  # lines of a notebook's file say nothing
                facts["line"] = str(line.place.line)
                if line.place.column:
                    facts["col"] = str(line.place.column)
        facts["title"] = f"notes-site: {line.kind}" if line.kind else "notes-site"
        name = "warning" if line.is_warning else "error"
        written = ",".join(f"{key}={_escape_property(value)}" for key, value in facts.items())
        where = f"{line.place.within}: " if line.place and line.place.cell else ""
        yield f"::{name} {written}::{_escape(where + line.text)}"


def as_json(problem: Problem) -> Mapping[str, object]:
    """Return a problem as plain values; null where there is no line or no column."""
    return {
        "path": problem.place.path,
        **({"cell": problem.place.cell} if problem.place.cell else {}),
        "line": problem.place.line or None,
        "column": problem.place.column or None,
        "severity": "warning" if problem.is_warning else "mistake",
        "kind": problem.kind,
        "text": problem.text,
        **({"noun": problem.noun, "count": problem.count} if problem.noun else {}),
        **({"pair": list(problem.pair)} if any(problem.pair) else {}),
    }


def read_problems(written: Iterable[Mapping[str, Any]]) -> list[Problem]:
    """Return problems as `as_json` has written them."""
    return [
        Problem(
            place=Place(
                path=each["path"],
                cell=each.get("cell", 0),
                line=each["line"] or 0,
                column=each["column"] or 0,
            ),
            text=each["text"],
            is_warning=each["severity"] == "warning",
            kind=each["kind"],
            noun=each.get("noun", ""),
            count=each.get("count", 1),
            pair=tuple(each.get("pair", ("", ""))),
        )
        for each in written
    ]


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
