"""Division of text into words, so that a search by words finds what a reader types.

Pagefind takes for a word what stands between blanks. Chinese sets none, and a formula or a name
of a program has several words without one. So the copy of a text that Pagefind gets has a blank
between any two words, and `static/assets/search.js` divides a query by the same rules.

A reader is shown the text as it was. Between two full-width characters a blank is left out,
elsewhere it is shown; where that would be wrong, `KEPT` ends the word before it.
"""

import re
from functools import lru_cache

from notes_site.text.scripts import WIDE

GREEK = "\u0370-\u03ff"
"""Body of a character class. In a formula a letter of it begins a word: `2σ²`, `log π_θ`."""

NUMERALS = "\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209c\u2150-\u215f\u2460-\u249b"
"""Body of a character class: raised, lowered and circled numbers, fractions. Runs of them are words
of their own, as they are to `Intl.Segmenter`, which Pagefind runs over Chinese queries."""

KEPT = "`"
"""Ends a word where the blank behind it is the other way round: there though none would be
expected, or the reverse. Pagefind drops ASCII punctuation from words. No text has one of its own.
"""

TITLE, TEXT, REST = "ǂt", "ǂe", "ǂr"
"""Words that stand before the title of a page, before its text, and before what is neither: names from
code, tags, authors. They are in no language, so that nobody looks for them; a phrase that begins and ends
with the first two is a whole title. No result shows them."""

_LETTER = rf"(?:[^\W{WIDE}{GREEK}{NUMERALS}]|[\u0300-\u036f])"
_ASCII_MARKS = r"[!-/:-@\[-^{-~“”‘’–—…]"
"""And the marks that stand for them, which Pagefind drops as well."""

_WORD = rf"(?:[{GREEK}]+|{_LETTER})(?:_[{GREEK}]+|{_LETTER})*"
_PART = re.compile(
    rf"[{WIDE}]+"
    rf"|{_ASCII_MARKS}*{_WORD}{_ASCII_MARKS}*"
    rf"|{_ASCII_MARKS}*[{NUMERALS}]+{_ASCII_MARKS}*"
    rf"|(?:(?![{WIDE}])\W)+"
)
_IS_WIDE = re.compile(f"[{WIDE}]")


def divide(text: str) -> str:
    """Return `text` with a blank between words, and `KEPT` where it is not as expected."""
    divided: list[str] = []
    ends_wide = False
    for chunk in text.replace(KEPT, "").split():
        if divided:
            begins_wide = _IS_WIDE.match(chunk) is not None
            divided.append(f"{KEPT} " if ends_wide and begins_wide else " ")
        divided.append(chunk if chunk.isalpha() and chunk.isascii() else _divide_chunk(chunk))
        ends_wide = _IS_WIDE.match(chunk[-1]) is not None
    return "".join(divided)


@lru_cache(maxsize=20_000)
def _divide_chunk(chunk: str) -> str:
    """Return a text without blanks with its words divided."""
    return f"{KEPT} ".join(
        " ".join(part) if _IS_WIDE.match(part) else part for part in _PART.findall(chunk)
    )
