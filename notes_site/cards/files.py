"""The files of cards: from the output, from the store, or drawn now."""

from collections.abc import Iterable, Iterator, Mapping

from notes_site.cache import Store, content_digest, make_key
from notes_site.cards.card import Card
from notes_site.model import OutputFile


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
