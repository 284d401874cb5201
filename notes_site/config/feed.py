"""`feed:` – the Atom feeds."""

from enum import Enum

from msgspec import Struct

from notes_site.yaml.yaml_map import YamlMap


class FeedContent(Enum):
    """The content of an entry."""

    FULL = "full"
    EXCERPT = "excerpt"


class FeedConfig(Struct, frozen=True, kw_only=True):
    """Number and content of the entries of a feed."""

    entries: int
    """Newest notes in a feed. Default: 20."""

    content: FeedContent
    """Default: `full`."""

    has_tags: bool
    """Whether each tag has feeds of its own. Default: true."""


def read_feed(site: YamlMap) -> FeedConfig:
    """Return the section `feed`."""
    section = site.map("feed")
    values = [value.value for value in FeedContent]
    config = FeedConfig(
        entries=section.integer("entries", 20, minimum=1),
        content=FeedContent(section.choice("content", values, "full")),
        has_tags=section.boolean("tags", default=True),
    )
    section.reject_unread()
    return config
