"""`index:` – the index pages."""

from collections.abc import Sequence
from enum import Enum

from msgspec import Struct

from notes_site.config.text import LocalText, read_local_text
from notes_site.yaml.yaml_map import YamlMap


class Untranslated(Enum):
    """The place of notes that exist only in another language."""

    SHOW = "show"
    """They are listed with a mark, and link to the one page that exists."""

    HIDE = "hide"


class IndexConfig(Struct, frozen=True, kw_only=True):
    """The list of notes on index pages."""

    per_page: int
    """Notes on one page. Default: 12."""

    heading: LocalText
    """Default: `LATEST UPDATES`."""

    untranslated: Untranslated
    """Default: `show`."""


def read_index(site: YamlMap, languages: Sequence[str]) -> IndexConfig:
    """Return the section `index`."""
    section = site.map("index")
    values = [value.value for value in Untranslated]
    config = IndexConfig(
        per_page=section.integer("per_page", 12, minimum=1),
        heading=read_local_text(section, "heading", languages, "LATEST UPDATES"),
        untranslated=Untranslated(section.choice("untranslated", values, "show")),
    )
    section.reject_unread()
    return config
