"""Files of `static/` that settings name, such as a logo."""

import posixpath
from collections.abc import Sequence
from pathlib import Path

from notes_site.text.suggest import closest
from notes_site.yaml.yaml_map import YamlMap

PICTURES = (".svg", ".png", ".webp", ".jpg", ".jpeg", ".gif", ".avif")
FONTS = (".woff2", ".woff", ".ttf", ".otf")


def read_static_file(parent: YamlMap, key: str, folder: Path, suffixes: Sequence[str]) -> str:
    """Return the path below `static/` of the file that `key` names; empty where it is absent.

    Args:
        parent: the mapping with `key`.
        key: holds `logo.svg`, `/logo.svg` or `static/logo.svg`, which are the same.
        folder: the site's.
        suffixes: of files that will do.
    """
    written = parent.text(key)
    return check_static_file(parent, key, written, folder, suffixes) if written else ""


def check_static_file(
    parent: YamlMap, key: str, written: str, folder: Path, suffixes: Sequence[str]
) -> str:
    """Return the path below `static/` of the file `written`; report it unless it is there."""
    path = posixpath.normpath(written.removeprefix("/").removeprefix("static/"))
    static = folder / "static"
    if path.startswith(".."):
        parent.report(key, f"`{written}` lies outside of static/; put the file there")
    elif not path.lower().endswith(tuple(suffixes)):
        listed = ", ".join(suffixes)
        parent.report(
            key, f"`{written}` is no file of a kind that will do here; name one of {listed}"
        )
    elif not (static / path).is_file():
        files = (file for file in static.rglob("*") if file.suffix.lower() in suffixes)
        names = [file.relative_to(static).as_posix() for file in files]
        close = closest(path, names)
        remedy = f"write `{close}`" if close else "put the file there, or correct its path"
        parent.report(key, f"there is no static/{path}; {remedy}")
    return path
