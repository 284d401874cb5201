"""Keys of cached values: what a value is made of, and the program that made it."""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NewType

from notes_site.cache.digest import digest
from notes_site.theme import katex_version

Key = NewType("Key", bytes)
"""Of a value in the store. Only `make_key` makes one: tests/cache/test_keys.py."""

NO_KEY = Key(b"")
"""Of what is not there."""

_DIST_INFO = re.compile(r"(?P<name>.+?)-(?P<version>[^-]+)\.dist-info")


def make_key(kind: str, *parts: str | bytes) -> Key:
    """Return the key of a value of one kind that this program makes of `parts`.

    Whatever goes into the value is to be among them, but for the program's own code and the
    versions of its libraries, which are added here. So no other version finds the value.
    """
    return Key(digest(kind, program_digest(), *parts))


def read_key(value: bytes) -> Key:
    """Return a key that was kept as the value of another one: that one is of this program too."""
    return Key(value)


@cache
def library_versions() -> Mapping[str, str]:
    """Return the versions of all installed libraries by name, as `markdown_it_py`.

    Rule: the names of `.dist-info` folders (Recording installed projects, PyPA). Reading
    them is a hundred times faster than `importlib.metadata`, which each build would pay.
    """
    versions: dict[str, str] = {}
    for folder in map(Path, sys.path):
        if folder.is_dir():
            for path in sorted(folder.glob("*.dist-info")):
                if match := _DIST_INFO.fullmatch(path.name):
                    versions.setdefault(match["name"].lower(), match["version"])
    return versions


@cache
def program_digest() -> bytes:
    """Return the digest of this program's own code, of KaTeX's version and the libraries'."""
    code = _read_code(Path(__file__).parents[1])
    libraries = [f"{name} {version}" for name, version in sorted(library_versions().items())]
    return digest(*code, katex_version(), *libraries)


def _read_code(package: Path) -> Iterator[bytes]:
    """Yield the bytes of all modules in a fixed order; as plain names, for each build waits for it."""
    for folder, folders, files in os.walk(package):
        folders.sort()
        for name in sorted(files):
            if name.endswith(".py"):
                with open(f"{folder}/{name}", "rb", buffering=0) as file:  # noqa: PTH123 - 7.7 instead of 4.4 ms by Path, in every build
                    yield file.readall()
