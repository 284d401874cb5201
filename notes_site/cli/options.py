"""Options that several commands have."""

from pathlib import Path

import click

config_option = click.option(
    "--config",
    "config_path",
    type=click.Path(path_type=Path, dir_okay=False),
    default="site.yaml",
    show_default=True,
    help="The site's configuration; its folder is the site's.",
)
drafts_option = click.option("--drafts", is_flag=True, help="Show drafts too.")
