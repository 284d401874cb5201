"""`markdown:` – what notes may hold."""

from dataclasses import dataclass

from notes_site.yaml_map import YamlMap


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownConfig:
    """What of the dialect notes may use."""

    allows_html: bool
    """Whether HTML in a note is HTML, and not text. Default: true."""


def read_markdown(site: YamlMap) -> MarkdownConfig:
    """Return the section `markdown`."""
    section = site.map("markdown")
    config = MarkdownConfig(allows_html=section.boolean("html", default=True))
    section.reject_unread()
    return config
