"""Wording of warnings about two translations."""

from notes_site.errors import Place, Problem

ALLOW = "or put `<!-- parity: allow -->` before it"

SHOWN = 50
"""Characters of a piece that a message quotes at most."""


def warning(place: Place, text: str) -> Problem:
    """Return a warning at `place`."""
    return Problem(place=place, kind="parity", text=text, is_warning=True)


def short(text: str) -> str:
    """Return `text` as a message quotes it."""
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
