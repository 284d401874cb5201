"""The texts of a card."""

from msgspec import Struct
from msgspec.structs import astuple

from notes_site.cache import Key, digest, make_key
from notes_site.model import Url


class Card(Struct, frozen=True, kw_only=True):
    """The texts of a card."""

    site: str
    """The site's title, in the language of the page."""

    title: str
    """Of the page; as plain text."""

    line: str
    """Stands at the foot: date and tags, or a description. May be empty."""

    accent: str = "#a83f28"
    """Colour of the bar above, as the light scheme has it."""

    ground: str = "#fbfaf7"

    @property
    def key(self) -> Key:
        """Of the picture in the store."""
        return make_key("card", *astuple(self))

    @property
    def url(self) -> Url:
        """The picture's address, which changes with what it says, not with the program."""
        return Url(f"/assets/cards/{digest(*astuple(self)).hex()[:_HASH_LENGTH]}.png")


_HASH_LENGTH = 16
