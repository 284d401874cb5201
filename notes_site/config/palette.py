"""Palettes: the theme's colours, and those made for another accent."""

from collections.abc import Mapping
from enum import Enum
from functools import partial

from notes_site.config.colour import (
    EDGE_CONTRAST,
    TEXT_CONTRAST,
    Colour,
    Oklch,
    contrast,
    from_oklch,
    nearest,
    to_oklch,
)


class Scheme(Enum):
    """Dark text on a light ground, or the other way round."""

    LIGHT = "light"
    DARK = "dark"


NEUTRALS: Mapping[str, tuple[str, str]] = {
    "paper": ("#fbfaf7", "#10161e"),
    "surface": ("#f5f3ee", "#161e29"),
    "raised": ("#ffffff", "#1a2431"),
    "ink": ("#1e2833", "#d9dfe7"),
    "strong": ("#101820", "#f2f5f9"),
    "muted": ("#55606e", "#9aa6b5"),
    "line": ("#e2ded3", "#29333f"),
    "edge": ("#8a8f96", "#66727f"),
    "marked": ("#fffdf2", "#1a2532"),
}
"""Name of a custom property → its colours in the light and in the dark scheme: `styles/colours.css`."""

GROUNDS = ("paper", "surface", "raised")
"""What text stands on."""

_TARGET = 0.12
"""How much of the accent tints the ground of what a link has led to."""

_DARK_ACCENT = Oklch(0.76, 0.125, 0.0)
"""Lightness, and most chroma, of an accent that is made for the dark scheme."""


def make_palette(accent: Colour, scheme: Scheme) -> dict[str, Colour]:
    """Return the colours of a scheme with this accent: its greys take on something of its hue.

    Their lightness stays, and with it their contrast; where a hue shifts that below what WCAG 2.2
    asks for, the lightness gives way.
    """
    colours = {name: _tinted(name, accent, scheme) for name in NEUTRALS}
    grounds = [colours[name] for name in GROUNDS]
    for name, least in (("muted", TEXT_CONTRAST), ("edge", EDGE_CONTRAST)):
        colours[name] = nearest(colours[name], partial(_stands_out, grounds, least))
    colours["signal"] = colours["link"] = accent
    return colours


def paper(accent: str, scheme: Scheme) -> str:
    """Return the ground of a page with this accent; the theme's own where it is empty."""
    colour = Colour.parse(accent)
    return (
        str(_tinted("paper", colour, scheme))
        if colour
        else NEUTRALS["paper"][scheme is Scheme.DARK]
    )


def is_readable(accent: Colour, scheme: Scheme) -> bool:
    """Tell whether text in this colour can be read on all grounds of its palette."""
    return least_contrast(accent, scheme) >= TEXT_CONTRAST


def least_contrast(accent: Colour, scheme: Scheme) -> float:
    """Return the lowest contrast that text in this colour has on a ground of its palette."""
    grounds = [_tinted(name, accent, scheme) for name in GROUNDS]
    grounds.append(grounds[0].mixed(accent, _TARGET))
    return min(contrast(accent, ground) for ground in grounds)


def nearest_accent(accent: Colour, scheme: Scheme) -> Colour:
    """Return the accent of the same hue, closest in lightness, that can be read."""
    return nearest(accent, lambda tried: is_readable(tried, scheme))


def dark_accent(light: Colour) -> Colour:
    """Return the accent for the dark scheme that goes with one for the light."""
    tone = to_oklch(light)
    chroma = min(tone.chroma, _DARK_ACCENT.chroma)
    return nearest_accent(from_oklch(Oklch(_DARK_ACCENT.lightness, chroma, tone.hue)), Scheme.DARK)


def _tinted(name: str, accent: Colour, scheme: Scheme) -> Colour:
    """Return one of `NEUTRALS` with the accent's hue."""
    written = NEUTRALS[name][scheme is Scheme.DARK]
    grey, tone = to_oklch(Colour.parse(written) or accent), to_oklch(accent)
    return from_oklch(Oklch(grey.lightness, min(grey.chroma, tone.chroma / 4), tone.hue))


def _stands_out(grounds: list[Colour], least: float, colour: Colour) -> bool:
    return all(contrast(colour, ground) >= least for ground in grounds)
