"""The files of the search: the indexes of all languages, those that have changed made anew.

The pages of a language are shared among a few indexes, which a reader's browser searches as one.
A page always falls into the same, so that an edit makes only that one stale.
"""

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self

import msgspec
from msgspec import Struct

from notes_site.cache import Key, Store, content_digest, digest, make_key
from notes_site.errors import BuildErrors, Place, Problem
from notes_site.model import OutputFile, Url
from notes_site.search.record import ENTRY, RUNTIME, Index, PagefindError, Record
from notes_site.search.words import REST, TEXT, TITLE, divide

if TYPE_CHECKING:
    from notes_site.search.pagefind import Pagefind

FOLDER = "pagefind"
"""Of the search, in the output."""

OTHERS = "others"
"""Ends the name of the index of pages that are there in another language alone."""

_SHARES = 4
_MOST_SHARES = 8
_LARGE_SHARE = 150
"""Pages of an index for which Pagefind takes about 100 MB. A larger site has more indexes, but not
many more, since a browser asks each of them for every word."""

_WORTH_SHARING = 40
"""Pages of a language that take long enough to be shared: about 0.2 seconds."""


class SearchedPage(Struct, frozen=True, kw_only=True):
    """A page in the search of one language."""

    searched_in: str
    """Tag (BCP 47) of the language whose readers find it."""

    tag: str
    """Of the language that it is written in."""

    url: Url
    date: str
    """`2024-05-31`, or empty."""

    title: str
    more: str
    """What else leads to it: its tags, the paper it is about."""

    text: Key
    """Digest of its text, which lies in the store, divided into words."""

    @property
    def facts(self) -> str:
        """The line that a result shows below its title, kept behind its address: no address has a `#`."""
        return f"{self.url}#{self.tag}#{self.date}"

    @property
    def digest(self) -> bytes:
        """Of all that the search knows of it."""
        return digest(self.facts, self.title, self.more, self.text)

    def record(self, text: str) -> Record:
        """Return what Pagefind is told of it: title, text and the rest, told apart by words of their own."""
        title = divide(self.title)
        return Record(
            url=self.facts,
            title=title,
            text=" ".join(filter(None, (TITLE, title, TEXT, text, REST, divide(self.more)))),
        )


class _Made(msgspec.Struct, frozen=True, kw_only=True):
    """An index without the contents of its files."""

    entry: Mapping[str, Any]
    digests: Mapping[str, bytes]
    """Path of a file → digest of its content."""


class SearchIndexing:
    """Makes what is missing of the indexes while its user does something else."""

    def __init__(self, pages: Iterable[SearchedPage], store: Store) -> None:
        """Find what is missing.

        Args:
            pages: all that can be found.
            store: has the pages' texts, and keeps indexes.
        """
        self._store = store
        self._shares = share_pages(pages)
        self._keys = {
            name: make_key("search", name, *(page.digest for page in share))
            for name, share in self._shares.items()
        }
        if self._keys:
            self._keys[RUNTIME] = make_key("search")
        self._made = self._find_made()
        self._programs: list[Pagefind] = []

    @property
    def missing(self) -> set[str]:
        """The names of what has to be made."""
        missing = self._keys.keys() - self._made.keys()
        return {*self._shares} if missing == {RUNTIME} else missing  # it comes with any index

    def begin(self, jobs: int) -> None:
        """Begin to make what is missing, in `jobs` processes at most; 0 for one a processor.

        Raises:
            BuildErrors: Pagefind cannot be run.
        """
        if not self.missing:
            return
        from notes_site.search.pagefind import Pagefind

        batches = self._read_batches(sorted(self.missing & self._shares.keys()))
        try:
            for hand in _deal(batches, jobs or os.cpu_count() or 1):
                self._programs.append(Pagefind(hand))
        except PagefindError as error:
            self._stop()
            raise _unusable(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def _stop(self) -> None:
        for program in self._programs:
            program.stop()

    def files(self, present: Mapping[str, bytes]) -> Iterator[OutputFile]:
        """Yield all files of the search, once they are there; without content what the output has.

        Those of the output stay if something is missing that was not begun.

        Args:
            present: path of a file of the output → digest of its bytes.

        Raises:
            BuildErrors: Pagefind failed.
        """
        try:
            fresh = [item for program in self._programs for item in program.wait().items()]
        except PagefindError as error:
            raise _unusable(error) from error
        for name, index in fresh:
            self._keep(name, index)
        self._store.mark([*self._keys.values(), *map(_files_key, self._keys.values())])
        if self.missing:
            for path in present:
                if path.startswith(f"{FOLDER}/"):
                    yield OutputFile(path=path, content=None)
            return
        if self._made:
            yield OutputFile(path=f"{FOLDER}/{ENTRY}", content=self._entry())
        for name, made in self._made.items():
            yield from self._output(name, made, present)

    def _find_made(self) -> dict[str, _Made]:
        """Return the indexes that are known, by name."""
        found = self._store.find(self._keys.values())
        return {
            name: msgspec.msgpack.decode(found[key], type=_Made)
            for name, key in self._keys.items()
            if key in found
        }

    def _read_batches(self, names: Sequence[str]) -> dict[str, list[Record]]:
        read = self._store.read
        return {
            name: [page.record(read(page.text).decode()) for page in self._shares[name]]
            for name in names
        }

    def _keep(self, name: str, index: Index) -> None:
        key = self._keys[name]
        digests = {path: content_digest(content) for path, content in index.files.items()}
        made = self._made[name] = _Made(entry=index.entry, digests=digests)
        encoded = {
            key: msgspec.msgpack.encode(made),
            _files_key(key): msgspec.msgpack.encode(index.files),
        }
        self._store.add(encoded)

    def _output(self, name: str, made: _Made, present: Mapping[str, bytes]) -> Iterator[OutputFile]:
        paths = {path: f"{FOLDER}/{path}" for path in made.digests}
        if all(present.get(paths[path]) == each for path, each in made.digests.items()):
            for path in paths.values():
                yield OutputFile(path=path, content=None)
            return
        kept = self._store.read(_files_key(self._keys[name]))
        for path, content in msgspec.msgpack.decode(kept, type=dict[str, bytes]).items():
            yield OutputFile(path=paths[path], content=content)

    def _entry(self) -> bytes:
        """Return the entry file: the first index of a language under its tag, the others by name.

        `merged` says which belong together; Pagefind does not read it. `key` changes with any of
        the indexes, so that a browser may keep the file until then.
        """
        languages: dict[str, Mapping[str, Any]] = {}
        merged: dict[str, list[str]] = {}
        for name, share in self._shares.items():
            tag = share[0].searched_in.lower()
            if entry := self._made[name].entry:
                if tag in languages:
                    languages[name] = entry
                    merged[tag].append(name)
                else:
                    languages[tag] = entry
                    merged[tag] = []
        entry = {**self._made[RUNTIME].entry, "languages": languages, "merged": merged}
        key = digest(msgspec.json.encode(entry, order="sorted")).hex()
        return msgspec.json.encode({**entry, "key": key}, order="sorted")


def share_pages(pages: Iterable[SearchedPage]) -> dict[str, list[SearchedPage]]:
    """Return the pages of each index, by its name; each language's own first."""
    own: dict[str, list[SearchedPage]] = defaultdict(list)
    others: dict[str, list[SearchedPage]] = defaultdict(list)
    for page in pages:
        (own if page.tag == page.searched_in else others)[page.searched_in].append(page)
    shares: dict[str, list[SearchedPage]] = {}
    for tag in sorted({*own, *others}):
        count = 1
        if len(own[tag]) > _WORTH_SHARING:
            count = min(max(_SHARES, len(own[tag]) // _LARGE_SHARE), _MOST_SHARES)
        numbered: dict[int, list[SearchedPage]] = defaultdict(list)
        for page in own[tag]:
            numbered[digest(page.url)[0] % count].append(page)
        for number, share in sorted(numbered.items()):
            shares[_name(tag, str(number))] = share
        if others[tag]:
            shares[_name(tag, OTHERS)] = others[tag]
    for share in shares.values():
        share.sort(key=lambda page: page.url)
    return shares


def _name(tag: str, share: str) -> str:
    """Return the name of an index. It begins like the tag of no language, which has stems."""
    return f"x-{tag.lower()}-{share}"


def _deal(batches: Mapping[str, list[Record]], hands: int) -> list[dict[str, list[Record]]]:
    """Return `batches` in as many groups as there are `hands`, but none without a batch."""
    items = list(batches.items())
    return [dict(items[hand::hands]) for hand in range(min(hands, len(items)))]


def _files_key(key: Key) -> Key:
    return make_key("search files", key)


def _unusable(error: PagefindError) -> BuildErrors:
    text = (
        f"Pagefind cannot make the search index: {error}; {error.remedy}, or write `search: false`"
    )
    return BuildErrors([Problem(place=Place(path="site.yaml"), text=text)])
