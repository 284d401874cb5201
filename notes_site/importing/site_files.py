"""`site.yaml`, and what lies beside the notes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from notes_site.importing.blog import Blog, ImportReport
from notes_site.importing.lists import Listed, make_redirects
from notes_site.importing.old_names import find_old
from notes_site.importing.pictures import PictureBox
from notes_site.importing.plan import PlannedNote, new_url
from notes_site.importing.reading import read_text
from notes_site.importing.site_settings import (
    make_menu,
    write_publishing,
    write_settings,
    write_signs,
)


def write_site_files(
    blog: Blog,
    targets: Sequence[PlannedNote],
    notes: Mapping[str, str],
    box: PictureBox,
    report: ImportReport,
) -> dict[str, bytes]:
    """Return `site.yaml` and what lies beside it."""
    settings = blog.settings
    menu = make_menu(
        settings.menu,
        lambda address: find_old(address, blog, targets, notes),
        lambda entry: report.lose("entry of the menu that leads to no page here", entry),
    )
    files = write_publishing()
    settings.favicon = box.place_icon(settings.favicon)
    files |= {
        f"static/{path}": page for path, page in _list_redirects(blog, targets, report).items()
    }
    files |= {f"static/{path}": file.read_bytes() for path, file in box.copies.items()}
    files |= {f"static/{path}": content for path, content in box.made.items()}
    files["site.yaml"] = write_settings(settings, _languages(targets), menu).encode()
    if signs := write_signs(settings):
        files["templates/parts/head-end.html"] = signs.encode()
        report.did("signs of search engines", "templates/parts/head-end.html", len(settings.signs))
    return files


def _list_redirects(
    blog: Blog, targets: Sequence[PlannedNote], report: ImportReport
) -> dict[str, bytes]:
    """Return the pages by which old addresses of lists lead to those here."""
    if blog.lists is None:
        return {}
    settings = blog.settings
    shown = [each for each in targets if not each.head.is_draft]
    notes = [
        Listed(
            front=each.post.front,
            root="" if each.language == settings.language else f"/{each.language}",
        )
        for each in shown
        if not each.post.is_page
    ]
    urls = {
        new_url(settings, each.language, each.name, each.head, is_page=each.post.is_page)
        for each in shown
    }
    taken = {*urls, *(url for each in shown for url in each.head.aliases)}
    made = make_redirects(blog.lists, sorted(notes, key=lambda note: note.root), taken)
    report.did("old addresses of lists that lead to those here", "static/", len(made))
    return made


def _languages(targets: Iterable[PlannedNote]) -> list[str]:
    """Return the codes of all languages, the most frequent first."""
    counts: dict[str, int] = {}
    for each in targets:
        counts[each.language] = counts.get(each.language, 0) + 1
    return sorted(counts, key=lambda code: (-counts[code], code))


def join_bibliographies(paths: Iterable[Path]) -> str:
    """Return all entries of some BibTeX files, the first of each key."""
    seen: set[str] = set()
    parts = []
    for path in paths:
        for entry in re.split(r"(?m)^(?=\s*@)", read_text(path)):
            match = re.match(r"\s*@\w+\s*\{\s*([^,\s]+)", entry)
            if match and match[1] not in seen:
                seen.add(match[1])
                parts.append(entry.strip())
    return "\n\n".join(parts) + "\n" if parts else ""
