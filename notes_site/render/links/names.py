"""Notes and files by what their authors call them."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from notes_site.text.slug import fold


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
