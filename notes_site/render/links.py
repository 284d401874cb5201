"""Where the links and images of a note lead."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from urllib.parse import quote, unquote, urlsplit

from notes_site.errors import Place, Problem
from notes_site.model import Link, Source, Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """All that a link can lead to and that is known before notes are rendered."""

    notes: Mapping[str, Url]
    """Path of a note → its address."""

    files: Mapping[str, Url]
    """Path of a file of `static/` or beside a note → its address."""

    base_path: str
    """Path of `base_url`, which every address in the HTML begins with."""


@dataclass(slots=True)
class LinkResolver:
    """Turns the targets of one note's links into addresses, and remembers them."""

    source: Source
    addresses: Addresses | None
    """None leaves every target as it is written."""

    links: list[Link] = field(default_factory=list)
    targets: dict[str, Url] = field(default_factory=dict)
    """Path as written in a link → the address it leads to."""

    problems: list[Problem] = field(default_factory=list)

    def resolve(self, target: str, place: Place) -> str:
        """Return the address for the HTML of what an author's `target` leads to.

        Addresses with a scheme, or of another host, stay; those within the site get the
        path of `base_url`.
        """
        parts = urlsplit(target)
        if self.addresses is None or parts.scheme or parts.netloc:
            return target
        fragment = unquote(parts.fragment)
        if not parts.path:
            if fragment:
                self.links.append(Link(url=Url(""), fragment=fragment, place=place))
            return target
        path = unquote(parts.path)
        url = find_target(path, self.source, self.addresses)
        if url is None:
            self.problems.append(_leads_to_no_note(path, self.source, self.addresses, place))
            return target
        self.targets[path] = url
        self.links.append(Link(url=url, fragment=fragment, place=place))
        query = f"?{parts.query}" if parts.query else ""
        anchor = f"#{parts.fragment}" if parts.fragment else ""
        return f"{self.addresses.base_path}{url}{query}{anchor}"


def find_target(path: str, source: Source, addresses: Addresses) -> Url | None:
    """Return the address of what the `path` of a link in `source` leads to.

    A path that ends in `.md` leads to a note; it is None where there is no such note.
    Another relative path leads to a file beside the note, or to an address below the
    note's own; one from `/` to an address of the site.
    """
    if path.startswith("/"):
        return _make_url(path)
    below = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), path))
    if below in addresses.notes:
        return addresses.notes[below]
    if below in addresses.files:
        return addresses.files[below]
    if path.endswith(".md"):
        return None
    own = addresses.notes[source.path]
    return _make_url(f"{unquote(own)}/{path}")


def _make_url(path: str) -> Url:
    """Return the address that `path`, from `/` on and not percent-encoded, leads to."""
    normal = posixpath.normpath(path).rstrip("/")
    return Url(quote(f"{normal}/" if path.endswith("/") else normal))


def _leads_to_no_note(path: str, source: Source, addresses: Addresses, place: Place) -> Problem:
    folder = posixpath.dirname(source.path)
    names = {posixpath.relpath(note, folder): note for note in addresses.notes}
    close = get_close_matches(path, names, n=1)
    remedy = f"write `{close[0]}`" if close else "correct the path"
    return Problem(place=place, text=f"the link leads to no note: {path}; {remedy}")
