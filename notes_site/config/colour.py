"""Colours: contrast, and the nearest one that can be read."""

import re
from collections.abc import Callable
from math import atan2, cbrt, cos, hypot, sin
from typing import NamedTuple, Self

TEXT_CONTRAST = 4.5
"""Of text and its ground at least (WCAG 2.2, 1.4.3, level AA)."""

EDGE_CONTRAST = 3.0
"""Of the border of a control and its ground at least (WCAG 2.2, 1.4.11, level AA)."""

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_STEPS = 1000
_LINEAR_UP_TO = 0.04045


class Colour(NamedTuple):
    """A colour of sRGB."""

    red: float
    """From 0 to 1, as the others."""

    green: float
    blue: float

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the colour written as `#a8412a` or `#a42`; None for anything else."""
        if not _HEX.fullmatch(text):
            return None
        digits = text[1:] if len(text) == 7 else "".join(2 * digit for digit in text[1:])  # noqa: PLR2004 - `#rrggbb`
        return cls(*(int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)))

    def __str__(self) -> str:
        return "#" + "".join(f"{round(255 * part):02x}" for part in self)

    @property
    def luminance(self) -> float:
        """Relative luminance, from 0 to 1 (WCAG 2.2, definition)."""
        red, green, blue = map(_as_light, self)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    def mixed(self, other: "Colour", share: float) -> "Colour":
        """Return this colour with a `share` of `other`, as `color-mix(in srgb, …)` does."""
        return Colour(*(a + (b - a) * share for a, b in zip(self, other, strict=True)))


class Oklch(NamedTuple):
    """A colour by what the eye tells apart (Björn Ottosson's OKLab, in polar form; CSS Color 4)."""

    lightness: float
    """From 0 to 1."""

    chroma: float
    """0 for greys; some 0.3 at most."""

    hue: float
    """In radians."""


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2, definition)."""
    dark, light = sorted((one.luminance, other.luminance))
    return (light + 0.05) / (dark + 0.05)


def to_oklch(colour: Colour) -> Oklch:
    """Return `colour` in OKLCH (CSS Color 4, 10.2: the matrices)."""
    red, green, blue = map(_as_light, colour)
    long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return Oklch(lightness, hypot(a, b), atan2(b, a))


def from_oklch(wanted: Oklch) -> Colour:
    """Return the colour; where sRGB has none so strong, the strongest of that lightness and hue."""
    chroma = wanted.chroma
    for _ in range(_STEPS):
        parts = _as_parts(wanted._replace(chroma=chroma))
        if all(-0.0005 <= part <= 1.0005 for part in parts) or not chroma:  # noqa: PLR2004 - 0 to 1, but for what rounding loses
            break
        chroma = max(chroma - 0.002, 0.0)
    clipped = (min(max(part, 0.0), 1.0) for part in parts)
    # Rounded to what is written, so that what was measured is what is shown.
    return Colour(*(round(255 * _as_shown(part)) / 255 for part in clipped))


def nearest(colour: Colour, passes: Callable[[Colour], bool]) -> Colour:
    """Return the colour of the same hue, and closest in lightness, that `passes`; itself if it does."""
    if passes(colour):
        return colour
    start = to_oklch(colour)
    for step in range(1, _STEPS + 1):
        for lightness in (start.lightness - step / _STEPS, start.lightness + step / _STEPS):
            if 0 <= lightness <= 1:
                tried = from_oklch(start._replace(lightness=lightness))
                if passes(tried):
                    return tried
    return colour


def _as_parts(wanted: Oklch) -> tuple[float, float, float]:
    """Return linear red, green and blue; outside of 0 to 1 where sRGB does not have the colour."""
    a, b = wanted.chroma * cos(wanted.hue), wanted.chroma * sin(wanted.hue)
    long = (wanted.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (wanted.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (wanted.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _as_light(part: float) -> float:
    """Return a part of sRGB as linear light (IEC 61966-2-1)."""
    return part / 12.92 if part <= _LINEAR_UP_TO else ((part + 0.055) / 1.055) ** 2.4


def _as_shown(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055  # noqa: PLR2004 - IEC 61966-2-1
