"""`render`: one note without a site."""

import sys
from pathlib import Path

import click

from notes_site.cli.options import config_option
from notes_site.cli.printing import print_problems


@click.command()
@click.argument(
    "file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True, allow_dash=True),
    default="-",
)
@config_option
@click.option("--lang", "language", help="Language of the note.  [default: the site's first]")
def render(file: Path, config_path: Path, language: str | None) -> None:
    """Print a note as an HTML fragment; links stay as written."""
    from notes_site.config import SiteConfig, default_config, read_config
    from notes_site.flow.fragment import render_fragment

    config: SiteConfig = read_config(config_path) if config_path.is_file() else default_config()
    codes = [each.code for each in config.languages]
    if language is not None and language not in codes:
        raise click.BadParameter(f"write one of {', '.join(codes)}", param_hint="--lang")
    is_stdin = str(file) == "-"
    content = sys.stdin.buffer.read() if is_stdin else file.read_bytes()
    path = "<stdin>" if is_stdin else str(file)
    html, warnings = render_fragment(content, path, language or codes[0], config)
    print_problems(warnings)
    click.echo(html, nl=False)
