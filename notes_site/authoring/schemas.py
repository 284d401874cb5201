"""JSON Schemas for editors: of `site.yaml`, and of the head of a note."""

import json
from functools import partial
from pathlib import Path

from notes_site.cache.keys import program_digest
from notes_site.config.site import read_site
from notes_site.load.front_matter import read_front
from notes_site.model import Kind
from notes_site.yaml.schema import Schema, make_schema
from notes_site.yaml.yaml_map import YamlMap

SCHEMA_FILE = "site.schema.json"
"""In the cache's folder, where the first line of `site.yaml` leads editors."""


def site_schema() -> Schema:
    """Return the schema of `site.yaml`."""
    return make_schema("site.yaml of notes-site", lambda site: read_site(site, Path(), ""))


def note_schema() -> Schema:
    """Return the schema of a note's front matter."""

    def read(head: YamlMap, kind: Kind) -> None:
        read_front(head, kind)

    return make_schema("Front matter of a note", partial(read, kind=Kind.NOTE))


def write_schema(folder: Path) -> None:
    """Write the schema of `site.yaml` into `folder`, unless this program's is there."""
    file = folder / SCHEMA_FILE
    own = f'{{"$comment": "{program_digest().hex()}"'
    if file.is_file() and file.read_text(encoding="utf-8").startswith(own):
        return
    text = json.dumps({"$comment": program_digest().hex(), **site_schema()}, ensure_ascii=False)
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(text + "\n", encoding="utf-8")
