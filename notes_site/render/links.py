"""Where the links and images of a note lead."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from urllib.parse import quote, unquote, urljoin, urlsplit

from notes_site.errors import Place, Problem
from notes_site.model import Link, Source, Url

_SAFE = "/-._~!$&'()*+,;=:@%"


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
    addresses: Addresses
    links: list[Link] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def resolve(self, target: str, place: Place) -> str:
        """Return the address for the HTML of what an author's `target` leads to.

        A path that ends in `.md` leads to a note, another relative path to a file
        beside the note or to an address below the note's own, one from `/` to an
        address of the site; all get the path of `base_url`. Addresses with a scheme,
        or of another host, stay.
        """
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            return target
        fragment = unquote(parts.fragment)
        behind = (f"?{parts.query}" if parts.query else "") + (
            f"#{parts.fragment}" if parts.fragment else ""
        )
        if not parts.path:
            if fragment:
                self.links.append(Link(url=Url(""), fragment=fragment, place=place))
            return target
        url = self._find(unquote(parts.path), place)
        if url is None:
            return target
        self.links.append(Link(url=url, fragment=fragment, place=place))
        return f"{self.addresses.base_path}{url}{behind}"

    def _find(self, path: str, place: Place) -> Url | None:
        if path.startswith("/"):
            return Url(quote(posixpath.normpath(path) + "/" * path.endswith("/"), safe=_SAFE))
        below = posixpath.normpath(posixpath.join(posixpath.dirname(self.source.path), path))
        if below in self.addresses.notes:
            return self.addresses.notes[below]
        if below in self.addresses.files:
            return self.addresses.files[below]
        if path.endswith(".md"):
            folder = posixpath.dirname(self.source.path)
            names = {posixpath.relpath(note, folder): note for note in self.addresses.notes}
            close = get_close_matches(path, names, n=1)
            remedy = f"write `{close[0]}`" if close else "correct the path"
            text = f"the link leads to no note: {path}; {remedy}"
            self.problems.append(Problem(place=place, text=text))
            return None
        return Url(quote(urljoin(self.addresses.notes[self.source.path], path), safe=_SAFE))
