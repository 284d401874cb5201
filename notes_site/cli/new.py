"""`init`, `new` and `cite`: sites, notes and entries to begin with."""

import os
import shlex
import sys
from datetime import datetime
from pathlib import Path

import click

from notes_site.cli.options import config_option


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), metavar="DIR")
@click.option("--lang", "languages", help="Its languages: `zh,en`, or one.  [default: zh,en]")
@click.option("--title", help="Title of the site.")
@click.option("--author", help="Who writes it.")
@click.option("--yes", is_flag=True, help="Ask nothing; take the defaults.")
def init(
    folder: Path, languages: str | None, title: str | None, author: str | None, yes: bool
) -> None:
    """Make a small working site, with its GitHub Pages workflow."""
    from notes_site.authoring.machine_zone import machine_zone
    from notes_site.authoring.new_site import NewSite, start_site
    from notes_site.authoring.requirement import git_name, own_requirement
    from notes_site.authoring.schemas import write_schema
    from notes_site.config.languages import LANGUAGE_CODE
    from notes_site.flow.unchanged import CACHE

    if sys.stdin.isatty() and not yes:
        if languages is None:
            languages = click.prompt("Languages, the first one first", default="zh,en")
        if title is None:
            title = click.prompt("Title", default="", show_default=False)
        if author is None:
            author = click.prompt("Author", default=git_name())
    codes = tuple(part.strip() for part in ("zh,en" if languages is None else languages).split(","))
    if len({*codes}) < len(codes) or not all(map(LANGUAGE_CODE.fullmatch, codes)):
        raise click.BadParameter("write codes, as zh,en or en", param_hint="--lang")
    zone = machine_zone(os.environ)
    site = NewSite(title=title or "", author=author or "", languages=codes, timezone=zone)
    requirement = own_requirement()
    for path in start_site(folder, site, requirement):
        click.echo(f"{folder / path}")
    write_schema(folder / CACHE)
    if not requirement.is_elsewhere:
        text = f"this program was installed from a folder; requirements.txt asks for {requirement.line}, "
        click.echo(text + "so change it if that is not on the index yet", err=True)
    click.echo(f"\nNext:\n  cd {shlex.quote(str(folder))}\n  notes-site serve --open")
    click.echo('  notes-site new "My first note"')


@click.command()
@click.argument("title", required=False)
@config_option
@click.option("--lang", "language", help="Language of the note.  [default: the site's first]")
@click.option("--slug", "name", default="", help="Name of the file and part of the address.")
@click.option(
    "--translate",
    "original",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Start the counterpart of this note.",
)
def new(
    title: str | None, config_path: Path, language: str | None, name: str, original: Path | None
) -> None:
    """Start a note, with its front matter."""
    from notes_site.authoring.scaffold import find_address, start_note, start_translation
    from notes_site.config import read_config

    config = read_config(config_path)
    codes = [each.code for each in config.languages]
    if language is not None and language not in codes:
        raise click.BadParameter(f"site.yaml has {', '.join(codes)}", param_hint="--lang")
    if original:
        file = start_translation(config, original, language)
    elif title:
        if name and not name.replace("-", "").replace("_", "").isalnum():
            raise click.BadParameter("write letters, digits and `-`", param_hint="--slug")
        today = datetime.now().astimezone().date()
        file = start_note(config, title, language or codes[0], name, today)
    else:
        raise click.UsageError("name the note's title, or a note by --translate")
    click.echo(str(file.relative_to(Path.cwd()) if file.is_relative_to(Path.cwd()) else file))
    address = find_address(config, file)
    click.echo(address)
    if "%" in address:
        click.echo("--slug gives it an address in Latin letters", err=True)


@click.command()
@click.argument("reference", metavar="arxiv:ID|doi:ID")
@config_option
@click.option("--print", "is_printed", is_flag=True, help="Only print the entry.")
def cite(reference: str, config_path: Path, is_printed: bool) -> None:
    """Add an entry to the bibliography, as arXiv or Crossref describes the work."""
    from notes_site.citations.add_entry import add_entry
    from notes_site.citations.ask import CannotAskError, ask
    from notes_site.config import read_config

    config = read_config(config_path)
    try:
        added = add_entry(config, ask(reference), is_printed=is_printed)
    except CannotAskError as error:
        raise click.ClickException(str(error)) from error
    click.echo(added.text)
    if added.path:
        click.echo(f"{added.path}: cite it as [@{added.key}]", err=True)
