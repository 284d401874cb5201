"""Targets of the links and images of one note, and what is told of them."""

import posixpath
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct, field

from notes_site.errors import Place, Problem
from notes_site.model import Label, Link, Source, Url
from notes_site.parse.wikilinks import find_anchor
from notes_site.render.heading_ids import HeadingIds
from notes_site.render.links.addresses import Addresses
from notes_site.render.links.targets import (
    as_meant,
    find_named,
    find_note,
    find_said,
    find_target,
    find_title,
    make_url,
    read_tag,
)
from notes_site.text.suggest import closest


class LinkResolver(Struct):
    """Turns the targets of one note's links into addresses, and remembers them."""

    source: Source
    addresses: Addresses | None
    """None leaves every target as it is written."""

    headings: HeadingIds = field(default_factory=lambda: HeadingIds({}, tuple))
    """The note's own."""

    links: list[Link] = field(default_factory=list)
    targets: dict[str, Url] = field(default_factory=dict)
    """Path as written in a link → the address it leads to."""

    titles: dict[str, str] = field(default_factory=dict)
    """Name of a note, as in `[[name]]` → its title as typed, where the link shows it."""

    said: dict[str, Label | None] = field(default_factory=dict)
    """Target of a link without a text to another note → what it says."""

    problems: list[Problem] = field(default_factory=list)

    _paths: list[str] = field(default_factory=list)
    """Of all notes as a link in this one writes them, once one was broken."""

    def resolve_name(self, name: str, target: str, place: Place, mark: str = "[[]]") -> str | None:
        """Return the address for the HTML of `target`: `[[name]]`'s note, perhaps a place in it.

        None where no note has this name: then the link is a text. `mark` is around the name in
        what `check` tells of that.
        """
        if self.addresses is None:
            return target
        path = find_named(name, self.source, self.addresses)
        if path is None:
            # Once there is such a note, the cached page of this one does not count.
            self.targets[f"[[{name}]]"] = Url("")
            self.links.append(
                Link(url=Url(""), fragment="", place=place, written=f"{mark[:2]}{name}{mark[2:]}")
            )
            return None
        url = self.addresses.notes[path]
        if url in self.addresses.left_out:
            return self._leave_out(f"[[{name}]]", place)
        fragment = find_anchor(unquote(target.partition("#")[2]))
        self.targets[f"[[{name}]]"] = url
        self.links.append(Link(url=url, fragment=fragment, place=place, written=name))
        return f"{self.addresses.base_path}{url}{f'#{quote(fragment)}' if fragment else ''}"

    def resolve_file(self, name: str, place: Place) -> str:
        """Return the address for the HTML of a file that is looked for by name, wherever it lies."""
        path = unquote(name)
        url = self.addresses and find_target(f"![[{path}]]", self.source, self.addresses)
        if self.addresses is None or not url:
            return self.resolve(name, place)
        self.targets[f"![[{path}]]"] = url
        self.links.append(Link(url=url, fragment="", place=place, written=path))
        return f"{self.addresses.base_path}{url}"

    def title_of(self, name: str) -> str:
        """Return the title, as typed, of the note that `[[name]]` means; the name without one."""
        title = self.addresses and find_title(name, self.source, self.addresses)
        if not title:
            return name
        self.titles[name] = title
        return title

    def find_said(self, target: str) -> Label | None:
        """Return what a link without a text says of the note, or of its block, that it leads to."""
        if self.addresses is None:
            return None
        if find_note(target, self.source, self.addresses) is None:
            return None
        self.said[target] = find_said(target, self.source, self.addresses)
        return self.said[target]

    def resolve(self, target: str, place: Place) -> str:
        """Return the address for the HTML of what an author's `target` leads to.

        Addresses with a scheme, or of another host, stay; those within the site get the
        path of `base_url`.
        """
        target = as_meant(target)
        note, tag = read_tag(target)
        if note:
            return self.resolve_name(note.partition("#")[0], note, place, "{{}}") or ""
        if tag:
            text = f"`{tag}` in an address is a tag of another tool; write what it stood for"
            self.problems.append(Problem(place=place, kind="links", text=text))
            return ""
        return self._resolve_address(target, place)

    def _resolve_address(self, target: str, place: Place) -> str:
        try:
            parts = urlsplit(target)
        except ValueError:  # a bracket that opens no IPv6 address
            text = f"`{target}` is not an address; correct it"
            self.problems.append(Problem(place=place, kind="links", text=text))
            return ""
        fragment = unquote(parts.fragment)
        if not (parts.scheme or parts.netloc or parts.path):
            return self._resolve_own(target, fragment, place)
        if self.addresses is None or parts.scheme or parts.netloc:
            return target
        path = unquote(parts.path)
        url = find_target(path, self.source, self.addresses)
        if url is None:
            if problem := self._leads_to_no_note(path, self.addresses, place):
                self.problems.append(problem)
            else:  # once that note is mended, the cached page of this one does not count
                self.targets[path] = Url("")
            return ""
        if url in self.addresses.left_out or Url(f"{url}/") in self.addresses.left_out:
            return self._leave_out(path, place)
        self.targets[path] = url
        self._tell_of_old_address(path, url, self.addresses, place)
        self.links.append(Link(url=url, fragment=fragment, place=place, written=path))
        query = f"?{parts.query}" if parts.query else ""
        anchor = f"#{parts.fragment}" if parts.fragment else ""
        return f"{self.addresses.base_path}{url}{query}{anchor}"

    def _resolve_own(self, target: str, fragment: str, place: Place) -> str:
        """Return the address for the HTML of a place in the note itself."""
        if not fragment:
            return target
        found = self.headings.find(fragment)
        self.links.append(Link(url=Url(""), fragment=found, place=place))
        return target if found == fragment else f"#{quote(found)}"

    def _tell_of_old_address(self, path: str, url: Url, addresses: Addresses, place: Place) -> None:
        if not path.startswith("/") or url == make_url(path):
            return
        note = addresses.paths.get(url, unquote(url))
        near = note
        if url in addresses.paths:
            near = posixpath.relpath(note, posixpath.dirname(self.source.path))
        text = f"no page has the address {path}, so the link leads to {note}; write `{near}`"
        self.problems.append(Problem(place=place, kind="links", text=text, is_warning=True))

    def _leave_out(self, target: str, place: Place) -> str:
        """Return no address for a link to a note that is left out."""
        self.targets[target] = Url("")  # once that note is mended, the cached page does not count
        text = f"the link leads to a note that is left out for its mistakes: {target}; mend those"
        self.problems.append(Problem(place=place, kind="links", text=text, is_warning=True))
        return ""

    def _leads_to_no_note(self, path: str, addresses: Addresses, place: Place) -> Problem | None:
        folder = posixpath.dirname(self.source.path)
        wanted = posixpath.normpath(posixpath.join(folder, path))
        reason = addresses.hidden.get(wanted)
        if reason == "":
            return None
        if reason:
            text = f"the link leads to {reason}: {path}; take it out until that is shown"
            return Problem(place=place, kind="links", text=text)
        if not self._paths:
            self._paths += [posixpath.relpath(note, folder) for note in addresses.notes]
        other = _find_in_other_language(wanted, addresses)
        close = posixpath.relpath(other, folder) if other else closest(path, self._paths)
        remedy = f"write `{close}`" if close else "correct the path"
        return Problem(
            place=place, kind="links", text=f"the link leads to no note: {path}; {remedy}"
        )


def _find_in_other_language(wanted: str, addresses: Addresses) -> str | None:
    """Return the path of a note that lies in another language where `wanted` would be in its own."""
    below = wanted.split("/", 2)[2:]
    return next((note for note in addresses.notes if note.split("/", 2)[2:] == below), None)
