"""Where the files lie that come with the program: the theme, KaTeX and Mermaid.

An installed package has the theme inside, in `notes_site/theme/`. In a work tree, and so in an
editable install, it lies beside the package. `pyproject.toml` says what is packed, and
`hatch_build.py` brings KaTeX and Mermaid.
"""

from __future__ import annotations

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
