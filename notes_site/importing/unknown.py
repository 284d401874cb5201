"""Tools without a reader of their own: what is said of their sites, which are read as plain folders."""

from pathlib import Path

_MARKS = {
    "Jupyter Book": ("_toc.yml", "myst.yml"),
    "Astro": ("astro.config.mjs", "astro.config.ts", "astro.config.js"),
    "Docusaurus": ("docusaurus.config.js", "docusaurus.config.ts"),
    "Gatsby": ("gatsby-config.js", "gatsby-config.ts"),
    "Eleventy": (".eleventy.js", "eleventy.config.js", "eleventy.config.mjs"),
    "Next.js": ("next.config.js", "next.config.mjs", "next.config.ts"),
    "Pelican": ("pelicanconf.py",),
    "bookdown": ("_bookdown.yml",),
    "mdBook": ("book.toml",),
    "Logseq": ("logseq/config.edn",),
    "Zola": ("templates/index.html", "sass"),
    "Sphinx or Nikola": ("conf.py", "source/conf.py", "docs/conf.py"),
}
"""Tool → files by which it is known."""


def find_tool(folder: Path) -> str:
    """Return the name of the tool without a reader that a site was made with; empty for none."""
    for tool, names in _MARKS.items():
        if any((folder / name).exists() for name in names):
            return tool
    exports = (path for path in sorted(folder.glob("*.xml")) if path.is_file())
    return "WordPress" if any(_is_wordpress(path) for path in exports) else ""


def _is_wordpress(path: Path) -> bool:
    with path.open("rb") as file:
        return b"wordpress.org/export" in file.read(4000)
