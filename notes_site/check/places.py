"""Places in notes and templates of the addresses that stand in the output."""

from collections.abc import ItemsView, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from notes_site.check.references import Reference
from notes_site.errors import Place
from notes_site.model import Source

_SITE_FILE = "site.yaml"
_OWN = ("templates", "static")
"""Folders of the site in whose files addresses may stand, beside the notes."""


class PlaceFinder:
    """Finds the line of a note, of `site.yaml` or of a template that holds an address."""

    def __init__(self, site_folder: Path, sources: Mapping[str, Source]) -> None:
        """Look in the site's folder, and in `sources`: path of a note's page → the note."""
        self._folder = site_folder
        self._sources = sources
        self._files: dict[str, str] = {}
        self._is_read = False

    def find(self, path: str, reference: Reference) -> Place:
        """Return where the address is written that stands in the file of the output at `path`.

        That file itself where nobody wrote it, but for the page of a note: that is the note.
        """
        source = self._sources.get(path)
        if source is not None:
            line = _find_in_note(source, reference.target)
            if line:
                return source.place(line)
        is_whole = "//" in reference.target or reference.target.startswith("/")
        for name, text in self._own_files() if is_whole else ():
            line = _find_line(text, reference.target)
            if line:
                return Place(path=name, line=line)
        if source is not None:
            return Place(path=source.path)
        return Place(path=path, line=reference.line)

    def _own_files(self) -> ItemsView[str, str]:
        if not self._is_read:
            self._is_read = True
            self._files = dict(self._read())
        return self._files.items()

    def _read(self) -> Iterator[tuple[str, str]]:
        files = [self._folder / _SITE_FILE]
        for name in _OWN:
            files += sorted((self._folder / name).rglob("*.html"))
        for file in files:
            if file.is_file():
                text = file.read_text(encoding="utf-8", errors="replace")
                yield file.relative_to(self._folder).as_posix(), text


def _find_in_note(source: Source, target: str) -> int:
    """Return the line of the note that holds the address; 0 where none does."""
    line = _find_line(source.text, target)
    if line:
        return source.first_line + line - 1
    paper = source.front.paper
    if paper:
        given = (paper.arxiv, paper.doi, paper.url, paper.code)
        if any(each and each in unquote(target) for each in given):
            return source.front.lines.get("paper", 0)
    return 0


def _find_line(text: str, target: str) -> int:
    """Return the line of `text` that holds the address, however it is encoded; 0 for none."""
    for written in (target, unquote(target), target.replace("&", "&amp;"), target.rstrip("/")):
        start = text.find(written) if written else -1
        if start >= 0:
            return text.count("\n", 0, start) + 1
    return 0
