"""Links within the site: each must lead to a page, a file, and a heading that exist."""

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from urllib.parse import unquote

from notes_site.errors import Problem
from notes_site.inputs import STATIC
from notes_site.model import Link, RenderedNote, Url
from notes_site.render import HeadingIds
from notes_site.text.patterns import lazy_pattern
from notes_site.text.suggest import closest

_HOST = lazy_pattern(
    r"(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|io|ai|dev|app|me|info|co|cn|de|eu|fr|jp|kr|tw|uk|us|xyz)(?:/\S*)?",
    re.IGNORECASE,
)
"""An address of another site without its `https://`."""


def check_links(
    notes: Iterable[RenderedNote], known: Collection[Url], files: Sequence[str] = ()
) -> Iterator[Problem]:
    """Yield a mistake for every link that leads nowhere.

    Args:
        notes: all rendered notes.
        known: addresses of all pages and files of the site.
        files: paths of all files that a note can show.
    """
    listed = list(notes)
    by_url = {note.url: (note, HeadingIds(note.labels, frozenset)) for note in listed}
    for note in listed:
        for link in note.links:
            if link.written.startswith(("[[", "{{")) and not link.url:
                yield _unwritten(link, listed)
                continue
            problem = _check(note, link, by_url, known, files)
            if problem:
                yield problem


def _check(
    note: RenderedNote,
    link: Link,
    by_url: Mapping[Url, tuple[RenderedNote, HeadingIds]],
    known: Collection[Url],
    files: Sequence[str],
) -> Problem | None:
    url = link.url or note.url
    if url not in known and f"{url}/" not in known and f"{url.rstrip('/')}/index.html" not in known:
        if _is_file(link.written) and not _HOST.fullmatch(link.written):
            text = f"there is no file {link.written}; {_file_remedy(note, link.written, files)}"
            return Problem(place=link.place, kind="links", text=text)
        shown = unquote(url)
        close = closest(url, known)
        remedy = f"write `{unquote(close)}`" if close else "correct the path"
        if _HOST.fullmatch(link.written):
            shown, remedy = link.written, f"write `https://{link.written}`"
        text = f"the link leads nowhere: {shown}; {remedy}"
        return Problem(place=link.place, kind="links", text=text)
    if url not in by_url:
        return None
    target, headings = by_url[url]
    if link.fragment and link.fragment not in target.anchors:
        meant = headings.find(link.fragment)
        close = meant if meant in target.anchors else closest(link.fragment, target.anchors)
        remedy = f"write `#{close}`" if close else "give the heading `{#" + link.fragment + "}`"
        text = f"nothing in {target.source.path} has the id `{link.fragment}`; {remedy}"
        return Problem(place=link.place, kind="links", text=text)
    return None


def _unwritten(link: Link, notes: Iterable[RenderedNote]) -> Problem:
    """Return what is said of `[[name]]` where no note has that name: it is shown as text."""
    name = link.written[2:-2]
    language = link.place.path.split("/")[1]
    names = {note.source.name for note in notes if note.language == language}
    close = closest(name, names)
    if link.written.startswith("{{"):
        remedy = f"write `{close}`" if close else "write that note, or the text alone"
    else:
        remedy = f"write `[[{close}]]`" if close else f"write that note, or `\\[[{name}]]`"
    text = f"no note has the name {name}, so it is shown as text; {remedy}"
    return Problem(place=link.place, kind="links", text=text, is_warning=True)


def _is_file(written: str) -> bool:
    """Tell whether a path as written leads to a file: its name has an ending."""
    stem, _, suffix = posixpath.basename(written).rpartition(".")
    return bool(stem) and suffix.isalnum() and suffix.lower() not in {"html", "htm", "md"}


def _file_remedy(note: RenderedNote, written: str, files: Sequence[str]) -> str:
    """Return where a file of the name that an author wrote lies, and how a link to it is written."""
    folder = posixpath.dirname(note.source.path)
    name = posixpath.basename(written)

    def as_written(path: str) -> str:
        if path.startswith(f"{STATIC}/"):
            return path.removeprefix(STATIC)
        return posixpath.relpath(path, folder)

    # The attachments of a note are among no others' files.
    paths = [*files, *note.source.attachments]
    same = [path for path in paths if posixpath.basename(path).casefold() == name.casefold()]
    if same:
        nearest = min(same, key=lambda path: (len(as_written(path)), path))
        more = f" and {len(same) - 1} more" if len(same) > 1 else ""
        return f"one of this name lies at {nearest}{more}: write `{as_written(nearest)}`"
    near = [
        path for path in paths if posixpath.dirname(as_written(path)) == posixpath.dirname(written)
    ]
    close = closest(name, {posixpath.basename(path) for path in near})
    if close:
        return f"write `{posixpath.join(posixpath.dirname(written), close)}`"
    if written.startswith("/"):
        return "put it into static/"
    return f"put it there, counted from {folder}/, or correct the path"
