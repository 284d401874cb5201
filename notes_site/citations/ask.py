"""Entries from arXiv and Crossref, for `notes-site cite`: nothing else asks them."""

import json
import re
from collections.abc import Mapping
from html import unescape
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import Request, urlopen
from xml.etree import ElementTree as ET

from msgspec import Struct

from notes_site import __version__
from notes_site.citations.entry import Name
from notes_site.text.suggest import closest

ARXIV = "https://export.arxiv.org/api/query"
CROSSREF = "https://api.crossref.org/works/"
_ATOM = "{http://www.w3.org/2005/Atom}"
_OF_ARXIV = "{http://arxiv.org/schemas/atom}"
_TIMEOUT_S = 20
_MOST_BYTES = 5_000_000
_ARXIV_ID = re.compile(
    r"(?:https?://)?(?:(?:www\.)?arxiv\.org/(?:abs|pdf)/|arxiv:\s*)"
    r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?P<version>v\d+)?(?:\.pdf)?",
    re.IGNORECASE,
)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)(?P<doi>10\.\d{4,9}/\S+)", re.IGNORECASE)
_DOI_OF_ARXIV = re.compile(r"10\.48550/arxiv\.(?P<id>.+)", re.IGNORECASE)
_KINDS = {
    "journal-article": ("article", "journal"),
    "proceedings-article": ("inproceedings", "booktitle"),
    "book-chapter": ("incollection", "booktitle"),
    "book": ("book", "series"),
    "monograph": ("book", "series"),
    "edited-book": ("book", "series"),
    "dissertation": ("phdthesis", "note"),
    "report": ("techreport", "series"),
}
"""Type of Crossref → of BibTeX, and the field that what it is part of goes to."""


class CannotAskError(Exception):
    """A work that was not found, or a service that does not answer; the message is for the author."""


class FoundWork(Struct, frozen=True, kw_only=True):
    """A work as a service describes it. Texts are plain, but for formulas in titles."""

    kind: str
    title: str
    authors: tuple[Name, ...]
    year: str
    fields: Mapping[str, str]
    """Name of a further field of BibTeX → value."""


def ask(reference: str, arxiv: str = ARXIV, crossref: str = CROSSREF) -> FoundWork:
    """Return the work that `arxiv:ID` or `doi:ID` names; their web addresses do too.

    Args:
        reference: as the author gives it.
        arxiv: address of arXiv's interface.
        crossref: address of Crossref's.

    Raises:
        CannotAskError: it names nothing, is not known there, or nobody answers.
    """
    reference = reference.strip()
    if match := _ARXIV_ID.fullmatch(reference):
        return _ask_arxiv(match["id"], arxiv)
    if match := _DOI.fullmatch(reference):
        if of_arxiv := _DOI_OF_ARXIV.fullmatch(match["doi"]):
            return _ask_arxiv(of_arxiv["id"], arxiv)
        return _ask_crossref(match["doi"], crossref)
    if bare := next((each for each in ("arxiv", "doi") if _names(f"{each}:{reference}")), ""):
        remedy = f"write {bare}:{reference}"
    else:
        prefix, _, rest = reference.partition(":")
        close = closest(prefix, ["arxiv", "doi"]) if rest else ""
        remedy = (
            f"write {close}:{rest}"
            if close
            else "write arxiv:2106.09685 or doi:10.1038/nature14236"
        )
    message = f"`{reference}` is no reference; {remedy}"
    raise CannotAskError(message)


def _names(reference: str) -> bool:
    """Tell whether a reference names a work, known or not."""
    return bool(_ARXIV_ID.fullmatch(reference) or _DOI.fullmatch(reference))


def _ask_arxiv(number: str, address: str) -> FoundWork:
    """Return a paper of arXiv.

    Rule: the API's user manual, 3.3: an unknown identifier gives no entry, or one called `Error`.
    """
    try:
        feed = ET.fromstring(_fetch(f"{address}?id_list={quote(number)}"))  # noqa: S314 - no entity is resolved
    except ET.ParseError as error:
        message = f"arXiv's answer cannot be read ({error}); try again later"
        raise CannotAskError(message) from error
    entry = feed.find(f"{_ATOM}entry")
    title = _one_line(entry.findtext(f"{_ATOM}title", "")) if entry is not None else ""
    if entry is None or title in {"", "Error"}:
        message = f"arXiv knows no paper {number}; correct the number"
        raise CannotAskError(message)
    names = [_one_line(each.text or "") for each in entry.iterfind(f"{_ATOM}author/{_ATOM}name")]
    category = entry.find(f"{_OF_ARXIV}primary_category")
    fields = {
        "eprint": number,
        "archiveprefix": "arXiv",
        "primaryclass": category.get("term", "") if category is not None else "",
        "doi": entry.findtext(f"{_OF_ARXIV}doi", ""),
        "note": _one_line(entry.findtext(f"{_OF_ARXIV}journal_ref", "")),
    }
    return FoundWork(
        kind="misc",
        title=title,
        authors=tuple(map(_split_name, filter(None, names))),
        year=entry.findtext(f"{_ATOM}published", "")[:4],
        fields=fields,
    )


def _ask_crossref(doi: str, address: str) -> FoundWork:
    try:
        found: dict[str, Any] = json.loads(_fetch(f"{address}{quote(doi)}"))["message"]
    except (ValueError, KeyError, TypeError) as error:
        message = f"Crossref's answer cannot be read ({error}); try again later"
        raise CannotAskError(message) from error
    kind, container = _KINDS.get(str(found.get("type", "")), ("misc", "howpublished"))
    titles = found.get("title") or [""]
    subtitles = found.get("subtitle") or []
    dates = (found.get(name) for name in ("published", "published-print", "issued", "created"))
    years = [
        each["date-parts"][0][0]
        for each in dates
        if each and each.get("date-parts", [[None]])[0][0]
    ]
    fields = {
        container: _text((found.get("container-title") or [""])[0]),
        "volume": str(found.get("volume", "")),
        "number": str(found.get("issue", "")),
        "pages": str(found.get("page", "")).replace("-", "--"),
        "publisher": _text(str(found.get("publisher", ""))) if kind != "article" else "",
        "doi": str(found.get("DOI", doi)),
    }
    return FoundWork(
        kind=kind,
        title=": ".join(map(_text, [titles[0], *subtitles[:1]])),
        authors=tuple(
            Name(
                family=str(each.get("family") or each.get("name") or ""),
                given=str(each.get("given") or ""),
                suffix=str(each.get("suffix") or ""),
            )
            for each in found.get("author") or found.get("editor") or []
        ),
        year=str(years[0]) if years else "",
        fields=fields,
    )


def _fetch(url: str) -> bytes:
    headers = {"User-Agent": f"notes-site/{__version__}", "Accept": "*/*"}
    try:
        with urlopen(Request(url, headers=headers), timeout=_TIMEOUT_S) as answer:  # noqa: S310 - http or https
            content: bytes = answer.read(_MOST_BYTES)
    except HTTPError as error:
        if error.code == 404:  # noqa: PLR2004 - "not found", of HTTP
            message = f"{url} knows no such work; correct the reference"
            raise CannotAskError(message) from error
        message = f"{url} answered {error.code} {error.reason}; try again later"
        raise CannotAskError(message) from error
    except (URLError, HTTPException, OSError) as error:
        reason = getattr(error, "reason", None) or error
        message = f"{url} cannot be reached ({reason}); see to the network, or try again later"
        raise CannotAskError(message) from error
    return content


def _split_name(full: str) -> Name:
    """Return a name of which only the whole is known: its last word is the family's."""
    given, _, family = full.rpartition(" ")
    if given.split(" ")[-1].islower():  # `Aaron van den Oord`
        words = given.split(" ")
        start = next(index for index, word in enumerate(words) if word.islower())
        return Name(family=family, given=" ".join(words[:start]), particle=" ".join(words[start:]))
    return Name(family=family, given=given)


def _text(written: str) -> str:
    """Return a text of Crossref without the tags of HTML and MathML that it may hold."""
    return _one_line(unescape(re.sub(r"<[^<>]+>", "", written)))


def _one_line(text: str) -> str:
    return " ".join(text.split())
