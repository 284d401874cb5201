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
    folders = {path.split("/")[0] for path in (*by_path, *awaited)}
    finder = PlaceFinder(site_folder, sources)
    problems: dict[str, Problem] = {}
    external: dict[str, Place] = {}
    # Pages of notes first: a mistake in one stands in lists and feeds too.
    for path in sorted(contents, key=lambda path: (path not in sources, path)):
        for reference in contents[path].references:
            target = urljoin(f"{base_url}/{quote(page_path(path))}", reference.target.strip())
            address, fragment = urldefrag(target)
            if target in problems or urlsplit(target).scheme not in {"http", "https"}:
                continue
            text = ""
            is_below = f"{address}/".startswith(f"{base_url}/")
            path_there = unquote(urlsplit(address).path[len(urlsplit(base_url).path) :])
            if is_below and path in sources and _is_beside(reference.target, path_there, folders):
                external.setdefault(address, finder.find(path, reference))
            elif is_below and address not in external:
                if (path_there, unquote(fragment)) not in told:
                    text = _what_is_wrong(path_there, unquote(fragment), by_path, contents, awaited)
            elif not is_below and _is_rooted(reference.target):
                text = f"{reference.target} is not below {urlsplit(base_url).path}/; "
                text += "let the template use an `href` that it is given"
            elif address not in external:
                external[address] = finder.find(path, reference)
            if text:
                place = finder.find(path, reference)
                problems[target] = Problem(place=place, kind="links", text=text)
    return Crawl(problems=tuple(problems.values()), external=external)


def _what_is_wrong(
    path: str,
    fragment: str,
    files: Collection[str],
    contents: Mapping[str, Contents],
    awaited: Collection[str],
) -> str:
    """Return what an author is told of an address of the site; empty where it is right."""
    below = path.lstrip("/")
    found = _find_file(below, files)
    if found is None:
        if _find_file(below, awaited) is not None:
            return ""
        return f"there is nothing at /{below}; {_remedy(below, [*files, *awaited])}"
    if fragment and found in contents and found.endswith(".html"):
        anchors = contents[found].anchors
        if fragment not in anchors and fragment != "top":
            return f"nothing at /{below} has the id `{fragment}`; {_remedy(fragment, anchors)}"
    return ""


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
