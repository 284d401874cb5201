"""`markdown:` – what notes may hold."""

from msgspec import Struct

from notes_site.yaml.yaml_map import YamlMap


class MarkdownConfig(Struct, frozen=True, kw_only=True):
    """Parts of the dialect that notes may use."""

    allows_html: bool
    """Whether HTML in a note is HTML, and not text. Default: true."""


def read_markdown(site: YamlMap) -> MarkdownConfig:
    """Return the section `markdown`."""
    section = site.map("markdown")
    config = MarkdownConfig(allows_html=section.boolean("html", default=True))
    section.reject_unread()
    return config
