"""`schema`: JSON Schemas for editors."""

import json

import click


@click.command()
@click.argument("kind", type=click.Choice(["site", "note"]), default="site")
def schema(kind: str) -> None:
    """Print the JSON Schema of site.yaml, or of a note's front matter, for editors."""
    from notes_site.authoring.schemas import note_schema, site_schema

    found = site_schema() if kind == "site" else note_schema()
    click.echo(json.dumps(found, indent=2, ensure_ascii=False))
