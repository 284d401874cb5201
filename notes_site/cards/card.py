"""Which picture each page has, and those that have to be drawn."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import astuple

from notes_site.cache import Key, Store, content_digest, digest, make_key
from notes_site.model import OutputFile, Url


class Card(Struct, frozen=True, kw_only=True):
    """What a picture says."""

    site: str
    """The site's title, in the language of the page."""

    title: str
    """Of the page; as plain text."""

    line: str
    """Stands at the foot: date and tags, or a description. May be empty."""

    @property
    def key(self) -> Key:
        """Of the picture in the store."""
        return make_key("card", *astuple(self))

    @property
    def url(self) -> Url:
        """The picture's address, which changes with what it says, not with the program."""
        return Url(f"/assets/cards/{digest(*astuple(self)).hex()[:_HASH_LENGTH]}.png")


_HASH_LENGTH = 16


def find_cards(
    cards: Iterable[Card], present: Mapping[str, bytes], store: Store
) -> Iterator[OutputFile]:
    """Yield the picture of each card; without its content where the output has that.

    Args:
        cards: all there are; equal ones make one file.
        present: path of a file of the output → digest of its bytes.
        store: keeps each picture, and its digest apart.
    """
    by_key = {card.key: card for card in cards}
    digests = {key: make_key("card digest", key) for key in by_key}
    known = store.find(digests.values())
    missing = [
        key
        for key, card in by_key.items()
        if digests[key] not in known or present.get(_path(card)) != known[digests[key]]
    ]
    kept = store.find(missing)
    for key, card in by_key.items():
        content = kept.get(key)
        if key in missing and content is None:
            from notes_site.cards.draw import draw_card

            content = draw_card(card)
            store.add({key: content, digests[key]: content_digest(content)})
        yield OutputFile(path=_path(card), content=content)
    store.mark(by_key)


def _path(card: Card) -> str:
    return card.url.removeprefix("/")
