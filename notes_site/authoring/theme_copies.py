"""Theme overrides: an author's copies of the theme's files, for `theme copy` and `theme diff`."""

import difflib
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from notes_site import __version__
from notes_site.config import SiteConfig
from notes_site.errors import Place, Problem, SourceError
from notes_site.inputs import find_folder, list_files, theme_folders
from notes_site.text.suggest import closest
from notes_site.text.whole_files import write_whole

FOLDERS = ("templates", "static/assets")
"""What of a site stands in for files of the theme."""

ORIGINALS = ".theme"
"""Folder of the site with the theme's files as they were when they were copied.

It is hidden, so that no build reads it, and belongs under version control like the copies.
"""

_STAMP = re.compile(r"notes-site theme (?P<version>\S+) (?P<digest>[0-9a-f]{12})")
_COMMENTS = {
    ".html": ("{# ", " #}"),
    ".xml": ("{# ", " #}"),
    ".txt": ("{# ", " #}"),
    ".md": ("{# ", " #}"),
    ".json": ("{# ", " #}"),
    ".css": ("/* ", " */"),
    ".js": ("// ", ""),
}
"""Suffix → what stands around a comment; templates of all kinds have Jinja's."""

_FEWEST_LINES = 3


class ThemeFile(Struct, frozen=True, kw_only=True):
    """A file of the theme that a site can have one of its own for."""

    path: str
    """In a site's folder: `templates/parts/footer.html`."""

    file: Path
    """The theme's."""

    own: Path | None
    """The site's; None where it has none."""


def list_theme(config: SiteConfig) -> list[ThemeFile]:
    """Return the files of the site's theme, with what the site has in their places."""
    found: dict[str, ThemeFile] = {}
    for name in FOLDERS:
        folder = find_folder(config.folder, name)
        own = {each.path: Path(each.location) for each in list_files(folder, [])} if folder else {}
        for theme in theme_folders(config.theme.name, name):
            for entry in list_files(theme, []):
                file = ThemeFile(
                    path=entry.path, file=Path(entry.location), own=own.get(entry.path)
                )
                found.setdefault(entry.path, file)
    return sorted(found.values(), key=lambda each: each.path)


def find_file(config: SiteConfig, name: str) -> ThemeFile:
    """Return the file of the theme that an author calls `name`: its path, or an end of that.

    The suffix may be left out.

    Raises:
        SourceError: there is none, or several.
    """
    files = list_theme(config)
    wanted = name.strip("/")
    by_path = {each.path: each for each in files}
    if wanted in by_path:
        return by_path[wanted]
    ends = (f"/{wanted}", *(f"/{wanted}{suffix}" for suffix in _COMMENTS))
    named = [each for each in files if each.path.endswith(ends)]
    if len(named) == 1:
        return named[0]
    if named:
        listed = " or ".join(f"`{each.path}`" for each in named)
        text = f"several files of the theme end in this; write {listed}"
    else:
        shorter = {path.rpartition("/")[2] for path in by_path}
        close = closest(wanted, [*sorted(shorter), *by_path])
        remedy = f"write `{close}`" if close else "`notes-site theme list` names them"
        text = f"the theme has no such file; {remedy}"
    raise SourceError([Problem(place=Place(path=name, line=1), kind="templates", text=text)])


def copy_file(config: SiteConfig, theirs: ThemeFile) -> Path:
    """Copy a file of the theme into the site, with a comment that says which one it was.

    Raises:
        SourceError: the site has it already.
    """
    own = config.folder / theirs.path
    if theirs.own or own.exists():
        text = "the site has this file already; `notes-site theme diff` shows how it differs"
        place = Place(path=theirs.path, line=1)
        raise SourceError([Problem(place=place, kind="templates", text=text)])
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_bytes(_stamped(theirs, theirs.file.read_bytes()))
    _keep_original(config, theirs)
    return own


def mark_current(config: SiteConfig, theirs: ThemeFile) -> None:
    """Remember that the author has brought a copy up to date with the theme."""
    if theirs.own is None:
        text = "the site has no such file of its own; `notes-site theme copy` makes one"
        place = Place(path=theirs.path, line=1)
        raise SourceError([Problem(place=place, kind="templates", text=text)])
    write_whole(theirs.own, _stamped(theirs, theirs.own.read_bytes()))
    _keep_original(config, theirs)


def _keep_original(config: SiteConfig, theirs: ThemeFile) -> None:
    original = config.folder / ORIGINALS / theirs.path
    original.parent.mkdir(parents=True, exist_ok=True)
    write_whole(original, theirs.file.read_bytes())


def _stamped(theirs: ThemeFile, content: bytes) -> bytes:
    """Return the content of a copy with its comment, in place of one that it may have."""
    around = _COMMENTS.get(theirs.file.suffix)
    if around is None:
        return content  # a picture: the original that is kept says the same
    first, _, rest = content.partition(b"\n")
    if _STAMP.search(first.decode(errors="replace")):
        content = rest
    text = f"notes-site theme {__version__} {_digest(theirs.file.read_bytes())}"
    return f"{around[0]}{text}: {theirs.path}{around[1]}\n".encode() + content


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()[:12]


def find_old_copies(config: SiteConfig) -> Iterator[Problem]:
    """Yield a warning for each copy whose original has changed since in the theme."""
    for theirs in list_theme(config):
        if theirs.own is None:
            continue
        own, now = theirs.own.read_bytes(), theirs.file.read_bytes()
        version = _copied_from(config, theirs, own, now)
        if version is not None:
            since = f"since this was copied from {version}" if version else "since this was copied"
            name = theirs.path.partition("/")[2].removeprefix("assets/")
            look = f"look at `notes-site theme diff {name}`, then mark it by `--mark-current`"
            text = f"the theme's {name} has changed {since}; {look}"
            place = Place(path=theirs.path, line=1)
            yield Problem(place=place, kind="templates", text=text, is_warning=True)


def _copied_from(config: SiteConfig, theirs: ThemeFile, own: bytes, now: bytes) -> str | None:
    """Return the version that a copy is of, if the theme's file is another now.

    Empty where that is not known. None for one that is up to date, or is no copy at all.
    """
    first, _, _ = own.partition(b"\n")
    stamp = _STAMP.search(first.decode(errors="replace"))
    if stamp:
        return None if stamp["digest"] == _digest(now) else stamp["version"]
    original = config.folder / ORIGINALS / theirs.path
    if original.is_file():
        return None if original.read_bytes() == now else ""
    return "" if own != now and _is_copy(own, now) else None


def _is_copy(own: bytes, theirs: bytes) -> bool:
    """Tell whether most lines of a file without a comment come from the theme's: it was copied by hand."""
    lines = [line.strip() for line in own.splitlines() if line.strip()]
    known = {line.strip() for line in theirs.splitlines()}
    shared = sum(line in known for line in lines)
    return len(lines) >= _FEWEST_LINES and shared * 2 >= len(lines)


def show_difference(config: SiteConfig, theirs: ThemeFile) -> str:
    """Return what has changed in the theme since the copy was made, as a unified diff.

    Where the original is not known, it is how the theme's file differs from the copy.
    """
    original = config.folder / ORIGINALS / theirs.path
    if original.is_file():
        before, name = original, f"{theirs.path} as copied"
    elif theirs.own:
        before, name = theirs.own, f"{theirs.path} of this site"
    else:
        return ""
    lines = difflib.unified_diff(
        _read_lines(before), _read_lines(theirs.file), name, f"{theirs.path} of the theme now"
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def _read_lines(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True)
    return lines[1:] if lines and _STAMP.search(lines[0]) else lines
