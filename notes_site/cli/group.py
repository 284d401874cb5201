"""The group of all commands, which prints mistakes as lines."""

import errno
import sys
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from notes_site.cli.printing import MISTAKES, WRONG_USE, print_problems, tell
from notes_site.errors import BuildErrors, ConfigError, Place, Problem, SourceError, as_problem


class LazyCommands(MutableMapping[str, click.Command]):
    """Commands by name; the module of each is loaded when it is asked for."""

    def __init__(self, places: Mapping[str, str]) -> None:
        """Know name of a command → its module and function, as `notes_site.cli.build.clean`."""
        self._commands: dict[str, click.Command | str] = {**places}

    def __getitem__(self, name: str) -> click.Command:
        command = self._commands[name]
        if isinstance(command, str):
            module, _, function = command.rpartition(".")
            command = self._commands[name] = getattr(import_module(module), function)
        return command

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._commands[name] = command

    def __delitem__(self, name: str) -> None:
        del self._commands[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._commands)

    def __len__(self) -> int:
        return len(self._commands)


class Commands(click.Group):
    """Prints mistakes as lines on standard error; no traceback for what an author can cause."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run the command that is named."""
        if sys.getfilesystemencoding() != "utf-8":  # nor could the files of Chinese tags be named
            place = Place(path="LC_ALL")
            text = "names of files are not UTF-8 here; write LC_ALL=C.UTF-8 before the command"
            print_problems([Problem(place=place, text=text)])
            ctx.exit(WRONG_USE)
        with _as_lines(ctx):
            return super().invoke(ctx)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options before the command; `--help` and `--version` are printed here."""
        with _as_lines(ctx):
            return super().parse_args(ctx, args)


@contextmanager
def _as_lines(ctx: click.Context) -> Iterator[None]:
    """Print mistakes that are raised within, and end."""
    try:
        yield
    except BuildErrors as error:
        tell(error.problems, "nothing was written")
        ctx.exit(MISTAKES)
    except SourceError as error:
        print_problems(error.problems)
        ctx.exit(WRONG_USE if isinstance(error, ConfigError) else MISTAKES)
    except OSError as error:
        if error.errno == errno.EPIPE:  # whoever reads us has gone: click ends in silence
            raise
        print_problems([as_problem(error, _current_folder())])
        ctx.exit(MISTAKES)


def _current_folder() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError:  # it was removed meanwhile
        return Path()
