"""`theme`: files of the theme, copied into the site."""

from pathlib import Path

import click

from notes_site.cli.options import config_option


@click.group()
def theme() -> None:
    """Copy files of the theme into the site, and see what has changed in them since."""


@theme.command("list")
@config_option
def list_theme_files(config_path: Path) -> None:
    """List the themes that are installed, and what of the site's one can be copied."""
    from notes_site.authoring.theme_copies import list_theme
    from notes_site.config import read_config
    from notes_site.theme import BUILT_IN, installed_themes

    config = read_config(config_path)
    for name in (BUILT_IN, *installed_themes()):
        click.echo(f"theme {name}{' (of this site)' if name == config.theme.name else ''}")
    for each in list_theme(config):
        click.echo(f"  {each.path}{'   (the site has its own)' if each.own else ''}")


@theme.command("copy")
@click.argument("name")
@config_option
def copy_theme_file(name: str, config_path: Path) -> None:
    """Copy the file NAME of the theme into the site, where it stands in for the theme's."""
    from notes_site.authoring.theme_copies import copy_file, find_file
    from notes_site.config import read_config

    config = read_config(config_path)
    click.echo(str(copy_file(config, find_file(config, name))))


@theme.command("diff")
@click.argument("name", required=False)
@config_option
@click.option("--mark-current", "marks", is_flag=True, help="Remember that the copy is up to date.")
def diff_theme(name: str | None, config_path: Path, marks: bool) -> None:
    """Show what has changed in the theme since files, or NAME, were copied."""
    from notes_site.authoring.theme_copies import (
        find_file,
        list_theme,
        mark_current,
        show_difference,
    )
    from notes_site.config import read_config

    config = read_config(config_path)
    files = [find_file(config, name)] if name else [e for e in list_theme(config) if e.own]
    for each in files:
        if marks:
            mark_current(config, each)
            click.echo(f"{each.path}: marked as up to date")
        else:
            click.echo(show_difference(config, each), nl=False)
