"""The written site as a reader finds it: every address in it must lead somewhere."""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

from msgspec import Struct

from notes_site.check.places import PlaceFinder
from notes_site.check.references import READABLE, Contents, read_contents
from notes_site.errors import Place, Problem
from notes_site.model import OutputFile, Source
from notes_site.text.suggest import closest
from notes_site.write import read_content


class Crawl(Struct, frozen=True, kw_only=True):
    """Findings in the files of a site."""

    problems: tuple[Problem, ...]
    external: Mapping[str, Place]
    """Address of another site, without its fragment → where it stands first."""


def crawl(  # noqa: PLR0913 - a site's files, where they stand, and what is known of its mistakes
    files: Iterable[OutputFile],
    base_url: str,
    site_folder: Path,
    sources: Mapping[str, Source],
    *,
    awaited: Collection[str] = (),
    told: Collection[tuple[str, str]] = (),
) -> Crawl:
    """Return what is wrong with the addresses in the files of a site, and those of other sites.

    An address that is wrong on many pages is told once, by the first of them.

    Args:
        files: all files of the output.
        base_url: of the site, without a final `/`.
        site_folder: where `site.yaml` is.
        sources: path of a note's page → the note, so that a mistake is told by its line there.
        awaited: paths of the pages that will be there once all mistakes are mended.
        told: addresses that are told of already: path and fragment, not percent-encoded.
    """
    by_path = {file.path: file for file in files}
    contents = {
        path: read_contents(path, _read_text(file, site_folder))
        for path, file in sorted(by_path.items())
        if path.endswith(READABLE)
    }
    output = _Output(
        base_url=base_url,
        contents=contents,
        files=by_path.keys(),
        awaited=awaited,
        told=told,
        folders={path.split("/")[0] for path in (*by_path, *awaited)},
    )
    finder = PlaceFinder(site_folder, sources)
    problems: dict[str, Problem] = {}
    external: dict[str, Place] = {}
    # Pages of notes first: a mistake in one stands in lists and feeds too.
    for path in sorted(contents, key=lambda path: (path not in sources, path)):
        for reference in contents[path].references:
            target = urljoin(f"{base_url}/{quote(page_path(path))}", reference.target.strip())
            address, _ = urldefrag(target)
            if target in problems or urlsplit(target).scheme not in {"http", "https"}:
                continue
            if output.is_of_another_site(address, reference.target, by_author=path in sources):
                if address not in external:
                    external[address] = finder.find(path, reference)
            elif output.is_below(address) and address in external:
                continue  # lists and feeds repeat what the author of a note wrote
            elif text := output.mistake(target, reference.target):
                place = finder.find(path, reference)
                problems[target] = Problem(place=place, kind="links", text=text)
    return Crawl(problems=tuple(problems.values()), external=external)


class _Output(Struct, frozen=True, kw_only=True):
    """The files of a site, by which the addresses in them are judged."""

    base_url: str
    """Of the site, without a final `/`."""

    contents: Mapping[str, Contents]
    """By path, of all that hold addresses."""

    files: Collection[str]
    """Paths of all files."""

    awaited: Collection[str]
    """Paths of the pages that will be there once all mistakes are mended."""

    told: Collection[tuple[str, str]]
    """Addresses that are told of already: path and fragment."""

    folders: Collection[str]
    """Names of all that lies, or will lie, at the top."""

    def is_of_another_site(self, address: str, written: str, *, by_author: bool) -> bool:
        """Tell whether an address leads out of this site.

        Args:
            address: whole, without its fragment.
            written: as it stands in the file.
            by_author: whether it stands on the page of a note.
        """
        if self.is_below(address):
            return by_author and _is_beside(written, self._path(address), self.folders)
        return not _is_rooted(written)

    def mistake(self, target: str, written: str) -> str:
        """Return what an author is told of an address of this site; empty where it is right.

        Args:
            target: whole.
            written: as it stands in the file.
        """
        address, fragment = urldefrag(target)
        if not self.is_below(address):
            root = urlsplit(self.base_url).path
            return (
                f"{written} is not below {root}/; let the template use an `href` that it is given"
            )
        path, anchor = self._path(address), unquote(fragment)
        if (path, anchor) in self.told:
            return ""
        below = path.lstrip("/")
        found = _find_file(below, self.files)
        if found is None:
            if _find_file(below, self.awaited) is not None:
                return ""
            return f"there is nothing at /{below}; {_remedy(below, [*self.files, *self.awaited])}"
        if anchor and anchor != "top" and found.endswith(".html"):
            anchors = self.contents[found].anchors
            if anchor not in anchors:
                return f"nothing at /{below} has the id `{anchor}`; {_remedy(anchor, anchors)}"
        return ""

    def is_below(self, address: str) -> bool:
        """Tell whether an address begins with `base_url`."""
        return f"{address}/".startswith(f"{self.base_url}/")

    def _path(self, address: str) -> str:
        """Return the path of an address of this site below `base_url`, decoded."""
        return unquote(urlsplit(address).path[len(urlsplit(self.base_url).path) :])


def page_path(path: str) -> str:
    """Return what the address of the file at `path` ends in: hosts show a folder's `index.html`."""
    return path.removesuffix("index.html") if f"/{path}".endswith("/index.html") else path


def _read_text(file: OutputFile, site_folder: Path) -> str:
    return read_content(file.content, site_folder).decode("utf-8", "replace")


def _is_rooted(target: str) -> bool:
    return target.startswith("/") and not target.startswith("//")


def _is_beside(target: str, path: str, folders: Collection[str]) -> bool:
    """Tell whether an author's whole address leads to another site below this one's address.

    A page of somebody's root site, `https://name.github.io/`, leads to projects such as
    `https://name.github.io/project/`: to a folder that the root site has not.

    Args:
        target: as written.
        path: of the address below `base_url`.
        folders: names of all that lies at the top of the output.
    """
    first, slash, _ = path.removeprefix("/").partition("/")
    return bool(slash) and first not in folders and urlsplit(target).scheme != ""


def _find_file(path: str, files: Collection[str]) -> str | None:
    """Return the file that a host sends for the address of `path`."""
    candidates = (
        path,
        f"{path}index.html" if not path or path.endswith("/") else f"{path}/index.html",
    )
    return next((each for each in candidates if each in files), None)


def _remedy(wanted: str, there: Iterable[str]) -> str:
    close = closest(wanted, map(page_path, there))
    return f"write `{close}`" if close else "correct the address"
