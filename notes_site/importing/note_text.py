"""A post as the text of its note."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin

from notes_site.importing.blog import Blog, ImportReport
from notes_site.importing.bodies import rewrite_body
from notes_site.importing.code import outside_code
from notes_site.importing.files_in_bodies import show_files
from notes_site.importing.notebooks import SUFFIX, write_notebook
from notes_site.importing.pictures import PictureBox, find_note, rewrite_links
from notes_site.importing.plan import PlannedNote
from notes_site.text.slug import slug

_REFERENCE = re.compile(r"(?<![\w\\])(?:\[-?@(?P<cited>[\w:-]+)\](?!\()|-?@(?P<bare>[\w:-]*\w))")


def write_note(
    each: PlannedNote,
    blog: Blog,
    notes: Mapping[str, str],
    box: PictureBox,
    report: ImportReport,
) -> str:
    """Return a note with its front matter, its links and pictures as they are here.

    Args:
        each: the note.
        blog: that it is of.
        notes: as `index_notes` finds them.
        box: gets the pictures.
        report: told what was done and lost.
    """
    post = each.post
    old_url = next(iter(each.urls), "")
    count = 0

    def rewrite(address: str) -> str:
        nonlocal count
        if address.startswith(("#", "mailto:")):
            return address
        bare, mark, fragment = address.partition("#")
        path = find_note(bare, post, notes) if bare else ""
        there = urljoin(old_url, bare) if re.match(r"\.{0,2}/|[\w-]+/", bare) else ""
        if not path and old_url and there:  # counted from the page, not from the file
            path = find_note(there, post, notes)
        if path:
            count += 1
            is_itself = path == each.path and fragment
            return f"{'' if is_itself else _relative(path, each.path)}{mark}{fragment}"
        found = (bare and box.place_file(bare, post)) or _to_list(bare, blog)
        if not found and old_url and there:
            found = "/" if there == "/" else _to_list(there, blog)
        return found or address

    def change(text: str) -> str:
        text = outside_code(text, lambda bare: show_files(bare, post, blog, report))
        text = rewrite_body(text, post.path, blog.kind, report)
        text = _refer_to_titles(text, notes)
        return rewrite_links(box.place(text, post, old_url), rewrite)

    if post.path.endswith(SUFFIX):
        front = dict(each.head.as_rows(is_page=post.is_page))
        text = write_notebook(blog.folder / post.path, front, change)
        report.did("links between posts", post.path, count)
        return text
    text = change(each.text)
    report.did("links between posts", post.path, count)
    return each.head.as_yaml(is_page=post.is_page) + "\n" + text.strip("\n") + "\n"


def _refer_to_titles(text: str, notes: Mapping[str, str]) -> str:
    """Return `text` with links in the place of Quarto's references to chapters: `@sec-intro`.

    The heading that they name is the title of its note here.
    """

    def link(match: re.Match[str]) -> str:
        path = notes.get(f"id:{match['cited'] or match['bare']}", "")
        return f"[[{PurePosixPath(path).stem}]]" if path else match[0]

    return outside_code(text, lambda bare: _REFERENCE.sub(link, bare))


def _to_list(address: str, blog: Blog) -> str:
    """Return the address of a list here for one of another tool: categories are tags."""
    if blog.lists and address in blog.lists.archives:
        return "/archive/"
    match = re.fullmatch(r"/(?:categories|category|tags|tag)/([^/]+)/?", unquote(address))
    return f"/tags/{slug(match[1])}/" if match else ""


def _relative(path: str, origin: str) -> str:
    """Return `path` as a link in the note at `origin` writes it."""
    there, here = path.split("/"), origin.split("/")[:-1]
    while there and here and there[0] == here[0]:
        there, here = there[1:], here[1:]
    return "/".join([*[".."] * len(here), *there])
