"""Options of a code cell: lines `#|` at its head, and tags of Jupyter.

Rule: Quarto's cell options (`echo`, `output`, `include`, `code-fold`, `label`, `fig-cap`, …), and the
tags of Jupyter Book and MyST (`hide-input`, `remove-output`, …).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml
from msgspec import Struct

from notes_site.notebooks.file import RawCell, without_halves
from notes_site.text.suggest import closest

_OPTION = re.compile(r"[ \t]*(?:#|//|--|%)\|(?P<yaml>[^\n]*)(?:\n|\Z)")
_FLAG = re.compile(
    r"[ \t]*#[ \t]*(?P<flag>hide|hide[_-](?:input|output)|collapse(?:[_-](?:hide|show|output))?)[ \t]*(?:\n|\Z)"
)
"""A comment by which fastpages and nbdev say what a cell shows."""

_LABEL = re.compile(r"[^\s{}#\"'<>]+")

KNOWN = (
    "echo",
    "output",
    "include",
    "eval",
    "warning",
    "error",
    "code-fold",
    "code-summary",
    "label",
    "fig-cap",
    "fig-alt",
    "tbl-cap",
    "lst-cap",
    "lst-label",
    "title",
    "hl",
    "fold",
    "tags",
)
"""Options that mean something here, or whose work was done when the notebook was run."""


class CellOptions(Struct, frozen=True, kw_only=True):
    """The options of a code cell."""

    shows_cell: bool = True
    shows_code: bool = True
    folds_code: bool = False
    shows_output: bool = True
    folds_output: bool = False
    hides_warnings: bool = False
    """Whether what goes to `stderr` is left out."""

    label: str = ""
    """`id` of its figure or table."""

    caption: str = ""
    """Of its figure, or of its table, as Markdown."""

    alt: str = ""
    """Description of its picture."""

    title: str = ""
    """Shown above the code."""

    marked: str = ""
    """Lines of the code to mark, as `hl` of a fence has them."""


class ReadOptions(Struct, frozen=True, kw_only=True):
    """The head of a code cell."""

    options: CellOptions
    lines: int
    """Lines at its top that are options, and no part of the code."""

    mistakes: tuple[tuple[int, str], ...]
    """1-based line of the cell, and what is wrong there."""


def read_options(cell: RawCell) -> ReadOptions:
    """Return what a code cell says of itself."""
    code = cell.text
    typed: list[str] = []
    position = 0
    while match := _OPTION.match(code, position):
        if match.end() == position:
            break
        typed.append(match["yaml"])
        position = match.end()
    flags: list[str] = []
    while match := _FLAG.match(code, position):
        flags.append(match["flag"].replace("_", "-"))
        position = match.end()
    given, mistakes = _read_yaml(typed)
    mistakes += [(1, text) for text in _find_unknown(given)]
    return ReadOptions(
        options=_make_options(given, cell, flags),
        lines=len(typed) + len(flags),
        mistakes=tuple(mistakes),
    )


def _read_yaml(typed: list[str]) -> tuple[dict[str, Any], list[tuple[int, str]]]:
    text = "\n".join(line.removeprefix(" ") for line in typed)
    if not text.strip():
        return {}, []
    try:
        given = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        return {}, [
            (line, "the option behind `#|` is no YAML; write `#| key: value`, a text in quotes")
        ]
    if isinstance(given, str):  # nbdev: `#| hide`, `#| export`
        words = given.split()
        return dict.fromkeys(words[:1], True), []
    if not isinstance(given, dict):
        return {}, [(1, "behind `#|` stands no option; write `#| key: value`")]
    return {str(key): value for key, value in given.items()}, []


def _find_unknown(given: Mapping[str, Any]) -> Iterator[str]:
    for key in given:
        close = closest(key, KNOWN)
        if key not in KNOWN and close:
            yield f"a cell has no option `{key}`; write `{close}`"


def _make_options(given: Mapping[str, Any], cell: RawCell, flags: Iterable[str]) -> CellOptions:
    tags = {tag.lower().replace("_", "-") for tag in cell.tags}.union(flags)
    more = given.get("tags")
    if isinstance(more, list):
        tags |= {str(tag) for tag in more}
    own = cell.metadata.get("jupyter")
    jupyter = own if isinstance(own, dict) else {}
    fold = given.get("code-fold", given.get("fold"))
    is_hidden = given.get("include") is False or "hide" in given
    label = _text(given.get("label")) or _text(given.get("lst-label"))
    return CellOptions(
        shows_cell=not (tags & {"remove-cell", "hide"} or is_hidden),
        shows_code=given.get("echo") is not False and not tags & {"remove-input", "hide-code"},
        folds_code=fold in {True, "true", "hide"}
        or bool(tags & {"hide-input", "hide-cell", "fold", "collapse", "collapse-hide"})
        or jupyter.get("source_hidden") is True,
        shows_output=given.get("output") is not False
        and not tags & {"remove-output", "clear-output", "remove-outputs"},
        folds_output=bool(tags & {"hide-output", "hide-cell", "collapse-output"})
        or jupyter.get("outputs_hidden") is True
        or cell.metadata.get("collapsed") is True,
        hides_warnings=given.get("warning") is False or "remove-stderr" in tags,
        label=label if _LABEL.fullmatch(label) else "",
        caption=_text(given.get("fig-cap")) or _text(given.get("tbl-cap")),
        alt=_text(given.get("fig-alt")),
        title=_text(given.get("title")) or _text(given.get("lst-cap")),
        marked=_text(given.get("hl")),
    )


def _text(value: object) -> str:
    """Return a text of an option; of a list of captions the first."""
    if isinstance(value, list):
        value = value[0] if value else ""
    return (
        without_halves(" ".join(str(value).split())) if isinstance(value, str | int | float) else ""
    )
