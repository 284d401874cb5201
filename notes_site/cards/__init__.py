"""Pictures that stand for a page where its address is shared: titles, drawn at build time."""

from notes_site.cards.card import Card, find_cards

__all__ = ["Card", "find_cards"]
