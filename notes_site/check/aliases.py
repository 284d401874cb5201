"""Former addresses of notes: nothing else may stand there."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath

from notes_site.errors import Problem
from notes_site.load import alias_url
from notes_site.model import RenderedNote
from notes_site.pages import output_path


def check_aliases(notes: Iterable[RenderedNote], paths: Collection[str]) -> Iterator[Problem]:
    """Yield a mistake for every alias that is the address of something else.

    Args:
        notes: all rendered notes.
        paths: of all files of the output but those at aliases.
    """
    with_aliases = [note for note in notes if note.source.front.aliases]
    if not with_aliases:
        return
    folders = {str(folder) for path in paths for folder in PurePosixPath(path).parents}
    owners: dict[str, str] = {}
    for note in sorted(with_aliases, key=lambda note: note.source.path):
        for alias in note.source.front.aliases:
            path = output_path(alias_url(alias))
            above = {str(folder) for folder in PurePosixPath(path).parents}
            owner = owners.setdefault(path, note.source.path)
            place = note.source.place(note.source.front.lines["aliases"])
            if path in paths or path in folders or not above.isdisjoint(paths):
                text = f"the alias {alias} is the address of another page; remove it"
                yield Problem(place=place, kind="addresses", text=text)
            elif owner != note.source.path:
                text = f"{owner} has the alias {alias} too; remove one of them"
                yield Problem(place=place, kind="addresses", text=text)
