"""The record of what an import left in a site, by which a later one knows files that nobody has changed."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import msgspec

from notes_site.flow.unchanged import CACHE
from notes_site.importing.blog import ImportReport

_NAME = "import.json"


def digest(content: bytes) -> str:
    """Return the digest of a file."""
    return sha256(content).hexdigest()


def read_record(target: Path) -> Mapping[str, tuple[str, str]]:
    """Return path → digests of what was made and of what was left in its place; empty for no record."""
    path = target / CACHE / _NAME
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, tuple[str, str]])
    except (OSError, msgspec.DecodeError):
        return {}


def write_record(target: Path, report: ImportReport) -> None:
    """Add to the record what this import has written."""
    record = dict(read_record(target))
    for path in report.written:
        file = target / path
        if file.is_file():
            record[path] = (report.made[path], digest(file.read_bytes()))
    (target / CACHE).mkdir(exist_ok=True)
    (target / CACHE / _NAME).write_bytes(msgspec.json.encode(record))
