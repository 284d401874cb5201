"""Pictures that stand for a page where its address is shared: titles, drawn at build time."""

from notes_site.cards.card import Card
from notes_site.cards.files import find_cards

__all__ = ["Card", "find_cards"]
