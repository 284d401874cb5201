"""Paths of the files that come with the program: the theme, KaTeX, Mermaid, and other themes.

An installed package has the theme inside, in `notes_site/theme/`. In a work tree, and so in an
editable install, it lies beside the package. `pyproject.toml` says what is packed, and
`hatch_build.py` brings KaTeX and Mermaid.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_PACKED = _PACKAGE / "theme"
_THEME = _PACKED if _PACKED.is_dir() else _PACKAGE.parent

TEMPLATES = _THEME / "templates"
"""The theme's Jinja templates. A site's own `templates/` comes before it."""

ASSETS = _THEME / "static" / "assets"
"""The theme's style sheets, scripts and pictures; in the output they lie below `/assets/`.

Not the folder above: in a work tree that holds the sample site's figures too.
"""

KATEX = _PACKAGE / "katex"
"""`katex.min.js`, `katex.min.css`, `fonts/*.woff2` and `LICENSE`, all of `katex_version()`."""

MERMAID = _PACKAGE / "mermaid" / "mermaid.tiny.js"
"""Draws diagrams in the browser; 0.8 MB as it is sent, so only pages with diagrams name it."""

SOCIAL_ICONS = _PACKAGE / "icons"
"""Simple Icons of the sites that `social` knows: `github.svg`, …, and `LICENSE.md`."""

LOCALES = _PACKAGE / "locales"
"""The theme's words, one YAML file for each language."""


BUILT_IN = "default"
"""Name of the theme that comes with the program."""

_GROUP = "notes_site.themes"
"""Entry points by which a distribution says that it is a theme."""


@cache
def installed_themes() -> Mapping[str, Path]:
    """Return name → folder of each theme that an installed distribution brings.

    The folder is that of the package which an entry point names; it holds `templates/`,
    `static/assets/` and `locales/` as a site does.

    Rule: `entry_points.txt` of `.dist-info` folders (Entry points specification, PyPA). They are
    read as such, since `importlib.metadata` takes longer than a build without changes may.
    """
    found: dict[str, Path] = {}
    for name, package in _list_entry_points():
        from importlib.util import find_spec

        spec = find_spec(package) if package.isidentifier() else None
        if spec and spec.submodule_search_locations:
            found.setdefault(name, Path(next(iter(spec.submodule_search_locations))))
    return found


def _list_entry_points() -> Iterator[tuple[str, str]]:
    """Yield name and package of each theme that is installed somewhere on the path."""
    for folder in dict.fromkeys(map(Path, sys.path)):
        for file in sorted(folder.glob("*.dist-info/entry_points.txt")):
            yield from _read_group(file).items()


def _read_group(file: Path) -> Mapping[str, str]:
    """Return name → package of the themes that a file of entry points names."""
    text = file.read_text(encoding="utf-8", errors="replace")
    if f"[{_GROUP}]" not in text:
        return {}
    from configparser import ConfigParser, Error

    parser = ConfigParser(delimiters="=", interpolation=None)
    try:
        parser.read_string(text)
    except Error:  # another installer's slip; pip would not run it either
        return {}
    return dict(parser[_GROUP])


def katex_version() -> str:
    """Return the version of KaTeX that came with this installation, such as `0.19.1`.

    HTML, style sheet and fonts must be of this one version (KaTeX 0.18 renamed its classes), so it
    belongs to the key of every cached formula.

    Raises:
        FileNotFoundError: a work tree that was never installed.
    """
    version_file = KATEX / "VERSION"
    if not version_file.is_file():
        message = f"{KATEX} has no KaTeX; run `pip install --editable .` in {_PACKAGE.parent}"
        raise FileNotFoundError(message)
    return version_file.read_text(encoding="ascii").strip()
