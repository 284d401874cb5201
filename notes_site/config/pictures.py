"""`pictures:` – what is made of the pictures of notes."""

from msgspec import Struct

from notes_site.yaml.yaml_map import YamlMap


class PicturesConfig(Struct, frozen=True, kw_only=True):
    """Smaller copies of pictures."""

    has_copies: bool
    """Whether browsers can choose among narrower copies in WebP. Default: true."""


def read_pictures(site: YamlMap) -> PicturesConfig:
    """Return the section `pictures`."""
    section = site.map("pictures")
    config = PicturesConfig(has_copies=section.boolean("copies", default=True))
    section.reject_unread()
    return config
