"""Targets of the links and images of a note."""

import posixpath
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from notes_site.errors import Place, Problem
from notes_site.model import Label, LabelKind, Link, Source, Url
from notes_site.pictures import PictureFiles
from notes_site.text.suggest import closest


class Addresses(Struct, frozen=True, kw_only=True, dict=True):
    """All that a link can lead to and that is known before notes are rendered."""

    notes: Mapping[str, Url]
    """Path of a note → its address."""

    titles: Mapping[str, str]
    """Path of a note → its title as typed."""

    hidden: Mapping[str, str]
    """Path of a note that has no page → what it is, such as `a draft`; empty where a mistake in
    that note tells."""

    left_out: frozenset[Url] = frozenset()
    """Those of `notes` that have no page for the mistakes in them, so that no link leads there."""

    files: Mapping[str, Url]
    """Path of a file of `static/` or beside a note → its address."""

    pictures: PictureFiles
    """The site's pictures, from `static/` and beside notes."""

    base_path: str
    """Path of `base_url`, which every address in the HTML begins with."""

    labels: "NoteLabels"
    """What links say of the blocks of notes."""

    @cached_property
    def paths(self) -> Mapping[Url, str]:
        """The notes by address."""
        return {url: path for path, url in self.notes.items()}

    @cached_property
    def names(self) -> "NoteNames":
        """The notes by what `[[name]]` may call them; made once there is such a link."""
        return NoteNames(self.titles)


class NoteLabels(Struct):
    """Labels of the blocks of other notes: from a cached note, or parsed now."""

    known: dict[str, Mapping[str, Label]]
    """Path of a note → `id` of a block → what links say of it."""

    read: Callable[[str], Mapping[str, Label]]
    """Parses the note at a path that is not known yet."""

    def of(self, path: str) -> Mapping[str, Label]:
        """Return the labels of the note at `path`."""
        if path not in self.known:
            self.known[path] = self.read(path)
        return self.known[path]


class NoteNames:
    """Finds notes by title, and by the end of their path."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        """Index `titles`, path of a note → its title as typed."""
        self._by_title: dict[tuple[str, str], str] = {}
        self._by_end: dict[tuple[str, str], str] = {}
        for path in sorted(titles):
            language = path.split("/")[1]
            # The first path is the one that counts, in its language and, as "", in all of them.
            for code in (language, ""):
                self._by_title.setdefault((code, titles[path]), path)
                for end in _path_ends(path):
                    self._by_end.setdefault((code, end), path)

    def find(self, name: str, wanted: str, language: str) -> str | None:
        """Return the path of the note with the title `name`, or whose path ends in `wanted`.

        A note in `language` goes first, and then the one whose path comes first.
        """
        for code in (language, ""):
            found = self._by_title.get((code, name)), self._by_end.get((code, wanted))
            if paths := [path for path in found if path is not None]:
                return min(paths)
        return None


def _path_ends(path: str) -> Iterator[str]:
    """Yield `b`, `a/b` and so on for a note at `…/a/b.md`, and for one at `…/a/b/index.md` too."""
    stem = path.removesuffix(".md")
    for whole in {stem, stem.removesuffix("/index")}:
        parts = whole.split("/")
        yield from ("/".join(parts[start:]) for start in range(len(parts)))


class LinkResolver(Struct):
    """Turns the targets of one note's links into addresses, and remembers them."""

    source: Source
    addresses: Addresses | None
    """None leaves every target as it is written."""

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

    _names: list[str] = field(default_factory=list)
    """Of all notes of this language, once there was none of a name."""

    def resolve_name(self, name: str, target: str, place: Place) -> str:
        """Return the address for the HTML of `target`: `[[name]]`'s note, perhaps a place in it."""
        if self.addresses is None:
            return target
        path = find_named(name, self.source, self.addresses)
        if path is None:
            self.problems.append(self._names_no_note(name, self.addresses, place))
            return target
        url = self.addresses.notes[path]
        if url in self.addresses.left_out:
            return self._leave_out(f"[[{name}]]", place)
        _, mark, fragment = target.partition("#")
        self.targets[f"[[{name}]]"] = url
        self.links.append(Link(url=url, fragment=unquote(fragment), place=place))
        return f"{self.addresses.base_path}{url}{mark}{fragment}"

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
        try:
            parts = urlsplit(target)
        except ValueError:  # a bracket that opens no IPv6 address
            text = f"`{target}` is not an address; correct it"
            self.problems.append(Problem(place=place, kind="links", text=text))
            return ""
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
            if problem := self._leads_to_no_note(path, self.addresses, place):
                self.problems.append(problem)
            else:  # once that note is mended, the cached page of this one does not count
                self.targets[path] = Url("")
            return ""
        if url in self.addresses.left_out or Url(f"{url}/") in self.addresses.left_out:
            return self._leave_out(path, place)
        self.targets[path] = url
        self.links.append(Link(url=url, fragment=fragment, place=place))
        query = f"?{parts.query}" if parts.query else ""
        anchor = f"#{parts.fragment}" if parts.fragment else ""
        return f"{self.addresses.base_path}{url}{query}{anchor}"

    def _leave_out(self, target: str, place: Place) -> str:
        """Return no address for a link to a note that is left out."""
        self.targets[target] = Url("")  # once that note is mended, the cached page does not count
        text = f"the link leads to a note that is left out for its mistakes: {target}; mend those"
        self.problems.append(Problem(place=place, kind="links", text=text, is_warning=True))
        return ""

    def _names_no_note(self, name: str, addresses: Addresses, place: Place) -> Problem:
        if not self._names:
            own = f"content/{self.source.language}/"
            self._names += [
                path.removeprefix(own).removesuffix(".md").removesuffix("/index")
                for path in addresses.notes
                if path.startswith(own)
            ]
            self._names += [path.rsplit("/")[-1] for path in self._names]
        close = closest(name, self._names)
        remedy = f"write `[[{close}]]`" if close else f"write `\\[[{name}]]` if it is no link"
        return Problem(place=place, kind="links", text=f"no note has the name {name}; {remedy}")

    def _leads_to_no_note(self, path: str, addresses: Addresses, place: Place) -> Problem | None:
        folder = posixpath.dirname(self.source.path)
        reason = addresses.hidden.get(posixpath.normpath(posixpath.join(folder, path)))
        if reason == "":
            return None
        if reason:
            text = f"the link leads to {reason}: {path}; take it out until that is shown"
            return Problem(place=place, kind="links", text=text)
        if not self._paths:
            self._paths += [posixpath.relpath(note, folder) for note in addresses.notes]
        close = closest(path, self._paths)
        remedy = f"write `{close}`" if close else "correct the path"
        return Problem(
            place=place, kind="links", text=f"the link leads to no note: {path}; {remedy}"
        )


def find_target(path: str, source: Source, addresses: Addresses) -> Url | None:
    """Return the address of what the `path` of a link in `source` leads to.

    A path that ends in `.md` leads to a note; it is None where there is no such note.
    Another relative path leads to a file beside the note, or to an address below the
    note's own; one from `/` to an address of the site; `[[name]]` to the note of that name.
    """
    if path.startswith("[["):
        named = find_named(path[2:-2], source, addresses)
        return addresses.notes[named] if named else None
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


def find_note(target: str, source: Source, addresses: Addresses) -> str | None:
    """Return the path of the note that a link's target leads to; None where it leads elsewhere."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    url = find_target(unquote(parts.path), source, addresses)
    return addresses.paths.get(url) if url else None


def find_said(target: str, source: Source, addresses: Addresses) -> Label | None:
    """Return what a link without a text says of the block of another note that it leads to.

    Without a block it says the title; None where there is no such note or block.
    """
    path = find_note(target, source, addresses)
    if path is None:
        return None
    fragment = unquote(urlsplit(target).fragment)
    if not fragment:
        return Label(kind=LabelKind.NOTE, number="", name=addresses.titles[path], line=0)
    label = addresses.labels.of(path).get(fragment)
    return replace(label, line=0) if label else None  # where it stands does not matter here


def _make_url(path: str) -> Url:
    """Return the address that `path`, from `/` on and not percent-encoded, leads to."""
    normal = posixpath.normpath(path).rstrip("/")
    return Url(quote(f"{normal}/" if path.endswith("/") else normal))


def find_named(name: str, source: Source, addresses: Addresses) -> str | None:
    """Return the path of the note that `[[name]]` means in `source`.

    That is the one with this path below its language, with or without `.md`; or with
    this title; or the one whose path ends in it. A note in the same language goes first.
    """
    wanted = name.removesuffix(".md").strip("/")
    own = f"content/{source.language}/"
    for path in (f"{own}{wanted}.md", f"{own}{wanted}/index.md", f"content/{wanted}.md"):
        if path in addresses.notes:
            return path
    return addresses.names.find(name, wanted, source.language)


def find_title(name: str, source: Source, addresses: Addresses) -> str | None:
    """Return the title, as typed, of the note that `[[name]]` means in `source`."""
    path = find_named(name, source, addresses)
    return addresses.titles[path] if path else None
