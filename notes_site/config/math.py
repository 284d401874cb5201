"""`math:` – macros and numbers of formulas."""

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

from notes_site.yaml.yaml_map import YamlMap


class Numbers(Enum):
    """The display formulas that get a number."""

    LABELLED = "labelled"
    """Those with a `\\label`."""

    ALL = "all"
    """Every one without `\\nonumber` or `\\notag`, as in LaTeX."""

    NONE = "none"
    """None; references show the label's name."""


class MathConfig(Struct, frozen=True, kw_only=True):
    """Macros and numbers of formulas."""

    macros: Mapping[str, str]
    """Name with its backslash → TeX, with `#1` to `#9` for arguments, as KaTeX's `macros`."""

    numbers: Numbers
    """Default: `labelled`."""


def read_math(site: YamlMap) -> MathConfig:
    """Return the section `math`."""
    section = site.map("math")
    values = [value.value for value in Numbers]
    config = MathConfig(
        macros=read_macros(section),
        numbers=Numbers(section.choice("numbers", values, "labelled")),
    )
    section.reject_unread()
    return config


def read_macros(parent: YamlMap) -> dict[str, str]:
    """Return the mapping `macros` of `parent`, of `site.yaml` or of a note."""
    section = parent.map("macros")
    macros = {}
    for name in section.keys():  # noqa: SIM118 - a YamlMap is no dict
        if not name.startswith("\\") or len(name) == 1:
            section.report(name, f"`{name}` is not a macro's name; write `\\{name}`")
        macros[name] = section.text(name)
    return macros
