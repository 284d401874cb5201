"""`check`: all that can be said of a site without publishing it."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from notes_site.cli.options import config_option, drafts_option
from notes_site.cli.printing import MISTAKES, WRONG_USE, name_hidden, tell
from notes_site.errors import KINDS, ConfigError, Problem, has_mistakes

if TYPE_CHECKING:  # loads the stages
    from notes_site.flow.check import Checked


def _read_kinds(
    _ctx: click.Context, _param: click.Parameter, kinds: tuple[str, ...]
) -> tuple[str, ...]:
    """Return kinds of problems, if they are such."""
    if not kinds:
        return ()
    from notes_site.config.warnings import list_kinds
    from notes_site.text.suggest import closest

    known = list_kinds(kinds)
    for kind in kinds:
        if kind not in known:
            close = closest(kind, known)
            remedy = f"write {close}" if close else f"write one of {', '.join(KINDS)}"
            raise click.BadParameter(f"there is no kind {kind!r}; {remedy}")
    return kinds


@click.command()
@config_option
@drafts_option
@click.option("--external", is_flag=True, help="Ask other sites too whether links to them work.")
@click.option("--strict", is_flag=True, help="Take warnings for mistakes.")
@click.option("--future", is_flag=True, help="Check notes too whose date is still to come.")
@click.option(
    "--only",
    "kinds",
    multiple=True,
    callback=_read_kinds,
    metavar="KIND",
    help="Report problems of this kind only, each in full; may be given more than once.",
)
@click.option("--all", "tells_all", is_flag=True, help="Report each warning in full.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "github", "json"]),
    default="text",
    show_default=True,
    help="Write lines, annotations for GitHub, or JSON.",
)
@click.option("--translations", is_flag=True, help="Report too what has not followed the original.")
@click.option(
    "--mark-current",
    "marked",
    type=click.Path(path_type=Path, exists=True),
    multiple=True,
    metavar="PATH",
    help="Only remember that this note, or all of a folder, says the same as its translations.",
)
def check(
    config_path: Path,
    drafts: bool,
    external: bool,
    strict: bool,
    future: bool,
    kinds: tuple[str, ...],
    tells_all: bool,
    form: str,
    translations: bool,
    marked: tuple[Path, ...],
) -> None:
    """Report everything that `build` would, and every broken address; change nothing."""
    if marked:
        _mark_current(config_path, marked)
        return
    from notes_site.flow.check import CheckOptions, check_site
    from notes_site.flow.clock import read_clock
    from notes_site.flow.report import list_hidden

    options = CheckOptions(
        checked_at=read_clock(),
        shows_drafts=drafts,
        shows_future=future,
        is_strict=strict,
        asks_others=external,
        tells_stale=translations,
    )
    try:
        checked = check_site(config_path, options)
    except ConfigError as error:
        if form == "text":
            raise
        _write_problems(error.problems, form, config_path.parent)
        click.get_current_context().exit(WRONG_USE)
    shown = [each for each in checked.problems if not kinds or _kinds_of(each) & {*kinds}]
    if form != "text":
        _write_problems(shown, form, config_path.parent)
    elif kinds or tells_all:
        _tell_each(shown)
    else:
        tell(shown)
    if form != "json":
        name_hidden({**list_hidden(checked.made.hidden), "left_out": []}, "check")
    if has_mistakes(shown):
        click.get_current_context().exit(MISTAKES)
    if form != "json":
        _sum_up(checked, len(checked.problems) - len(shown), names_unmarked=translations)


def _kinds_of(problem: Problem) -> set[str]:
    """Return the names by which a problem is asked for: `foreign/tags` is of the kind `foreign` too."""
    return {problem.kind, problem.kind.partition("/")[0]}


def _sum_up(checked: "Checked", others: int, *, names_unmarked: bool) -> None:
    """Print what was looked at; there are no mistakes, but `others` of kinds not asked for."""
    said = f"{others} problems of other kinds" if others else "no mistakes"
    click.echo(f"{len(checked.made.notes)} notes, {checked.made.pages} pages: {said}")
    unmarked = sum(not pair.is_recorded for pair in checked.made.comparisons)
    if names_unmarked and unmarked:
        remedy = "mark those that are by `notes-site check --mark-current PATH`"
        click.echo(f"pairs of translations never marked as up to date: {unmarked}; {remedy}")


def _tell_each(problems: Sequence[Problem]) -> None:
    from notes_site.problems import print_lines, totals, unfolded

    print_lines(unfolded(problems), totals(problems))


def _write_problems(problems: Sequence[Problem], form: str, folder: Path) -> None:
    """Write problems for GitHub or for an editor on standard output."""
    from notes_site.problems import as_annotations, as_json

    if form == "github":
        root = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())
        for line in as_annotations(problems, Path(os.path.relpath(folder.absolute(), root))):
            click.echo(line)
        return
    count = sum(problem.is_warning for problem in problems)
    counts = {"mistakes": len(problems) - count, "warnings": count}
    click.echo(json.dumps({**counts, "problems": list(map(as_json, problems))}, indent=2))


def _mark_current(config_path: Path, paths: tuple[Path, ...]) -> None:
    from notes_site.authoring.mark_current import mark_current
    from notes_site.config import read_config
    from notes_site.translations.record import RECORD

    count = mark_current(read_config(config_path), paths)
    click.echo(f"pairs of translations marked as up to date in {RECORD}: {count}")
