"""`author:` – who writes the site."""

from collections.abc import Sequence

from msgspec import Struct

from notes_site.config.text import LocalText, read_local_text
from notes_site.yaml.yaml_map import YamlMap


class Author(Struct, frozen=True, kw_only=True):
    """The person that feeds and pages name; every field may be empty."""

    name: LocalText
    url: str
    email: str


def read_author(site: YamlMap, languages: Sequence[str]) -> Author:
    """Return the section `author`; a single string is the name."""
    if not site.is_map("author"):
        name = read_local_text(site, "author", languages)
        return Author(name=name, url="", email="")
    section = site.map("author")
    author = Author(
        name=read_local_text(section, "name", languages),
        url=section.web_address("url"),
        email=section.text("email"),
    )
    section.reject_unread()
    return author
