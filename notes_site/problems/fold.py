"""Order and folding of problems: mistakes first and in full, then warnings by kind.

Of many that are alike one line says how many there are, where the first ones stand, and how to
see them all. All differences of two translations are one line.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from notes_site.errors import Place, Problem, by_place, plain

_MANY = 5
"""Warnings alike that are told one by one at most."""

_PLACES = 3
"""Places that a folded line names."""

_PAIRS = 20
"""Pairs of translations at most that have a line each."""

_LINES = 20
"""Lines of one kind at most, whatever they say."""

_VARYING = re.compile(r"\s*\(\d+ in this note\)|`[^`]*`|“[^”]*”|\S*/\S+|\d+")
"""What differs between messages that say the same of different things."""


class Line(Struct, frozen=True, kw_only=True):
    """One line of what is told."""

    text: str
    place: Place | None = None
    """Where it is about one place, or one note."""

    is_warning: bool = False
    kind: str = ""

    def __str__(self) -> str:
        head = f"{self.place}: " if self.place else ""
        return plain(f"{head}{'warning: ' if self.is_warning and self.place else ''}{self.text}")


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return mistakes by place, then warnings by kind, those of the rarest kind first."""
    listed = by_place(problems)
    counts = Counter(problem.kind for problem in listed if problem.is_warning)
    return sorted(
        listed,
        key=lambda problem: (
            problem.is_warning,
            (counts[problem.kind], problem.kind) if problem.is_warning else (),
            problem.is_warning and problem.pair,
        ),
    )


def fold(problems: Iterable[Problem]) -> list[Line]:
    """Return the lines that tell of `problems`, with those that are alike in one."""
    ordered = in_order(problems)
    lines = [_line(problem) for problem in ordered if not problem.is_warning]
    warnings = [problem for problem in ordered if problem.is_warning]
    for kind, group in groupby(warnings, key=lambda problem: problem.kind):
        alike: dict[object, list[Problem]] = defaultdict(list)
        for problem in group:
            alike[_likeness(problem)].append(problem)
        lines += _shorten(kind, [line for each in alike.values() for line in _fold_alike(each)])
    return lines


def fold_pairs(problems: Iterable[Problem]) -> list[Line]:
    """Return a line for each of `problems`, but one only for the differences of two translations."""
    lines: list[Line] = []
    for pair, group in groupby(in_order(problems), key=lambda each: any(each.pair) and each.pair):
        some = list(group)
        is_one = pair and len(some) > 1 and some[0].is_warning
        lines += [_fold_pair(some[0].pair, some)] if is_one else map(_line, some)
    return lines


def unfolded(problems: Iterable[Problem]) -> list[Line]:
    """Return one line for each of `problems`."""
    return [_line(problem) for problem in in_order(problems)]


def totals(problems: Iterable[Problem]) -> str:
    """Return how many there are, and in how many notes: `3 mistakes in 2 notes, 5 warnings in 4`."""
    listed = list(problems)
    said: list[tuple[str, str]] = []
    for name in ("mistake", "warning"):
        some = [problem for problem in listed if problem.is_warning is (name == "warning")]
        if not some:
            continue
        paths = {problem.place.path for problem in some}
        files = "note" if all(path.startswith("content/") for path in paths) else "file"
        noun = "" if said and said[-1][1] == files else f" {_many(len(paths), files)}"
        said.append((f"{len(some)} {_many(len(some), name)} in {len(paths)}{noun}", files))
    return ", ".join(text for text, _ in said)


def list_counts(counts: Iterable[tuple[int, str]]) -> str:
    """Return `9 code blocks, 2 formulas and a link`, of numbers and nouns with `{s}`."""
    said = [
        f"{number} {noun.format(s='s')}" if number > 1 else f"{_article(noun)} {noun.format(s='')}"
        for number, noun in counts
    ]
    return " and ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def _likeness(problem: Problem) -> object:
    """Return what is equal for problems of a kind that go into one line."""
    if any(problem.pair):
        return problem.pair
    what, _, _ = problem.text.partition("; ")
    return problem.noun or _VARYING.sub("", what)


def _fold_alike(problems: Sequence[Problem]) -> Iterator[Line]:
    first = problems[0]
    if any(first.pair) and len(problems) > 1:
        yield _fold_pair(first.pair, problems)
    elif len(problems) <= _MANY:
        yield from map(_line, problems)
    elif first.noun:
        places = ", ".join(str(problem.place) for problem in problems[:_PLACES])
        noun = first.noun.format(s="s")
        text = f"{len(problems)} {noun}: {places}, …; {_see(first.kind)}"
        yield Line(text=text, is_warning=True, kind=first.kind)
    else:
        places = ", ".join(str(problem.place) for problem in problems[1 : 1 + _PLACES])
        more = f"and {len(problems) - 1} more like it: {places}, …; {_see(first.kind)}"
        yield Line(
            text=f"{first.text} ({more})", place=first.place, is_warning=True, kind=first.kind
        )


def _fold_pair(pair: tuple[str, str], problems: Iterable[Problem]) -> Line:
    counts: dict[str, int] = defaultdict(int)
    for problem in problems:
        counts[problem.noun] += problem.count
    ordered = sorted(counts.items(), key=lambda item: -item[1])
    left, right = pair
    text = f"{list_counts((number, noun) for noun, number in ordered)} differ from {left}"
    return Line(text=text, place=Place(path=right), is_warning=True, kind="parity")


def _shorten(kind: str, lines: Sequence[Line]) -> list[Line]:
    """Return the first of `lines`, and one that says how many more there are."""
    most = _PAIRS if kind == "parity" else _LINES
    rest = lines[most:]
    if len(rest) <= 1:
        return list(lines)
    paths = {line.place.path for line in rest if line.place}
    text = f"{len(rest)} more lines about {kind}, of {len(paths)} notes"
    if kind == "parity":
        text = f"{len(rest)} more translations differ"
    return [*lines[:most], Line(text=f"{text}; {_see(kind)}", is_warning=True, kind=kind)]


def _line(problem: Problem) -> Line:
    return Line(
        text=problem.text,
        place=problem.place,
        is_warning=problem.is_warning,
        kind=problem.kind,
    )


def _see(kind: str) -> str:
    return f"see them by `notes-site check --only {kind}`"


def _article(noun: str) -> str:
    return "an" if noun[0] in "aeiou" else "a"


def _many(number: int, noun: str) -> str:
    return noun if number == 1 else f"{noun}s"
