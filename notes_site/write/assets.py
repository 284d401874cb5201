"""Style sheets, scripts, fonts and pictures: fingerprinted, and files copied as they are."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from msgspec import Struct

from notes_site.cache import Session, content_digest, digest
from notes_site.config import SiteConfig
from notes_site.errors import Problem, decode
from notes_site.inputs import (
    STATIC,
    Folder,
    check_folder,
    find_folder,
    list_files,
    list_folder,
    theme_folders,
)
from notes_site.model import InPage, OutputFile, Url
from notes_site.theme import BUILT_IN, KATEX
from notes_site.write.styles import address_outside, find_lost_imports, join_sheets, minify

_OWN = "assets"
"""Folder in `static/` with files that stand in for the theme's; the others there have their own names too."""

_HASH_LENGTH = 10

_ASSETS = "static/assets"

FIRST, STYLE = "first.css", "style.css"
"""The theme's sheet that stands in each page, and the one behind it."""

FIRST_SCRIPT = "theme.js"
"""Stands in each page too, and is published for templates that name it."""

EXTRA = "extra.css"
"""A site's own style sheet behind the theme's, in `static/`; it lies at the top of the output."""


class AssetSet(Struct, frozen=True, kw_only=True):
    """The fingerprinted files."""

    urls: Mapping[str, Url]
    """Name below `static/assets/`, such as `style.css` or `katex/katex.css` → address.

    `/extra.css` is the sheet beside that folder.
    """

    files: tuple[OutputFile, ...]
    in_page: InPage

    problems: tuple[Problem, ...]
    """Mistakes in style sheets."""


def find_assets(
    config: SiteConfig,
    made: Mapping[str, str],
    libraries: Mapping[str, Path],
    problems: list[Problem],
    session: Session,
) -> AssetSet:
    """Return the theme's assets, the site's own in front of them, KaTeX's, and `made` ones.

    A name in the output holds a digest of the content, so that browsers may keep a
    file for ever. Addresses within style sheets follow. A sheet that another imports
    becomes a part of that one; one of a theme that another stands in for has the theme's name,
    as `style.default.css`, for that one to import it.

    Args:
        config: names the theme; the site's own `static/assets/` replaces or adds files.
        made: name → text of style sheets that the build itself makes.
        libraries: name → file of a script of others that some page needs.
        problems: gets the mistakes in the names of files.
        session: of builds before.

    Raises:
        SourceError: a style sheet is not UTF-8.
    """
    sources = _find_sources(config, libraries, problems)
    key = _key({name: session.digests.find(path) for name, path in sources.files.items()}, made)
    known = session.recent("assets").get(key)
    if known is None:
        read = {name: path.read_bytes() for name, path in sources.files.items()}
        known = _make_assets(sources, read, made)
        key = _key({name: content_digest(content) for name, content in read.items()}, made)
        session.recent("assets")[key] = known
    problems += known.problems
    return known


class _Sources(Struct, frozen=True, kw_only=True):
    """The files that assets are made of."""

    files: Mapping[str, Path]
    """Name → file."""

    themes: Sequence[Path]
    """Folders of assets of the themes."""

    shadowed: Collection[str]
    """Names of the sheets of a theme that others stand in for."""

    def is_of_theme(self, name: str, below: str = "") -> bool:
        """Tell whether a file is a theme's, and lies in the folder `below` of it."""
        return any(self.files[name].is_relative_to(folder / below) for folder in self.themes)

    def is_part(self, name: str) -> bool:
        """Tell whether a sheet is there to be imported by others only."""
        return name in self.files and (name in self.shadowed or self.is_of_theme(name, "styles"))


def _find_sources(
    config: SiteConfig, libraries: Mapping[str, Path], problems: list[Problem]
) -> _Sources:
    files = dict(libraries)
    for name in ("katex.min.css", *(f"fonts/{font.name}" for font in (KATEX / "fonts").iterdir())):
        files[f"katex/{name}"] = KATEX / name
    folders = theme_folders(config.theme.name, _ASSETS)
    names = [config.theme.name, BUILT_IN][-len(folders) :]
    shadowed: dict[str, Path] = {}
    below = ""
    own = find_folder(config.folder, _ASSETS)
    for name, folder in [*reversed([*zip(names, folders, strict=True)]), ("", own)]:
        layer = dict(_files_below(folder, problems))
        shadowed |= {
            _name_of(each, below): files[each]
            for each in layer
            if each in files and each.endswith(".css")
        }
        files.update(layer)
        below = name
    files.update(shadowed)
    if static := find_folder(config.folder, STATIC):
        at_top = {entry.name: entry for entry in list_folder(static, [])}
        if (extra := at_top.get(EXTRA)) and extra.folder is None:
            files[f"/{EXTRA}"] = Path(extra.location)
    themes = [Path(folder.location) for folder in folders]
    return _Sources(files=files, themes=themes, shadowed=shadowed.keys())


def _name_of(name: str, theme: str) -> str:
    """Return by which name a sheet is imported that stands in for that one of a theme."""
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}.{theme}{path.suffix}"))


def _key(digests: Mapping[str, bytes], made: Mapping[str, str]) -> bytes:
    parts: list[str | bytes] = []
    for name, content in digests.items():
        parts += (name, content)
    for name, text in made.items():
        parts += (name, text)
    return digest(*parts)


def _make_assets(sources: _Sources, read: Mapping[str, bytes], made: Mapping[str, str]) -> AssetSet:
    contents = {name: text.encode() for name, text in made.items()}
    for name, content in read.items():
        contents[name] = minify(name, content) if sources.is_of_theme(name) else content
    extra = contents.pop(f"/{EXTRA}", None)
    sheets = {name: css for name, css in contents.items() if name.endswith(".css")}
    urls: dict[str, Url] = {}
    files: list[OutputFile] = []

    def publish(name: str, content: bytes, folder: str = f"{_OWN}/") -> None:
        path = f"{folder}{_fingerprinted(name.removeprefix('/'), content)}"
        urls[name] = Url(f"/{quote(path)}")
        files.append(OutputFile(path=path, content=content))

    for name in sorted(contents.keys() - sheets.keys()):
        publish(name, contents[name])
    joined = join_sheets(sheets, urls)  # last: they name the others' addresses
    first_css = joined.pop(FIRST, "")
    if not _needs_first(joined.get(STYLE, "")):
        first_css = ""
    for name, css in joined.items():
        # A site whose own style.css imports no part has no use for it.
        if not sources.is_part(name):
            publish(name, css.encode())
    if extra is not None:
        css = address_outside(decode(extra, f"static/{EXTRA}"), urls)
        publish(f"/{EXTRA}", css.encode(), folder="")
    script = decode(contents[FIRST_SCRIPT], FIRST_SCRIPT)
    return AssetSet(
        urls=urls,
        files=tuple(files),
        in_page=InPage(css=_within(first_css), script=_within(script)),
        problems=tuple(find_lost_imports(sheets)),
    )


def _within(text: str) -> str:
    """Return a sheet or script for within its element, which `</` might end (HTML, 4.12.1.3).

    Lines end as a browser has them once it has read the page: their digest is in the policy.
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("</", "<\\/")


def _needs_first(style: str) -> bool:
    """Tell whether `style.css`, its parts joined, is the theme's, which `first.css` stands before.

    A site may have replaced it by one that imports all parts by itself, or none.
    """
    return ".katex-sides" in style and "--latin-serif:" not in style


def _files_below(folder: Folder | None, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    """Yield the files of `folder` by their path in it."""
    if folder is None:
        return
    for entry in list_files(folder, problems):
        yield entry.path[len(folder.path) + 1 :], Path(entry.location)


def _fingerprinted(name: str, content: bytes) -> str:
    path = PurePosixPath(name)
    fingerprint = blake2b(content, digest_size=16).hexdigest()[:_HASH_LENGTH]
    return str(path.with_name(f"{path.stem}.{fingerprint}{path.suffix}"))


def find_static(site_folder: Path, problems: list[Problem]) -> Mapping[str, Path]:
    """Return the site's static files that are copied as they are: path in the output → file.

    Those of `static/assets/` among them, but for what stands in for a file of the theme.
    """
    problems += check_folder(site_folder, STATIC)
    theme = {
        name for folder in theme_folders(BUILT_IN, _ASSETS) for name, _ in _files_below(folder, [])
    }
    return {
        name: path
        for name, path in _files_below(find_folder(site_folder, STATIC), problems)
        if name != EXTRA and name.removeprefix(f"{_OWN}/") not in theme
    }
