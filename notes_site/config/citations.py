"""`citations:` – bibliography and style."""

from pathlib import Path

from msgspec import Struct

from notes_site.config import csl_files
from notes_site.config.csl_files import STYLES
from notes_site.inputs import SITE_FOLDERS
from notes_site.theme import TEMPLATES
from notes_site.yaml.yaml_map import YamlMap

DEFAULT_FILES = ("references.bib", "references.json")
SUFFIXES = (".bib", ".json")


class CitationsConfig(Struct, frozen=True, kw_only=True):
    """Files of the entries, and the style of citations."""

    style: str
    """`numeric`, `author-year`, the name of a template, or of a style of CSL. Default: `numeric`."""

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
    if fault := _find_fault(style, folder):
        section.report("style", fault)
    config = CitationsConfig(style=style, files=files)
    section.reject_unread()
    return config


def _find_fault(style: str, folder: Path) -> str:
    """Return what is wrong with the name of a style, and what to write; empty where nothing is."""
    path = style_file(style, folder)
    templates = sorted({path.stem for path in (TEMPLATES / STYLES).glob("*.md")})
    remedy = f"write one of {', '.join(templates)}, or make templates/{STYLES}/{style}.md"
    if path is None and csl_files.is_installed():
        similar = csl_files.similar_names(style)
        if similar:
            remedy = f"write {' or '.join(f'`{name}`' for name in similar)}, or {remedy[6:]}"
        return f"there is no style `{style}`; {remedy}"
    if path is None:
        remedy += f"; for a style of CSL, run {csl_files.INSTALLATION}"
        return f"there is no style `{style}`; {remedy}"
    if path.suffix == ".csl" and not csl_files.is_installed():
        return f"`{style}` is a style of CSL, which needs citeproc-py; run {csl_files.INSTALLATION}"
    if path.suffix == ".csl" and (fault := csl_files.find_fault(path)):
        return f"the style `{style}` {fault}; {remedy}, or take a numeric or author-date one of CSL"
    return ""


def style_file(style: str, folder: Path) -> Path | None:
    """Return the file of a style: a template or one of CSL, the site's own first; None for none."""
    if "/" in style or style.startswith("."):
        return None
    for place in (folder / "templates", TEMPLATES):
        if (path := place / STYLES / f"{style}.md").is_file():
            return path
    return csl_files.find_csl(style, folder)
