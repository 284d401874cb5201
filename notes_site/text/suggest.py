"""Spelling suggestions."""

from collections.abc import Iterable

_ALIKE = 0.6
"""Share of the characters of two names that stand in both, in the same order."""

_MOST = 3


def closest(name: str, known: Iterable[str], alike: float = _ALIKE) -> str:
    """Return the one of `known` most like `name`, or nothing where none is `alike` enough."""
    return next(iter(list_closest(name, known, alike)), "")


def list_closest(name: str, known: Iterable[str], alike: float = _ALIKE) -> list[str]:
    """Return those of `known` most like `name`, the closest first; of equals, the first by name.

    Thousands of links may be broken at once, and each is compared with all addresses. RapidFuzz
    takes 0.1 ms for 500 of them, difflib 30 (test_a_mistake_costs_no_call_for_each_name).
    """
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import extract

    scorer = Indel.normalized_similarity
    found = extract(name, sorted(known), scorer=scorer, score_cutoff=alike, limit=_MOST)
    return [each for each, _, _ in found]
