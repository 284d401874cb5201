"""`import`: a site of a blog that was written for another tool."""

from pathlib import Path

import click


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.argument(
    "folder", type=click.Path(path_type=Path, file_okay=False), metavar="[DIR]", required=False
)
@click.option(
    "--from",
    "kind",
    type=click.Choice(
        [
            "hexo",
            "hugo",
            "jekyll",
            "quarto",
            "docsify",
            "mkdocs",
            "vitepress",
            "obsidian",
            "notion",
            "typora",
            "folder",
        ]
    ),
    help="The tool that the blog was made with.  [default: found out]",
)
def import_command(source: Path, folder: Path | None, kind: str | None) -> None:
    """Make a site of the blog in SOURCE, which is not touched, in DIR."""
    from notes_site.flow.progress import Listener, progress_bar
    from notes_site.importing import SourceKind, import_blog, summarize, verify_import, write_report

    target = folder or Path(f"{source.resolve().name}-notes")
    with progress_bar() as advance:
        report = import_blog(source, target, SourceKind(kind) if kind else None, advance)
    with progress_bar() as advance:
        verify_import(target.resolve(), report, Listener(advance=advance))
    (target / "import-report.md").write_text(write_report(report, str(target)), encoding="utf-8")
    for line in summarize(report):
        click.echo(line)
    click.echo(f"\nNow: cd {target} && notes-site serve --drafts --open")
