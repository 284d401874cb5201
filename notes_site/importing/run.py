"""The import of a blog: read, turned into notes and written."""

from collections.abc import Callable, Mapping
from pathlib import Path

from notes_site.errors import ConfigError, Place, Problem
from notes_site.importing.blog import ImportReport, SourceKind
from notes_site.importing.left import count_unused, tell_left
from notes_site.importing.macros import find_macros
from notes_site.importing.note_text import write_note
from notes_site.importing.old_names import index_notes
from notes_site.importing.pictures import PictureBox
from notes_site.importing.plan import plan_notes
from notes_site.importing.record import digest, read_record
from notes_site.importing.site_files import join_bibliographies, write_site_files
from notes_site.importing.tools import find_kind, read_blog
from notes_site.importing.unknown import find_tool


def import_blog(
    source: Path,
    target: Path,
    kind: SourceKind | None = None,
    advance: Callable[[int, int], None] = lambda _done, _total: None,
) -> ImportReport:
    """Make a site of the blog in `source`, in the folder `target`; the source is never touched.

    What is in `target` already stays as it is: a second import brings what is new, and tells what differs.

    Args:
        source: folder of the blog.
        target: folder of the site, there or not.
        kind: the tool; None finds out.
        advance: told how many more posts are done, and of how many.

    Raises:
        ConfigError: there is no note in `source`, or `target` lies in it.
    """
    source, target = source.resolve(), target.resolve()
    if target == source or target.is_relative_to(source):
        _refuse(
            target,
            "this is in the blog's own folder, which is not touched; name a folder beside it",
        )
    tool = "" if kind else find_tool(source)
    kind = kind or find_kind(source)
    tool = tool if kind in {SourceKind.FOLDER, SourceKind.TYPORA} else ""
    blog = read_blog(source, kind)
    if not blog.posts:
        remedy = "name another folder, or its kind by --from"
        if tool:
            remedy = f"this looks like {tool}, which has no reader: export it as Markdown"
        _refuse(source, f"there is no note of {kind.value} here; {remedy}")
    report = ImportReport(kind=blog.kind, source=str(source), tool=tool)
    blog.settings.macros = find_macros(source)
    targets = plan_notes(blog, report)
    notes = index_notes(blog, targets)
    box = PictureBox(blog, report)
    files: dict[str, bytes] = {}
    for each in targets:
        files[each.path] = write_note(each, blog, notes, box, report).encode()
        advance(1, len(targets))
    box.keep_signs()
    if bibliography := join_bibliographies(blog.bibliographies):
        files["references.bib"] = bibliography.encode()
        report.did(
            "bibliographies joined in references.bib", "references.bib", len(blog.bibliographies)
        )
    files |= write_site_files(blog, targets, notes, box, report)
    _write_files(files, target, report)
    report.notes = sum(not each.post.is_page for each in targets)
    report.pages = len(targets) - report.notes
    report.unused = count_unused(blog, box.placed)
    report.aliases = sum(len(each.head.aliases) for each in targets)
    tell_left(blog, {each.post.path for each in targets}, box.placed, report)
    return report


def _refuse(path: Path, text: str) -> None:
    raise ConfigError([Problem(place=Place(path=str(path), line=1), text=text)])


def _write_files(files: Mapping[str, bytes], target: Path, report: ImportReport) -> None:
    """Write what is not there yet; tell what is there and differs."""
    record = read_record(target)
    report.made = {path: digest(content) for path, content in files.items()}
    for path, content in files.items():
        file = target / path
        if file.exists():
            there = file.read_bytes() if file.is_file() else b""
            was_made = record.get(path) == (report.made[path], digest(there))
            if was_made or there == content:
                report.unchanged += 1
            else:
                report.differing.append(path)
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        report.written.append(path)
