"""Targets of the links and images of a note."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from notes_site.errors import Place, Problem
from notes_site.inputs import NOTEBOOK
from notes_site.model import Label, LabelKind, Link, Source, Url
from notes_site.parse.wikilinks import find_anchor
from notes_site.pictures import PictureFiles
from notes_site.render.heading_ids import HeadingIds
from notes_site.render.old_addresses import ZOLA_ROOT, OldAddresses, unnest
from notes_site.text.slug import fold
from notes_site.text.suggest import closest

_NOTES = (".md", NOTEBOOK)
_BASE_URL = re.compile(r"\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\}")
_RELATIVE_URL = re.compile(
    r"\{\{-?\s*(?P<quote>[\"'])(?P<path>[^\"'{}\n]+)(?P=quote)\s*\|\s*(?:relative|absolute)_url\s*-?\}\}"
)


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

    aliases: frozenset[Url] = frozenset()
    """Further addresses of notes, which lead to theirs."""

    former_names: Mapping[str, tuple[str, ...]] = {}
    """Path of a note → last parts of addresses that it had at another tool."""

    static: frozenset[str] = frozenset()
    """Paths of the files of `static/`, below it."""

    @cached_property
    def old_addresses(self) -> OldAddresses:
        """The notes by what another tool may have called them; made once an address is none here."""
        return OldAddresses(self.notes, self.former_names)

    @cached_property
    def paths(self) -> Mapping[Url, str]:
        """The notes by address."""
        return {url: path for path, url in self.notes.items()}

    @cached_property
    def file_names(self) -> "FileNames":
        """The files by what a note may call them; made once a path leads to none."""
        return FileNames(self.files)

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


class FileNames:
    """Finds files by their name alone, and whatever the case of their letters."""

    def __init__(self, paths: Iterable[str]) -> None:
        """Index `paths` of files."""
        self._by_path: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        for path in sorted(paths):
            folded = path.casefold()
            self._by_path.setdefault(folded, path)
            self._by_name.setdefault(posixpath.basename(folded), []).append(path)

    def find_path(self, path: str) -> str | None:
        """Return the file at `path` if small and capital letters are the same."""
        return self._by_path.get(path.casefold())

    def find_name(self, name: str, near: str) -> str | None:
        """Return the file whose path ends in `name`: one near the note at `near` goes first."""
        end = f"/{name.casefold()}"
        found = [
            path
            for path in self._by_name.get(posixpath.basename(end), ())
            if f"/{path.casefold()}".endswith(end)
        ]
        folder = posixpath.dirname(near)
        return min(found, key=lambda path: (_distance(path, folder), path), default=None)


def _distance(path: str, folder: str) -> int:
    """Return how many folders lie between a file and `folder`."""
    return posixpath.relpath(path, folder).count("/")


class NoteNames:
    """Finds notes by title, and by the end of their path; at need by either without regard to case."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        """Index `titles`, path of a note → its title as typed."""
        self._by_title: dict[tuple[str, str], str] = {}
        self._by_end: dict[tuple[str, str], str] = {}
        self._folded: dict[tuple[str, str], str] = {}
        for path in sorted(titles):
            language = path.split("/")[1]
            # The first path is the one that counts, in its language and, as "", in all of them.
            for code in (language, ""):
                self._by_title.setdefault((code, titles[path]), path)
                self._folded.setdefault((code, _fold_path(titles[path])), path)
                for end in _path_ends(path):
                    self._by_end.setdefault((code, end), path)
                    self._folded.setdefault((code, _fold_path(end)), path)

    def find(self, name: str, wanted: str, language: str) -> str | None:
        """Return the path of the note with the title `name`, or whose path ends in `wanted`.

        A note in `language` goes first, and then the one whose path comes first; one that differs in
        case, or in blanks and dashes, counts where no other does.
        """
        for code in (language, ""):
            found = self._by_title.get((code, name)), self._by_end.get((code, wanted))
            if paths := [path for path in found if path is not None]:
                return min(paths)
        for code in (language, ""):
            for text in (wanted, name):
                if path := self._folded.get((code, _fold_path(text))):
                    return path
        return None


def _fold_path(text: str) -> str:
    return "/".join(map(fold, text.replace("_", "-").split("/")))


def _path_ends(path: str) -> Iterator[str]:
    """Yield `b`, `a/b` and so on for a note at `…/a/b.md`, and for one at `…/a/b/index.md` too."""
    stem = posixpath.splitext(path)[0]
    for whole in {stem, stem.removesuffix("/index")}:
        parts = whole.split("/")
        yield from ("/".join(parts[start:]) for start in range(len(parts)))


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
        target = _as_meant(target)
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
        if not path.startswith("/") or url == _make_url(path):
            return
        note = addresses.paths[url]
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


def _as_meant(target: str) -> str:
    """Return an address without what editors and other tools put around it."""
    return _without_liquid(unnest(target))


def _without_liquid(target: str) -> str:
    """Return an address in which Jekyll's values stand, without them: `{{ site.baseurl }}/a.png`."""
    if "{{" not in target and "%7B%7B" not in target:
        return target
    typed = _BASE_URL.sub("", unquote(target))
    relative = _RELATIVE_URL.sub(lambda match: f"/{match['path'].lstrip('/')}", typed)
    return quote(relative, safe="/-._~!$&'()*+,;=:@%?#") if relative != unquote(target) else target


def find_target(path: str, source: Source, addresses: Addresses) -> Url | None:
    """Return the address of what the `path` of a link in `source` leads to.

    A path that ends as files of notes do leads to a note; it is None where there is no such note.
    Another relative path leads to a file beside the note, or to an address below the
    note's own; one from `/` to an address of the site; `[[name]]` to the note of that name, and
    `![[name]]` to the file of that name. `@/a.md` counts from the folder of the language.

    What leads to none of these may be meant as other tools have it: a path without `.md`, a file
    counted from `static/`, or the address that a note had there.
    """
    if path.endswith("]]"):
        return _find_by_name(path, source, addresses)
    if path.startswith("/"):
        return _find_rooted(path, source, addresses)
    path = path.replace("\\", "/")
    folder = posixpath.dirname(source.path)
    if path.startswith(ZOLA_ROOT):
        path, folder = path.removeprefix(ZOLA_ROOT), f"content/{source.language}"
    below = posixpath.normpath(posixpath.join(folder, path))
    if known := addresses.notes.get(below) or addresses.files.get(below):
        return known
    if path.endswith(_NOTES):
        stem = posixpath.splitext(below)[0]  # a translation may be of the other kind
        return next(filter(None, (addresses.notes.get(stem + suffix) for suffix in _NOTES)), None)
    if file := _find_file_near(path, below, source, addresses):
        return addresses.files[file]
    return _find_other(path, below, source, addresses)


def _find_other(path: str, below: str, source: Source, addresses: Addresses) -> Url:
    """Return the address of a relative `path` to no note or file as they are called here.

    That is one below the note's own, or one that other tools know by such a path.
    """
    own = _make_url(f"{unquote(addresses.notes[source.path])}/{path}")
    if own not in addresses.paths:
        if note := _find_beside(below, addresses):
            return note
        rooted = posixpath.normpath(path)
        if rooted in addresses.static:
            return _make_url(f"/{rooted}")
    return own


def _find_rooted(path: str, source: Source, addresses: Addresses) -> Url:
    """Return the address of a `path` from `/` on, or of the note that had it at another tool."""
    url = _make_url(path)
    known = {url, Url(f"{url.rstrip('/')}/")}
    if not known.isdisjoint(addresses.paths) or not known.isdisjoint(addresses.aliases):
        return url
    file = posixpath.normpath(path).lstrip("/")
    if file in addresses.static or f"{file}/index.html" in addresses.static:
        return url
    found = addresses.old_addresses.find(path, source.language)
    return addresses.notes[found] if found else url


def _find_beside(below: str, addresses: Addresses) -> Url | None:
    """Return the address of the note that a path without `.md`, or with `.html`, leads to."""
    stem = re.sub(r"(?:/index)?\.html?$", "", below)
    candidates = (f"{stem}{end}" for end in (".md", NOTEBOOK, "/index.md", f"/index{NOTEBOOK}"))
    return next((addresses.notes[each] for each in candidates if each in addresses.notes), None)


def _find_by_name(written: str, source: Source, addresses: Addresses) -> Url | None:
    if written.startswith("![["):
        return _find_file_named(written[3:-2], source, addresses)
    named = find_named(written[2:-2], source, addresses)
    return addresses.notes[named] if named else None


def _find_file_near(path: str, below: str, source: Source, addresses: Addresses) -> str | None:
    """Return the file that other tools find at `path`: in a folder named after the note, too."""
    stem = posixpath.splitext(source.path)[0]
    for found in (f"{stem}/{path}", f"{stem}.assets/{path}"):
        if (normal := posixpath.normpath(found)) in addresses.files:
            return normal
    return addresses.file_names.find_path(below) if "." in posixpath.basename(path) else None


def _find_file_named(name: str, source: Source, addresses: Addresses) -> Url | None:
    """Return the address of the file that `![[name]]` shows in `source`."""
    below = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), name))
    path = below if below in addresses.files else addresses.file_names.find_name(name, source.path)
    if path:
        return addresses.files[path]
    static = Url(f"/{quote(name)}")
    return static if static in addresses.pictures.paths else None


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
    stem = name.removesuffix(".md").removesuffix(NOTEBOOK)
    wanted = stem.replace("\\", "/").strip("/")
    own = f"content/{source.language}/"
    for path in (f"{own}{wanted}", f"{own}{wanted}/index", f"content/{wanted}"):
        for suffix in _NOTES:
            if path + suffix in addresses.notes:
                return path + suffix
    return addresses.names.find(name, wanted, source.language)


def find_title(name: str, source: Source, addresses: Addresses) -> str | None:
    """Return the title, as typed, of the note that `[[name]]` means in `source`."""
    path = find_named(name, source, addresses)
    return addresses.titles[path] if path else None
