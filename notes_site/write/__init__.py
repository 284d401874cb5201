"""`Page` → files: assets with fingerprinted names, staging, and the swap."""

from notes_site.write.alone import alone_in
from notes_site.write.assets import AssetSet, find_assets, find_static
from notes_site.write.copies import list_copies
from notes_site.write.output import (
    Published,
    check_output,
    hash_output,
    publish,
    read_content,
    remove_output,
    replace_files,
    update,
)

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
