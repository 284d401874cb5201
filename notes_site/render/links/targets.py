"""Notes, files and addresses that the target of a link means."""

import posixpath
import re
from urllib.parse import quote, unquote, urlsplit

from msgspec.structs import replace

from notes_site.inputs import NOTEBOOK
from notes_site.model import Label, LabelKind, Source, Url
from notes_site.render.links.addresses import Addresses
from notes_site.render.old_addresses import ZOLA_ROOT, unnest
from notes_site.text.slug import slug

NOTES = (".md", NOTEBOOK)
"""What the names of notes end in."""

_CATEGORY = re.compile(r"(?P<root>/[A-Za-z-]+)?/categor(?:y|ies)/(?P<name>[^/]+)/?")
_NOTE_TAG = re.compile(
    r"\s*(?:\{\{[<%]\s*(?:rel)?ref\s+(?:path\s*=\s*)?[\"'`]?(?P<name>[^\"'`\s<>%]+)[\"'`]?[^<>{}]*[>%]\}\}"
    r"|\{%-?\s*(?:post_url|post_path|link)\s+[\"']?(?P<post>[^\s\"'%{}]+)[\"']?\s*-?%\})(?P<anchor>#\S+)?\s*"
)
_ANY_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_BASE_URL = re.compile(r"\{\{-?\s*site\.(?:baseurl|url)\s*-?\}\}")
_RELATIVE_URL = re.compile(
    r"\{\{-?\s*(?P<quote>[\"'])(?P<path>[^\"'{}\n]+)(?P=quote)\s*\|\s*(?:relative|absolute)_url\s*-?\}\}"
)


def find_target(path: str, source: Source, addresses: Addresses) -> Url | None:
    """Return the address of what the `path` of a link in `source` leads to.

    A path that ends as files of notes do leads to a note; it is None where there is no such note.
    Another relative path leads to a file beside the note, or to an address below the
    note's own; one from `/` to an address of the site; `[[name]]` to the note of that name, and
    `![[name]]` to the file of that name. `@/a.md` counts from the folder of the language.

    What leads to none of these may be meant as other tools have it: a path without `.md`, a file
    counted from `static/`, or the address that a note had there.
    """
    if path.endswith("]]"):
        return _find_by_name(path, source, addresses)
    if path.startswith("/"):
        return _find_rooted(path, source, addresses)
    path = path.replace("\\", "/")
    folder = posixpath.dirname(source.path)
    if path.startswith(ZOLA_ROOT):
        path, folder = path.removeprefix(ZOLA_ROOT), f"content/{source.language}"
    below = posixpath.normpath(posixpath.join(folder, path))
    if known := addresses.notes.get(below) or addresses.files.get(below):
        return known
    if path.endswith(NOTES):
        stem = posixpath.splitext(below)[0]  # a translation may be of the other kind
        return next(filter(None, (addresses.notes.get(stem + suffix) for suffix in NOTES)), None)
    if file := _find_file_near(path, below, source, addresses):
        return addresses.files[file]
    return _find_other(path, below, source, addresses)


def _find_other(path: str, below: str, source: Source, addresses: Addresses) -> Url:
    """Return the address of a relative `path` to no note or file as they are called here.

    That is one below the note's own, or one that other tools know by such a path.
    """
    own = make_url(f"{unquote(addresses.notes[source.path])}/{path}")
    if own not in addresses.paths:
        if note := _find_beside(below, addresses):
            return note
        rooted = posixpath.normpath(path)
        if rooted in addresses.static:
            return make_url(f"/{rooted}")
    return own


def _find_rooted(path: str, source: Source, addresses: Addresses) -> Url:
    """Return the address of a `path` from `/` on, or of the note that had it at another tool."""
    url = make_url(path)
    known = {url, Url(f"{url.rstrip('/')}/")}
    if not known.isdisjoint(addresses.paths) or not known.isdisjoint(addresses.aliases):
        return url
    file = posixpath.normpath(path).lstrip("/")
    if file in addresses.static or f"{file}/index.html" in addresses.static:
        return url
    if category := _CATEGORY.fullmatch(path):  # which are tags here
        return make_url(f"{category['root'] or ''}/tags/{slug(category['name'])}/")
    found = addresses.old_addresses.find(path, source.language)
    return addresses.notes[found] if found else url


def _find_beside(below: str, addresses: Addresses) -> Url | None:
    """Return the address of the note that a path without `.md`, or with `.html`, leads to."""
    stem = re.sub(r"(?:/index)?\.html?$", "", below)
    candidates = (f"{stem}{end}" for end in (".md", NOTEBOOK, "/index.md", f"/index{NOTEBOOK}"))
    return next((addresses.notes[each] for each in candidates if each in addresses.notes), None)


def _find_by_name(written: str, source: Source, addresses: Addresses) -> Url | None:
    if written.startswith("![["):
        return _find_file_named(written[3:-2], source, addresses)
    named = find_named(written[2:-2], source, addresses)
    return addresses.notes[named] if named else None


def _find_file_near(path: str, below: str, source: Source, addresses: Addresses) -> str | None:
    """Return the file that other tools find at `path`: in a folder named after the note, too."""
    stem = posixpath.splitext(source.path)[0]
    for found in (f"{stem}/{path}", f"{stem}.assets/{path}"):
        if (normal := posixpath.normpath(found)) in addresses.files:
            return normal
    return addresses.file_names.find_path(below) if "." in posixpath.basename(path) else None


def _find_file_named(name: str, source: Source, addresses: Addresses) -> Url | None:
    """Return the address of the file that `![[name]]` shows in `source`."""
    below = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), name))
    path = below if below in addresses.files else addresses.file_names.find_name(name, source.path)
    if path:
        return addresses.files[path]
    static = Url(f"/{quote(name)}")
    return static if static in addresses.pictures.paths else None


def find_note(target: str, source: Source, addresses: Addresses) -> str | None:
    """Return the path of the note that a link's target leads to; None where it leads elsewhere."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    url = find_target(unquote(parts.path), source, addresses)
    return addresses.paths.get(url) if url else None


def find_said(target: str, source: Source, addresses: Addresses) -> Label | None:
    """Return what a link without a text says of the block of another note that it leads to.

    Without a block it says the title; None where there is no such note or block.
    """
    path = find_note(target, source, addresses)
    if path is None:
        return None
    fragment = unquote(urlsplit(target).fragment)
    if not fragment:
        return Label(kind=LabelKind.NOTE, number="", name=addresses.titles[path], line=0)
    label = addresses.labels.of(path).get(fragment)
    return replace(label, line=0) if label else None  # where it stands does not matter here


def make_url(path: str) -> Url:
    """Return the address that `path`, from `/` on and not percent-encoded, leads to."""
    normal = posixpath.normpath(path).rstrip("/")
    return Url(quote(f"{normal}/" if path.endswith("/") else normal))


def find_named(name: str, source: Source, addresses: Addresses) -> str | None:
    """Return the path of the note that `[[name]]` means in `source`.

    That is the one with this path below its language, with or without `.md`; or with
    this title; or the one whose path ends in it. A note in the same language goes first.
    """
    stem = name.removesuffix(".md").removesuffix(NOTEBOOK)
    wanted = stem.replace("\\", "/").strip("/")
    own = f"content/{source.language}/"
    for path in (f"{own}{wanted}", f"{own}{wanted}/index", f"content/{wanted}"):
        for suffix in NOTES:
            if path + suffix in addresses.notes:
                return path + suffix
    return addresses.names.find(name, wanted, source.language)


def find_title(name: str, source: Source, addresses: Addresses) -> str | None:
    """Return the title, as typed, of the note that `[[name]]` means in `source`."""
    path = find_named(name, source, addresses)
    return addresses.titles[path] if path else None


def read_tag(target: str) -> tuple[str, str]:
    """Return the note that a tag in an address of HTML names, with its anchor, and the tag itself.

    Empty where no tag names a note; the second empty where none stands there.
    """
    if "{" not in target and "%7B" not in target:
        return "", ""
    typed = unquote(target)
    if match := _NOTE_TAG.fullmatch(typed):
        return f"{match['name'] or match['post']}{match['anchor'] or ''}", typed
    tag = _ANY_TAG.search(typed)
    return "", tag[0] if tag else ""


def as_meant(target: str) -> str:
    """Return an address without what editors and other tools put around it."""
    return _without_liquid(unnest(target))


def _without_liquid(target: str) -> str:
    """Return an address in which Jekyll's values stand, without them: `{{ site.baseurl }}/a.png`."""
    if "{{" not in target and "%7B%7B" not in target:
        return target
    typed = _BASE_URL.sub("", unquote(target))
    relative = _RELATIVE_URL.sub(lambda match: f"/{match['path'].lstrip('/')}", typed)
    return quote(relative, safe="/-._~!$&'()*+,;=:@%?#") if relative != unquote(target) else target
