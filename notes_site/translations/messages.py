"""Wording of warnings about two translations."""

from notes_site.errors import Place, Problem

ALLOW = "or put `<!-- parity: allow -->` before it"

SHOWN = 50
"""Characters of a piece that a message quotes at most."""


def warning(place: Place, text: str, noun: str, count: int = 1) -> Problem:
    """Return a warning at `place` that tells of `count` of `noun`, such as `formula`."""
    return Problem(
        place=place, kind="parity", text=text, is_warning=True, noun=f"{noun}{{s}}", count=count
    )


def short(text: str) -> str:
    """Return `text` as a message quotes it."""
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
