"""`terms`: the terms of both languages."""

from pathlib import Path

import click

from notes_site.cli.options import config_option


@click.group(invoke_without_command=True)
@config_option
@click.pass_context
def terms(context: click.Context, config_path: Path) -> None:
    """Show the terms of terms.yaml, and in how many notes each stands."""
    if context.invoked_subcommand:
        return
    from notes_site.authoring.suggest_terms import count_uses
    from notes_site.config import read_config
    from notes_site.translations import read_terms

    config = read_config(config_path)
    uses = count_uses(config)
    found = read_terms(config.folder, [each.code for each in config.languages])
    for term in found:
        words = " = ".join(dict.fromkeys(word for _, word in term.words))
        click.echo(f"{words}\t{uses.get(term.line, 0)}")
    click.echo(f"{len(found)} terms")


@terms.command("suggest")
@config_option
@click.option(
    "--most", type=click.IntRange(1), default=50, show_default=True, help="Terms at most."
)
def suggest(config_path: Path, most: int) -> None:
    """Print terms that notes in both languages suggest, as lines for terms.yaml."""
    from notes_site.authoring.suggest_terms import suggest_terms
    from notes_site.config import read_config

    for term in suggest_terms(read_config(config_path), most):
        words = ", ".join(f"{code}: {word}" for code, word in term.words)
        click.echo(f"- {{{words}}}  # {term.count} times, first {term.place}")
