"""Entries of BibTeX as text, to be added to a file."""

import re
import unicodedata
from collections.abc import Container

from notes_site.citations.ask import FoundWork
from notes_site.citations.entry import Name

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "&%$#_"},
}
_FORMULA = re.compile(r"(\$(?:\\.|[^\\$])+\$)")
_VERBATIM = {"doi", "eprint", "url"}
_SMALL = frozenset(["a", "an", "the", "on", "in", "of", "for", "to", "and", "is", "are", "with"])


def entry_text(work: FoundWork, key: str) -> str:
    """Return the entry of `work`; braces keep the capitals of its title."""
    fields = {
        "title": f"{{{_escape(work.title)}}}",
        "author": " and ".join(map(_name, work.authors)),
        "year": work.year,
        **{
            name: value if name in _VERBATIM else _escape(value)
            for name, value in work.fields.items()
        },
    }
    shown = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{work.kind}{{{key},", *shown, "}"])


def free_key(work: FoundWork, taken: Container[str]) -> str:
    """Return a key such as `hu2022lora`: surname, year, word of the title; with a letter if need be."""
    surname = work.authors[0].family if work.authors else ""
    words = [_ascii(word) for word in re.split(r"[\s:\-–—/]+", work.title)]
    word = next((word for word in words if word and word not in _SMALL), "")
    plain = f"{_ascii(surname)}{_ascii(work.year)}{word}"
    wanted = (
        plain if plain.strip("0123456789") else f"work{_ascii(work.fields.get('doi', '')) or plain}"
    )
    for letter in ("", *"abcdefghijklmnopqrstuvwxyz"):
        if f"{wanted}{letter}" not in taken:
            return f"{wanted}{letter}"
    return f"{wanted}-{_ascii(work.fields.get('doi', ''))}"


def _name(name: Name) -> str:
    family = f"{name.particle} {name.family}".strip()
    if not name.given:
        return f"{{{_escape(family)}}}"
    return ", ".join(_escape(each) for each in (family, name.suffix, name.given) if each)


def _escape(text: str) -> str:
    """Return plain text for a field; what stands between two `$` is a formula and stays."""
    pieces = _FORMULA.split(text)
    return "".join(
        piece if index % 2 else "".join(_SPECIAL.get(each, each) for each in piece)
        for index, piece in enumerate(pieces)
    )


def _ascii(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]", "", decomposed)
