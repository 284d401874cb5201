"""`excerpt:` – the head of a note on an index page."""

from enum import Enum

from msgspec import Struct

from notes_site.yaml.yaml_map import YamlMap


class ExcerptMath(Enum):
    """The form of a formula in an excerpt."""

    RENDER = "render"
    """Typeset, as in the note."""

    TEXT = "text"
    """As readable Unicode: `π_θ`."""

    PLACEHOLDER = "placeholder"
    """As a word: `[公式]`, `[Math]`."""


class ExcerptSource(Enum):
    """The source of an excerpt that the front matter does not give."""

    TEXT = "text"
    """The beginning of the note."""

    DESCRIPTION = "description"
    """The front matter's description, as Markdown; without one, the beginning of the note."""


class ExcerptConfig(Struct, frozen=True, kw_only=True):
    """Length and form of excerpts on index pages."""

    length: int
    """Code points of folded plain text to keep at most. Default: 350."""

    ellipsis: str
    """Stands behind a cut. Default: `...`."""

    math: ExcerptMath
    """Default: `render`."""

    source: ExcerptSource = ExcerptSource.TEXT
    """Default: `text`."""


def read_excerpt(site: YamlMap) -> ExcerptConfig:
    """Return the section `excerpt`."""
    section = site.map("excerpt")
    values = [value.value for value in ExcerptMath]
    config = ExcerptConfig(
        length=section.integer("length", 350, minimum=1),
        ellipsis=section.text("ellipsis", "..."),
        math=ExcerptMath(section.choice("math", values, "render")),
        source=ExcerptSource(
            section.choice("source", [each.value for each in ExcerptSource], "text")
        ),
    )
    section.reject_unread()
    return config
