"""Numbers of formulas, figures, theorems and the like: the same in all languages of an article."""

from collections.abc import Iterable, Iterator

from notes_site.errors import Problem
from notes_site.model import LabelKind, RenderedNote


def check_numbers(notes: Iterable[RenderedNote]) -> Iterator[Problem]:
    """Yield a warning for the first block whose number differs from another language's."""
    first: dict[tuple[str, str], tuple[RenderedNote, str]] = {}
    for note in sorted(notes, key=lambda note: note.source.path):
        for name, label in note.labels.items():
            if label.kind is LabelKind.SECTION:
                continue
            key = (note.source.key, name)
            other, number = first.setdefault(key, (note, label.number))
            is_own_tag = not (number[:1].isdecimal() and label.number[:1].isdecimal())
            if number == label.number or is_own_tag:
                continue
            is_other = label.kind not in {LabelKind.EQUATION, LabelKind.FIGURE}
            what = f"blocks `{label.kind.value}`" if is_other else "formulas and figures"
            text = (
                f"`{name}` has the number {label.number} here and {number} in "
                f"{other.source.path}; keep the {what} of both in one order"
            )
            line = label.line if is_other else note.source.first_line
            place = note.source.place(line)
            yield Problem(place=place, kind="numbers", text=text, is_warning=True)
            break  # the ones behind it differ too


_MAY_BE_UNUSED = {LabelKind.EQUATION, LabelKind.FIGURE, LabelKind.SECTION}
"""Kinds whose label gives the number, or a place to link to from elsewhere."""


def check_unused(notes: Iterable[RenderedNote]) -> Iterator[Problem]:
    """Yield a warning for each label of a theorem, a table and the like that nothing refers to."""
    listed = list(notes)
    used = {
        (link.url or note.url, link.fragment)
        for note in listed
        for link in note.links
        if link.fragment
    }
    for note in listed:
        for name, label in note.labels.items():
            if label.kind in _MAY_BE_UNUSED or (note.url, name) in used:
                continue
            text = f"nothing refers to `{name}`; write `[](#{name})`, or take `{{#{name}}}` out"
            place = note.source.place(label.line)
            yield Problem(place=place, kind="numbers", text=text, is_warning=True)
