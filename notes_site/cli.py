"""The commands: arguments, printing, exit status."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from notes_site import __version__
from notes_site.errors import ConfigError, Problem, SourceError

MISTAKES = 1
"""Exit status: mistakes in notes, templates or links; nothing was published."""

WRONG_USE = 2
"""Exit status: the command line or `site.yaml` is wrong."""

config_option = click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path, dir_okay=False),
    default="site.yaml",
    show_default=True,
    help="The site's configuration; its folder is the site's.",
)
drafts_option = click.option("--drafts", is_flag=True, help="Show drafts too.")


class _Commands(click.Group):
    """Prints mistakes as lines on standard error; no traceback for what an author can cause."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        try:
            return super().invoke(ctx)
        except SourceError as error:
            print_problems(error.problems)
            ctx.exit(WRONG_USE if isinstance(error, ConfigError) else MISTAKES)


def print_problems(problems: Iterable[Problem]) -> None:
    """Print one line for each of `problems` on standard error."""
    for problem in problems:
        click.echo(str(problem), err=True)


def _print_version(ctx: click.Context, _: click.Parameter, is_asked: bool) -> None:
    if is_asked and not ctx.resilient_parsing:
        from notes_site.theme import katex_version

        click.echo(f"notes-site {__version__} (KaTeX {katex_version()})")
        ctx.exit()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Print the versions of notes-site and KaTeX.",
)
def main() -> None:
    """Build a blog of machine-learning notes in two languages."""


@main.command()
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
@click.option("--no-cache", is_flag=True, help="Render everything anew, and keep nothing.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="Processes at most.  [default: one for each processor]",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what was done as JSON.",
)
def build(
    config_path: Path,
    output: Path | None,
    base_url: str,
    drafts: bool,
    future: bool,
    strict: bool,
    no_cache: bool,
    jobs: int | None,
    report: Path | None,
) -> None:
    """Write the whole site."""
    from notes_site.build import BuildOptions, build_site
    from notes_site.config import read_config

    config = read_config(config_path, base_url)
    options = BuildOptions(
        output=(output or config.folder / "public").absolute(),
        built_at=datetime.now(UTC),
        shows_drafts=drafts,
        shows_future=future,
        is_strict=strict,
        uses_cache=not no_cache,
        jobs=jobs or 0,
    )
    done = build_site(config, options)
    print_problems(done.warnings)
    click.echo(
        f"{done.notes} notes, {done.pages} pages: {done.written} files written, "
        f"{done.unchanged} unchanged, {done.removed} removed, {done.seconds['total']:.2f} s"
    )
    if report:
        report.write_text(json.dumps(_as_json(done), indent=2) + "\n", encoding="utf-8")


def _as_json(done: Any) -> dict[str, Any]:  # noqa: ANN401 - BuildReport is imported late
    seconds = {name: round(value, 4) for name, value in done.seconds.items()}
    return {
        "notes": done.notes,
        "pages": done.pages,
        "written": done.written,
        "unchanged": done.unchanged,
        "removed": done.removed,
        "formulas": _count_json(done.formulas),
        "code_blocks": _count_json(done.code_blocks),
        "warnings": [str(problem) for problem in done.warnings],
        "seconds": {"total": seconds.pop("total"), **seconds},
    }


def _count_json(count: Any) -> dict[str, int]:  # noqa: ANN401 - FragmentCount is imported late
    return {"total": count.total, "unique": len(count.keys), "rendered": count.rendered}
