"""The files of pictures, as they lie in the site's folder and in its output."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from msgspec import Struct, field

from notes_site.cache import Store, content_digest
from notes_site.model import OutputFile, StoredFile, Url, Variant

SUFFIXES = frozenset([".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"])


class PictureFiles(Struct):
    """The pictures of a site, each of which is hashed once in a build."""

    paths: Mapping[Url, Path]
    """Address → file."""

    stored: Mapping[Url, StoredFile] = field(default_factory=dict)
    """Address → picture that is a file in the output alone."""

    digests: dict[Url, bytes] = field(default_factory=dict)
    """Address → digest of its file, where that is known."""

    def digest(self, url: Url) -> bytes:
        """Return the digest of the picture at an address; empty where there is none."""
        if url in self.stored:
            return self.stored[url].digest
        if url not in self.digests:
            content = self._read_file(url)
            self.digests[url] = b"" if content is None else content_digest(content)
        return self.digests[url]

    def read(self, url: Url, store: Store) -> bytes | None:
        """Return the bytes of the picture at an address; None where there is none."""
        known = self.stored.get(url)
        return store.read(known.key) if known else self._read_file(url)

    def _read_file(self, url: Url) -> bytes | None:
        path = self.paths.get(url)
        with suppress(OSError):  # whoever copies it tells
            return path.read_bytes() if path else None
        return None


def is_picture(path: str) -> bool:
    """Tell whether the name of a file is that of a picture whose size can be read."""
    return PurePosixPath(path).suffix.lower() in SUFFIXES


def stored_path(file: Variant | StoredFile) -> str:
    """Return where a file whose bytes lie in the store lies below the output folder."""
    return file.url.removeprefix("/")


def find_stored(
    files: Iterable[Variant | StoredFile], present: Mapping[str, bytes], store: Store
) -> Iterator[OutputFile]:
    """Yield files whose bytes lie in the store; without its content where the output has that.

    Args:
        files: of all notes; those of one address make one file.
        present: path of a file of the output → digest of its bytes.
        store: has the bytes of each.
    """
    for file in {each.url: each for each in files}.values():
        path = stored_path(file)
        is_there = present.get(path) == file.digest
        yield OutputFile(path=path, content=None if is_there else store.read(file.key))
        store.mark([file.key])
