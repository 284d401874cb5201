"""The commands: arguments, printing, exit status."""

import click

from notes_site import __version__
from notes_site.cli.group import Commands, LazyCommands

__all__ = ["main"]


def _print_version(ctx: click.Context, _: click.Parameter, is_asked: bool) -> None:
    if is_asked and not ctx.resilient_parsing:
        from notes_site.theme import katex_version

        click.echo(f"notes-site {__version__} (KaTeX {katex_version()})")
        ctx.exit()


_COMMANDS = LazyCommands(
    {
        "build": "notes_site.cli.build.build",
        "serve": "notes_site.cli.serve.serve",
        "check": "notes_site.cli.check.check",
        "clean": "notes_site.cli.build.clean",
        "init": "notes_site.cli.new.init",
        "new": "notes_site.cli.new.new",
        "cite": "notes_site.cli.new.cite",
        "import": "notes_site.cli.import_blog.import_command",
        "render": "notes_site.cli.render.render",
        "schema": "notes_site.cli.schema.schema",
        "terms": "notes_site.cli.terms.terms",
        "theme": "notes_site.cli.theme.theme",
        "translate": "notes_site.cli.translate.translate",
    }
)


@click.group(
    cls=Commands,
    commands=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
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
