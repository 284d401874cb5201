"""Numbers of formulas and figures: the same in all languages of an article."""

from collections.abc import Iterable, Iterator

from notes_site.errors import Place, Problem
from notes_site.model import RenderedNote


def check_numbers(notes: Iterable[RenderedNote]) -> Iterator[Problem]:
    """Yield a warning for every formula or figure whose number differs from another language's."""
    first: dict[tuple[str, str], tuple[RenderedNote, str]] = {}
    for note in sorted(notes, key=lambda note: note.source.path):
        for label, equation in note.equations.items():
            key = (note.source.key, label)
            other, number = first.setdefault(key, (note, equation.number))
            is_own_tag = not (number[:1].isdecimal() and equation.number[:1].isdecimal())
            if number == equation.number or is_own_tag:
                continue
            text = (
                f"`{label}` has the number {equation.number} here and {number} in "
                f"{other.source.path}; keep the formulas and figures of both in one order"
            )
            place = Place(path=note.source.path, line=note.source.first_line)
            yield Problem(place=place, kind="numbers", text=text, is_warning=True)
            break  # the ones behind it differ too
