"""Blogs of other tools made into sites: `notes-site import`.

A module for each source reads its blog into `Blog`: settings, posts, pictures. What they share turns a
post into a note, `run.py` puts the notes into a folder, and `report.py` says what was done and lost.
"""

from notes_site.importing.blog import ImportReport, SourceKind
from notes_site.importing.report import summarize, write_report
from notes_site.importing.run import import_blog
from notes_site.importing.verify import verify_import

__all__ = [
    "ImportReport",
    "SourceKind",
    "import_blog",
    "summarize",
    "verify_import",
    "write_report",
]
