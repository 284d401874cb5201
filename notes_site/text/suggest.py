"""Spelling suggestions."""

import re
from collections.abc import Iterable

_ALIKE = 0.6
"""Share of the characters of two names that stand in both, in the same order."""

_MOST = 3
_CHARACTERS_PER_SLIP = 5
"""One slip of the pen in a short name, two in one of ten characters."""

_LONG_STEM = 4
_NUMBER = re.compile(r"\d+")


def closest(name: str, known: Iterable[str], alike: float = _ALIKE) -> str:
    """Return the one of `known` most like `name`, or nothing where none is `alike` enough."""
    return next(iter(list_closest(name, known, alike)), "")


def list_closest(name: str, known: Iterable[str], alike: float = _ALIKE) -> list[str]:
    """Return those of `known` most like `name`, the closest first; of equals, the first by name.

    None differs by more than a slip for each five characters, or in a number: `1.2.png` is not meant
    by who writes `1.12.png`, nor `vbscript` by `vimscript`. One that differs by folders alone, as
    `../clip.md` from `clip.md`, is meant, and so is the plural `aliases` by who writes `alias`.

    Thousands of links may be broken at once, and each is compared with all addresses. RapidFuzz
    takes 0.1 ms for 500 of them, difflib 30 (test_a_mistake_costs_no_call_for_each_name).
    """
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import extract

    scorer = Indel.normalized_similarity
    found = extract(name, sorted(known), scorer=scorer, score_cutoff=alike, limit=_MOST)
    return [each for each, _, _ in found if _is_meant(name, each)]


def _is_meant(name: str, known: str) -> bool:
    from rapidfuzz.distance import OSA

    if _last(name) == _last(known) or known == f"{name}es":
        return True
    if _NUMBER.findall(name) != _NUMBER.findall(known):
        return False
    stem, dot, suffix = name.rpartition(".")
    if dot and len(stem) >= _LONG_STEM and known.startswith(stem) and known.endswith(f".{suffix}"):
        return True  # `lora.woff2` for `lora-bold.woff2`
    most = max(1, len(name) // _CHARACTERS_PER_SLIP)
    return OSA.distance(name.casefold(), known.casefold(), score_cutoff=most) <= most


def _last(path: str) -> str:
    """Return the last part of a path; the whole where it is none."""
    return path.rstrip("/").rpartition("/")[2]
