"""`numbers:` – how blocks are counted."""

from enum import Enum

from msgspec import Struct

from notes_site.yaml.yaml_map import YamlMap


class TheoremNumbers(Enum):
    """The counting of theorems and their like."""

    KIND = "kind"
    """Each kind by itself: Theorem 1, Lemma 1, Theorem 2."""

    TOGETHER = "together"
    """All in one row: Theorem 1, Lemma 2, Theorem 3."""


class NumbersConfig(Struct, frozen=True, kw_only=True):
    """The counting of blocks; each note begins at 1."""

    theorems: TheoremNumbers
    """Default: `kind`."""


def read_numbers(site: YamlMap) -> NumbersConfig:
    """Return the section `numbers`."""
    section = site.map("numbers")
    values = [value.value for value in TheoremNumbers]
    config = NumbersConfig(theorems=TheoremNumbers(section.choice("theorems", values, "kind")))
    section.reject_unread()
    return config
