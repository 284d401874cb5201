"""Contents of the output: files that are new, and files that were there already."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct, field

from notes_site.cache import FileDigests, content_digest
from notes_site.errors import read_bytes
from notes_site.model import OutputFile, Waiting
from notes_site.write.output import hash_files, is_below

Content = bytes | Path | Waiting
"""What is new in the output: its bytes, or the file that is copied or moved."""


class Published(Struct, frozen=True, kw_only=True):
    """The changes of a build to the output folder."""

    written: int
    unchanged: int
    removed: int
    digests: Mapping[str, bytes] = field(default_factory=dict)
    """Path → digest of all that `publish` left there, the list of files among it."""


def compare(
    files: Iterable[OutputFile], output: Path, old: set[str], digests: FileDigests
) -> tuple[dict[str, Content], set[str]]:
    """Return the contents that `output` does not have, by path, and the paths of all files.

    Args:
        files: of the new site.
        output: where they go.
        old: paths of the files that may be there.
        digests: of files as they are.
    """
    paths = set()
    contents: dict[str, Content] = {}
    for file in files:
        if not is_below(file.path):
            raise ValueError(f"{file.path} leads out of the output")  # a fault of the program
        paths.add(file.path)
        if file.content is not None:
            contents[file.path] = file.content
    there = hash_files(output, old & contents.keys(), digests)
    changed = {
        path: content
        for path, content in contents.items()
        if path not in there or there[path] != digest_of(content, digests)
    }
    return changed, paths


def digest_of(content: Content, digests: FileDigests) -> bytes:
    """Return the digest of the bytes of `content`."""
    if isinstance(content, Waiting):
        return content.digest
    return digests.find(content) if isinstance(content, Path) else content_digest(content)


def read_content(content: Content | None, site_folder: Path) -> bytes:
    """Return the bytes of a file of the site; none of what the output has already.

    Raises:
        SourceError: it lies in `site_folder`, and cannot be read.
    """
    if content is None or isinstance(content, bytes):
        return content or b""
    return read_bytes(content if isinstance(content, Path) else content.path, site_folder)


def write_content(content: Content, file: Path, site_folder: Path) -> None:
    """Write `content` to `file`, or move it there."""
    if isinstance(content, Waiting):
        shutil.move(content.path, file)
    else:  # a file is read, not copied: a mistake names the one that the author knows
        file.write_bytes(read_content(content, site_folder))
