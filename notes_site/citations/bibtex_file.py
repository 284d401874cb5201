"""Files of BibTeX and BibLaTeX as entries."""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares.names import (
    parse_single_name_into_parts,
    split_multiple_persons_names,
)
from bibtexparser.model import (
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    ParsingFailedBlock,
)
from bibtexparser.model import Entry as ReadEntry

from notes_site.citations.entry import Entry, FoundEntry, Name
from notes_site.citations.latex import markdown_text, plain_text
from notes_site.errors import Place, Problem

_PART = re.compile(
    r"\s*(?:\{(?P<braced>.*)\}|\"(?P<quoted>.*)\"|(?P<bare>[^\s{}\"#]+))\s*", re.DOTALL
)
_ARXIV = re.compile(
    r"(?:arxiv(?:\s+preprint)?\s*[:\s]\s*(?:arxiv:)?|arxiv\.org/(?:abs|pdf)/|\babs/|10\.48550/arxiv\.)"
    r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?",
    re.IGNORECASE,
)
_ARXIV_ID = re.compile(
    r"(?:arXiv:)?(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?",
    re.IGNORECASE,
)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(?P<doi>10\.\S+)", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_DASHES = re.compile(r"\s*(?:-{1,3}|–|—)\s*")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH_NAMES = {
    "jan": "January", "feb": "February", "mar": "March", "apr": "April", "may": "May", "jun": "June",
    "jul": "July", "aug": "August", "sep": "September", "oct": "October", "nov": "November",
    "dec": "December",
}  # fmt: skip
"""Strings that every style of BibTeX defines."""

_CONTAINERS = ("journal", "journaltitle", "booktitle", "maintitle", "howpublished", "eventtitle")
_PUBLISHERS = ("publisher", "school", "institution", "organization")


def parse_bibtex(text: str, path: str) -> tuple[list[FoundEntry], list[Problem]]:
    """Return the entries of the file at `path`, and what is wrong in it."""
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it logs is told here
    library: Library = parse_string(text.replace("\r\n", "\n"), parse_stack=[])
    strings = {**_MONTH_NAMES}
    for each in library.strings:
        strings[each.key.casefold()] = _value(str(each.value), strings)
    reader = _FileReader(path, strings)
    for block in library.blocks:
        reader.read(block)
    return reader.found, reader.problems


class _FileReader:
    """Reads the blocks of one file in order."""

    def __init__(self, path: str, strings: Mapping[str, str]) -> None:
        self.path = path
        self.strings = strings
        self.found: list[FoundEntry] = []
        self.problems: list[Problem] = []

    def read(self, block: object) -> None:
        match block:
            case ReadEntry():
                self._keep(block)
            case DuplicateBlockKeyBlock():
                first = (block.previous_block.start_line or 0) + 1
                text = (
                    f"the key `{block.key}` stands at line {first} too; rename one, or take it out"
                )
                self._report(block.start_line, text, is_warning=True)
            case DuplicateFieldKeyBlock():
                names = ", ".join(f"`{name}`" for name in sorted(block.duplicate_keys))
                self._report(
                    block.start_line, f"the entry has {names} twice; keep one", is_warning=True
                )
                if isinstance(entry := block.ignore_error_block, ReadEntry):
                    self._keep(entry)
            case ParsingFailedBlock():
                reason = (
                    str(getattr(block.error, "abort_reason", "")).strip() or "it cannot be read"
                )
                said = reason[:1].lower() + reason[1:].rstrip(" .")
                text = f"the entry is not BibTeX: {said}; look for a brace or comma that is missing"
                self._report(block.start_line, text)

    def _keep(self, read: ReadEntry) -> None:
        key = read.key.strip()
        if not key:
            self._report(read.start_line, "the entry has no key; write one behind its brace")
            return
        place = Place(path=self.path, line=(read.start_line or 0) + 1)
        values = {
            each.key.casefold(): _value(str(each.value), self.strings) for each in read.fields
        }
        entry = make_entry(key, read.entry_type.casefold(), values)
        self.found.append(FoundEntry(entry=entry, place=place, source=(read.raw or "").strip()))

    def _report(self, line: int | None, text: str, *, is_warning: bool = False) -> None:
        place = Place(path=self.path, line=(line or 0) + 1)
        self.problems.append(
            Problem(place=place, kind="citations", text=text, is_warning=is_warning)
        )


def make_entry(key: str, kind: str, values: Mapping[str, str]) -> Entry:
    """Return the entry of these values; name of a field in lower case → its LaTeX."""

    def first(*names: str) -> str:
        return next((values[name] for name in names if values.get(name, "").strip()), "")

    authors, has_others = _read_names(first("author"))
    editors, _ = _read_names(first("editor"))
    container = first(*_CONTAINERS)
    arxiv = _find_arxiv(values)
    doi = _DOI.fullmatch(plain_text(first("doi")))
    if _ARXIV.search(container) or container.casefold() in {"corr", "arxiv", "arxiv.org"}:
        container = "arXiv preprint" if arxiv else container
    return Entry(
        key=key,
        kind=kind,
        title=_title(first("title"), first("subtitle")),
        authors=authors,
        editors=editors,
        has_others=has_others,
        year=_read_year(first("year", "date"), arxiv),
        month=_read_month(first("month"), first("date")),
        container=_without_address(container),
        series=markdown_text(first("series")),
        volume="" if _ARXIV.search(first("volume")) else markdown_text(first("volume")),
        number=markdown_text(first("number", "issue")),
        edition=markdown_text(first("edition")),
        chapter=markdown_text(first("chapter")),
        pages=_DASHES.sub("–", markdown_text(first("pages"))),
        publisher=markdown_text(first(*_PUBLISHERS)),
        address=markdown_text(first("address", "location")),
        note=_without_address(first("note")),
        doi="" if doi is None or "arxiv" in doi["doi"].casefold() else doi["doi"],
        arxiv=arxiv,
        url=_address(first("url")) or _address(first("howpublished")) or _address(first("note")),
    )


def _value(raw: str, strings: Mapping[str, str]) -> str:
    """Return a value without its braces or quotes, the pieces around each `#` joined.

    Rule: *BibTeXing*, 2: a bare word is the name of a `@string`, a number itself.
    """
    parts = []
    for piece in _split_joined(raw):
        match = _PART.fullmatch(piece)
        if match is None:
            parts.append(piece.strip())
        elif match["bare"] is not None:
            parts.append(strings.get(match["bare"].casefold(), match["bare"]))
        else:
            parts.append(match["braced"] if match["braced"] is not None else match["quoted"])
    return "".join(parts)


def _split_joined(raw: str) -> Iterator[str]:
    """Yield the pieces of a value that `#` joins; one within braces or quotes is a character."""
    if "#" not in raw:
        yield raw
        return
    depth, is_quoted, start = 0, False, 0
    for index, character in enumerate(raw):
        if character in "{}" and raw[index - 1 : index] != "\\":
            depth += 1 if character == "{" else -1
        elif character == '"' and depth == 0:
            is_quoted = not is_quoted
        elif character == "#" and depth == 0 and not is_quoted:
            yield raw[start:index]
            start = index + 1
    yield raw[start:]


def _read_names(latex: str) -> tuple[tuple[Name, ...], bool]:
    """Return the names, and whether there are others."""
    written = split_multiple_persons_names(" ".join(latex.split()))
    is_open = bool(written) and plain_text(written[-1]).casefold().strip(" .") in {
        "others",
        "et al",
    }
    names = [_read_name(each) for each in (written[:-1] if is_open else written)]
    return tuple(name for name in names if name.family), is_open


def _read_name(latex: str) -> Name:
    if latex.startswith("{") and latex.endswith("}") and _is_one_group(latex):
        return Name(family=plain_text(latex))  # a group: `{Gemini Team}`
    parts = parse_single_name_into_parts(latex, strict=False)

    def text(words: Sequence[str]) -> str:
        return plain_text(" ".join(words))

    return Name(
        family=text(parts.last),
        given=text(parts.first),
        particle=text(parts.von),
        suffix=text(parts.jr),
    )


def _is_one_group(latex: str) -> bool:
    depth = 0
    for index, character in enumerate(latex):
        depth += (character == "{") - (character == "}")
        if depth == 0:
            return index == len(latex) - 1
    return False


def _title(title: str, subtitle: str) -> str:
    return ": ".join(filter(None, [markdown_text(title), markdown_text(subtitle)]))


def _read_year(written: str, arxiv: str) -> str:
    """Return the year; without one, that of its arXiv identifier."""
    match = _YEAR.search(written)
    if match:
        return match[0]
    if written:
        return plain_text(written)  # `to appear`
    return f"20{arxiv[:2]}" if re.match(r"\d{4}\.", arxiv) else ""


def _read_month(written: str, date: str) -> str:
    if date and (match := re.match(r"\d{4}-(\d{2})", date)):
        return str(int(match[1]))
    short = plain_text(written).casefold()[:3]
    return str(_MONTHS.index(short) + 1) if short in _MONTHS else plain_text(written)


def _find_arxiv(values: Mapping[str, str]) -> str:
    """Return the identifier of arXiv, wherever an entry says it."""
    prefix = values.get("archiveprefix", values.get("eprinttype", "")).casefold()
    if prefix in {"arxiv", ""} and (match := _ARXIV_ID.fullmatch(values.get("eprint", "").strip())):
        return match["id"]
    if match := _ARXIV_ID.fullmatch(values.get("arxiv", "").strip()):
        return match["id"]
    for name in (
        "journal",
        "journaltitle",
        "url",
        "doi",
        "volume",
        "note",
        "howpublished",
        "eprint",
    ):
        if match := _ARXIV.search(values.get(name, "")):
            return match["id"]
    return ""


def _address(latex: str) -> str:
    """Return the web address that a value is or holds; empty for none."""
    match = re.search(r"https?://[^\s{}]+", latex.replace("\\", ""))
    return match[0] if match else ""


def _without_address(latex: str) -> str:
    """Return a value that is more than an address; one that is none otherwise is shown as a link."""
    bare = re.sub(r"\\url\s*\{[^{}]*\}|https?://\S+", "", latex).strip(" .,:;{}")
    return markdown_text(latex) if bare and not _address(latex) else markdown_text(bare)
