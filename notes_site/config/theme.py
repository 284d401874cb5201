"""`theme:` – accent, faces, width and density of the look."""

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path

from msgspec import Struct

from notes_site.config.colour import TEXT_CONTRAST, Colour
from notes_site.config.palette import (
    Scheme,
    dark_accent,
    is_readable,
    least_contrast,
    nearest_accent,
)
from notes_site.config.site_file import FONTS, check_static_file
from notes_site.text.suggest import closest
from notes_site.theme import BUILT_IN, installed_themes
from notes_site.yaml.yaml_map import YamlMap

WIDTHS: Mapping[str, float] = {"narrow": 36, "normal": 42.5, "wide": 52}
"""Name of a width → of the column of text, in rem."""

FACES = ("serif", "sans", "mono", "kai")
"""Names of faces that every reader has in some form."""

_LENGTH = re.compile(r"(\d{1,2}(?:\.\d{1,2})?)rem")
_NARROWEST, _WIDEST = 24, 80
_FAMILY = re.compile(r"\w[\w .+-]*")


class Density(Enum):
    """The space between things."""

    COMPACT = "compact"
    NORMAL = "normal"
    AIRY = "airy"


class Face(Struct, frozen=True, kw_only=True):
    """One of the faces that are tried in turn."""

    name: str
    """One of `FACES`, or a family; empty for a file."""

    file: str
    """Path below `static/`."""


class Accent(Struct, frozen=True, kw_only=True):
    """Colour of links and marks, as `#a8412a`, in each scheme."""

    light: str
    dark: str


class ThemeConfig(Struct, frozen=True, kw_only=True):
    """The look."""

    name: str
    """Of an installed theme. Default: `default`, the one that comes with the program."""

    accent: Accent | None
    """None for the theme's own colours."""

    body: Mapping[str, tuple[Face, ...]]
    """Language code → faces of its text; empty for the theme's."""

    code: tuple[Face, ...]
    """Faces of code; empty for the theme's."""

    width: float
    """Of the column of text, in rem. 0 for the theme's."""

    density: Density
    """Default: `normal`."""


def read_theme(site: YamlMap, folder: Path, languages: Sequence[str]) -> ThemeConfig:
    """Return the section `theme`; a single word is its name."""
    is_name = "theme" in site and not site.is_map("theme")
    section = site.map("") if is_name else site.map("theme")
    fonts = section.map("font")
    theme = ThemeConfig(
        name=_read_name(site, "theme") if is_name else _read_name(section, "name"),
        accent=_read_accent(section),
        body=_read_body(fonts, folder, languages),
        code=_read_faces(fonts, "code", folder),
        width=_read_width(section),
        density=Density(section.choice("density", [each.value for each in Density], "normal")),
    )
    fonts.reject_unread()
    section.reject_unread()
    return theme


def _read_name(section: YamlMap, key: str) -> str:
    name = section.text(key, BUILT_IN)
    if name == BUILT_IN or name in installed_themes():
        return name
    close = closest(name, [BUILT_IN, *installed_themes()])
    remedy = f"write `{close}`" if close else f"install its package, or write `{BUILT_IN}`"
    section.report(key, f"no theme `{name}` is installed; {remedy}")
    return BUILT_IN


def _read_accent(section: YamlMap) -> Accent | None:
    if section.is_map("accent"):
        inner = section.map("accent")
        for scheme in Scheme:
            inner.require(scheme.value, '"#a8412a"' if scheme is Scheme.LIGHT else '"#f0937a"')
        light, dark = (_read_colour(inner, scheme.value, scheme) for scheme in Scheme)
        inner.reject_unread()
        return Accent(light=str(light), dark=str(dark)) if light and dark else None
    light = _read_colour(section, "accent", Scheme.LIGHT)
    return Accent(light=str(light), dark=str(dark_accent(light))) if light else None


def _read_colour(section: YamlMap, key: str, scheme: Scheme) -> Colour | None:
    """Return the colour at `key`; a mistake if text in it cannot be read in `scheme`."""
    if section.is_blank(key):
        section.report(key, f'`{key}` is empty, as `#` begins a comment; write {key}: "#a8412a"')
        return None
    written = section.text(key)
    if not written:
        return None
    colour = Colour.parse(written.strip())
    if colour is None:
        section.report(key, f'`{written}` is no colour here; write it as "#a8412a"')
    elif not is_readable(colour, scheme):
        found = f"{least_contrast(colour, scheme):.1f}"
        what = f"text in {written} has a contrast of {found} on the {scheme.value} ground"
        least = f"less than the {TEXT_CONTRAST} that readers need (WCAG 2.2, 1.4.3)"
        section.report(key, f'{what}, {least}; write "{nearest_accent(colour, scheme)}"')
        return None
    return colour


def _read_body(
    fonts: YamlMap, folder: Path, languages: Sequence[str]
) -> Mapping[str, tuple[Face, ...]]:
    """Return the faces of each language; where one is left out, it has the theme's."""
    if not fonts.is_map("body"):
        faces = _read_faces(fonts, "body", folder)
        return dict.fromkeys(languages, faces) if faces else {}
    inner = fonts.map("body")
    found = {code: _read_faces(inner, code, folder) for code in languages if code in inner}
    inner.reject_unread(languages)
    return found


def _read_faces(section: YamlMap, key: str, folder: Path) -> tuple[Face, ...]:
    faces = []
    listed = (part for text in section.texts(key) for part in text.split(","))
    for written in filter(None, (part.strip().strip("'\"") for part in listed)):
        if written.lower().endswith(FONTS):
            path = check_static_file(section, key, written, folder, FONTS)
            faces.append(Face(name="", file=path))
        elif _FAMILY.fullmatch(written):
            faces.append(Face(name=written.lower() if written in FACES else written, file=""))
        else:
            remedy = f"write one of {', '.join(FACES)}, a family, or a file of static/"
            section.report(key, f"`{written}` is no name of a font; {remedy}")
    return tuple(faces)


def _read_width(section: YamlMap) -> float:
    written = section.text("width", "normal")
    if written in WIDTHS:
        return 0 if written == "normal" else WIDTHS[written]
    match = _LENGTH.fullmatch(written)
    if match and _NARROWEST <= float(match[1]) <= _WIDEST:
        return float(match[1])
    names = ", ".join(WIDTHS)
    text = f"`{written}` is no width; write {names}, or {_NARROWEST}rem to {_WIDEST}rem"
    section.report("width", text)
    return 0
