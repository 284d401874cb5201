"""Links within the site: each must lead to a page, a file, and a heading that exist."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from urllib.parse import unquote

from notes_site.errors import Problem
from notes_site.model import Link, RenderedNote, Url
from notes_site.text.suggest import closest


def check_links(notes: Iterable[RenderedNote], known: Collection[Url]) -> Iterator[Problem]:
    """Yield a mistake for every link that leads nowhere.

    Args:
        notes: all rendered notes.
        known: addresses of all pages and files of the site.
    """
    listed = list(notes)
    by_url = {note.url: note for note in listed}
    for note in listed:
        for link in note.links:
            problem = _check(note, link, by_url, known)
            if problem:
                yield problem


def _check(
    note: RenderedNote, link: Link, by_url: Mapping[Url, RenderedNote], known: Collection[Url]
) -> Problem | None:
    url = link.url or note.url
    if url not in known and f"{url}/" not in known:
        shown = unquote(url)
        close = closest(url, known)
        remedy = f"write `{unquote(close)}`" if close else "correct the path"
        text = f"the link leads nowhere: {shown}; {remedy}"
        return Problem(place=link.place, kind="links", text=text)
    target = by_url.get(url)
    if target and link.fragment and link.fragment not in target.anchors:
        close = closest(link.fragment, target.anchors)
        remedy = f"write `#{close}`" if close else "give the heading `{#" + link.fragment + "}`"
        text = f"nothing in {target.source.path} has the id `{link.fragment}`; {remedy}"
        return Problem(place=link.place, kind="links", text=text)
    return None
