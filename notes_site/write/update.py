"""The output of `serve`: changed file by file."""

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from notes_site.cache import FileDigests
from notes_site.model import OutputFile
from notes_site.write.contents import Content, Published, compare, write_content
from notes_site.write.output import (
    read_manifest,
    remove_empty,
    remove_leftovers,
    staging_prefix,
    write_manifest,
)


def update(
    files: Iterable[OutputFile], output: Path, site_folder: Path, digests: FileDigests
) -> Published:
    """Make `output` hold exactly `files`, one after another.

    For `serve`, whose pages are told once all is there: to stage hundreds of folders for the
    sake of one page takes longer than making it. Readers get each file whole, and whoever kills
    the program leaves a folder that the next call puts right. All in it is notes-site's.
    """
    old = read_manifest(output)
    changed, paths = compare(files, output, old, digests)
    removed = old - paths
    if changed or removed:
        remove_leftovers(output)
        output.mkdir(parents=True, exist_ok=True)
        write_manifest(output, old | paths)
        for path in removed:  # first: a folder may take the place of a file, or the reverse
            (output / path).unlink(missing_ok=True)
            remove_empty((output / path).parent, output)
        _replace(changed, output, site_folder)
        write_manifest(output, paths)
    return Published(
        written=len(changed), unchanged=len(paths) - len(changed), removed=len(removed)
    )


def replace_files(files: Iterable[OutputFile], output: Path, site_folder: Path) -> int:
    """Put each of `files` in the place of the one that `output` has; return how many there were.

    For `serve`, before `update`, which is left what `output` does not have yet.
    """
    contents = {
        file.path: file.content
        for file in files
        if file.content is not None and (output / file.path).is_file()
    }
    _replace(contents, output, site_folder)
    return len(contents)


def _replace(contents: Mapping[str, Content], output: Path, site_folder: Path) -> None:
    """Write into `output` so that readers get each file whole, the old one or the new one."""
    prefix = staging_prefix(output)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=output.parent) as staging:
        for path, content in contents.items():
            fresh = Path(staging) / "file"
            write_content(content, fresh, site_folder)
            (output / path).parent.mkdir(parents=True, exist_ok=True)
            fresh.replace(output / path)
