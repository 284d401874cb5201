"""The bibliographies of a site and its notes: which entry a key means in a note."""

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

import msgspec
from msgspec import Struct

from notes_site.cache import Store, digest, make_key
from notes_site.citations.entry import FoundEntry, find_lacks
from notes_site.citations.style import Style, no_style
from notes_site.config.citations import DEFAULT_FILES
from notes_site.errors import Place, Problem
from notes_site.model import Source
from notes_site.text.suggest import closest


class Bibliography(Struct, frozen=True):
    """The entries of one file."""

    entries: Mapping[str, FoundEntry]
    """By key."""

    problems: tuple[Problem, ...]


def parse_bibliography(content: bytes, path: str, store: Store) -> Bibliography:
    """Return what the file at `path` holds; parsed once, and kept in the store."""
    key = make_key("bibliography", path, content)
    found = store.find([key])
    if key in found:
        return _DECODER.decode(found[key])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(path=path, line=content.count(b"\n", 0, error.start) + 1)
        said = "a byte here is not UTF-8; save the file as UTF-8"
        read = Bibliography({}, (Problem(place=place, kind="citations", text=said),))
    else:
        if path.endswith(".json"):
            from notes_site.citations.csl_json import parse_csl_json as parse
        else:
            from notes_site.citations.bibtex_file import parse_bibtex as parse
        entries, problems = parse(text, path)
        read = Bibliography({each.entry.key: each for each in entries}, tuple(problems))
    store.add({key: msgspec.json.encode(read)})
    return read


_DECODER = msgspec.json.Decoder(Bibliography)


class Library(Struct, frozen=True, kw_only=True, dict=True):
    """All entries that notes can cite."""

    files: tuple[str, ...]
    """Paths of the site's own bibliographies."""

    is_file: Callable[[str], bool]
    """Tells whether there is a file at a path below the site's folder."""

    read: Callable[[str], Bibliography]
    """Gives the bibliography at a path."""

    style: Style

    @cached_property
    def _read(self) -> dict[str, Bibliography]:
        return {}

    @cached_property
    def _own(self) -> dict[str, tuple[str, ...]]:
        return {}

    def of(self, source: Source) -> list[Bibliography]:
        """Return the bibliographies of a note, its own first."""
        return [self._at(path) for path in (*self.own_files(source), *self.files)]

    def own_files(self, source: Source) -> tuple[str, ...]:
        """Return the paths of the bibliographies of a note alone.

        Those that its front matter names; otherwise `references.bib` beside it, or a file with the
        note's own name.
        """
        if source.path not in self._own:
            self._own[source.path] = tuple(dict.fromkeys(self._find_own(source)))
        return self._own[source.path]

    def _find_own(self, source: Source) -> Iterator[str]:
        folder = posixpath.dirname(source.path)
        if source.front.bibliography:
            for name in source.front.bibliography:
                yield from list(filter(self.is_file, _places(source, name)))[:1]
            return
        stem = posixpath.splitext(source.path)[0]
        names = [f"{folder}/{name}" for name in DEFAULT_FILES]
        names += [f"{stem}.bib", f"{stem}.json"]
        yield from filter(self.is_file, names)

    def find_missing(self, source: Source) -> Iterator[Problem]:
        """Yield a mistake for each file that front matter names and that is not there."""
        for name in source.front.bibliography:
            if not {*_places(source, name)} & {*self.own_files(source)}:
                line = source.front.lines.get("bibliography", 1)
                text = f"there is no file {name}; write its path from the note or from site.yaml"
                yield Problem(place=Place(path=source.path, line=line), kind="citations", text=text)

    def _at(self, path: str) -> Bibliography:
        if path not in self._read:
            self._read[path] = self.read(path)
        return self._read[path]

    def find(self, source: Source, key: str) -> FoundEntry | None:
        """Return the entry that `key` means in a note."""
        for each in self.of(source):
            if key in each.entries:
                return each.entries[key]
        return None

    def has_entries(self, source: Source) -> bool:
        """Tell whether a note has a bibliography at all."""
        return any(each.entries for each in self.of(source))

    def closest(self, source: Source, key: str) -> str:
        """Return the key that looks most like `key`; empty for none."""
        return closest(key, [known for each in self.of(source) for known in each.entries])

    def answer(self, source: Source, key: str) -> bytes:
        """Return a digest of all that a note shows of `key`: its entry and the style."""
        found = self.find(source, key)
        if found is None:
            return digest("none", self.closest(source, key), str(self.has_entries(source)))
        return digest(self.style.source, msgspec.json.encode(found.entry))

    def check(self, cited: Iterable[tuple[Source, str]]) -> Iterator[Problem]:
        """Yield what is wrong in the files read, and what entries lack that notes cite.

        Args:
            cited: notes, each with a key that it cites.
        """
        for path in self.files:
            self._at(path)
        entries = {}
        for source, key in cited:
            if found := self.find(source, key):
                entries[found.place] = found
        for each in self._read.values():
            yield from each.problems
        for found in entries.values():
            lacks = find_lacks(found.entry)
            if lacks:
                names = ", ".join(f"`{name}`" for name in lacks)
                text = f"the entry `{found.entry.key}` has no {names}; add what is missing"
                yield Problem(place=found.place, kind="citations", text=text, is_warning=True)


def no_library() -> Library:
    """Return the library of a note that belongs to no site."""
    return Library(
        files=(),
        is_file=lambda _: False,
        read=lambda _: Bibliography({}, ()),
        style=no_style(),
    )


def _places(source: Source, name: str) -> tuple[str, ...]:
    """Return the paths at which a bibliography that a note names may lie.

    Rule: from the note, or from `site.yaml`; al-folio and Distill's Jekyll blogs name those in `assets/bibliography/`.
    """
    return (
        posixpath.normpath(f"{posixpath.dirname(source.path)}/{name}"),
        name.removeprefix("/"),
        f"static/assets/bibliography/{name.removeprefix('/')}",
    )
