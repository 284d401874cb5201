"""`footnotes:` – where footnotes stand."""

from enum import Enum

from notes_site.yaml.yaml_map import YamlMap


class FootnotePlace(Enum):
    """The place of footnotes on a screen with a margin; elsewhere, and in print, it is the end."""

    MARGIN = "margin"
    """Beside their marks."""

    END = "end"
    """Below the note, but for those that are written where their mark is: `[^>a remark]`."""


def read_footnotes(site: YamlMap) -> FootnotePlace:
    """Return the value of `footnotes`."""
    values = [value.value for value in FootnotePlace]
    return FootnotePlace(site.choice("footnotes", values, "margin"))
