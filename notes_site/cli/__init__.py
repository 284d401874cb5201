"""The commands: arguments, printing, exit status."""

import click

from notes_site import __version__
from notes_site.cli.build import build, clean
from notes_site.cli.check import check
from notes_site.cli.group import Commands
from notes_site.cli.import_blog import import_command
from notes_site.cli.new import cite, init, new
from notes_site.cli.render import render
from notes_site.cli.schema import schema
from notes_site.cli.serve import serve
from notes_site.cli.terms import terms
from notes_site.cli.theme import theme
from notes_site.cli.translate import translate

__all__ = ["main"]


def _print_version(ctx: click.Context, _: click.Parameter, is_asked: bool) -> None:
    if is_asked and not ctx.resilient_parsing:
        from notes_site.theme import katex_version

        click.echo(f"notes-site {__version__} (KaTeX {katex_version()})")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
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


for command in (
    *(build, serve, check, clean),
    *(init, new, cite, import_command),
    *(render, schema, terms, theme, translate),
):
    main.add_command(command)
