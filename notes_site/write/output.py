"""The output folder: built beside the old one, then put in its place in one step."""

import ctypes
import errno
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field

from notes_site.errors import ConfigError, Place, Problem, read_bytes
from notes_site.memory import FileDigests
from notes_site.model import OutputFile, Waiting
from notes_site.store import content_digest

MANIFEST = ".notes-site.json"
"""Lies in the output folder and lists the files that notes-site wrote there."""

PREVIEW = ".notes-site/preview"
"""Where `serve` builds to, below the site's folder; the author's own output is left alone."""

Content = bytes | Path | Waiting
"""What is new in the output: its bytes, or the file that is copied or moved."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_NO_LINKS = {errno.EPERM, errno.EACCES, errno.ENOSYS, errno.EOPNOTSUPP, errno.EMLINK}
"""What link(2) says where there are no hard links (FAT, some network folders), or no more."""


class Published(Struct, frozen=True, kw_only=True):
    """What a build changed in the output folder."""

    written: int
    unchanged: int
    removed: int
    digests: Mapping[str, bytes] = field(default_factory=dict)
    """Path → digest of all that `publish` left there, the list of files among it."""


def publish(
    files: Iterable[OutputFile],
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
    old = _read_manifest(output)
    present = _find_files(output)
    _refuse_others(present.keys() - old, output, site_folder)
    files = list(files)
    changed, paths = _compare(files, output, old, digests)
    removed = len(old - paths)
    if gone := paths - changed.keys() - present.keys():
        text = f"{min(gone)} went away while the site was built; build it again"
        raise ConfigError(
            [Problem(place=Place(path=_show(output, site_folder), line=1), text=text)]
        )
    kept = {path: present[path] for path in paths - changed.keys()}
    left = dict(_hash_all(files, output, digests))
    left[MANIFEST] = content_digest(_list_as_json(paths))
    try:
        remove_leftovers(output)
        if changed or removed or not output.is_dir():
            output.parent.mkdir(parents=True, exist_ok=True)
            staging = Path(tempfile.mkdtemp(prefix=_staging_prefix(output), dir=output.parent))
            try:
                if spare is not None:
                    with suppress(OSError):  # there is none, or it lies on another disk
                        spare.rename(staging)
                linked = _fill(staging, changed, kept, output, site_folder)
                _write_manifest(staging, paths)
                staging.chmod(0o755)
                later = _find_files(output)  # what came meanwhile would be lost
                _refuse_others(later.keys() - old, output, site_folder)
                _swap(staging, output)
                digests.relink(f"{output}/{path}" for path in linked)
                if spare is not None and staging.is_dir():
                    with suppress(OSError):
                        staging.rename(spare)
            finally:
                shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        raise _cannot_write(output, site_folder, error) from error
    return Published(
        written=len(changed),
        unchanged=len(paths) - len(changed),
        removed=removed,
        digests=left,
    )


def _refuse_others(others: set[str], output: Path, site_folder: Path) -> None:
    """Refuse an `output` that holds `others` than the files that notes-site wrote.

    Raises:
        ConfigError: it does.
    """
    if foreign := others - {MANIFEST}:
        text = (
            f"the output folder holds files that notes-site did not write, such as {min(foreign)}; "
            f"move them away, put them into `static/`, or name another folder by --output"
        )
        place = Place(path=_show(output, site_folder), line=1)
        raise ConfigError([Problem(place=place, text=text)])


def _cannot_write(output: Path, site_folder: Path, error: OSError) -> ConfigError:
    text = (
        f"the site cannot be written here: {error.strerror}; "
        "make room, correct its permissions, or name another folder by --output"
    )
    return ConfigError([Problem(place=Place(path=_show(output, site_folder), line=1), text=text)])


def update(
    files: Iterable[OutputFile], output: Path, site_folder: Path, digests: FileDigests
) -> Published:
    """Make `output` hold exactly `files`, one after another.

    For `serve`, whose pages are told once all is there: to stage hundreds of folders for the
    sake of one page takes longer than making it. Readers get each file whole, and whoever kills
    the program leaves a folder that the next call puts right. All in it is notes-site's.
    """
    old = _read_manifest(output)
    changed, paths = _compare(files, output, old, digests)
    removed = old - paths
    if changed or removed:
        remove_leftovers(output)
        output.mkdir(parents=True, exist_ok=True)
        _write_manifest(output, old | paths)
        for path in removed:  # first: a folder may take the place of a file, or the reverse
            (output / path).unlink(missing_ok=True)
            _remove_empty((output / path).parent, output)
        _replace(changed, output, site_folder)
        _write_manifest(output, paths)
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
    prefix = _staging_prefix(output)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=output.parent) as staging:
        for path, content in contents.items():
            fresh = Path(staging) / "file"
            _write(content, fresh, site_folder)
            (output / path).parent.mkdir(parents=True, exist_ok=True)
            fresh.replace(output / path)


def _remove_empty(folder: Path, output: Path) -> None:
    while folder != output:
        try:
            folder.rmdir()
        except OSError:  # not empty
            return
        folder = folder.parent


def check_output(output: Path, site_folder: Path) -> None:
    """Refuse an output folder whose replacement would lose something.

    Raises:
        ConfigError: it is a link, or holds or lies in the author's own files.
    """
    place = Place(path=_show(output, site_folder), line=1)
    real = output.resolve()
    site = site_folder.resolve()
    reason = ""
    example = "public"
    if output.is_symlink():
        reason = "the output folder is a symbolic link"
    elif output.exists() and not output.is_dir():
        reason = "the output folder is a file"
    elif site.is_relative_to(real):
        reason = "the output folder holds the site's own files"
    elif os.path.ismount(output):
        reason = "the output folder is a mount point, which cannot be replaced in one step"
        example = f"{_show(output, site_folder)}/public"
    for name in ("content", "templates", "static", "locales", ".git", ".notes-site"):
        if real.is_relative_to(site / name) and real != site / PREVIEW:
            reason = f"the output folder lies in {name}/"
    if reason:
        text = f"{reason}; name another by --output, such as {example}"
        raise ConfigError([Problem(place=place, text=text)])


def hash_output(output: Path, digests: FileDigests) -> dict[str, bytes]:
    """Return path of a file that notes-site wrote into `output` → digest of its bytes now."""
    return _hash_files(output, _read_manifest(output), digests)


def remove_output(output: Path, site_folder: Path) -> int:
    """Remove the files that notes-site wrote into `output`, and return their number.

    Files of someone else stay, and so does the folder as long as it holds any.
    """
    check_output(output, site_folder)
    paths = _read_manifest(output)
    own = paths & _find_files(output).keys()  # what lies behind a link is someone else's
    try:
        for path in own:
            (output / path).unlink()
        if paths:
            (output / MANIFEST).unlink(missing_ok=True)
            for folder, _, _ in os.walk(output, topdown=False):
                if not os.listdir(folder):  # noqa: PTH208 - emptiness is all that is asked
                    Path(folder).rmdir()
        remove_leftovers(output)
    except OSError as error:
        raise _cannot_write(output, site_folder, error) from error
    return len(own)


def _show(output: Path, site_folder: Path) -> str:
    try:
        return output.resolve().relative_to(site_folder.resolve()).as_posix()
    except ValueError:
        return str(output)


def _read_manifest(output: Path) -> set[str]:
    try:
        paths = json.loads((output / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()
    # Whoever else wrote this file shall not make us remove what lies outside the folder.
    return {path for path in paths if _is_below(path)} if isinstance(paths, list) else set()


def _is_below(path: object) -> bool:
    return isinstance(path, str) and not {"", ".", ".."} & set(path.split("/"))


def _write_manifest(staging: Path, paths: set[str]) -> None:
    (staging / MANIFEST).write_bytes(_list_as_json(paths))


def _list_as_json(paths: Iterable[str]) -> bytes:
    return json.dumps(sorted(paths), ensure_ascii=False, indent=0).encode()


def _find_files(folder: Path) -> dict[str, tuple[int, int]]:
    """Return path → which file lies there (device and inode), of all but folders in `folder`.

    Both come with the folder's list: to ask for each file takes twice as long.
    """
    found: dict[str, tuple[int, int]] = {}

    def walk(folder: str, below: str) -> None:
        device = os.stat(folder).st_dev  # noqa: PTH116 - hundreds
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    walk(entry.path, f"{below}{entry.name}/")
                else:
                    found[f"{below}{entry.name}"] = device, entry.inode()

    if folder.is_dir():
        walk(str(folder), "")
    return found


def _hash_files(output: Path, paths: Iterable[str], digests: FileDigests) -> dict[str, bytes]:
    found = {}
    for path in paths:
        with suppress(OSError):  # someone removed it: it is written again
            found[path] = digests.find(f"{output}/{path}")
    return found


def _compare(
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
        if not _is_below(file.path):
            raise ValueError(f"{file.path} leads out of the output")  # a fault of the program
        paths.add(file.path)
        if file.content is not None:
            contents[file.path] = file.content
    there = _hash_files(output, old & contents.keys(), digests)
    changed = {
        path: content
        for path, content in contents.items()
        if path not in there or there[path] != _digest_of(content, digests)
    }
    return changed, paths


def _hash_all(
    files: Iterable[OutputFile], output: Path, digests: FileDigests
) -> Iterator[tuple[str, bytes]]:
    """Yield path and digest of each of `files`; `output` has those without content."""
    for file in files:
        if file.content is not None:
            yield file.path, _digest_of(file.content, digests)
        else:
            with suppress(OSError):  # someone removed it meanwhile
                yield file.path, digests.find(f"{output}/{file.path}")


def _digest_of(content: Content, digests: FileDigests) -> bytes:
    if isinstance(content, Waiting):
        return content.digest
    return digests.find(content) if isinstance(content, Path) else content_digest(content)


def _fill(
    staging: Path,
    changed: Mapping[str, Content],
    kept: Mapping[str, tuple[int, int]],
    output: Path,
    site_folder: Path,
) -> list[str]:
    """Make `staging`, a former site or an empty folder, hold exactly the files given.

    Returns the paths of those of `output` that were linked.

    Args:
        staging: to be filled.
        changed: path → content of what is new.
        kept: path → which file of `output` is linked there.
        output: the site as it is.
        site_folder: where `site.yaml` is.
    """
    former = _find_files(staging)
    folders: set[str] = set()
    for path in former:
        if former[path] != kept.get(path):
            os.unlink(f"{staging}/{path}")  # noqa: PTH108 - never written to: `output` may have it too
            folders.add(path.rpartition("/")[0])
    for folder in folders:  # a folder may be in the way of a file
        _remove_empty(staging / folder, staging)
    for path, content in changed.items():
        file = staging / path
        file.parent.mkdir(parents=True, exist_ok=True)
        _write(content, file, site_folder)
    made: set[str] = set()
    linked = [path for path in kept if former.get(path) != kept[path]]
    for path in linked:
        folder = path.rpartition("/")[0]
        if folder not in made:
            os.makedirs(f"{staging}/{folder}", exist_ok=True)  # noqa: PTH103 - hundreds
            made.add(folder)
        _link_or_copy(f"{output}/{path}", f"{staging}/{path}")
    return linked


def read_content(content: Content | None, site_folder: Path) -> bytes:
    """Return the bytes of a file of the site; none of what the output has already.

    Raises:
        SourceError: it lies in `site_folder`, and cannot be read.
    """
    if content is None or isinstance(content, bytes):
        return content or b""
    return read_bytes(content if isinstance(content, Path) else content.path, site_folder)


def _write(content: Content, file: Path, site_folder: Path) -> None:
    if isinstance(content, Waiting):
        shutil.move(content.path, file)
    else:  # a file is read, not copied: a mistake names the one that the author knows
        file.write_bytes(read_content(content, site_folder))


def _link_or_copy(old: str, new: str) -> None:
    """Let `new` be the file `old`, or one like it on a file system without hard links."""
    try:
        os.link(old, new)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copy2(old, new)


def _staging_prefix(output: Path) -> str:
    return f".{output.name}.new-"


def remove_leftovers(output: Path) -> None:
    """Remove what builds that were killed left beside the output folder."""
    for folder in output.parent.glob(f"{_staging_prefix(output)}*"):
        shutil.rmtree(folder, ignore_errors=True)


def _swap(staging: Path, output: Path) -> None:
    """Let `staging` and `output` change places; one step on Linux, two renames elsewhere."""
    if not output.exists():
        staging.rename(output)
        return
    if sys.platform == "linux" and _exchange(staging, output):
        return
    aside = Path(tempfile.mkdtemp(prefix=_staging_prefix(output), dir=output.parent))
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
