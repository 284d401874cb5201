"""Problems as they are printed, and the exit status that they lead to."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from notes_site.errors import Problem

MISTAKES = 1
"""Exit status: mistakes in notes, templates or links; nothing was published."""

WRONG_USE = 2
"""Exit status: the command line or `site.yaml` is wrong."""

_NAMED = 3
"""Notes that a summary names at most."""

_ONE = {"s": "", "are": "is", "their": "its", "them": "it"}
_MANY = {"s": "s", "are": "are", "their": "their", "them": "them"}


def print_problems(problems: Iterable[Problem]) -> None:
    """Print one line for each of `problems` on standard error."""
    for problem in problems:
        click.echo(str(problem), err=True)


def tell(problems: Sequence[Problem], outcome: str = "") -> None:
    """Print `problems` in order on standard error, those alike folded, and how many there are."""
    if not problems:
        return
    from notes_site.problems import fold, print_lines, totals

    is_plain = len(problems) == 1 and not outcome  # it is seen how many there are
    said = "" if is_plain else totals(problems)
    print_lines(fold(problems), "; ".join(filter(None, [said, outcome])))


def name_hidden(hidden: Mapping[str, Any], verb: str) -> None:
    """Print which notes the site lacks: drafts, those to come, and those with mistakes.

    Args:
        hidden: as the report of a build has them.
        verb: what the command does with notes, `see` or `check`.
    """
    dated = [f"{path} on {date}" for path, date in hidden["to_come"].items()]
    faulty = hidden["left_out"]
    _name_notes(faulty, "note{s} {are} left out for {their} mistakes", "")
    _name_notes(hidden["drafts"], "draft{s} {are} left out", f"{verb} {{them}} by `--drafts`")
    _name_notes(dated, "note{s} {are} still to come", f"{verb} {{them}} by `--future`")


def _name_notes(named: Sequence[str], what: str, remedy: str) -> None:
    """Print how many notes there are, the first ones, and how to see them; nothing for none."""
    if not named:
        return
    words = _ONE if len(named) == 1 else _MANY
    first = [*named[:_NAMED], *(["…"] if len(named) > _NAMED else [])]
    text = f"{len(named)} {what.format_map(words)}: {', '.join(first)}"
    click.echo("; ".join(filter(None, [text, remedy.format_map(words)])))
