"""One build of what was imported: notes with mistakes become drafts, and what is left to do is told."""

import posixpath
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

from notes_site.cache import Session
from notes_site.config import SiteConfig, read_config
from notes_site.errors import BuildErrors, ConfigError, Problem
from notes_site.flow.build import make_site
from notes_site.flow.options import BuildOptions
from notes_site.flow.progress import NOBODY, Clock, Listener
from notes_site.importing.blog import ImportReport
from notes_site.importing.broken_formulas import show_as_code
from notes_site.importing.fragments import find_heading
from notes_site.importing.notebooks import SUFFIX, mark_draft, read_note, write_note
from notes_site.importing.record import write_record
from notes_site.parse.wikilinks import find_anchor
from notes_site.text.slug import slug


def verify_import(target: Path, report: ImportReport, listener: Listener = NOBODY) -> None:
    """Build the site in `target` until nothing is wrong with it, and tell in `report` what was left.

    Nothing is written but the mark of a draft in notes that hold mistakes, and the text of links that
    lead nowhere in the place of the link. A note that cannot be read even as a draft is taken out again.

    Args:
        target: folder of the site.
        report: of the import; told.
        listener: is told how the builds get on.

    Raises:
        BuildErrors: something is wrong that is in no note.
    """
    config = _read_settings(target, report)
    problems = _build(config, target, listener)
    while mistakes := _list_mistakes(problems, report):
        if not _mend(mistakes, target, report):
            raise BuildErrors(mistakes)
        problems = _build(config, target, listener)  # a note that became a draft breaks links to it
    report.warnings = [str(problem) for problem in problems]
    write_record(target, report)


def _read_settings(target: Path, report: ImportReport) -> SiteConfig:
    """Return the settings, without those of the blog's that are not right here: they become comments.

    Raises:
        ConfigError: something else is wrong, or the settings are an author's.
    """
    file = target / "site.yaml"
    while True:
        try:
            return read_config(file)
        except ConfigError as error:
            wrong = {problem.place.line: problem.text for problem in error.problems}
            rows = file.read_text(encoding="utf-8").split("\n")
            if "site.yaml" not in report.written or not _comment_out(rows, wrong):
                raise
            for text in wrong.values():
                report.lose("setting that is a comment now, as it is not right here", text)
            file.write_text("\n".join(rows), encoding="utf-8")


def _comment_out(rows: list[str], lines: Iterable[int]) -> bool:
    """Make comments of the keys that stand at some lines, all that is below them too; tell whether there were any."""
    has_changed = False
    for line in lines:
        start = line - 1
        while start > 0 and (rows[start].startswith(" ") or not rows[start]):
            start -= 1
        if not rows[start].startswith(_OPTIONAL):
            continue
        end = start + 1
        while end < len(rows) and rows[end].startswith(" "):
            end += 1
        rows[start:end] = [f"# {row}" for row in rows[start:end]]
        has_changed = True
    return has_changed


_OPTIONAL = (
    "author:", "base_url:", "timezone:", "urls:", "tagline:", "description:", "index:", "navigation:",
    "social:", "footer:", "favicon:", "comments:", "statistics:", "code:", "math:",
)  # fmt: skip
"""Keys without which a site is built, too."""


def _list_mistakes(problems: Iterable[Problem], report: ImportReport) -> list[Problem]:
    """Return the mistakes among `problems` that came with what was imported now."""
    return [each for each in problems if not each.is_warning and not _is_authors(each, report)]


def _is_authors(problem: Problem, report: ImportReport) -> bool:
    """Tell whether a problem is in a note that was there before, which is left as it is."""
    path = problem.place.path
    return path.startswith("content/") and path not in report.written


def _build(config: SiteConfig, target: Path, listener: Listener) -> tuple[Problem, ...]:
    """Return what is wrong with the site; what is rendered waits in its cache for the next build."""
    options = BuildOptions(output=target / "public", built_at=datetime.now(UTC), shows_future=True)
    with Session() as session:
        return make_site(config, options, Clock(), session, listener).problems


_DEAD = re.compile(
    r"the link leads (?:nowhere|to [^:]+): (?P<address>[^;\n]+);|there is no file (?P<file>[^;]+);"
)


_NO_ID = re.compile(r"nothing in (?P<note>\S+) has the id `(?P<id>.+?)`; (?:write|give)")


def _mend_fragment(file: Path, note: Path, name: str, report: ImportReport) -> bool:
    """Let links to a heading find it as it is named here, or lead to the note; tell whether there was one.

    Args:
        file: of the note that has the links.
        note: that they lead to.
        name: behind their `#`.
        report: told.
    """
    text = read_note(file)
    heading = find_heading(read_note(note), name) if note.is_file() else ""
    if heading and heading != name:
        made, count = _rename_fragment(text, "" if note == file else note.name, name, heading)
        report.did("links to headings, by their names here", file.name, count)
    else:
        made, count = _drop_fragment(text, name)
        if count:
            report.unlinked.setdefault(file.name, []).extend([f"#{name}"] * count)
    if count:
        write_note(file, made)
    return bool(count)


_FRAGMENT = r"#(?P<name>[^\s()<>\"']*(?:\([^\s()<>\"']*\)[^\s()<>\"']*)*)"


def _rename_fragment(text: str, note: str, name: str, heading: str) -> tuple[str, int]:
    """Return `text` with `heading` for `name` in its links to a note, or to itself; and how many there were."""
    count = 0

    def point(match: re.Match[str]) -> str:
        nonlocal count
        if unquote(match["name"]) != name:
            return match[0]
        count += 1
        return f"#{heading}"

    before = rf"(?<={re.escape(note)})" if note else r"(?<=[(\"'<])"
    text = re.sub(before + _FRAGMENT, point, text)

    def rename(match: re.Match[str]) -> str:
        nonlocal count
        if find_anchor(match["heading"]) != name or slug(heading) != heading:
            return match[0]
        count += 1
        shown = match["text"] or match["heading"].rpartition("#")[2]
        return f"[[{match['note']}#{heading}|{shown}]]"

    return _WIKILINK.sub(rename, text), count


def _drop_fragment(text: str, name: str) -> tuple[str, int]:
    """Return `text` without the fragments that are `name`; and how many there were."""
    count = 0

    def drop(match: re.Match[str]) -> str:
        nonlocal count
        if unquote(match["name"]) != name:
            return match[0]
        count += 1
        return match["text"] if "text" in match.re.groupindex else ""

    for pattern in (
        rf"(?<!!)\[(?P<text>{_WORDS})\]\({_FRAGMENT}(?:\s[^()]*)?\)",
        rf"""<a\b[^>]*\shref\s*=\s*["']{_FRAGMENT}["'][^>]*>(?P<text>.*?)</a>""",
        rf"(?<=[\w/)]){_FRAGMENT}(?=[\s\"')>])",
    ):
        text = re.sub(pattern, drop, text, flags=re.DOTALL)

    def shorten(match: re.Match[str]) -> str:
        nonlocal count
        if find_anchor(match["heading"]) != name:
            return match[0]
        count += 1
        shown = match["text"] or match["heading"].rpartition("#")[2]
        return f"[[{match['note']}|{shown}]]" if match["note"] else shown

    return _WIKILINK.sub(shorten, text), count


_IN_THE_WAY = re.compile(r"^the site has \S+ already; rename this file")
_SECOND_ID = re.compile(r"the id `(?P<id>[^`]+)` stands at another heading too;")


def _drop_second_id(file: Path, problem: Problem) -> bool:
    """Leave an id that several headings have to the first of them; tell whether there were more."""
    found = _SECOND_ID.search(problem.text)
    if not found:
        return False
    text = file.read_text(encoding="utf-8")
    given = re.compile(
        rf"^(#{{1,6}}[ \t].*?)[ \t]*\{{#{re.escape(found['id'])}\}}[ \t]*$", re.MULTILINE
    )
    first = given.search(text)
    if not first:
        return False
    rest, count = given.subn(r"\1", text[first.end() :])
    if count:
        file.write_text(text[: first.end()] + rest, encoding="utf-8")
    return bool(count)


_NO_LABEL = re.compile(r"nothing in this note has the id `(?P<label>[^`]+)`; give a block")
_LABELLED = re.compile(
    r"^#{1,6}[ \t]+(?P<title>[^\n]+?)[ \t]*\{#(?P<id>[\w:.-]+)[^}\n]*\}[ \t]*$", re.MULTILINE
)


def _relink(file: Path, label: str, target: Path, report: ImportReport) -> bool:
    """Let references to a section of another note lead there, and leave others as text; tell whether there was one."""
    text = read_note(file)
    section = _find_section(label, file.parent)
    new = f"\\@{label}"
    if section:
        note, title = section
        new = f"[{title}]({note.name}#{label})"
    written = rf"(?<![\w\\])-?@{re.escape(label)}(?![\w-])"
    text, count = re.subn(rf"\[{written}\](?!\()|{written}", lambda _match: new, text)
    if count:
        write_note(file, text)
        path = file.relative_to(target).as_posix()
        if section:
            report.did("references to sections of other notes", path, count)
        else:
            report.unlinked.setdefault(file.name, []).extend([f"@{label}"] * count)
    return bool(count)


def _find_section(label: str, folder: Path) -> tuple[Path, str] | None:
    """Return the note in `folder` that has a heading of this id, and the heading; None for none."""
    for path in sorted((*folder.glob("*.md"), *folder.glob(f"*{SUFFIX}"))):
        for match in _LABELLED.finditer(read_note(path)):
            if match["id"] == label:
                return path, match["title"]
    return None


_WIKILINK = re.compile(
    r"(?<!!)\[\[(?P<note>[^\[\]|#\n]*)#(?P<heading>[^\[\]|\n]+)(?:\|(?P<text>[^\[\]\n]*))?\]\]"
)
_WORDS = r"(?:[^\[\]]|\[[^\[\]]*\])*"
_SHEET = re.compile(
    r"""<link\b[^>]*\shref\s*=\s*["'](?P<address>[^"']*)["'][^>]*>(?P<text>)""", re.IGNORECASE
)
_LINKS = (
    _SHEET,
    re.compile(
        rf"(?<!!)\[(?P<text>{_WORDS})\]\(\s*<?(?P<address>(?:[^\s()<>]|\((?:[^\s()]|\([^\s()]*\))*\))*)>?(?:\s[^()]*)?\)"
    ),
    re.compile(
        r"""<a\b[^>]*\shref\s*=\s*["'](?P<address>[^"']*)["'][^>]*>(?P<text>.*?)</a>""",
        re.DOTALL | re.IGNORECASE,
    ),
    re.compile(r"\{doc\}`(?:(?P<text>[^`<>]+?)\s*<)?/?(?P<address>[^`<>]+)>?`"),
)
"""Links of Markdown, HTML and MyST, which leaves out `.md`."""


def _where(problem: Problem, report: ImportReport) -> dict[str, list[str]]:
    """Return the list of the report that a dead link belongs to."""
    is_to_draft = problem.text.startswith("the link leads to a draft")
    return report.to_drafts if is_to_draft else report.unlinked


def _unlink(file: Path, address: str, told: dict[str, list[str]]) -> bool:
    """Leave the text of links to an address that leads nowhere; tell whether there was one.

    Args:
        file: of the note.
        address: as the note has it, or counted from the site's root.
        told: of the report; gets the links of the note.
    """
    text = read_note(file)
    links: list[str] = []

    def drop(match: re.Match[str]) -> str:
        written = re.split(r"[?#]", match["address"])[0]
        tail = posixpath.normpath(unquote(written)).lstrip("./") if written else ""
        if unquote(written) not in {
            unquote(address),
            unquote(address).removesuffix(".md"),
        } and not (tail and unquote(address).rstrip("/").endswith(f"/{tail}")):
            return match[0]
        links.append(" ".join(match[0].split()))
        return match["text"] or match["address"]

    for pattern in _LINKS:
        text = pattern.sub(drop, text)
    if links:
        write_note(file, text)
        told.setdefault(file.name, []).extend(links)
    return bool(links)


def _mend(mistakes: Iterable[Problem], target: Path, report: ImportReport) -> bool:
    """Take dead links out, or else make notes with mistakes drafts; tell whether there was one."""
    found: dict[str, list[Problem]] = {}
    is_unlinked = False
    for problem in mistakes:
        path = problem.place.path
        if path in report.written and _IN_THE_WAY.search(problem.text):
            (target / path).unlink(missing_ok=True)  # the site itself answers there
            is_unlinked = True
        if not path.startswith("content/"):
            continue
        file = target / path
        dead, lost = _DEAD.search(problem.text), _NO_ID.search(problem.text)
        label = _NO_LABEL.search(problem.text)
        if (
            (dead and _unlink(file, dead["address"] or dead["file"], _where(problem, report)))
            or (lost and _mend_fragment(file, target / lost["note"], lost["id"], report))
            or (label and _relink(file, label["label"], target, report))
            or (_drop_second_id(file, problem))
        ):
            is_unlinked = True
        else:
            found.setdefault(path, []).append(problem)
    if is_unlinked:
        return True  # once more, before anything becomes a draft
    for path, problems in found.items():
        file = target / path
        lines = list(map(str, problems))
        if all(problem.kind == "math" for problem in problems) and (
            made := show_as_code(read_note(file), [problem.place for problem in problems])
        ):
            write_note(file, made)
            report.in_code.setdefault(path, []).extend(lines)
        elif _make_draft(file):
            report.drafts.setdefault(path, []).extend(lines)
        else:
            report.drafts.pop(path, None)
            report.lose("note that cannot be read, not even as a draft", lines[0])
            file.unlink()
    return bool(found)


def _make_draft(file: Path) -> bool:
    """Make a note a draft; tell whether it was none."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == SUFFIX:
        made = mark_draft(text)
    else:
        head, mark, rest = text.partition("\n---\n")
        is_draft = re.search(r"^draft: true$", head, re.MULTILINE)
        made = text if is_draft else f"{head}\ndraft: true{mark}{rest}"
    file.write_text(made, encoding="utf-8")
    return made != text
