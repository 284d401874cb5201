"""Pictures of a blog: found as the old tool found them, and copied to `static/`."""

import re
from base64 import b64decode
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from itertools import takewhile
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urljoin, urlsplit

from notes_site.importing.blog import Blog, ImportReport, Post
from notes_site.importing.code import outside_code
from notes_site.importing.reading import list_files, read_text

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
    r"(?P<before>!\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*)(?:<(?P<angle>[^<>\n]+)>|(?P<bare>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:[ \t](?:[^\"'()\n]|\([^\"'()\n]*\))*?\.\w{2,5}(?=[\s)]))?))(?P<after>\s*(?:=\d*%?x\d*\s*)?(?:[\"'][^\n]*?[\"']\s*)?\))"
)
_TAG = re.compile(
    r"""(?P<before><(?:img|image|source|video|audio|iframe|embed|object)\b[^>]*?\s(?:src|poster|data)\s*=\s*)(?P<quote>["'])(?P<address>.*?)(?P=quote)""",
    re.IGNORECASE | re.DOTALL,
)
_SIGN = re.compile(
    r"CNAME|ads\.txt|google[0-9a-f]+\.html|baidu_verify_\w+\.html|BingSiteAuth\.xml|yandex_\w+\.html"
)
"""Files by which a host or a search engine knows whose the site is."""

_MISSING = "\0"
"""For the address of a picture that is nowhere."""

_IN_TEXT = re.compile(
    r"data:image/(?P<kind>png|jpe?g|gif|webp|svg\+xml|avif);(?:[\w=-]+;)*base64,\s*(?P<data>[\w+/=%\s-]{800,})",
    re.IGNORECASE,
)
"""The address of a picture that is the picture; a small one stays in the text."""

_NOTHING = "data:,"
_EMPTY = re.compile(r"<(?:img|image|source|embed)\b[^>]*[\"']data:,[\"'][^>]*>")
_SOURCE = re.compile(
    r"""<source\b[^>]*?\ssrcset\s*=\s*(?P<quote>["'])(?P<addresses>.*?)(?P=quote)[^>]*>\s*""",
    re.IGNORECASE | re.DOTALL,
)
_HOSTED = re.compile(
    r"https?://(?:raw\.githubusercontent\.com/[^/]+/(?P<raw>[^/]+)/(?:refs/heads/)?[^/]+/"
    r"|github\.com/[^/]+/(?P<page>[^/]+)/(?:raw|blob)/[^/]+/"
    r"|(?:cdn|fastly|gcore)\.jsdelivr\.net/gh/[^/]+/(?P<cdn>[^/@]+)(?:@[^/]+)?/)(?P<path>.+)"
)
"""Addresses of a repository's files: raw, on its page, and of a network that delivers them."""

_EMBED = re.compile(r"!\[\[(?P<name>[^\[\]|\n]+?)(?:\|(?P<size>[^\[\]\n]*))?\]\]")
_SIZE = re.compile(r"\s*=(?P<width>\d+%?)?x\d*\s*")


class PictureBox:
    """Finds pictures, and gives each an address in the new site."""

    def __init__(self, blog: Blog, report: ImportReport) -> None:
        self._blog = blog
        self._report = report
        self.copies: dict[str, Path] = {}
        """Path below `static/` → the file that is copied there."""

        self.made: dict[str, bytes] = {}
        """Path below `static/` → a picture that stood in a text."""

        self._placed: dict[Path, str] = {}

    @cached_property
    def _by_name(self) -> dict[str, list[Path]]:
        found: dict[str, list[Path]] = {}
        for path in list_files(self._blog.folder, *SUFFIXES):
            found.setdefault(path.name.lower(), []).append(path)
        return found

    def keep_signs(self) -> None:
        """Copy the files at the root that other services look for there."""
        for root in self._blog.static:
            for path in sorted(root.glob("*")):
                if path.is_file() and _SIGN.fullmatch(path.name) and path.name not in self.copies:
                    self.copies[path.name] = path
                    self._placed[path.resolve()] = path.name

    def place_icon(self, address: str) -> str:
        """Return the name below `static/` of the picture in a browser's tab; empty for none."""
        names = [address.lstrip("/"), "favicon.svg", "favicon.png", "favicon.ico"]
        for name in filter(None, names):
            for root in self._blog.static:
                path = root / name
                if path.is_file() and path.resolve().is_relative_to(self._blog.folder.resolve()):
                    self.copies.setdefault(path.name, path)
                    self._placed[path.resolve()] = path.name
                    return path.name
        return ""

    @property
    def placed(self) -> Collection[Path]:
        """The files that were copied."""
        return self._placed.keys()

    @cached_property
    def _identity(self) -> str:
        """Names that the blog's repository may have, in one text in lower case."""
        folder = self._blog.folder
        names = [folder.resolve().name, self._blog.settings.base_url]
        config = folder / ".git" / "config"
        if config.is_file():
            names += re.findall(r"^\s*url\s*=\s*(\S+)", read_text(config), re.MULTILINE)
        return " ".join(names).lower()

    def _in_repository(self, address: str) -> Path | None:
        """Return the file of the blog that an address of its repository shows; None for others."""
        match = _HOSTED.match(address)
        name = match and (match["raw"] or match["page"] or match["cdn"])
        if not match or not name or name.lower().removesuffix(".github.io") not in self._identity:
            return None
        path = self._blog.folder / unquote(urlsplit(match["path"]).path)
        is_own = path.is_file() and path.resolve().is_relative_to(self._blog.folder.resolve())
        return path.resolve() if is_own else None

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
        if not suffix or suffix in {".md", ".qmd", ".rmd", ".markdown"}:
            return ""
        path = self._search(name, post, by_name=suffix not in {".html", ".htm"})
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
            if new == _MISSING:
                return match["before"].strip()[2:-2]
            return f"{match['before']}{new}{after}" if new else match[0]

        def tag(match: re.Match[str]) -> str:
            new = self._find(match["address"].strip(), post, old_url)
            quoted = match["quote"]
            if new == _MISSING:
                return f"{match['before']}{quoted}{_NOTHING}{quoted}"
            return f"{match['before']}{quoted}{new}{quoted}" if new else match[0]

        def embed(match: re.Match[str]) -> str:
            if not match["name"].lower().endswith(SUFFIXES):
                return match[0]
            new = self._find(match["name"], post, old_url)
            if not new or new == _MISSING:
                return match[0] if not new else ""
            size = re.match(r"\d+", match["size"] or "")
            return f"![]({new})" + (f"{{width={size[0]}}}" if size else "")

        text = _SOURCE.sub(lambda match: self._place_source(match, post), text)
        text = _EMBED.sub(embed, _TAG.sub(tag, _IMAGE.sub(image, text)))
        return _EMPTY.sub("", text)

    def _place_source(self, match: re.Match[str], post: Post) -> str:
        """Return a `<source>` with those of its pictures that are there."""
        kept = []
        for candidate in match["addresses"].split(","):
            address, _, size = candidate.strip().partition(" ")
            if re.match(r"(?:https?:)?//", address):
                self._report.remote.setdefault(post.path, []).append(address)
                kept.append(candidate.strip())
            elif path := self._search(unquote(urlsplit(address).path), post):
                kept.append(f"{self._new_address(path, post)} {size}".strip())
        if not kept:
            self._report.lose("`<source>` without a file", post.path)
            return ""
        return match[0].replace(match["addresses"], ", ".join(kept))

    def _find(self, address: str, post: Post, old_url: str) -> str:
        """Return the new address of a picture; empty for one that stays as it is written."""
        if re.match(r"(?:https?:)?//", address) and not self._is_own(address):
            if path := self._in_repository(address):
                self._report.did("pictures shown from the blog's own repository", post.path)
                return self._new_address(path, post)
            self._report.remote.setdefault(post.path, []).append(address)
            return ""
        if address.startswith(("data:", "{{")) or not address.strip():
            match = _IN_TEXT.fullmatch(address)
            return self._take_out(match, post) if match else ""
        path = self._search(unquote(urlsplit(address).path).replace("\\", "/"), post)
        if path is None:
            self._report.lose("picture that is not there", f"{post.path}: {address}")
            base = self._blog.settings.base_url.rstrip("/")
            if not base.startswith("http") or not (old_url or address.startswith("/")):
                return _MISSING
            self._report.did("missing pictures shown from the old blog", post.path)
            root = urlsplit(base).path.rstrip("/")
            bare = (
                address.removeprefix(root) if root and address.startswith(f"{root}/") else address
            )
            return f"{base}{bare}" if bare.startswith("/") else urljoin(f"{base}{old_url}", bare)
        return self._new_address(path, post)

    def _take_out(self, match: re.Match[str], post: Post) -> str:
        """Return the address of a picture that stood in the text itself, in Base64."""
        try:
            content = b64decode(unquote(match["data"]))
        except ValueError:
            return ""
        suffix = {"jpeg": "jpg", "svg+xml": "svg"}.get(match["kind"].lower(), match["kind"].lower())
        path = f"pictures/{_folder_of(post)}/{sha256(content).hexdigest()[:10]}.{suffix}"
        self._report.did("pictures in the text itself", post.path, path not in self.made)
        self.made[path] = content
        return quote(f"/{path}")

    def _new_address(self, path: Path, post: Post) -> str:
        if path not in self._placed:
            self._placed[path] = self._choose(path, post)
            self.copies[self._placed[path]] = path
            self._report.pictures += path.suffix.lower() in SUFFIXES
        return quote(f"/{self._placed[path]}")

    def _is_own(self, address: str) -> bool:
        return _bare_host(address) in self._hosts

    @cached_property
    def _hosts(self) -> Collection[str]:
        """The blog's own hosts: that of its settings, and that of its `CNAME`."""
        blog = self._blog
        names = [_bare_host(blog.settings.base_url)]
        for root in (blog.folder, *blog.static):
            file = root / "CNAME"
            if file.is_file():
                names += [_bare_host(f"//{name}") for name in read_text(file).split()]
        return {name for name in names if name}

    def _search(self, address: str, post: Post, *, by_name: bool = True) -> Path | None:
        base = urlsplit(self._blog.settings.base_url).path.rstrip("/")
        names = [
            address.removeprefix(base) if base and address.startswith(f"{base}/") else address,
            address,
        ]
        for name in names:
            folders = (*post.folders, *self._blog.static)
            if name.startswith("/"):
                folders = (*self._blog.static, *post.folders)
            for folder in folders:
                path = folder / name.lstrip("/")
                if path.is_file() and path.resolve().is_relative_to(self._blog.folder.resolve()):
                    return path.resolve()
        found = self._by_name.get(PurePosixPath(address).name.lower(), []) if by_name else []
        return _closest(address, found)

    def _choose(self, path: Path, post: Post) -> str:
        """Return the path below `static/` for a picture: its note's name, and its own."""
        folder = _folder_of(post)
        name = re.sub(r"[^\w.-]+", "-", path.name)
        root = "pictures" if path.suffix.lower() in SUFFIXES else "files"
        chosen = f"{root}/{folder}/{name}"
        if chosen in self.copies and self.copies[chosen] != path:
            mark = sha256(str(path).encode()).hexdigest()[:6]
            chosen = f"{root}/{folder}/{mark}-{name}"
        return chosen


def _bare_host(address: str) -> str:
    return urlsplit(address).netloc.lower().removeprefix("www.")


def _folder_of(post: Post) -> str:
    return re.sub(r"[^\w-]+", "-", post.name.rpartition("/")[2]).strip("-") or "note"


def _closest(address: str, paths: Sequence[Path]) -> Path | None:
    """Return that of `paths` which ends most like an address; None where several do.

    An address may be a path on its author's machine, `/Users/ada/notes/img/a.png`.
    """
    wanted = PurePosixPath(address.lower()).parts
    shared = []
    for path in paths:
        parts = reversed(PurePosixPath(path.as_posix().lower()).parts)
        same = takewhile(
            lambda pair: pair[0] == pair[1], zip(reversed(wanted), parts, strict=False)
        )
        shared.append(len(list(same)))
    most = [path for path, count in zip(paths, shared, strict=True) if count == max(shared)]
    return most[0].resolve() if len(most) == 1 else None


def rewrite_links(text: str, rewrite: Callable[[str], str]) -> str:
    """Return `text` with what `rewrite` gives for each address of a link, outside of code."""

    def link(match: re.Match[str]) -> str:
        given = match["angle"] or match["bare"]
        made = rewrite(given)
        if made == given and " " in given:
            made = quote(given, safe="/#%()&+,;=:@")  # a link here, too, that is dead
        return match[0] if made == given else f"{match['before']}{made}{match['after']}"

    def change(bare: str) -> str:
        made = _LINK.sub(link, bare)
        made = _ANCHOR.sub(
            lambda match: f"{match['before']}{rewrite(match['address'])}{match['after']}", made
        )
        return _DEFINED.sub(lambda match: f"{match['before']}{rewrite(match['address'])}", made)

    return outside_code(text, change)


_LINK = re.compile(
    r"(?P<before>(?<!!)\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*)"
    r"(?:<(?P<angle>[^<>\n]+)>|(?P<bare>(?:[^\s()<>]|\([^\s()<>]*\))+(?:[ \t](?:[^\"'()<>\n]|\([^\"'()<>\n]*\))*?\.(?:md|ipynb|qmd)(?=[\s)#]))?))"
    r"(?P<after>[^\n()]*\))"
)
"""A link; its address may hold brackets, and blanks where it is that of a note."""

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
