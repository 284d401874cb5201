"""A paper as an entry of BibTeX."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from notes_site.model import Paper

# What TeX would take for more than a letter. Braces are spelt out, since BibTeX counts them
# wherever they stand.
_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "&%$#_"},
}
_VERBATIM = {"{": "%7B", "}": "%7D", "\\": "%5C"}
_JOURNAL = re.compile(
    r"\b(?:journal|transactions|letters|magazine|annals|jmlr|tmlr|tpami|pnas|nature|science)\b"
    r"|学报|期刊|杂志",
    re.IGNORECASE,
)
_ARXIV_YEAR = re.compile(r"(\d{2})\d{2}\.\d{4,5}")
_FIRST_OF_ARXIV = 2007  # identifiers such as 0704.0001 begin in that year
_SMALL_WORDS = frozenset(["a", "an", "the", "on", "in", "of", "for", "to", "and", "is", "are"])


def bibtex(paper: Paper) -> str:
    """Return the entry of `paper`.

    Rule: *BibTeXing* (Oren Patashnik, 1988), 3.1 and 4: in the title, braces keep capitals;
    `and` separates authors, so a name that holds the word is in braces, and `and others` is
    *et al.*; `eprint` and `archivePrefix` as arXiv itself gives them.
    """
    kind, venue_field = _kind(paper)
    fields = {
        "title": f"{{{_escape(paper.title)}}}",
        "author": " and ".join(_author(name) for name in paper.authors),
        venue_field: _escape(paper.venue),
        "year": _escape(_year(paper)),
        "eprint": paper.arxiv,
        "archivePrefix": "arXiv" if paper.arxiv else "",
        "doi": _verbatim(paper.doi),
        "url": _verbatim(paper.url),
    }
    shown = [f"  {name} = {{{value}}}" for name, value in fields.items() if name and value]
    return f"@{kind}{{{cite_key(paper)},\n" + ",\n".join(shown) + "\n}"


def cite_key(paper: Paper) -> str:
    """Return the key to cite `paper` by, such as `hu2022lora`: surname, year, word of the title.

    It has letters and digits of ASCII alone, which every program that reads BibTeX takes.
    """
    author = paper.authors[0] if paper.authors else ""
    surname = author.partition(",")[0] if "," in author else author.split(" ")[-1]
    words = [_ascii(word) for word in re.split(r"[\s:\-–—/]+", paper.title)]
    word = next((word for word in words if word and word not in _SMALL_WORDS), "")
    name = f"{_ascii(surname)}{_ascii(_year(paper))}{word}"
    return name if name.strip("0123456789") else f"paper{_ascii(paper.arxiv or paper.doi) or name}"


def note_bibtex(  # noqa: PLR0913, PLR0917 - an entry is made of these six
    title: str, authors: Sequence[str], site: str, date: datetime, url: str, name: str
) -> str:
    """Return the entry of a note of the site, which `name` tells apart in its key."""
    last = authors[0].split(" ")[-1] if authors else ""
    key = f"{_ascii(last)}{date.year}{_ascii(name)}"
    fields = {
        "title": f"{{{_escape(title)}}}",
        "author": " and ".join(_author(each) for each in authors),
        "howpublished": _escape(site),
        "year": str(date.year),
        "month": str(date.month),
        "url": _verbatim(url),
    }
    shown = [f"  {field} = {{{value}}}" for field, value in fields.items() if value]
    return f"@misc{{{key},\n" + ",\n".join(shown) + "\n}"


def _kind(paper: Paper) -> tuple[str, str]:
    """Return the type of the entry, and the field that the venue goes to."""
    if paper.venue.casefold() in {"", "arxiv"}:
        return "misc", ""
    if _JOURNAL.search(paper.venue):
        return "article", "journal"
    return "inproceedings", "booktitle"


def _year(paper: Paper) -> str:
    """Return the paper's year; without one, that of its arXiv identifier."""
    match = _ARXIV_YEAR.fullmatch(paper.arxiv)
    if paper.year or not match:
        return paper.year
    return str(2000 + int(match[1])) if int(match[1]) >= _FIRST_OF_ARXIV % 100 else ""


def _author(name: str) -> str:
    if name.casefold().strip(".") in {"et al", "others"}:
        return "others"
    shown = _escape(name)
    return f"{{{shown}}}" if re.search(r"\band\b", name, re.IGNORECASE) else shown


def _escape(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in " ".join(text.split()))


def _verbatim(address: str) -> str:
    """Return an address for a field that is read as it stands."""
    return "".join(_VERBATIM.get(character, character) for character in address)


def _ascii(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]", "", decomposed)
