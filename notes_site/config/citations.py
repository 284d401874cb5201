"""`citations:` – bibliography and style."""

from pathlib import Path

from msgspec import Struct

from notes_site.inputs import SITE_FOLDERS
from notes_site.theme import TEMPLATES
from notes_site.yaml.yaml_map import YamlMap

DEFAULT_FILES = ("references.bib", "references.json")
SUFFIXES = (".bib", ".json")
STYLES = "citations"
"""Folder of `templates/` where styles are: one `NAME.md` each."""


class CitationsConfig(Struct, frozen=True, kw_only=True):
    """Files of the entries, and the style of citations."""

    style: str
    """`numeric`, `author-year`, or the name of a template. Default: `numeric`."""

    files: tuple[str, ...]
    """Below the site's folder; empty for `references.bib` and `references.json`, where they are."""


def read_citations(site: YamlMap, folder: Path) -> CitationsConfig:
    """Return the section `citations` of the site in `folder`."""
    section = site.map("citations")
    files = section.texts("file")
    for name in files:
        first, *deeper = Path(name).parts or ("",)
        if not name.endswith(SUFFIXES) or ".." in deeper or (deeper and first not in SITE_FOLDERS):
            text = (
                f"`{name}` is no file of a bibliography; write one beside site.yaml, as `refs.bib`"
            )
            section.report("file", text)
        elif not (folder / name).is_file():
            section.report("file", f"there is no file {name}; write the name of one that is there")
    style = section.text("style", "numeric")
    if not style_file(style, folder):
        known = sorted({path.stem for path in (TEMPLATES / STYLES).glob("*.md")})
        remedy = f"write one of {', '.join(known)}, or make templates/{STYLES}/{style}.md"
        section.report("style", f"there is no style `{style}`; {remedy}")
    config = CitationsConfig(style=style, files=files)
    section.reject_unread()
    return config


def style_file(style: str, folder: Path) -> Path | None:
    """Return the template of a style: the site's own, or the theme's; None where there is none."""
    if "/" in style or style.startswith("."):
        return None
    for place in (folder / "templates", TEMPLATES):
        if (path := place / STYLES / f"{style}.md").is_file():
            return path
    return None
