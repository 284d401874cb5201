"""Entries of a bibliography, whatever file they were read from."""

from collections.abc import Mapping

from msgspec import Struct

from notes_site.errors import Place
from notes_site.text.scripts import is_han


class Name(Struct, frozen=True, kw_only=True):
    """The name of a person, in plain text; that of a group is all `family`."""

    family: str
    given: str = ""
    particle: str = ""
    """Stands before the family name: `van`, `de la`."""

    suffix: str = ""
    """Stands behind it: `Jr.`"""

    @property
    def full(self) -> str:
        """The name as it is read: given name first, but Chinese ones as they are written."""
        parts = [self.given, self.particle, self.family]
        if self.is_chinese:
            return f"{self.family}{self.given}"
        return " ".join(filter(None, [*parts, self.suffix]))

    @property
    def is_chinese(self) -> bool:
        """True where the name is written in Han characters."""
        return is_han(self.family)


class Entry(Struct, frozen=True, kw_only=True):
    """A work that notes can cite. Texts are Markdown, with `$…$` for formulas; empty where not given."""

    key: str
    kind: str
    """A type of BibTeX or BibLaTeX in lower case: `article`, `inproceedings`."""

    title: str = ""
    authors: tuple[Name, ...] = ()
    editors: tuple[Name, ...] = ()
    has_others: bool = False
    """True where the authors end in `and others`."""

    year: str = ""
    month: str = ""
    """`1` to `12`, or as written."""

    container: str = ""
    """The journal, the book or the proceedings that it is part of."""

    series: str = ""
    volume: str = ""
    number: str = ""
    edition: str = ""
    chapter: str = ""
    pages: str = ""
    """With an en dash: `1–12`."""

    publisher: str = ""
    """Also the school of a thesis, the institution of a report, the organization."""

    address: str = ""
    note: str = ""
    doi: str = ""
    arxiv: str = ""
    """Identifier such as `2103.00020`."""

    url: str = ""

    @property
    def href(self) -> str:
        """Its address: the DOI's, arXiv's or the one given; may be empty."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        if self.arxiv:
            return f"https://arxiv.org/abs/{self.arxiv}"
        return self.url


class FoundEntry(Struct, frozen=True, kw_only=True):
    """An entry with what only matters where it was found."""

    entry: Entry
    place: Place
    source: str
    """As written, to copy."""


class Lack(Struct, frozen=True):
    """Fields that a kind of entry needs."""

    field: str
    """As BibTeX calls it, to be shown."""

    others: tuple[str, ...]
    """Fields of `Entry`, one of which is enough."""


_TITLE = Lack("title", ("title",))
_AUTHOR = Lack("author", ("authors", "editors"))
_YEAR = Lack("year", ("year",))
_NEEDS: Mapping[str, tuple[Lack, ...]] = {
    "article": (_AUTHOR, _TITLE, Lack("journal", ("container", "arxiv")), _YEAR),
    "inproceedings": (_AUTHOR, _TITLE, Lack("booktitle", ("container", "arxiv")), _YEAR),
    "incollection": (_AUTHOR, _TITLE, Lack("booktitle", ("container",)), _YEAR),
    "book": (_AUTHOR, _TITLE, Lack("publisher", ("publisher",)), _YEAR),
    "phdthesis": (_AUTHOR, _TITLE, Lack("school", ("publisher",)), _YEAR),
    "mastersthesis": (_AUTHOR, _TITLE, Lack("school", ("publisher",)), _YEAR),
    "thesis": (_AUTHOR, _TITLE, Lack("institution", ("publisher",)), _YEAR),
    "techreport": (_AUTHOR, _TITLE, Lack("institution", ("publisher",)), _YEAR),
    "report": (_AUTHOR, _TITLE, _YEAR),
}
"""Kind → what it needs.

Rule: *BibTeXing* (Oren Patashnik, 1988), 3.1, and *biblatex*, 2.1.1; less strict where a paper of
arXiv is an `article` without a journal.
"""
_ALIASES = {"conference": "inproceedings", "inbook": "incollection"}


def find_lacks(entry: Entry) -> list[str]:
    """Return the fields that an entry of this kind needs and lacks, as BibTeX calls them."""
    needs = _NEEDS.get(_ALIASES.get(entry.kind, entry.kind), (_TITLE,))
    return [need.field for need in needs if not any(getattr(entry, name) for name in need.others)]
