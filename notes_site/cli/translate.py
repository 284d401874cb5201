"""`translate`: texts handed out and put back."""

import json
import sys
from pathlib import Path

import click

from notes_site.cli.options import config_option
from notes_site.cli.printing import print_problems, tell


@click.group()
def translate() -> None:
    """Hand out what is to be translated, and put it back with proof."""


@translate.command("export")
@click.argument("notes", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@config_option
@click.option("--to", "language", required=True, help="Language to translate into.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["md", "po", "json"]),
    default="md",
    show_default=True,
    help="For people and models; for gettext's tools; for programs.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File to write.  [default: standard output]",
)
def export_texts(
    notes: tuple[Path, ...], config_path: Path, language: str, form: str, output: Path | None
) -> None:
    """Write the texts of NOTES that are new, or have changed since they were marked current."""
    from notes_site.authoring.export_texts import export_notes
    from notes_site.config import read_config
    from notes_site.translations.exchange.file import Format, write_exchange

    config = read_config(config_path)
    codes = [each.code for each in config.languages]
    if language not in codes:
        raise click.BadParameter(f"site.yaml has {', '.join(codes)}", param_hint="--to")
    found = export_notes(config, notes, language)
    if not found:
        click.echo(
            "nothing is new, and nothing has changed: there is nothing to translate", err=True
        )
        return
    text = write_exchange(found, Format(form))
    if output is None:
        click.echo(text, nl=False)
    else:
        output.write_text(text, encoding="utf-8", newline="\n")
    count = sum(len(note.entries) for note in found)
    click.echo(f"{count} texts of {len(found)} notes to translate", err=True)


@translate.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@config_option
@click.option("--partial", is_flag=True, help="Write what is right although not all is.")
@click.option("--by", default="", help="Who translated: a person, or a program.")
def import_texts(file: Path, config_path: Path, partial: bool, by: str) -> None:
    """Put the translations in FILE into their notes, or nothing if one of them holds a mistake."""
    from notes_site.authoring.import_texts import import_notes
    from notes_site.config import read_config
    from notes_site.errors import decode
    from notes_site.translations.exchange.file import find_format, read_exchange

    config = read_config(config_path)
    text = decode(file.read_bytes(), str(file))
    notes = read_exchange(text, str(file), find_format(file.name))
    done = import_notes(config, notes, str(file), by=by, is_partial=partial)
    print_problems(done.left)
    tell(done.differences)
    for path in done.written:
        click.echo(path)
    left = f"; {len(done.left)} mistakes, whose texts were left out" if done.left else ""
    click.echo(f"{done.blocks} texts put into {len(done.written)} notes{left}")


@translate.command("status")
@click.argument("notes", nargs=-1, type=click.Path(path_type=Path, exists=True))
@config_option
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the same as JSON into this file.",
)
def translation_status(notes: tuple[Path, ...], config_path: Path, report: Path | None) -> None:
    """Show how far all articles, or NOTES, are translated; the most to do first."""
    import msgspec
    from rich.console import Console
    from rich.table import Table

    from notes_site.authoring.translation_status import find_status
    from notes_site.config import read_config

    config = read_config(config_path)
    found = find_status(config, notes)
    if report is not None:
        plain = [{**msgspec.to_builtins(each), "state": each.state} for each in found]
        report.write_text(json.dumps(plain, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    names = ("note", "into", "state", "texts", "missing", "stale", "drafts", "words")
    rows = [
        (
            f"{each.note}:{each.next_line}" if each.next_line else each.note,
            each.language,
            each.state,
            *map(str, (each.texts, each.missing, each.stale, each.drafts, each.words)),
        )
        for each in found
    ]
    if sys.stdout.isatty():
        table = Table(*names)
        table.columns[0].overflow = "fold"
        for row in rows:
            table.add_row(*row)
        Console().print(table)
    else:
        for row in [names, *rows]:
            click.echo("\t".join(row))
    left = sum(each.words for each in found)
    click.echo(f"{len(found)} translations, {left:,} words to translate")
