"""Files of the author that would lie where something else does."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from notes_site.config import SiteConfig
from notes_site.errors import Place, Problem
from notes_site.model import OutputFile
from notes_site.pages import Page
from notes_site.search import FOLDER


def check_copies(
    copies: Iterable[OutputFile], pages: Iterable[Page], config: SiteConfig
) -> Iterator[Problem]:
    """Yield a mistake for each file of the author that would lie where something else does."""
    taken = {page.path for page in pages}
    if config.has_search:
        taken.add(FOLDER)
    folders = {parent for path in taken for parent in _parents(path)}
    for file in copies:
        parents = set(_parents(file.path))
        if isinstance(file.content, Path) and (
            file.path in taken or file.path in folders or not taken.isdisjoint(parents)
        ):
            place = Place(path=file.content.relative_to(config.folder).as_posix())
            text = f"the site has /{file.path} already; rename this file"
            yield Problem(place=place, kind="addresses", text=text)
            continue
        taken.add(file.path)
        folders |= parents


def _parents(path: str) -> Iterator[str]:
    """Yield the folders that `path` lies in."""
    end = path.rfind("/")
    while end > 0:
        yield path[:end]
        end = path.rfind("/", 0, end)
