"""Lines on a terminal, in colours; plain anywhere else."""

import sys
from collections.abc import Iterable

import click

from notes_site.problems.fold import Line


def print_lines(lines: Iterable[Line], total: str = "") -> None:
    """Print `lines`, and `total` behind them, on standard error."""
    if sys.stderr is not None and sys.stderr.isatty():
        _print_coloured(lines, total)
        return
    for line in lines:
        click.echo(str(line), err=True)
    if total:
        click.echo(total, err=True)


def _print_coloured(lines: Iterable[Line], total: str) -> None:
    from rich.console import Console
    from rich.text import Text

    from notes_site.errors import plain

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    for line in lines:
        text = Text()
        if line.place:
            text.append(plain(f"{line.place}: "), "bold")
            if line.is_warning:
                text.append("warning: ", "yellow")
        what, mark, remedy = line.text.partition("; ")
        text.append(plain(what), "" if line.is_warning else "red")
        text.append(plain(mark + remedy), "cyan")
        console.print(text)
    if total:
        console.print(Text(total, "bold"))
