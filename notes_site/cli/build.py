"""`build` and `clean`: the output, written and removed."""

import atexit
import gc
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import click

from notes_site.cli.options import config_option, drafts_option
from notes_site.cli.printing import name_hidden, tell
from notes_site.errors import BuildErrors

_OBJECTS_BETWEEN_COLLECTIONS = 400_000
"""More than a build has where one note was edited; 40 MB at most."""


class _Report(click.File):
    """A file to write that holds nothing else: a note named by a slip would be lost."""

    def convert(
        self,
        value: str | os.PathLike[str] | IO[Any],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> IO[Any]:
        if isinstance(value, str | os.PathLike) and (path := Path(value)).is_file():
            with path.open("rb") as file:
                if file.read(1) not in {b"", b"{"}:
                    self.fail(f"{str(value)!r} holds something else; name another file", param, ctx)
        return super().convert(value, param, ctx)


@click.command()
@config_option
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the site is written; from the current folder.  [default: public/ of the site]",
)
@click.option("--base-url", default="", help="Stands in for `base_url` of site.yaml.")
@drafts_option
@click.option("--future", is_flag=True, help="Show notes whose date is still to come.")
@click.option("--strict", is_flag=True, help="Take warnings for mistakes.")
@click.option(
    "--leave-out-faulty",
    is_flag=True,
    help="Publish all but the notes with mistakes, as if they were drafts.",
)
@click.option("--no-cache", is_flag=True, help="Render everything anew, and keep nothing.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="Processes at most.  [default: one for each processor]",
)
@click.option(
    "--report",
    type=_Report("w", encoding="utf-8", lazy=False),
    help="Write what was done as JSON.",
)
def build(
    config_path: Path,
    output: Path | None,
    base_url: str,
    drafts: bool,
    future: bool,
    strict: bool,
    leave_out_faulty: bool,
    no_cache: bool,
    jobs: int | None,
    report: IO[str] | None,
) -> None:
    """Write the whole site."""
    from notes_site.flow.clock import read_clock
    from notes_site.flow.options import BuildOptions
    from notes_site.flow.unchanged import Wanted
    from notes_site.flow.whole_build import build_whole
    from notes_site.problems import as_json, read_problems

    options = BuildOptions(
        output=(output or config_path.resolve().parent / "public").absolute(),
        built_at=read_clock(),
        shows_drafts=drafts,
        shows_future=future,
        is_strict=strict,
        leaves_out_faulty=leave_out_faulty,
        uses_cache=not no_cache,
        jobs=jobs or 0,
    )
    _collect_seldom()
    try:
        done = build_whole(Wanted(config_path=config_path, base_url=base_url, options=options))
    except BuildErrors as error:
        if report:
            _write_report(report, {"problems": list(map(as_json, error.problems))})
        raise
    tell(read_problems(done["problems"]))
    name_hidden(done, "see")
    click.echo(
        f"{done['notes']} notes, {done['pages']} pages: {done['written']} files written, "
        f"{done['unchanged']} unchanged, {done['removed']} removed, {done['seconds']['total']:.2f} s"
    )
    if report:
        _write_report(report, done)


def _collect_seldom() -> None:
    """Look for garbage less often, and not at the end of the process.

    A build makes millions of objects, most of which live to its end: to look for garbage among them
    as often as by default takes a twentieth of the time, and once more at the end 60 milliseconds.
    """
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 20, 50)
    atexit.register(gc.freeze)


def _write_report(report: IO[str], done: Mapping[str, Any]) -> None:
    report.write(json.dumps(done, indent=2) + "\n")
    report.flush()  # here, where a full disk can still be told


@click.command()
@config_option
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="As for `build`.")
def clean(config_path: Path, output: Path | None) -> None:
    """Remove the output and the cache; files of others stay."""
    import shutil

    from notes_site.config import read_config
    from notes_site.flow.unchanged import CACHE
    from notes_site.write import alone_in, remove_output

    folder = read_config(config_path).folder
    with alone_in(folder):
        removed = remove_output((output or folder / "public").absolute(), folder)
        shutil.rmtree(folder / CACHE, ignore_errors=True)
    click.echo(f"{removed} files removed")
