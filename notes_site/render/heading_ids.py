"""The `id`s of headings as other tools make them: `#Mode-Collapse`, `#loss--metrics`, `#qa`."""

import re
from collections.abc import Callable, Collection, Mapping
from functools import cached_property

from notes_site.model import Label, LabelKind

_NO_LETTER = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+")
_SECOND = 2


class HeadingIds:
    """Finds the heading that the `id` of another tool means: one of the same letters and digits."""

    def __init__(self, labels: Mapping[str, Label], anchors: Callable[[], Collection[str]]) -> None:
        """Take the labels of a note, and what returns all places in it that a link can lead to."""
        self._labels = labels
        self._anchors = anchors

    def find(self, fragment: str) -> str:
        """Return the `id` that `fragment` means; `fragment` itself where it is one, or means none.

        Rule: GitHub keeps runs of `-`, kramdown leaves out punctuation and the number that a heading
        begins with, others keep capitals.
        """
        if fragment in self._labels or fragment in self._anchors():
            return fragment
        letters = _fold(fragment)
        found = self._by_letters.get(letters) or self._without_number.get(letters) or set()
        if letters and len({self._labels[each].name for each in found}) == 1:
            return min(found, key=list(self._labels).index)  # the first of these words
        return self._count_from_zero(fragment)

    def _count_from_zero(self, fragment: str) -> str:
        """Return the `id` of a heading with the words of others, which Hexo counts from 1 on."""
        words, _, count = fragment.rpartition("-")
        if not words or not count.isdecimal() or int(count) < _SECOND:
            return fragment
        given = f"{self.find(words)}-{int(count) - 1}"
        return given if given in self._labels else fragment

    @cached_property
    def _by_letters(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for given, label in self._labels.items():
            if label.kind is LabelKind.SECTION:
                for text in (given, label.name):
                    found.setdefault(_fold(text), set()).add(given)
        return found

    @cached_property
    def _without_number(self) -> Mapping[str, set[str]]:
        found: dict[str, set[str]] = {}
        for letters, ids in self._by_letters.items():
            if number := _NUMBER.match(letters):
                found.setdefault(letters[number.end() :], set()).update(ids)
        return found


def _fold(text: str) -> str:
    return _NO_LETTER.sub("", text).casefold()
