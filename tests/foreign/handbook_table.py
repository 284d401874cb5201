"""The table of what other tools write, as the handbook shows it."""

from collections.abc import Iterable, Iterator

from notes_site.foreign.construct import Construct
from notes_site.foreign.table import TABLE


def write_tables() -> str:
    """Return the table as two tables of Markdown: what works, and what is told of."""
    works = [row for row in TABLE if row.works]
    told = [row for row in TABLE if not row.works]
    return (
        "### What works\n\n"
        + "".join(_rows(works, ("typed", "whose", "becomes")))
        + "\n### What is told of\n\n"
        + "".join(_rows(told, ("typed", "kind", "whose", "what it is, and what to write instead")))
    )


def _rows(rows: Iterable[Construct], heads: tuple[str, ...]) -> Iterator[str]:
    yield _row(heads)
    yield _row("---" for _ in heads)
    for row in rows:
        tools = ", ".join(tool.value for tool in row.tools)
        example = _code(row.example)
        if row.works:
            yield _row((example, tools, row.becomes))
        else:
            yield _row((example, f"`{row.kind}`", tools, f"{row.name}: {row.instead}"))


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |\n"


def _code(text: str) -> str:
    """Return `text` as code spans for a cell of a table, one a line."""
    return " ".join(_span(line) for line in text.split("\n") if line.strip())


def _span(line: str) -> str:
    ticks = "`" * (max((len(run) for run in _runs(line)), default=0) + 1)
    blank = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{ticks}{blank}{line}{blank}{ticks}".replace("|", "\\|")


def _runs(line: str) -> list[str]:
    """Return the runs of backticks in `line`."""
    return [run for run in "".join(c if c == "`" else " " for c in line).split() if run]
