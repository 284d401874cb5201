"""Mistakes in files that someone wrote, and where they are."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

# What a terminal obeys or lets run backwards, quoted from a file that may be anyone's.
_CONTROLS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


KINDS = {
    "addresses": "two notes, pages or files at one address, and names that can be part of none",
    "citations": "keys of papers that are not in the bibliography, and entries that lack something",
    "code": "languages, marked lines and attributes of code blocks",
    "external": "addresses of other sites that do not answer, by `check --external`",
    "files": "notes and files that the site leaves out",
    "footnotes": "footnotes without a text, or without a mark",
    "foreign": "what other tools write and this one shows as text",
    "front-matter": "keys at the head of a note",
    "links": "links that lead to nothing, or not where they seem to",
    "math": "formulas, their labels and references",
    "names": "different tags or series that share a page",
    "notebooks": "cells and outputs of notebooks that are not shown",
    "numbers": "numbers of formulas, figures and theorems that differ between translations",
    "parity": "translations that differ: formulas, code, figures and what else is the same in both",
    "pictures": "pictures without a description, damaged ones and too large ones",
    "policy": "what a page holds and its own policy keeps a browser from loading",
    "settings": "`site.yaml` and the words of `locales/`",
    "stale": "translations that have not followed a change, by `check --translations`",
    "templates": "templates of the site",
    "terms": "words of translations that are not those of `terms.yaml`",
    "text": "what is written in a note and means something else than it seems to",
}
"""Kind of a problem → what it is about. Authors name kinds in `warnings` of `site.yaml` and by
`check --only`, so a name stays; the handbook has this table too (commands.md)."""


class Place(Struct, frozen=True, kw_only=True, order=True):
    """A point in a file below the site's folder."""

    path: str
    """Below the site folder, `/`-separated; absolute where a file lies outside of it."""

    cell: int = 0
    """1-based number of the cell of a notebook; 0 in every other file."""

    line: int = 0
    """1-based, counted from the top of the file, front matter included, or from the top of the
    cell; 0 where there is none."""

    column: int = 0
    """1-based, in characters (code points); 0 where it is not known."""

    def __str__(self) -> str:
        if not self.line:
            return self.path
        cell = f"cell {self.cell}:" if self.cell else ""
        column = f":{self.column}" if self.column else ""
        return f"{self.path}:{cell}{self.line}{column}"

    @property
    def within(self) -> str:
        """The line as a text about the same file names it: `line 3`, `line 3 of cell 7`."""
        return f"line {self.line} of cell {self.cell}" if self.cell else f"line {self.line}"


class Problem(Struct, frozen=True, kw_only=True):
    """A mistake or warning at a place, with what to write instead."""

    place: Place

    text: str
    """`what is wrong; what to write instead`, in the author's words."""

    is_warning: bool = False
    """True when the site can be published all the same."""

    kind: str = ""
    """One of `KINDS`; every warning has one."""

    noun: str = ""
    """What it counts as where many are one line, with `{s}` for the plural: `picture{s} without a
    description`. Empty where those of the same wording are told together."""

    count: int = 1
    """How many of `noun` it tells of."""

    pair: tuple[str, str] = ("", "")
    """Paths of the two translations of which it tells a difference."""

    def __str__(self) -> str:
        return plain(f"{self.place}: {'warning: ' if self.is_warning else ''}{self.text}")


def plain(line: str) -> str:
    """Return `line` without what a terminal would obey."""
    return _CONTROLS.sub(lambda match: ascii(match[0])[1:-1], line)


class SourceError(Exception):
    """One file holds mistakes. Only `run_stage` and the commands catch it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


class ConfigError(SourceError):
    """`site.yaml` holds mistakes, so nothing can be built at all."""


class BuildErrors(SourceError):  # noqa: N818 - it holds many
    """All the mistakes of a build, by place."""


def has_mistakes(problems: Iterable[Problem]) -> bool:
    """Tell whether any of `problems` keeps the site from being published."""
    return not all(problem.is_warning for problem in problems)


def refuse_mistakes(problems: Sequence[Problem]) -> None:
    """Raise a `SourceError` of `problems` if any of them is a mistake."""
    if has_mistakes(problems):
        raise SourceError(problems)


def by_place(problems: Iterable[Problem]) -> list[Problem]:
    """Return `problems` sorted by place, each once."""
    return sorted(set(problems), key=lambda problem: (problem.place, problem.text))


def as_mistakes(problems: Iterable[Problem]) -> list[Problem]:
    """Return `problems` with every warning turned into a mistake (`--strict`)."""
    return [replace(problem, is_warning=False) for problem in problems]


def as_problem(error: OSError, folder: Path) -> Problem:
    """Return what the system refused as a problem; paths below `folder` are shown from there."""
    path = Path(os.fsdecode(error.filename or folder))
    shown = path.relative_to(folder) if path.is_relative_to(folder) else path
    text = f"{error.strerror}; see to it that there is room and that it can be read and written"
    return Problem(place=Place(path=shown.as_posix()), kind="files", text=text)


@contextmanager
def as_source_error(folder: Path) -> Iterator[None]:
    """Raise a `SourceError` where the system refuses something about a file below `folder`.

    It may be gone since it was listed, or may not be read.
    """
    try:
        yield
    except OSError as error:
        raise SourceError([as_problem(error, folder)]) from error


def read_bytes(path: Path, folder: Path) -> bytes:
    """Return the bytes of a file that someone wrote.

    Raises:
        SourceError: it is gone since it was listed, or may not be read.
    """
    with as_source_error(folder):
        return path.read_bytes()


def decode(content: bytes, path: str) -> str:
    """Return the text of a file that someone wrote.

    Raises:
        SourceError: it is not UTF-8.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = Place(path=path, line=content.count(b"\n", 0, error.start) + 1)
        problem = Problem(place=place, text="a byte here is not UTF-8; save the file as UTF-8")
        raise SourceError([problem]) from error
