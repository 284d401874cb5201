"""`serve`: the site while its author writes."""

from pathlib import Path

import click

from notes_site.cli.options import config_option
from notes_site.cli.printing import MISTAKES


@click.command()
@config_option
@click.option("--watch/--no-watch", default=True, help="Rebuild on each save.  [default: watch]")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to serve at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="Port to serve at, or the next that is free; 0 for any.",
)
@click.option(
    "--drafts/--no-drafts",
    default=True,
    help="Show drafts, marked, and notes whose date is still to come.  [default: drafts]",
)
@click.option("--open", "opens_browser", is_flag=True, help="Open the site in a browser.")
def serve(
    config_path: Path, watch: bool, host: str, port: int, drafts: bool, opens_browser: bool
) -> None:
    """Show the site, and follow each save in the open pages."""
    from notes_site.config import read_config
    from notes_site.serve.run import CannotBuildError, ServeOptions
    from notes_site.serve.run import serve as run

    config = read_config(config_path)  # what is wrong there is told before anything is started
    options = ServeOptions(
        config_path=config_path,
        host=host,
        port=port,
        is_watching=watch,
        shows_drafts=drafts,
        opens_browser=opens_browser,
        base_path=config.base_path,
    )
    try:
        run(options)
    except CannotBuildError:
        click.get_current_context().exit(MISTAKES)
    except OSError as error:
        raise click.UsageError(f"cannot serve at {host}:{port}: {error.strerror}") from error
