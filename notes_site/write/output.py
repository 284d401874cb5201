"""The output folder: which files are there, and whose they are."""

import json
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from notes_site.cache import FileDigests
from notes_site.errors import ConfigError, Place, Problem
from notes_site.inputs import SITE_FOLDERS

MANIFEST = ".notes-site.json"
"""Lies in the output folder and lists the files that notes-site wrote there."""

PREVIEW = ".notes-site/preview"
"""Where `serve` builds to, below the site's folder; the author's own output is left alone."""


def check_output(output: Path, site_folder: Path) -> None:
    """Refuse an output folder whose replacement would lose something.

    Raises:
        ConfigError: it is a link, or holds or lies in the author's own files.
    """
    place = Place(path=show(output, site_folder))
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
        example = f"{show(output, site_folder)}/public"
    for name in (*SITE_FOLDERS, ".git", ".notes-site"):
        if real.is_relative_to(site / name) and real != site / PREVIEW:
            reason = f"the output folder lies in {name}/"
    if reason:
        text = f"{reason}; name another by --output, such as {example}"
        raise ConfigError([Problem(place=place, text=text)])


def refuse_others(others: set[str], output: Path, site_folder: Path) -> None:
    """Refuse an `output` that holds `others` than the files that notes-site wrote.

    Raises:
        ConfigError: it does.
    """
    if foreign := others - {MANIFEST}:
        text = (
            f"the output folder holds files that notes-site did not write, such as {min(foreign)}; "
            f"move them away, put them into `static/`, or name another folder by --output"
        )
        place = Place(path=show(output, site_folder))
        raise ConfigError([Problem(place=place, text=text)])


def cannot_write(output: Path, site_folder: Path, error: OSError) -> ConfigError:
    """Return what an author is told of an `error` in writing `output`."""
    text = (
        f"the site cannot be written here: {error.strerror}; "
        "make room, correct its permissions, or name another folder by --output"
    )
    return ConfigError([Problem(place=Place(path=show(output, site_folder)), text=text)])


def show(output: Path, site_folder: Path) -> str:
    """Return the path of `output` as an author knows it: `public`."""
    try:
        return output.resolve().relative_to(site_folder.resolve()).as_posix()
    except ValueError:
        return str(output)


def hash_output(output: Path, digests: FileDigests) -> dict[str, bytes]:
    """Return path of a file that notes-site wrote into `output` → digest of its bytes now."""
    return hash_files(output, read_manifest(output), digests)


def hash_files(output: Path, paths: Iterable[str], digests: FileDigests) -> dict[str, bytes]:
    """Return the digests of those of `paths` that are in `output`."""
    found = {}
    for path in paths:
        with suppress(OSError):  # someone removed it: it is written again
            found[path] = digests.find(f"{output}/{path}")
    return found


def remove_output(output: Path, site_folder: Path) -> int:
    """Remove the files that notes-site wrote into `output`, and return their number.

    Files of someone else stay, and so does the folder as long as it holds any.
    """
    check_output(output, site_folder)
    paths = read_manifest(output)
    own = paths & list_files(output)  # what lies behind a link is someone else's
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
        raise cannot_write(output, site_folder, error) from error
    return len(own)


def remove_empty(folder: Path, output: Path) -> None:
    """Remove `folder` if it is empty, and what is empty then above it, up to `output`."""
    while folder != output:
        try:
            folder.rmdir()
        except OSError:  # not empty
            return
        folder = folder.parent


def find_files(folder: Path) -> dict[str, tuple[int, int]]:
    """Return path → which file lies there (device and inode), of all but folders in `folder`.

    The numbers that come with a folder's list are no inodes everywhere: on FUSE, all may be one.
    """
    found: dict[str, tuple[int, int]] = {}
    for path, entry in _walk(folder):
        stat = entry.stat(follow_symlinks=False)
        found[path] = (stat.st_dev, stat.st_ino)
    return found


def list_files(folder: Path) -> set[str]:
    """Return the paths of all but folders in `folder`."""
    return {path for path, _ in _walk(folder)}


def _walk(folder: Path) -> list[tuple[str, os.DirEntry[str]]]:
    """Return path and entry of all but folders in `folder`, if it is one."""
    found: list[tuple[str, os.DirEntry[str]]] = []

    def walk(folder: str, below: str) -> None:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    walk(entry.path, f"{below}{entry.name}/")
                else:
                    found.append((f"{below}{entry.name}", entry))

    if folder.is_dir():
        walk(str(folder), "")
    return found


def read_manifest(output: Path) -> set[str]:
    """Return the paths of the files that notes-site wrote into `output`."""
    try:
        paths = json.loads((output / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return set()
    # Whoever else wrote this file shall not make us remove what lies outside the folder.
    return {path for path in paths if is_below(path)} if isinstance(paths, list) else set()


def is_below(path: object) -> bool:
    """Tell whether `path` is a relative path that leads to no other folder."""
    return isinstance(path, str) and not {"", ".", ".."} & set(path.split("/"))


def write_manifest(staging: Path, paths: Iterable[str]) -> None:
    """Write the list of the files that are to be in `staging`."""
    (staging / MANIFEST).write_bytes(manifest_bytes(paths))


def manifest_bytes(paths: Iterable[str]) -> bytes:
    """Return the list of files as it is written."""
    return json.dumps(sorted(paths), ensure_ascii=False, indent=0).encode()


def staging_prefix(output: Path) -> str:
    """Return how the names of folders begin in which the next `output` is made, beside it."""
    return f".{output.name}.new-"


def remove_leftovers(output: Path) -> None:
    """Remove what builds that were killed left beside the output folder."""
    for folder in output.parent.glob(f"{staging_prefix(output)}*"):
        shutil.rmtree(folder, ignore_errors=True)
