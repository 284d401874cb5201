"""The output of `build`: made beside the old one, then put in its place in one step."""

import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from notes_site.cache import FileDigests, content_digest
from notes_site.errors import ConfigError, Place, Problem
from notes_site.model import OutputFile
from notes_site.write.contents import Content, Published, compare, digest_of, write_content
from notes_site.write.output import (
    MANIFEST,
    cannot_write,
    find_files,
    list_files,
    manifest_bytes,
    read_manifest,
    refuse_others,
    remove_empty,
    remove_leftovers,
    show,
    staging_prefix,
    write_manifest,
)

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NO_LINKS = {errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK}
"""What link(2) says where there are no hard links (FAT, some network folders), or no more."""


def publish(
    files: Sequence[OutputFile],
    output: Path,
    site_folder: Path,
    digests: FileDigests,
    spare: Path | None = None,
) -> Published:
    """Make `output` hold exactly `files`, in one step.

    The new site is built in a folder beside the old one; files whose bytes are there
    already are hard-linked. Then the two folders change places. Whoever kills the
    program leaves the whole old site or the whole new one.

    Args:
        files: of the new site.
        output: the folder to publish to.
        site_folder: where `site.yaml` is.
        digests: of files as they are.
        spare: where the old site is kept, to be made the next one by a few links
            instead of one for each file; None removes it.

    Raises:
        ConfigError: `output` cannot be the output folder, or holds files of someone else.
    """
    old = read_manifest(output)
    present = find_files(output)
    refuse_others(present.keys() - old, output, site_folder)
    changed, paths = compare(files, output, old, digests)
    removed = len(old - paths)
    if gone := paths - changed.keys() - present.keys():
        text = f"{min(gone)} went away while the site was built; build it again"
        raise ConfigError([Problem(place=Place(path=show(output, site_folder)), text=text)])
    kept = {path: present[path] for path in paths - changed.keys()}
    left = dict(_hash_all(files, output, digests))
    left[MANIFEST] = content_digest(manifest_bytes(paths))
    try:
        remove_leftovers(output)
        if changed or removed or not output.is_dir():
            with _staging(output, spare) as staging:
                linked = _fill(staging, changed, kept, output, site_folder)
                write_manifest(staging, paths)
                staging.chmod(0o755)
                later = list_files(output)  # what came meanwhile would be lost
                refuse_others(later - old, output, site_folder)
                _swap(staging, output)
                digests.relink(f"{output}/{path}" for path in linked)
    except OSError as error:
        raise cannot_write(output, site_folder, error) from error
    return Published(
        written=len(changed),
        unchanged=len(paths) - len(changed),
        removed=removed,
        digests=left,
    )


@contextmanager
def _staging(output: Path, spare: Path | None) -> Iterator[Path]:
    """Give a folder beside `output` to make the next one in: what `spare` has, or an empty one.

    What is there in the end is the next `spare`.
    """
    output.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=staging_prefix(output), dir=output.parent))
    try:
        if spare is not None:
            with suppress(OSError):  # there is none, or it lies on another disk
                spare.rename(staging)
        yield staging
        if spare is not None and staging.is_dir():
            with suppress(OSError):
                staging.rename(spare)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _hash_all(
    files: Iterable[OutputFile], output: Path, digests: FileDigests
) -> Iterator[tuple[str, bytes]]:
    """Yield path and digest of each of `files`; `output` has those without content."""
    for file in files:
        if file.content is not None:
            yield file.path, digest_of(file.content, digests)
        else:
            with suppress(OSError):  # someone removed it meanwhile
                yield file.path, digests.find(f"{output}/{file.path}")


def _fill(
    staging: Path,
    changed: Mapping[str, Content],
    kept: Mapping[str, tuple[int, int]],
    output: Path,
    site_folder: Path,
) -> list[str]:
    """Make `staging`, a former site or an empty folder, hold exactly the files given.

    Args:
        staging: to be filled.
        changed: path → content of what is new.
        kept: path → which file of `output` is linked there.
        output: the site as it is.
        site_folder: where `site.yaml` is.

    Returns:
        The paths of those of `output` that were given another link.
    """
    former = find_files(staging)
    folders: set[str] = set()
    for path in former:
        if former[path] != kept.get(path):
            os.unlink(f"{staging}/{path}")  # noqa: PTH108 - never written to: `output` may have it too
            folders.add(path.rpartition("/")[0])
    for folder in folders:  # a folder may be in the way of a file
        remove_empty(staging / folder, staging)
    for path, content in changed.items():
        file = staging / path
        file.parent.mkdir(parents=True, exist_ok=True)
        write_content(content, file, site_folder)
    made: set[str] = set()
    linked = [path for path in kept if former.get(path) != kept[path]]
    for path in linked:
        folder = path.rpartition("/")[0]
        if folder not in made:
            os.makedirs(f"{staging}/{folder}", exist_ok=True)  # noqa: PTH103 - hundreds
            made.add(folder)
        _link_or_copy(f"{output}/{path}", f"{staging}/{path}")
    return linked


def _link_or_copy(old: str, new: str) -> None:
    """Let `new` be the file `old`, or one like it on a file system without hard links."""
    try:
        os.link(old, new)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copy2(old, new)


def _swap(staging: Path, output: Path) -> None:
    """Let `staging` and `output` change places; one step on Linux, two renames elsewhere."""
    if not output.exists():
        staging.rename(output)
        return
    if sys.platform == "linux" and _exchange(staging, output):
        return
    aside = Path(tempfile.mkdtemp(prefix=staging_prefix(output), dir=output.parent))
    output.rename(aside / output.name)
    staging.rename(output)
    shutil.rmtree(aside)


def _exchange(first: Path, second: Path) -> bool:
    """Exchange two paths by renameat2(2); False where the file system cannot."""
    libc = ctypes.CDLL(None, use_errno=True)
    done = libc.renameat2(
        _AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE
    )
    if done == 0:
        return True
    code = ctypes.get_errno()
    if code in {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP}:
        return False
    raise OSError(code, os.strerror(code), str(second))
