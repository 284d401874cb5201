"""Pictures of a blog: found as the old tool found them, and copied to `static/`."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urljoin, urlsplit

from notes_site.importing.blog import Blog, ImportReport, Post
from notes_site.importing.bodies import outside_code
from notes_site.importing.reading import list_files

SUFFIXES = (
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".webp",
    ".svg",
    ".avif",
    ".bmp",
    ".ico",
    ".tif",
    ".tiff",
)
_IMAGE = re.compile(
    r"(?P<before>!\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*)(?:<(?P<angle>[^<>\n]+)>|(?P<bare>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:[ \t][^\"'()\n]*?(?=\.\w{2,5}[\s)])\.\w{2,5})?))(?P<after>\s*(?:=\d*%?x\d*\s*)?(?:[\"'][^\n]*?[\"']\s*)?\))"
)
_TAG = re.compile(
    r"""(?P<before><(?:img|source|video|audio)\b[^>]*?\s(?:src|poster)\s*=\s*)(?P<quote>["'])(?P<address>.*?)(?P=quote)""",
    re.IGNORECASE | re.DOTALL,
)
_EMBED = re.compile(r"!\[\[(?P<name>[^\[\]|\n]+?)(?:\|(?P<size>[^\[\]\n]*))?\]\]")
_SIZE = re.compile(r"\s*=(?P<width>\d+%?)?x\d*\s*")


class PictureBox:
    """Finds pictures, and gives each an address in the new site."""

    def __init__(self, blog: Blog, report: ImportReport) -> None:
        self._blog = blog
        self._report = report
        self.copies: dict[str, Path] = {}
        """Path below `static/` → the file that is copied there."""

        self._placed: dict[Path, str] = {}

    @cached_property
    def _by_name(self) -> dict[str, list[Path]]:
        found: dict[str, list[Path]] = {}
        for path in list_files(self._blog.folder, *SUFFIXES):
            found.setdefault(path.name.lower(), []).append(path)
        return found

    def count_unused(self) -> int:
        """Return how many pictures of the blog no post shows."""
        shown = sum(path.suffix.lower() in SUFFIXES for path in self._placed)
        return sum(len(paths) for paths in self._by_name.values()) - shown

    def place(self, text: str, post: Post, old_url: str) -> str:
        """Return `text` with the addresses of its pictures in the new site.

        One that is not there is shown from its old address, where that is known.

        Args:
            text: of the post.
            post: for where its pictures may lie.
            old_url: path of the post in the old blog; empty where it had none.
        """
        return outside_code(text, lambda bare: self._place_all(bare, post, old_url))

    def place_file(self, address: str, post: Post) -> str:
        """Return the new address of a file that a link leads to; empty where there is none."""
        if re.match(r"(?:https?:)?//", address) and not self._is_own(address):
            return ""
        name = unquote(urlsplit(address).path)
        suffix = PurePosixPath(name).suffix.lower()
        if not suffix or suffix in {".md", ".html", ".htm", ".qmd", ".rmd", ".markdown"}:
            return ""
        path = self._search(name, post)
        return self._new_address(path, post) if path else ""

    def _place_all(self, text: str, post: Post, old_url: str) -> str:
        def image(match: re.Match[str]) -> str:
            address = match["angle"] or match["bare"] or ""
            after = match["after"]
            width = _SIZE.match(after)
            if width:
                after = after[width.end() :] or ")"
                size = width["width"]
                after += f"{{width={size}}}" if size else ""
            new = self._find(address, post, old_url)
            return f"{match['before']}{new}{after}" if new else match[0]

        def tag(match: re.Match[str]) -> str:
            new = self._find(match["address"], post, old_url)
            quoted = match["quote"]
            return f"{match['before']}{quoted}{new}{quoted}" if new else match[0]

        def embed(match: re.Match[str]) -> str:
            if not match["name"].lower().endswith(SUFFIXES):
                return match[0]
            new = self._find(match["name"], post, old_url)
            if not new:
                return match[0]
            size = re.match(r"\d+", match["size"] or "")
            return f"![]({new})" + (f"{{width={size[0]}}}" if size else "")

        return _EMBED.sub(embed, _TAG.sub(tag, _IMAGE.sub(image, text)))

    def _find(self, address: str, post: Post, old_url: str) -> str:
        """Return the new address of a picture; empty for one that stays as it is written."""
        if re.match(r"(?:https?:)?//", address) and not self._is_own(address):
            self._report.remote += 1
            return ""
        if address.startswith(("data:", "{{")) or not address.strip():
            return ""
        path = self._search(unquote(urlsplit(address).path).replace("\\", "/"), post)
        if path is None:
            self._report.lose("picture that is not there", post.path)
            base = self._blog.settings.base_url.rstrip("/")
            if not base.startswith("http") or not (old_url or address.startswith("/")):
                return ""
            self._report.did("missing pictures shown from the old blog", post.path)
            root = urlsplit(base).path.rstrip("/")
            bare = (
                address.removeprefix(root) if root and address.startswith(f"{root}/") else address
            )
            return f"{base}{bare}" if bare.startswith("/") else urljoin(f"{base}{old_url}", bare)
        return self._new_address(path, post)

    def _new_address(self, path: Path, post: Post) -> str:
        if path not in self._placed:
            self._placed[path] = self._choose(path, post)
            self.copies[self._placed[path]] = path
            self._report.pictures += path.suffix.lower() in SUFFIXES
        return quote(f"/{self._placed[path]}")

    def _is_own(self, address: str) -> bool:
        host = urlsplit(self._blog.settings.base_url).netloc
        return bool(host) and urlsplit(address).netloc == host

    def _search(self, address: str, post: Post) -> Path | None:
        base = urlsplit(self._blog.settings.base_url).path.rstrip("/")
        names = [
            address.removeprefix(base) if base and address.startswith(f"{base}/") else address,
            address,
        ]
        for name in names:
            if name.startswith("/"):
                folders: Iterable[Path] = self._blog.static
            else:
                folders = (*post.folders, *self._blog.static)
            for folder in folders:
                path = folder / name.lstrip("/")
                if path.is_file() and path.resolve().is_relative_to(self._blog.folder.resolve()):
                    return path.resolve()
        found = self._by_name.get(PurePosixPath(address).name.lower(), [])
        return found[0].resolve() if len(found) == 1 else None

    def _choose(self, path: Path, post: Post) -> str:
        """Return the path below `static/` for a picture: its note's name, and its own."""
        folder = re.sub(r"[^\w-]+", "-", post.name.rpartition("/")[2]).strip("-") or "note"
        name = re.sub(r"[^\w.-]+", "-", path.name)
        root = "pictures" if path.suffix.lower() in SUFFIXES else "files"
        chosen = f"{root}/{folder}/{name}"
        if chosen in self.copies and self.copies[chosen] != path:
            mark = sha256(str(path).encode()).hexdigest()[:6]
            chosen = f"{root}/{folder}/{mark}-{name}"
        return chosen


def rewrite_links(text: str, rewrite: Callable[[str], str]) -> str:
    """Return `text` with what `rewrite` gives for each address of a link, outside of code."""

    def change(bare: str) -> str:
        made = _LINK.sub(
            lambda match: f"{match['before']}{rewrite(match['address'])}{match['after']}", bare
        )
        made = _ANCHOR.sub(
            lambda match: f"{match['before']}{rewrite(match['address'])}{match['after']}", made
        )
        return _DEFINED.sub(lambda match: f"{match['before']}{rewrite(match['address'])}", made)

    return outside_code(text, change)


_LINK = re.compile(
    r"(?P<before>(?<!!)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*)(?P<address>[^\s()<>]+)(?P<after>[^\n()]*\))"
)
_ANCHOR = re.compile(
    r"""(?P<before><a\b[^>]*?\shref\s*=\s*["'])(?P<address>[^"']*)(?P<after>["'])""", re.IGNORECASE
)
_DEFINED = re.compile(r"^(?P<before> {0,3}\[[^\]\n^]+\]:[ \t]*)(?P<address>[^\s<>]+)", re.MULTILINE)


def find_note(address: str, post: Post, notes: Mapping[str, str]) -> str:
    """Return the path of the note that an address of the old blog leads to; empty for none.

    Args:
        address: as written, without its fragment.
        post: where it is written.
        notes: old addresses, paths and names of notes, in lower case → path of the note.
    """
    given = unquote(address).strip().lower()
    above = post.path.rpartition("/")[0].lower()
    name = PurePosixPath(given).name
    candidates = [
        given,
        given.rstrip("/") + "/",
        given.removesuffix("index.html"),
        _join(above, given),
        re.sub(r"\.(?:html|md|qmd|markdown|rmd)$", "", _join(above, given)),
    ]
    if not given.startswith(("http", "/")) and (
        given.endswith((".md", ".qmd", ".markdown", ".ipynb")) or "/" not in given
    ):
        candidates.append(f"name:{re.sub(r'[.](?:md|qmd|markdown|html)$', '', name)}")
    return next((notes[each] for each in candidates if each in notes), "")


def _join(above: str, address: str) -> str:
    parts: list[str] = [] if address.startswith("/") else above.split("/")
    for part in address.strip("/").split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in {".", ""}:
            parts.append(part)
    return "/".join(parts)
