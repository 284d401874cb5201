"""Levels of warnings: `warnings:`, by which those of a kind are shown, refused or left out."""

from collections.abc import Iterable, Mapping
from enum import Enum

from msgspec.structs import replace

from notes_site.errors import KINDS, Problem
from notes_site.text.suggest import closest
from notes_site.yaml.yaml_map import YamlMap

_FOREIGN = "foreign/"
"""What the kinds of the table of what other tools write begin with."""


class Level(Enum):
    """The severity of a kind of warning."""

    OFF = "off"
    """It is not told."""

    WARNING = "warning"
    """It is told."""

    MISTAKE = "mistake"
    """It stops the publication, as every mistake does."""


def read_warnings(site: YamlMap) -> Mapping[str, Level]:
    """Return kind of warnings → what the section `warnings` makes of them."""
    section = site.map("warnings")
    values = [level.value for level in Level]
    known = list_kinds(section.lines())
    levels = {}
    for kind in section.keys(known):
        if kind in known:
            levels[kind] = Level(section.choice(kind, values, Level.WARNING.value))
            continue
        close = closest(kind, known)
        remedy = f"write `{close}`" if close else f"write one of {', '.join(KINDS)}"
        section.report(kind, f"there is no kind of warnings `{kind}`; {remedy}")
    return levels


def list_kinds(named: Iterable[str]) -> list[str]:
    """Return the kinds of problems that there are, with those below `foreign` if one is `named`."""
    if not any(kind.startswith(_FOREIGN) for kind in named):
        return [*KINDS]
    from notes_site.foreign import TABLE

    return [*KINDS, *(f"{_FOREIGN}{row.kind}" for row in TABLE if not row.works)]


def apply_levels(problems: Iterable[Problem], levels: Mapping[str, Level]) -> list[Problem]:
    """Return `problems` with the warnings of each kind as `levels` wants them; mistakes stay."""
    found = []
    for problem in problems:
        level = _level(problem.kind, levels) if problem.is_warning else Level.WARNING
        if level is Level.MISTAKE:
            found.append(replace(problem, is_warning=False))
        elif level is Level.WARNING:
            found.append(problem)
    return found


def _level(kind: str, levels: Mapping[str, Level]) -> Level:
    """Return what is made of a kind; what is said of `foreign` holds for `foreign/shortcodes` too."""
    return levels.get(kind) or levels.get(kind.partition("/")[0], Level.WARNING)
