"""`Page` → files: assets with fingerprinted names, staging, and the swap."""

from notes_site.write.assets import AssetSet, find_assets, find_static
from notes_site.write.contents import Published, read_content
from notes_site.write.copies import list_copies
from notes_site.write.lock import alone_in
from notes_site.write.output import check_output, hash_output, remove_output
from notes_site.write.publish import publish
from notes_site.write.update import replace_files, update

__all__ = [
    "AssetSet",
    "Published",
    "alone_in",
    "check_output",
    "find_assets",
    "find_static",
    "hash_output",
    "list_copies",
    "publish",
    "read_content",
    "remove_output",
    "replace_files",
    "update",
]
