"""Style sheets, scripts, fonts and pictures: fingerprinted, and files copied as they are."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from notes_site.model import OutputFile, Url
from notes_site.theme import ASSETS, KATEX

_CSS_URL = re.compile(r"""url\((['"]?)([^'")]+)\1\)""")
# KaTeX's style sheet names each font in three formats; every browser of today takes woff2.
_OTHER_FONT = re.compile(r",url\([^)]*\) format\((['\"])(?:woff|truetype)\1\)")
_HASH_LENGTH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetSet:
    """The fingerprinted files."""

    urls: Mapping[str, Url]
    """Name below `static/assets/`, such as `style.css` or `katex/katex.css` → address."""

    files: tuple[OutputFile, ...]


def find_assets(site_folder: Path, made: Mapping[str, str]) -> AssetSet:
    """Return the theme's assets, the site's own in front of them, KaTeX's, and `made` ones.

    A name in the output holds a digest of the content, so that browsers may keep a
    file for ever. Addresses within style sheets follow.

    Args:
        site_folder: where `site.yaml` is; its `static/assets/` replaces or adds files.
        made: name → text of style sheets that the build itself makes.
    """
    sources: dict[str, Path] = {}
    for name in ("katex.min.css", *(f"fonts/{font.name}" for font in (KATEX / "fonts").iterdir())):
        sources[f"katex/{name}"] = KATEX / name
    for folder in (ASSETS, site_folder / "static" / "assets"):
        sources.update(_files_below(folder))
    contents = {name: path.read_bytes() for name, path in sources.items()}
    contents.update((name, text.encode()) for name, text in made.items())
    urls: dict[str, Url] = {}
    files: list[OutputFile] = []
    # Style sheets last: what they name must have its address by then.
    for name in sorted(contents, key=lambda name: (name.endswith(".css"), name)):
        content = contents[name]
        if name.endswith(".css"):
            content = _with_addresses(content.decode(), name, urls).encode()
        path = f"assets/{_fingerprinted(name, content)}"
        urls[name] = Url(f"/{quote(path)}")
        files.append(OutputFile(path=path, content=content))
    return AssetSet(urls=urls, files=tuple(files))


def _files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    if folder.is_dir():
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and not any(part.startswith(".") for part in name.split("/")):
                yield name, path


def _fingerprinted(name: str, content: bytes) -> str:
    path = PurePosixPath(name)
    digest = blake2b(content, digest_size=16).hexdigest()[:_HASH_LENGTH]
    return str(path.with_name(f"{path.stem}.{digest}{path.suffix}"))


def _with_addresses(css: str, name: str, urls: Mapping[str, Url]) -> str:
    """Return `css` with the fingerprinted names of the assets it names, relative as they were."""
    folder = PurePosixPath(name).parent

    def replace(match: re.Match[str]) -> str:
        target = str(folder / match[2])
        if target not in urls:
            return match[0]
        new = PurePosixPath(urls[target]).relative_to("/assets")
        return f"url({new.relative_to(folder)})"

    return _CSS_URL.sub(replace, _OTHER_FONT.sub("", css))


def find_static(site_folder: Path) -> Mapping[str, Path]:
    """Return the site's static files that are copied as they are: path in the output → file."""
    folder = site_folder / "static"
    root = site_folder.resolve()
    return {
        name: path
        for name, path in _files_below(folder)
        if not name.startswith("assets/") and path.resolve().is_relative_to(root)
    }
