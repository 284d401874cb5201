"""CSL processor: citeproc-py, which no other module knows."""

import warnings
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self

from citeproc import (
    Citation,
    CitationItem,
    CitationStylesBibliography,
    CitationStylesStyle,
    Locator,
)
from citeproc.source import VariableError
from citeproc.source.json import CiteProcJSON

from notes_site.citations.csl_data import CAPITAL, FIELDS, TAGS, Cited

_CONDITION = {"variable", "match"}
FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NameError,
    TypeError,
    ValueError,
    VariableError,
)
"""What citeproc-py raises for styles and entries that are beyond it."""


def _tag(name: str) -> type[str]:
    """Return a type of citeproc-py's for text between two characters."""
    start, end = TAGS[name][0], TAGS[name][1]

    class Wrapped(str):
        __slots__ = ()

        def __new__(cls, text: object) -> Self:
            return super().__new__(cls, f"{start}{text}{end}")

    return Wrapped


def _without_quotes(text: object) -> str:
    return str(text).translate(dict.fromkeys(map(ord, "“”‘’«»《》「」")))


_FORMATTER = SimpleNamespace(
    preformat=str,
    Italic=_tag("em"),
    Oblique=_tag("em"),
    Bold=_tag("strong"),
    Light=str,
    Underline=str,
    Superscript=_tag("sup"),
    Subscript=_tag("sub"),
    SmallCaps=str,
)
_PLAIN = SimpleNamespace(**{**dict.fromkeys(vars(_FORMATTER), str), "preformat": _without_quotes})
"""For keys of sorting, where marks of type and of quotations would stand before letters."""


class _Item(CitationItem):  # type: ignore[misc]  # citeproc-py has no types
    @property
    def number(self) -> object:
        """Return the number in the list of the note, which holds more than this citation."""
        return self["shown_number"]


class Engine:
    """A style in one language."""

    def __init__(self, path: Path, locale: str) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self._style = CitationStylesStyle(str(path), locale=locale, validate=False)
        self._root = self._style.root
        _drop_unmet_branches(self._root)
        _keep_given_names(self._root)
        _put_off_capitals(self._root)

    @property
    def takes_in_marks(self) -> bool:
        """True where a comma behind a quotation stands in it."""
        return str(self._root.get_locale_option("punctuation-in-quote")).lower() == "true"

    @property
    def others(self) -> str:
        """Words for more authors: `et al.` and its like."""
        return str(self._root.get_single_term(name="et-al"))

    @property
    def adds_letters(self) -> bool:
        """True where works that a citation could not tell apart have letters."""
        return str(self._root.citation.get("disambiguate-add-year-suffix")) == "true"

    @property
    def sorts(self) -> bool:
        """True where the list has an order of its own."""
        return self._root.bibliography.find("cs:sort", self._root.nsmap) is not None

    def cite(self, works: Sequence[Cited]) -> str:
        """Return a citation as the style has it."""
        bibliography, items = self._register(works)
        return str(bibliography.cite(items[0].citation, lambda _: ""))

    def list_one(self, work: Cited) -> str:
        """Return a work as it stands in the list."""
        _, items = self._register([work])
        return str(next(iter(self._style.render_bibliography(items)), ""))

    def sort(self, works: Sequence[Cited]) -> list[int]:
        """Return the indices of works in the order of the list."""
        bibliography, _ = self._register(works, _PLAIN)
        bibliography.sort()
        return [int(item.key) for item in bibliography.items]

    def _register(
        self, works: Sequence[Cited], formatter: SimpleNamespace = _FORMATTER
    ) -> tuple[CitationStylesBibliography, list[CitationItem]]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a field that CSL has and citeproc-py does not
            source = CiteProcJSON([{**work.data, "id": str(i)} for i, work in enumerate(works)])
        items = []
        for index, work in enumerate(works):
            item = _Item(str(index), prefix=work.prefix, suffix=work.suffix)
            item.shown_number = work.number
            if work.locator:
                item.locator = Locator(*work.locator)
            items.append(item)
        bibliography = CitationStylesBibliography(self._style, source, formatter)
        bibliography.register(Citation(items))
        return bibliography, items


def _drop_unmet_branches(root: Any) -> None:  # noqa: ANN401 - citeproc-py has no types
    """Take out what stands under the condition of a field that no entry has.

    citeproc-py leaves out a group as soon as a variable is named somewhere in it and empty, also in
    a branch that is not taken; so GB/T 7714 would lose its `[M]`. CSL 1.0.2, Group, counts what is
    rendered.
    """
    for branch in root.xpath(".//cs:if|.//cs:else-if", namespaces=root.nsmap):
        wanted = set(branch.get("variable", "").split())
        is_unmet = wanted and wanted.isdisjoint(FIELDS) and set(branch.keys()) <= _CONDITION
        if is_unmet and branch.get("match") != "none":
            branch.getparent().remove(branch)


def _keep_given_names(root: Any) -> None:  # noqa: ANN401 - citeproc-py has no types
    """Leave given names whole where the style says so, which citeproc-py overlooks.

    Rule: CSL 1.0.2, Name, `initialize="false"`.
    """
    mark = root.attrib.pop("initialize-with", None)
    for name in root.xpath(".//cs:name[not(ancestor::cs:info)]", namespaces=root.nsmap):
        if name.get("initialize") == "false":
            name.attrib.pop("initialize-with", None)
        elif mark is not None and "initialize-with" not in name.attrib:
            name.set("initialize-with", mark)


def _put_off_capitals(root: Any) -> None:  # noqa: ANN401 - citeproc-py has no types
    """Leave to `tidy` what citeproc-py cannot: a capital at the beginning of more than plain text."""
    for element in root.xpath(".//cs:text[@macro]|.//cs:name-part", namespaces=root.nsmap):
        if element.get("text-case") in {"capitalize-first", "capitalize-all", "sentence", "title"}:
            del element.attrib["text-case"]
            if "macro" in element.attrib:  # names have theirs
                element.set("prefix", element.get("prefix", "") + CAPITAL)
