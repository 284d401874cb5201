"""What this program is made of, for the keys of cached values."""

import re
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from notes_site.store import digest
from notes_site.theme import katex_version

_DIST_INFO = re.compile(r"(?P<name>.+?)-(?P<version>[^-]+)\.dist-info")


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
    package = Path(__file__).parent
    code = [path.read_bytes() for path in sorted(package.rglob("*.py"))]
    libraries = [f"{name} {version}" for name, version in sorted(library_versions().items())]
    return digest(*code, katex_version(), *libraries)
