"""Colours of LaTeX's package xcolor."""

import re
from typing import Final

from notes_site.text.patterns import lazy_pattern

_RGB: Final = lazy_pattern(r"\s*rgba?\(\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*(?:,[^()]*)?\)\s*")


def hex_colour(model: str, text: str) -> str | None:
    """Return a colour of LaTeX's package xcolor as `#rrggbb`; None where it is a name."""
    model = model.strip()
    if rgb := _RGB.fullmatch(text):
        parts = [int(each) / 255 for each in rgb.groups()]
    elif model.upper() == "HTML":
        return f"#{text.strip()}" if re.fullmatch(r"[\da-fA-F]{6}", text.strip()) else None
    else:
        try:
            numbers = [float(each) for each in text.split(",")]
        except ValueError:
            return None
        if model == "RGB":
            parts = [each / 255 for each in numbers]
        elif model in {"rgb", "gray"}:
            parts = numbers * (3 if model == "gray" else 1)
        elif model == "cmyk" and len(numbers) == 4:  # noqa: PLR2004 - cyan, magenta, yellow, black
            parts = [(1 - each) * (1 - numbers[3]) for each in numbers[:3]]
        else:
            return None
    if len(parts) != 3:  # noqa: PLR2004 - red, green, blue
        return None
    return "#" + "".join(f"{round(255 * min(max(each, 0), 1)):02x}" for each in parts)
