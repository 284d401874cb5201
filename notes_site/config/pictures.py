"""`pictures:` – what is made of the pictures of notes."""

from msgspec import Struct

from notes_site.yaml.yaml_map import YamlMap

WIDTHS_PX = (720, 1440)
"""Of copies: the column of text is 680 CSS pixels wide, of two or three pixels each on most
screens."""


class PicturesConfig(Struct, frozen=True, kw_only=True):
    """Smaller copies of pictures."""

    widths_px: tuple[int, ...]
    """Of the narrower copies in WebP among which browsers can choose; none where `copies` is false."""


def read_pictures(site: YamlMap) -> PicturesConfig:
    """Return the section `pictures`."""
    section = site.map("pictures")
    config = PicturesConfig(widths_px=WIDTHS_PX if section.boolean("copies", default=True) else ())
    section.reject_unread()
    return config
