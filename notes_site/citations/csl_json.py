"""Files of CSL JSON, as Zotero and pandoc write them, as entries."""

import html
import json
import re
from collections.abc import Mapping
from typing import Any

from notes_site.citations.entry import Entry, FoundEntry, Name
from notes_site.citations.latex import escape_markdown
from notes_site.errors import Place, Problem

_KINDS = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "article": "article",
    "paper-conference": "inproceedings",
    "chapter": "incollection",
    "book": "book",
    "thesis": "phdthesis",
    "report": "techreport",
    "webpage": "online",
    "post-weblog": "online",
    "manuscript": "unpublished",
}
"""Type of CSL → of BibTeX."""

_MARKS = {"i": "*", "em": "*", "b": "**", "strong": "**"}
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>\w+)[^<>]*>|(?P<tex>\$(?:\\.|[^\\$])+\$)|(?P<text>[^<$]+|.)", re.DOTALL
)
_ARXIV = re.compile(
    r"arxiv[:./\s]*(?:org/abs/)?(?P<id>\d{4}\.\d{4,5}|[a-z-]+/\d{7})", re.IGNORECASE
)
_ID = re.compile(r'"(?:id|citation-key)"\s*:\s*(?:"(?P<text>(?:[^"\\]|\\.)*)"|(?P<number>\d+))')


def parse_csl_json(text: str, path: str) -> tuple[list[FoundEntry], list[Problem]]:
    """Return the entries of the file at `path`, and what is wrong in it."""
    try:
        read = json.loads(text)
    except json.JSONDecodeError as error:
        place = Place(path=path, line=error.lineno, column=error.colno)
        said = error.msg[:1].lower() + error.msg[1:]
        return [], [
            Problem(
                place=place, kind="citations", text=f"the file is not JSON: {said}; export it anew"
            )
        ]
    items = read.get("items", []) if isinstance(read, dict) else read
    if not isinstance(items, list) or not all(isinstance(each, dict) for each in items):
        text = "the file is no list of entries; export it as CSL JSON"
        return [], [Problem(place=Place(path=path), kind="citations", text=text)]
    lines = _lines_of_ids(text)
    found: dict[str, FoundEntry] = {}
    problems = []
    for item in items:
        key = str(item.get("citation-key") or item.get("id") or "").strip()
        line = lines.get(key, [1])
        if not key:
            problems.append(
                Problem(
                    place=Place(path=path), kind="citations", text="an entry has no `id`; write one"
                )
            )
        elif key in found:
            said = f"the key `{key}` stands at line {line[0]} too; rename one, or take it out"
            place = Place(path=path, line=line[min(1, len(line) - 1)])
            problems.append(Problem(place=place, kind="citations", text=said, is_warning=True))
        else:
            source = json.dumps(item, ensure_ascii=False, indent=2)
            place = Place(path=path, line=line[0])
            found[key] = FoundEntry(entry=_make_entry(key, item), place=place, source=source)
    return list(found.values()), problems


def _lines_of_ids(text: str) -> dict[str, list[int]]:
    lines: dict[str, list[int]] = {}
    for match in _ID.finditer(text):
        key = match["number"] or json.loads(f'"{match["text"]}"')
        lines.setdefault(key, []).append(text.count("\n", 0, match.start()) + 1)
    return lines


def _make_entry(key: str, item: Mapping[str, Any]) -> Entry:
    def text(*names: str) -> str:
        written = next((item[name] for name in names if item.get(name) not in {None, ""}), "")
        return _markdown(str(written))

    authors, has_others = _read_names(item.get("author"))
    year, month = _read_date(item.get("issued"))
    arxiv = next(
        (
            match["id"]
            for name in ("number", "archive_location", "URL", "note", "DOI", "container-title")
            if (match := _ARXIV.search(str(item.get(name, ""))))
        ),
        "",
    )
    doi = str(item.get("DOI", "")).removeprefix("https://doi.org/")
    return Entry(
        key=key,
        kind=_KINDS.get(str(item.get("type", "")), "misc"),
        title=text("title"),
        authors=authors,
        editors=_read_names(item.get("editor"))[0],
        has_others=has_others,
        year=year,
        month=month,
        container=text("container-title", "event-title", "event"),
        series=text("collection-title"),
        volume=text("volume"),
        number="" if arxiv and "arxiv" in text("number").casefold() else text("issue", "number"),
        edition=text("edition"),
        chapter=text("chapter-number"),
        pages=text("page").replace("-", "–"),
        publisher=text("publisher"),
        address=text("publisher-place", "event-place"),
        note="" if _ARXIV.search(str(item.get("note", ""))) else text("note"),
        doi="" if "arxiv" in doi.casefold() else doi,
        arxiv=arxiv,
        url=str(item.get("URL", "")),
    )


def _read_names(written: object) -> tuple[tuple[Name, ...], bool]:
    names = []
    for each in written if isinstance(written, list) else []:
        if isinstance(each, dict):
            particles = (each.get("non-dropping-particle"), each.get("dropping-particle"))
            names.append(
                Name(
                    family=str(each.get("family") or each.get("literal") or ""),
                    given=str(each.get("given") or ""),
                    particle=" ".join(str(part) for part in particles if part),
                    suffix=str(each.get("suffix") or ""),
                )
            )
    is_open = bool(names) and names[-1].full.casefold().strip(" .") in {"others", "et al"}
    kept = names[:-1] if is_open else names
    return tuple(name for name in kept if name.family), is_open


def _read_date(written: object) -> tuple[str, str]:
    """Return year and month of a CSL date: `date-parts`, `raw` or `literal`."""
    if not isinstance(written, dict):
        return "", ""
    parts = written.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
        year, *rest = (str(each) for each in parts[0])
        return year, str(int(rest[0])) if rest and rest[0].isdecimal() else ""
    match = re.search(
        r"(\d{4})(?:-(\d{2}))?", str(written.get("raw") or written.get("literal") or "")
    )
    return (match[1], str(int(match[2])) if match[2] else "") if match else ("", "")


def _markdown(written: str) -> str:
    """Return a text of CSL, which may hold a few tags of HTML, as Markdown."""
    parts = []
    for match in _TAG.finditer(html.unescape(written)):
        if match["tex"]:
            parts.append(match["tex"])
        elif match["name"]:
            parts.append(_MARKS.get(match["name"].casefold(), ""))
        else:
            parts.append(escape_markdown(match["text"]))
    return " ".join("".join(parts).split())
